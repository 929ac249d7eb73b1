"""From an address or a form to a question with filters."""
