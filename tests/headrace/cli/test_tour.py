"""docs/tools.md: each of its lines prints what stands below it; docs/mended.md is the table of the code."""

from __future__ import annotations

import json
import re

import pytest
from support.cli import run
from support.house import ROOT
from support.pages import check_session, has_shell, sessions

from headrace.programs.mendings import MENDINGS
from headrace.programs.rows import as_markdown

PAGE = ROOT / "docs/tools.md"

SESSIONS = sessions(PAGE)
MEASURED = "This machine"
"""The section whose figures are those of a machine."""


@pytest.mark.skipif(not has_shell(), reason="a shell")
@pytest.mark.parametrize("title", SESSIONS)
def test_each_line_prints_what_the_page_shows(title, tmp_path):
    pytest.importorskip("PIL")
    check_session(SESSIONS[title], tmp_path, figures=title != MEASURED)


def test_most_commands_are_on_the_tour():
    lines = " ".join(step.source for steps in SESSIONS.values() for step in steps)
    looked = set(re.findall(r"headrace (\w+)", lines))
    assert {"count", "head", "cat", "schema", "stats", "convert", "verify", "salvage", "split", "merge", "run"} <= looked


AGAIN = """python -c "
from pathlib import Path; from headrace.programs import mendings, rows
page = Path('docs/mended.md'); text = page.read_text()
page.write_text(text[: text.index('| in programs')] + rows.as_markdown(mendings.MENDINGS))"
"""


def test_the_table_of_mendings_is_that_of_the_code():
    page = (ROOT / "docs/mended.md").read_text(encoding="utf-8")
    assert page.endswith("\n" + as_markdown(MENDINGS)), f"make it again: {AGAIN}"


LOOKED_AT = {
    "count": "iris-00000-of-00003.tfrecord",
    "schema": "iris-00000-of-00003.tfrecord",
    "stats": "iris-00000-of-00003.tfrecord",
    "bench": "iris-00000-of-00003.tfrecord",
    "checkpoint": "../tests/golden/checkpoint_v2/all",
    "events": "../tests/golden/events/scalars.tfevents",
    "graph": "../tests/golden/saved_model",
    "doctor": None,
}


@pytest.mark.parametrize("name", LOOKED_AT)
def test_the_page_tells_what_json_holds(name):
    (row,) = re.findall(rf"^\| `{name}` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    path = LOOKED_AT[name]
    given = [] if path is None else [ROOT / "sample_data" / path]
    found = json.loads(run(name, *given, "--json").stdout)
    (first, *_) = found if isinstance(found, list) else [found]
    told = re.findall(r"\w+", row)
    assert [key for key in first if key not in told] == []
    if name == "stats":
        assert [key for feature in found["features"].values() for key in feature if key not in told] == []
