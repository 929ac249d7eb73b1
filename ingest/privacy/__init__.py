"""Where CPR numbers stand. The doors are `letters` and `cpr`."""
