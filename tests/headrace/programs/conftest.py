"""Fixtures for programs."""

from support.program_texts.old import folder

__all__ = ["folder"]
