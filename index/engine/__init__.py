"""Where passages are searched: the seam, and the embedded engine behind it. The door is `backend`."""
