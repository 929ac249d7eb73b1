"""CPR numbers taken out of letters and files for good. The door is `redact`."""
