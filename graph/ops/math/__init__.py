"""Arithmetic, comparisons, reductions, segments."""
