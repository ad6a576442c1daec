"""Arithmetic, comparisons, reductions, linear algebra, segments."""
