"""HTML to lines. The door is `read`."""
