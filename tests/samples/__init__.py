"""The generator that wrote the sample letters of Lindeborg Kommune, a municipality that does not exist."""
