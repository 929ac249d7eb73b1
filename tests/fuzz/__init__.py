"""Letters changed at random: each ends in letters or in one line of error, whatever was changed."""
