"""The letters and where they live. Knows nothing of files, encoders or pages."""
