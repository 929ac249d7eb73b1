"""Each file read in a child process with limits. The door is `readers`."""
