"""Small letters for every layout that real letters were seen to have, with what should be read of them."""
