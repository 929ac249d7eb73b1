"""The `svarbasen` command."""
