"""docs/moving.md: its programs run, what stands beside them is Python, and its lines print what it shows."""

from __future__ import annotations

import functools
import re

import pytest
from support.house import ROOT
from support.pages import check_session, has_shell, python_blocks, sessions

import headrace as tf

PAGE = ROOT / "docs/moving.md"
OTHERS = re.compile(r"# (tf\.data|TensorFlow 2)\n")
"""How programs begin that need TensorFlow."""

SESSIONS = {title: [step for step in steps if not OTHERS.match(step.source)] for title, steps in sessions(PAGE).items()}


@pytest.mark.skipif(not has_shell(), reason="a shell")
@pytest.mark.parametrize("title", SESSIONS)
def test_what_is_shown_runs(title, tmp_path):
    pytest.importorskip("PIL")
    check_session(SESSIONS[title], tmp_path)


def test_a_program_of_tensorflow_stands_beside_one_of_headrace():
    others = [(heading, source) for heading, source in python_blocks(PAGE) if OTHERS.match(source)]
    assert len(others) > 6
    for heading, source in others:
        compile(source, heading, "exec")
        assert SESSIONS[heading]


def test_names_that_are_said_to_do_the_same_are_there():
    rows = re.findall(r"^\|.*\| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    names = set(re.findall(r"\btf\.([\w.]*\w)", " ".join(rows)))
    assert len(names) > 30
    for name in names:
        functools.reduce(getattr, name.split("."), tf)
