"""Markdown as far as the pages of the documentation use it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Fence(NamedTuple):
    """A fenced block.

    Attributes:
      level, heading: of what it stands under; 1 for the title of the page.
      before: the line of text before it; "" where there is none between it and another block.
      language, text: of it.
    """

    level: int
    heading: str
    before: str
    language: str
    text: str

    @property
    def file(self) -> str:
        """The name of the file that it is; "" where it is none."""
        found = re.search(r"`([^`\s]+)`:$", self.before)
        return found[1] if found else ""


def fences(path: Path) -> Iterator[Fence]:
    """All fenced blocks of a page."""
    level, heading, before = 1, "", ""
    opened, body = None, []
    for line in path.read_text(encoding="utf-8").splitlines():
        if opened is None:
            if opened := re.fullmatch(r" *(```+)(\w*).*", line):
                body = []
            elif found := re.fullmatch(r"(#+) (.*)", line):
                level, heading, before = len(found[1]), found[2], ""
            elif line.strip():
                before = line.strip()
        elif line.strip() == opened[1]:
            yield Fence(level, heading, before, opened[2], textwrap.dedent("\n".join(body) + "\n"))
            opened, before = None, ""
        else:
            body.append(line)
    assert opened is None, f"{path}: a block without an end"


def without_fences(path: Path) -> str:
    """The text of a page without its blocks, and without what looks like a link in backquotes."""
    text = re.sub(r"^( *)(```+).*?^\1\2$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`\[[^`]*`", "", text)
