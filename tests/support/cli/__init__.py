"""The `headrace` command as its users have it: in this process, and in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from headrace import cli

from ..house import ROOT


def run(*arguments: Any) -> Result:
    """The command in this process: `exit_code`, `stdout`, `stderr`. What is no answer to its user is raised."""
    return CliRunner().invoke(cli.commands, [str(one) for one in arguments], prog_name="headrace", catch_exceptions=False)


def start(*arguments: Any, before: str = "", **options: Any) -> subprocess.Popen:
    """The command in a process of its own.

    Args:
      before: Python that runs before it.
      options: as for Popen; both outputs are pipes unless they say otherwise.
    """
    program = f"{before}\nfrom headrace.cli import main\nmain()"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(os.fspath, map(_as_text, arguments))],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        env=environment,
    )


def _as_text(argument: Any) -> Any:
    return argument if isinstance(argument, (str, bytes, Path)) else str(argument)
