"""Pages that are pictures, to words with places. The door is `read`."""
