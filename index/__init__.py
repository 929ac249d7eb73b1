"""The search: indexes letters, and finds cited answers to questions."""
