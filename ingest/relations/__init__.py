"""How letters relate: references, near duplicates, inquiries. The door is `relations`."""
