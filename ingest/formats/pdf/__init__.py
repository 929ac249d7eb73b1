"""PDF files, and pictures as pages of one, to what stands on their pages. The doors are `read` and `scan`."""
