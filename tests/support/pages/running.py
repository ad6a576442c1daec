"""Runs what pages show, as a user would."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from support.house import ROOT

from .markdown import fences, file_of


class Step(NamedTuple):
    """A line that is typed and what it prints, or the text of a file with a name."""

    file: str
    line: str
    printed: list[str]


def python_blocks(path: Path) -> list[tuple[str, str]]:
    """The blocks of Python of a page that run by themselves: the heading each stands under, and its source."""
    return [(fence.heading, fence.text) for fence in fences(path) if fence.language == "python" and not file_of(fence)]


def run_block(source: str, folder: Path) -> str:
    """Run a block in a folder, which gets a copy of `sample_data`.

    Returns:
      what it prints.
    Raises:
      AssertionError: it ends with an error.
    """
    status, printed, errors = _run([sys.executable, "-c", source], folder)
    assert status == 0, errors
    return printed


def sessions(path: Path) -> dict[str, list[Step]]:
    """The steps under each heading of a page that has any."""
    found: dict[str, list[Step]] = {}
    for fence in fences(path):
        if fence.language == "console":
            steps = found.setdefault(fence.heading, [])
            for line in fence.text.splitlines():
                if line.startswith("$ "):
                    steps.append(Step("", line[2:], []))
                else:
                    steps[-1].printed.append(line)
        elif file := file_of(fence):
            found.setdefault(fence.heading, []).append(Step(file, fence.text, []))
    return found


def check_session(steps: list[Step], folder: Path, *, figures: bool = True) -> None:
    """Type each line in a folder, which gets a copy of `sample_data`, and hold what it prints against what the page shows:
    `...` stands for anything in a line. Without `figures` any number stands for any other.

    Raises:
      AssertionError: something else is printed.
    """
    for step in steps:
        if step.file:
            (folder / step.file).write_text(step.line, encoding="utf-8")
            continue
        _, printed, _ = _run(["bash", "-c", step.line], folder, stderr=subprocess.STDOUT)
        lines = [line.rstrip() for line in printed.splitlines()]
        assert len(lines) == len(step.printed), (step.line, lines)
        for shown, line in zip(step.printed, lines, strict=True):
            if not figures:
                shown, line = map(_without_figures, (shown, line))
            pattern = ".*".join(map(re.escape, shown.split("...")))
            assert re.fullmatch(pattern, line), (step.line, line)


def has_shell() -> bool:
    """Whether sessions can be typed here."""
    return os.name == "posix" and shutil.which("bash") is not None


def _without_figures(line: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[\d.,]*\d( [KMG]?B(ytes)?)?", "0", line))


def _run(command: list[str], folder: Path, stderr: int = subprocess.PIPE) -> tuple[int, str, str]:
    """Run a command in a folder as a user would, with this Python as `python` and this checkout's command as `headrace`."""
    if not (folder / "sample_data").exists():
        shutil.copytree(ROOT / "sample_data", folder / "sample_data")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "80"}
    if os.name == "posix":
        environment |= {"PATH": f"{_commands(folder)}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=stderr, text=True, encoding="utf-8", timeout=50
    )
    return done.returncode, done.stdout, done.stderr or ""


def _commands(folder: Path) -> Path:
    commands = folder.parent / f"{folder.name}.commands"  # beside it: a page that lists the folder does not show them
    commands.mkdir(exist_ok=True)
    for name, module in (("python", ""), ("headrace", "-m headrace ")):
        (commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {module}"$@"\n')
        (commands / name).chmod(0o755)
    return commands
