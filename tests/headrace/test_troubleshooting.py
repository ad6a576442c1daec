"""docs/troubleshooting.md: each mistake is answered with the words of its heading, and what stands beside it works."""

from __future__ import annotations

import logging
import re
import sys
import traceback
import warnings
from typing import NamedTuple

import numpy as np
import pytest
from support.house import LAYERS, ROOT
from support.pages import fences
from support.threads import no_threads_left

import headrace as tf

PAGE = ROOT / "docs/troubleshooting.md"
OURS = tuple(str(ROOT / layer) for layer in LAYERS)


class Entry(NamedTuple):
    """What stands under a heading: the programs that fail, those that work, and those that are neither."""

    fails: list[str]
    works: list[str]
    others: list[str]


def entries():
    found = {
        heading: Entry([], [], []) for heading in re.findall(r"^### (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    }
    for fence in fences(PAGE):
        entry = found.setdefault(fence.heading, Entry([], [], []))
        first, _, program = fence.text.partition("\n")
        kind = {"# fails": entry.fails, "# works": entry.works}.get(first)
        (entry.others if kind is None else kind).append(program if kind is not None else fence.text)
    return found


ENTRIES = entries()
FILES = ENTRIES.pop("Troubleshooting").others
MESSAGES = {heading.strip("`").strip(): entry for heading, entry in ENTRIES.items() if heading.startswith("`")}


def run(program):
    exec(compile(program, "a program of the page", "exec"), {"tf": tf, "np": np, "__name__": "__main__"})


@pytest.fixture(autouse=True)
def graph(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    tf.reset_default_graph()
    with no_threads_left():
        for program in FILES:
            run(program)
        yield
    tf.reset_default_graph()


class Heard(logging.Handler):
    """What the loggers have said."""

    def __init__(self):
        super().__init__()
        self.messages = []

    def emit(self, record):
        self.messages.append(record.getMessage())


@pytest.fixture
def heard():
    handler = Heard()
    for name in ("headrace", "tensorflow"):
        logging.getLogger(name).addHandler(handler)
    yield handler.messages
    for name in ("headrace", "tensorflow"):
        logging.getLogger(name).removeHandler(handler)


def says(heading, text):
    parts = [re.escape(part.strip()) for part in heading.split("…")]
    return re.search(".*".join(parts), text, re.DOTALL) is not None


@pytest.mark.parametrize(("heading", "program"), [(name, one) for name, entry in MESSAGES.items() for one in entry.fails])
def test_a_mistake_is_answered_with_the_words_of_its_heading(heading, program, heard):
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        try:
            run(program)
        except Exception as error:
            told, raised = [str(error)], error
        else:
            told, raised = [*heard, *(str(one.message) for one in warned)], None
    assert [text for text in told if says(heading, text)], told
    if raised is not None and sys.version_info >= (3, 11):
        files = [frame.filename for frame in traceback.extract_tb(raised.__traceback__)]
        assert not [file for file in files if file.startswith(OURS)]
        assert raised.__cause__ is None


@pytest.mark.parametrize("program", [one for entry in ENTRIES.values() for one in entry.works])
def test_what_is_shown_beside_it_works(program, recwarn):
    run(program)


def test_each_mistake_stands_beside_what_works():
    assert [heading for heading, entry in ENTRIES.items() if entry.fails and not entry.works] == []
    assert [heading for heading, entry in ENTRIES.items() if entry.others] == []


@pytest.mark.parametrize("heading", [heading for heading, entry in MESSAGES.items() if not entry.fails])
def test_a_message_that_is_not_provoked_here_is_one_of_the_library(heading):
    sources = [path.read_text(encoding="utf-8") for layer in LAYERS for path in (ROOT / layer).rglob("*.py")]
    for part in filter(None, map(str.strip, heading.split("…"))):
        assert any(part in source for source in sources), part
