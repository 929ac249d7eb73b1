"""The embedded store: everything of one municipality in one SQLite file. The door is `letters`."""
