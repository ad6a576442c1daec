"""The values that variables begin with."""
