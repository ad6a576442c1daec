"""Runs what pages show, as a user would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from support.house import ROOT

from .markdown import fences
from .steps import Step


def python_blocks(path: Path) -> list[tuple[str, str]]:
    """The programs of a page that run by themselves: the heading that each stands under, and its source."""
    return [(fence.heading, fence.text) for fence in fences(path) if fence.language == "python" and not fence.file]


def run_block(source: str, folder: Path) -> str:
    """Run a program in a folder, which gets a copy of `sample_data`.

    Returns:
      what it prints.
    Raises:
      AssertionError: it ends with an error.
    """
    program = folder / ".program.py"
    program.write_text(source, encoding="utf-8")
    code, printed = _run([sys.executable, str(program)], folder)
    assert code == 0, f"{source}\n{printed}"
    return printed


def check_session(steps: Iterable[Step], folder: Path, *, figures: bool = True) -> None:
    """Do what a page shows in a folder, which gets a copy of `sample_data`, and hold what is printed against what it shows.
    Without `figures` any number stands for any other.

    Raises:
      AssertionError: something else is printed, or a program ends with an error.
    """
    for step in steps:
        if step.file:
            (folder / step.file).write_text(step.source, encoding="utf-8")
            continue
        printed = run_block(step.source, folder) if step.language == "python" else _run(["bash", "-c", step.source], folder)[1]
        lines = [line.rstrip() for line in printed.splitlines()]
        if step.printed is not None:
            both = (step.printed, lines) if figures else (map(_without_figures, step.printed), map(_without_figures, lines))
            assert _matches(*both), f"{step.source}\n{printed}"


def has_shell() -> bool:
    """Whether the lines of a session can be typed here."""
    return os.name == "posix" and shutil.which("bash") is not None


def _matches(shown: Iterable[str], printed: Iterable[str]) -> bool:
    pattern = "".join("(.*\n)*" if line == "..." else ".*".join(map(re.escape, line.split("..."))) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def _without_figures(line: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[\d.,]*\d( [KMG]?B(ytes)?)?", "0", line))


def _run(command: list[str], folder: Path) -> tuple[int, str]:
    """How a command ends in a folder and what it prints on both outputs, with this Python as `python` and this checkout's
    command as `headrace`."""
    if not (folder / "sample_data").exists():
        shutil.copytree(ROOT / "sample_data", folder / "sample_data")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "80"}
    if os.name == "posix":
        environment |= {"PATH": f"{_commands(folder)}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=50,
        check=False,
    )
    return done.returncode, done.stdout


def _commands(folder: Path) -> Path:
    commands = folder / ".commands"
    commands.mkdir(exist_ok=True)
    for name, module in (("python", ""), ("headrace", "-m headrace ")):
        (commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {module}"$@"\n')
        (commands / name).chmod(0o755)
    return commands
