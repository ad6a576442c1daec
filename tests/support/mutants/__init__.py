"""Mutation testing, by `python -m support.mutants`."""
