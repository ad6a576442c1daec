"""Ops on segments: rows of the same number."""
