"""Functions that are no elementary ones, element by element."""
