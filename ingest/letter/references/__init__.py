"""Words in an answer that refer to another answer. The door is `references`."""
