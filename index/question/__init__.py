"""A question made ready: its filters, topic, words and vector. The door is `prepare`."""
