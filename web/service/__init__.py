"""A knowledge base opened: the only place that names the classes behind the seams. The door is `base`."""
