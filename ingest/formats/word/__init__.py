"""Word, OpenDocument and RTF files to lines. The doors are `read` and `office`."""
