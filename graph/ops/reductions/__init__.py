"""Reductions that are made of others, and norms."""
