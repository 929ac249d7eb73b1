"""Plain text to lines. The door is `read`."""
