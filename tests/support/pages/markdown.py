"""Markdown as far as the pages of the documentation use it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Fence(NamedTuple):
    """A fenced block: under which heading and after which line of text it stands, its language, and what is in it."""

    heading: str
    before: str
    language: str
    text: str


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


def without_fences(path: Path) -> str:
    """The text of a page without its blocks, and without what stands in backquotes but for the words of headings and links."""
    text = re.sub(r"^( *)(```+).*?^\1\2$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`\[[^`]*`", "", text)


def file_of(fence: Fence) -> str:
    """The name of the file that a block is, or ''."""
    found = re.search(r"`([^`\s]+)`:$", fence.before)
    return found[1] if found else ""
