"""Pages of the documentation: what they show is run.

A block of Python runs by itself (`python_blocks`, `run_block`). Blocks of what is typed in a shell and what it prints are a
session (`sessions`, `check_session`): its lines run one after another in one folder; a block of Python that follows a line
which ends with the name of a file in backquotes and a colon is that file.
"""

from __future__ import annotations

from .markdown import fences, without_fences
from .running import Step, check_session, has_shell, python_blocks, run_block, sessions

__all__ = ["Step", "check_session", "fences", "has_shell", "python_blocks", "run_block", "sessions", "without_fences"]
