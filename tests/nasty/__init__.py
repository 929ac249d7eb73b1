"""The nastiest files: what real letters and hostile ones do to readers, each built by a script of our own."""
