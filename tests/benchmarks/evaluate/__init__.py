"""How well the search finds and refuses, with everything that only we need: see `__main__`."""
