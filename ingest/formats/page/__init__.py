"""What stands on a page, as lines in reading order. The door is `lines`."""
