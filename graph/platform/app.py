"""Run a program: parse its flags, call its `main`, exit with what that returns."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from headrace.formats.exports import export

from .flags import FLAGS


@export("app.run")
def run(main: Callable[[list[str]], Any] | None = None, argv: Sequence[str] | None = None) -> NoReturn:
    """Parse the flags, call `main` with the rest of the command line, and end the program.

    Args:
      main: takes the program's name and the arguments that are no flags, unknown flags among them; default: the function
        `main` of the main module.
      argv: the command line; default: `sys.argv`.

    Raises:
      SystemExit: always; its code is what `main` returned, or that of an end by --help.
      flags.Error: a flag has a value that it may not have.

    Example:
      >>> def main(argv):
      ...     print("arguments:", argv[1:])
      >>> tf.app.run(main, argv=["train.py", "first"])
      Traceback (most recent call last):
      SystemExit
    """
    main = main or sys.modules["__main__"].main
    rest = FLAGS(sys.argv if argv is None else argv, known_only=True)
    sys.exit(main(rest))
