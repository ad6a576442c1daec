"""Pages that show what is typed and what comes of it: their sections as steps, and a shell that runs these.

In a section, which is what stands below a `## ` heading, one after the other in one folder that has `sample_data/`:

- a block behind a line that ends with "`name`:" is a file of that name; those that stand above all sections are there in each;
- another block of `python` is a program; a block of `text` right behind it is all that it prints;
- in a block of `console` the lines behind `$ ` are typed, and what stands below each is all that it prints.

In what is printed `...` stands for anything in a line, and a line of `...` alone for any lines.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from .house import ROOT

_BLOCK = re.compile(r"([^\n]*)\n*^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"`([^`\s]+)`:$")


class Step(NamedTuple):
    """What is typed or run, and what it prints; or a file that is written.

    Attributes:
      file: the name of the file whose text `source` is; "" where something is run.
      language: `python` or `console`; what a file's block says.
      source: a program, a line, or a file's text.
      printed: None where the page does not say.
    """

    file: str
    language: str
    source: str
    printed: list[str] | None


def sections(page: str) -> dict[str, list[Step]]:
    """The steps of each section that has any."""
    found = {}
    above, *texts = page.split("\n## ")
    files = [step for step in _steps(above) if step.file]
    for section in texts:
        title, _, text = section.partition("\n")
        steps = _steps(text)
        if steps:
            found[title] = files + steps
    return found


def _steps(section: str) -> list[Step]:
    steps: list[Step] = []
    end = -1
    for block in _BLOCK.finditer(section):
        before, language, text = block.groups()
        name = _FILE.search(before)
        if name:
            steps.append(Step(name[1], language, text, None))
        elif language == "console":
            for line in text.splitlines():
                if line.startswith("$ "):
                    steps.append(Step("", language, line[2:], []))
                else:
                    steps[-1].printed.append(line)
        elif language == "python":
            steps.append(Step("", language, text, None))
        elif language == "text" and steps and steps[-1].language == "python" and block.start(1) <= end + 2:
            steps[-1] = steps[-1]._replace(printed=text.splitlines())
        end = block.end()
    return steps


def matches(shown: list[str], printed: list[str]) -> bool:
    """Whether a page shows what is printed."""
    pattern = "".join("(.*\n)*" if line == "..." else ".*".join(map(re.escape, line.split("..."))) + "\n" for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


class Shell:
    """Runs steps in a directory, which it gives a copy of the sample data and the commands `python` and `headrace`."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        shutil.copytree(ROOT / "sample_data", directory / "sample_data")
        self._commands = directory / ".commands"
        self._commands.mkdir()
        for name, module in (("python", ""), ("headrace", "-m headrace ")):
            (self._commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {module}"$@"\n')
            (self._commands / name).chmod(0o755)
        self._environment = {
            **os.environ,
            "PATH": f"{self._commands}:{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "80",
        }

    def run(self, step: Step) -> list[str]:
        """The lines that a step prints on both outputs."""
        if step.file:
            (self.directory / step.file).write_text(step.source)
            return []
        if step.language == "console":
            return self._run(["bash", "-c", step.source])[1]
        program = self.directory / ".program.py"
        program.write_text(step.source)
        code, lines = self._run([sys.executable, str(program)])
        assert code == 0, "\n".join([step.source, *lines])
        return lines

    def _run(self, command: list[str]) -> tuple[int, list[str]]:
        ran = subprocess.run(
            command,
            cwd=self.directory,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
        return ran.returncode, [line.rstrip() for line in ran.stdout.decode().splitlines()]
