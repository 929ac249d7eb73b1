"""Measures the search with questions whose right answers are known. The door is `evaluate`."""
