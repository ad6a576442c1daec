"""Random trees of datasets, and what they mean element by element."""
