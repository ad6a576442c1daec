"""The ops, a family a file."""
