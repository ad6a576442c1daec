"""Ops that change something or depend on it: variables, files, checkpoints, Python functions."""
