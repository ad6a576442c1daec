"""Lookup tables: from keys to values, as resources of a session."""
