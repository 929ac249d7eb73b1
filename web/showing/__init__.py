"""The presentation behind HTML, JSON and the terminal, and its Danish words. The door is `present`."""
