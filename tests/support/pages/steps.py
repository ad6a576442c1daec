"""What a page does, step by step."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from .markdown import Fence, fences


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


def sessions(path: Path) -> dict[str, list[Step]]:
    """The steps under each heading of a page that has any."""
    everywhere: list[Step] = []
    found: dict[str, list[Step]] = {}
    for fence in fences(path):
        if fence.file and fence.level == 1:
            everywhere.append(Step(fence.file, fence.language, fence.text, None))
        else:
            _add(found.setdefault(fence.heading, [*everywhere]), fence)
    return {heading: steps for heading, steps in found.items() if steps != everywhere}


def _add(steps: list[Step], fence: Fence) -> None:
    if fence.file:
        steps.append(Step(fence.file, fence.language, fence.text, None))
    elif fence.language == "python":
        steps.append(Step("", "python", fence.text, None))
    elif fence.language == "text" and not fence.before and steps and steps[-1].language == "python" and not steps[-1].file:
        steps[-1] = steps[-1]._replace(printed=fence.text.splitlines())
    elif fence.language == "console":
        for line in fence.text.splitlines():
            if line.startswith("$ "):
                steps.append(Step("", "console", line[2:], []))
            else:
                steps[-1].printed.append(line)
