"""Lines to letters. The door is `parse`."""
