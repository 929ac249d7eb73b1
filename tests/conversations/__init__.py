"""Conversations whose turns are known to follow up or not, and questions that name filters."""
