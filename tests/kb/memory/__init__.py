"""A second store behind the seam: dicts in memory, so that two prove what one promises."""
