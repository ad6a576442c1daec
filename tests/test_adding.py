"""docs/adding.md: its examples run, and its lists of files are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.house import ROOT
from support.pages import python_blocks, run_block

PAGE = ROOT / "docs/adding.md"
TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL))
GENERATED = ("headrace/_names/table.py", "headrace/_names/tensorflow.py", "graph/ops/_vocabulary.py", "tests/golden/")
SEARCHED = (*(ROOT / "layers.txt").read_text().split(), "tests")


def files_with(word: str) -> set[str]:
    """The sources that name something, but for what is generated."""
    paths = {path for folder in SEARCHED for path in (ROOT / folder).rglob("*.py")}
    names = {path: path.relative_to(ROOT).as_posix() for path in paths if path.resolve() == ROOT / path.relative_to(ROOT)}
    return {
        name
        for path, name in names.items()
        if not name.startswith(GENERATED) and re.search(rf"\b{word}\b", path.read_text(encoding="utf-8"))
    } - {Path(__file__).relative_to(ROOT).as_posix()}


def test_there_is_a_section_for_each_kind():
    assert list(SECTIONS) == [
        "An op",
        "A format",
        "A reader",
        "A queue",
        "An optimizer",
        "A layer",
        "A command",
        "A program held against TensorFlow",
    ]


@pytest.mark.parametrize("section", SECTIONS)
def test_what_is_named_as_an_example_stands_in_the_files_that_are_listed(section):
    (word,) = re.findall(r"^As `(\w+)`", SECTIONS[section], re.MULTILINE)
    listed = re.findall(r"^\d\. `([^`]+)`", SECTIONS[section], re.MULTILINE)
    assert files_with(word) == set(listed)


@pytest.mark.parametrize("section", SECTIONS)
def test_an_example_runs(section, tmp_path):
    (program,) = [source for heading, source in python_blocks(PAGE) if heading == section]
    run_block(program, tmp_path)


def test_each_file_that_the_page_names_is_there():
    named = set(re.findall(r"`((?:\w+/)+[\w.]*)`", TEXT))
    assert not [name for name in named if not (ROOT / name).exists()]
