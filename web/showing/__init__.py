"""One dict behind HTML, JSON and the terminal; all that is said in Danish. The door is `present`."""
