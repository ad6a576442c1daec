"""Fixtures for programs."""

from support.program_texts.old import folder

__all__ = ["folder"]

collect_ignore = ["old"]
"""Programs, some of them tests of their own, which `headrace run` runs."""
