"""The pages of docs/ as the site has them.

They are plain Markdown that also reads well where there is no site. The site puts the text of an example in place of a link to
it that stands alone on a line, and has a page for each example. A link to what is no page of the site becomes its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
ALONE = re.compile(r"^\[[^\]]*\]\(([^)\s]*examples/(\w+\.py))\)$", re.MULTILINE)
BLOCK = re.compile(r"^( *)```.*?^\1```$", re.MULTILINE | re.DOTALL)


def sources() -> dict[str, Path]:
    """The pages that stand in the checkout, by their paths in the site."""
    found = {path.relative_to(ROOT / "docs").as_posix(): path for path in sorted((ROOT / "docs").rglob("*.md"))}
    return found | {"changes.md": ROOT / "CHANGELOG.md"}


def pages() -> dict[str, str]:
    """The text of each of these pages."""
    return {target: for_the_site(path, target) for target, path in sources().items()} | dict(_examples())


def for_the_site(path: Path, target: str) -> str:
    """A page with the texts of its examples, and with links that lead to pages of the site."""
    targets = {source.resolve(): page for page, source in sources().items()}
    targets |= {example: f"examples/{example.stem}.md" for example in (ROOT / "examples").glob("*.py")}
    targets |= {ROOT / "examples": "examples/index.md"}

    def led(link: re.Match[str]) -> str:
        text, to = link.groups()
        place, hash_, anchor = to.partition("#")
        if not place or ":" in place:
            return link[0]
        leads = (path.parent / place).resolve()
        if leads in targets:
            up = "../" * target.count("/")
            return f"[{text}]({up}{targets[leads]}{hash_}{anchor})"
        return link[0] if leads.is_relative_to(ROOT / "docs") else text

    text = path.read_text(encoding="utf-8")
    text = ALONE.sub(lambda link: _block((path.parent / link[1]).resolve()), text)
    pieces, at = [], 0
    for block in BLOCK.finditer(text):
        pieces += [LINK.sub(led, text[at : block.start()]), block[0]]
        at = block.end()
    return "".join([*pieces, LINK.sub(led, text[at:])])


def _block(example: Path) -> str:
    name = example.relative_to(ROOT).as_posix()
    return f'```python title="{name}"\n{example.read_text(encoding="utf-8")}```'


def _examples() -> Iterator[tuple[str, str]]:
    rows = []
    for path in sorted((ROOT / "examples").glob("*.py")):
        said = re.match(r'"""(.*?)\n', path.read_text(encoding="utf-8"))
        rows.append(f"| [`{path.name}`]({path.stem}.md) | {said[1].removesuffix(chr(34) * 3)} |")
        yield f"examples/{path.stem}.md", f"# {path.name}\n\n{_block(path)}\n"
    head = ["# Examples\n", "Each runs by itself, from a clone: `python examples/NAME.py`.\n"]
    yield "examples/index.md", "\n".join([*head, "| script | what it shows |", "| --- | --- |", *rows, ""])
