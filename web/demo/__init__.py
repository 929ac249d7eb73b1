"""The sample letters of Lindeborg Kommune, a municipality that does not exist. The door is `letters`."""
