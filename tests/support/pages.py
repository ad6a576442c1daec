"""Pages of the documentation: what they show is run.

A block of Python runs by itself (`python_blocks`, `run_block`). The blocks under a heading are a session (`sessions`,
`check_session`), which runs in one folder, one after another: lines that are typed in a shell and what they print; programs
in Python, and where a block of `text` stands right behind one, what it prints; and files, which are blocks that follow a line
which ends with the name of a file in backquotes and a colon. Files under a page's title are there in each of its sessions.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from support.house import ROOT


class Fence(NamedTuple):
    """A fenced block: under which heading and after which line of text it stands, its language, and what is in it."""

    heading: str
    before: str
    language: str
    text: str


class Step(NamedTuple):
    """A line that is typed or a program, and what it prints (None: the page does not say); or the text of a named file."""

    file: str
    line: str
    printed: list[str] | None
    is_program: bool = False


def fences(path: Path) -> Iterator[Fence]:
    """All fenced blocks of a page."""
    heading = before = ""
    opened, body = None, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if opened is None:
            if opened := re.fullmatch(r" *(```+)(\w*).*", line):
                body = []
            elif found := re.fullmatch(r"#+ (.*)", line):
                heading, before = found[1], ""
            elif line.strip():
                before = line.strip()
        elif line.strip() == opened[1]:
            yield Fence(heading, before, opened[2], textwrap.dedent("\n".join(body) + "\n"))
            opened, before = None, ""
        else:
            body.append(line)
    assert opened is None, f"{path}: a block without an end: {opened}"


def file_of(fence: Fence) -> str:
    """The name of the file that a block is, or ''."""
    found = re.search(r"`([^`\s]+)`:$", fence.before)
    return found[1] if found else ""


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
        steps = found.setdefault(fence.heading, [])
        if file := file_of(fence):
            steps.append(Step(file, fence.text, []))
        elif fence.language == "console":
            for line in fence.text.splitlines():
                if line.startswith("$ "):
                    steps.append(Step("", line[2:], []))
                else:
                    steps[-1].printed.append(line)
        elif fence.language == "python":
            steps.append(Step("", fence.text, None, is_program=True))
        elif fence.language == "text" and not fence.before and steps and steps[-1].is_program:
            steps[-1] = steps[-1]._replace(printed=fence.text.splitlines())
    title = re.search(r"^# (.*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    files = found.pop(title[1], []) if title else []
    return {heading: files + steps for heading, steps in found.items() if steps}


def check_session(steps: list[Step], folder: Path, *, figures: bool = True) -> None:
    """Type each line, and run each program, in a folder, which gets a copy of `sample_data`, and hold what is printed against
    what the page shows: `...` stands for anything in a line, and for any lines where it stands alone. Without `figures` any
    number stands for any other.

    Raises:
      AssertionError: something else is printed, or a program ends with an error.
    """
    for step in steps:
        if step.file:
            (folder / step.file).write_text(step.line, encoding="utf-8")
            continue
        command = [sys.executable, "-c", step.line] if step.is_program else ["bash", "-c", step.line]
        status, text, _ = _run(command, folder, stderr=subprocess.STDOUT)
        assert not (step.is_program and status), f"{step.line}\n{text}"
        shown, printed = step.printed, [line.rstrip() for line in text.splitlines()]
        if shown is None:
            continue
        if not figures:
            shown, printed = ([_without_figures(line) for line in lines] for lines in (shown, printed))
        pattern = "".join("(.*\n)*" if line == "..." else ".*".join(map(re.escape, line.split("..."))) + "\n" for line in shown)
        assert re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)), "\n".join([step.line, *printed])


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
