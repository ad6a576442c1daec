"""Fixtures for programs."""

from support.old_programs import folder

__all__ = ["folder"]
