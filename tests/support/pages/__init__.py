"""Pages of the documentation: what they show is run.

The blocks under a heading of a page are its steps (`sessions`), done one after the other in one folder that has `sample_data/`:

- a block behind a line that ends with "`name`:" is a file of that name; those under the title of the page are there in each
  session;
- another block of `python` is a program; a block of `text` right behind it is all that it prints;
- in a block of `console` the lines behind `$ ` are typed, and what stands below each is all that it prints.

In what is printed `...` stands for anything in a line, and a line of `...` alone for any lines. Programs of a page that need no
folder of their own are `python_blocks`.
"""

from __future__ import annotations

from .markdown import fences, without_fences
from .running import check_session, has_shell, python_blocks, run_block
from .steps import Step, sessions

__all__ = ["Step", "check_session", "fences", "has_shell", "python_blocks", "run_block", "sessions", "without_fences"]
