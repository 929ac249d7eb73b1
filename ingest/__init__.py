"""Reading: a file becomes letters."""
