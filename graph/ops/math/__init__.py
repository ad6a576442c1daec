"""Arithmetic, comparisons, reductions."""
