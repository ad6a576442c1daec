"""A file for each kind of file."""
