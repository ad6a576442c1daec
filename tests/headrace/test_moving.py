"""docs/moving.md: its programs run, what stands beside them is Python, and its sessions print what it shows."""

from __future__ import annotations

import functools
import re

import pytest

import headrace as tf

from ..support.house import ROOT
from ..support.pages import check_session, has_shell, python_blocks, run_block, sessions

PAGE = ROOT / "docs/moving.md"
OTHERS = re.compile(r"# (tf\.data|TensorFlow 2)\n")
"""How programs begin that need TensorFlow."""

OURS = [source for _, source in python_blocks(PAGE) if not OTHERS.match(source)]
PAIRS = [(heading, source) for heading, source in python_blocks(PAGE) if OTHERS.match(source)]


@pytest.mark.parametrize("source", OURS)
def test_a_program_of_the_page_runs_and_tells_something(source, tmp_path):
    pytest.importorskip("PIL")
    assert run_block(source, tmp_path).strip()


@pytest.mark.parametrize(("heading", "source"), PAIRS)
def test_a_program_of_tensorflow_stands_beside_one_of_headrace(heading, source):
    compile(source, heading, "exec")
    assert [one for other, one in python_blocks(PAGE) if other == heading and not OTHERS.match(one)]


def test_names_in_the_right_column_are_there():
    """Whatever is said to do the same."""
    rows = re.findall(r"^\|.*\| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    names = set(re.findall(r"\btf\.([\w.]*\w)", " ".join(rows)))
    assert len(names) > 30
    for name in names:
        functools.reduce(getattr, name.split("."), tf)


def test_the_sessions_of_the_page_print_what_it_shows(tmp_path):
    if not has_shell():
        pytest.skip("a shell")
    for steps in sessions(PAGE).values():
        check_session(steps, tmp_path)
