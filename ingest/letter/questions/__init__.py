"""A letter's lines split into questions and answers. The door is `split`."""
