"""Random numbers and random order."""
