"""docs/moving.md: its programs run, what stands beside them is Python, and its lines print what it shows."""

from __future__ import annotations

import functools
import re

import pytest
from support.house import ROOT
from support.pages import check_session, has_shell, python_blocks, run_block, sessions

import headrace as tf

PAGE = ROOT / "docs/moving.md"
OTHERS = re.compile(r"# (queues|tf\.data|TensorFlow 2)\n")
"""How programs begin that stand in pairs, or need TensorFlow."""
BLOCKS = [(heading, source) for heading, source in python_blocks(PAGE) if OTHERS.match(source)]
PAIRS = [heading for heading, source in BLOCKS if source.startswith("# queues")]

SESSIONS = {title: [step for step in steps if not OTHERS.match(step.source)] for title, steps in sessions(PAGE).items()}


@pytest.mark.skipif(not has_shell(), reason="a shell")
@pytest.mark.parametrize("title", SESSIONS)
def test_what_is_shown_runs(title, tmp_path):
    pytest.importorskip("PIL")
    check_session(SESSIONS[title], tmp_path)


@pytest.mark.parametrize("title", PAIRS)
def test_a_dataset_gives_what_the_queues_beside_it_give(title, tmp_path):
    pytest.importorskip("PIL")
    queues, dataset = (source for heading, source in BLOCKS if heading == title)
    assert dataset.startswith("# tf.data")
    printed = [sorted(run_block(source, tmp_path).splitlines()) for source in (queues, dataset)]
    assert printed[0] == printed[1] != []


def test_programs_of_tensorflow_2_are_python():
    others = [source for _, source in BLOCKS if source.startswith("# TensorFlow 2")]
    assert others
    for source in others:
        compile(source, "TensorFlow 2", "exec")


def test_names_that_are_said_to_do_the_same_are_there():
    rows = re.findall(r"^\|.*\| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    names = set(re.findall(r"\btf\.([\w.]*\w)", " ".join(rows)))
    table = PAGE.read_text(encoding="utf-8").partition("| tf.data | queues |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
    transformations = set(re.findall(r"`(?:Dataset\.|experimental\.)?(\w+)\(", " ".join(cells)))
    names |= {
        f"data.{'Dataset' if hasattr(tf.data.Dataset, name) else 'experimental'}.{name}"
        for name in transformations - {"enumerate"}
    }
    assert len(names) > 30
    for name in names:
        functools.reduce(getattr, name.split("."), tf)
