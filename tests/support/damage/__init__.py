"""Damaged files of every format: one list of parsers, for flips and cuts, a file system that fails, and fuzzing."""
