"""Bytes to lines, whatever the format. The door is `read`."""
