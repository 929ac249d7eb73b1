"""Prepares a question for the search: its filters, topic, words and vector. The door is `prepare`."""
