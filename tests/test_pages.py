"""The pages of the documentation: each link leads somewhere, each page is in the navigation of the site."""

from __future__ import annotations

import re
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.house import ROOT
from support.pages import without_fences

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"(?<!`)\[(?:[^\]`]|`[^`]*`)*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def module(name: str, monkeypatch) -> dict[str, object]:
    """A module of what lays out the site."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "docs/site"), *sys.path])
    return runpy.run_path(str(ROOT / f"docs/site/{name}.py"))


def anchors(page: Path) -> set[str]:
    """Where links can lead in a page, as forges and the site name it."""
    found: set[str] = set()
    for heading in HEADING.findall(without_fences(page)):
        words = re.sub(r"[^\w\s-]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)).strip().lower()
        found.add(re.sub(r"\s", "-", words))
    return found


def broken(page: Path) -> Iterator[str]:
    for link in LINK.findall(without_fences(page)):
        place, _, anchor = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        if ":" in place:
            continue
        if not target.exists() or (anchor and anchor not in anchors(target)):
            yield link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_each_link_leads_somewhere(page):
    assert list(broken(page)) == []


def test_a_link_that_leads_nowhere_is_found(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# A page\n\n[a](b.md) [b](#a-page) [c](#no-page) `[d](e.md)`\n\n```\n[f](g.md)\n```\n")
    assert list(broken(page)) == ["b.md", "#no-page"]


def navigation() -> list[str]:
    tomllib = pytest.importorskip("tomllib", reason="Python 3.11")

    def paths(found: object) -> Iterator[str]:
        if isinstance(found, str):
            yield found
        else:
            for inner in found.values() if isinstance(found, dict) else found:
                yield from paths(inner)

    return list(paths(tomllib.loads((ROOT / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"]))


def test_each_page_is_once_in_the_navigation(monkeypatch):
    names = module("names", monkeypatch)
    reference = [f"reference/{page}.md" for page in [*names["titles"](), *names["LAYERS"], "old", "index"]]
    pages = [*module("texts", monkeypatch)["sources"](), "examples/index.md", *reference]
    assert sorted(navigation()) == sorted(pages)


def test_everything_that_is_public_has_one_page_of_the_reference(monkeypatch):
    names = module("names", monkeypatch)
    titles = names["titles"]()
    for thing in names["things"]():
        assert names["page_of"](thing.group, thing.place) in titles
    described = {name for thing in names["things"]() for name in thing.names}
    assert {"train.shuffle_batch", "math.add", "contrib.slim.learning.train", "errors.OutOfRangeError"} <= described
    by_name = {name: thing.path for thing in names["things"]() for name in thing.names}
    assert (by_name["math.add"], by_name["contrib.layers.fully_connected"]) == ("add", "contrib.layers.fully_connected")
    assert by_name["io.decode_csv"] == "decode_csv"


def test_the_site_shows_the_text_of_an_example_in_place_of_a_link_to_it(monkeypatch, tmp_path):
    texts = module("texts", monkeypatch)
    page = ROOT / "docs" / "page.md"
    written = "See [it](../examples/iterate.py), [data](../sample_data), [changes](../CHANGELOG.md#a).\n"
    written += "\n[it](../examples/iterate.py)\n"
    monkeypatch.setattr(Path, "read_text", lambda path, **_: written if path == page else "print()\n")
    assert texts["for_the_site"](page, "guides/page.md") == (
        "See [it](../examples/iterate.md), data, [changes](../changes.md#a).\n\n"
        '```python title="examples/iterate.py"\nprint()\n```\n'
    )


def test_docstrings_are_given_to_griffe_in_its_own_form(monkeypatch):
    pytest.importorskip("griffe", reason="make docs installs it")
    docstrings = module("docstrings", monkeypatch)
    written = """Read a file.

Args:
  path: of the file.
Raises:
  DataLossError: it is damaged.
  the errors of `open`.

Attributes:
  begin, end: of the range.

Example:
  >>> read("a")
"""
    assert docstrings["sections"](written).splitlines()[6:] == [
        *("Raises:", "  DataLossError: it is damaged.", "  others: the errors of `open`.", ""),
        *("", "Attributes:", "  begin,\N{NO-BREAK SPACE}end: of the range.", ""),
        *("", "Examples:", '  >>> read("a")'),
    ]
    assert docstrings["shown"]("_TensorLike | dict[str, bool_]") == "TensorLike | dict[str, bool]"
    assert docstrings["shown"]("_dtypes.float32") == "tf.float32"
