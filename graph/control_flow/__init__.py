"""Branches: operations of which only some run."""
