"""docs/tools.md: each of its lines prints what stands below it; docs/mended.md is the table of the code."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from typing import NamedTuple

import pytest
from support.cli import run
from support.house import ROOT

from headrace.programs.mendings import MENDINGS
from headrace.programs.rows import as_markdown

PAGE = (ROOT / "docs/tools.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.skipif(os.name != "posix" or not shutil.which("bash"), reason="a shell")


class Step(NamedTuple):
    """A line that is typed and what it prints, or a file that is written; `...` stands for anything in a line."""

    name: str
    line: str
    printed: list[str]


def tour() -> dict[str, list[Step]]:
    """The steps of each section."""
    found: dict[str, list[Step]] = {}
    for section in PAGE.split("\n## ")[1:]:
        title = section.partition("\n")[0]
        steps: list[Step] = []
        for before, language, block in re.findall(r"([^\n]*)\n*```(console|python)\n(.*?)\n```", section, re.DOTALL):
            if language == "python":
                steps.append(Step(re.search(r"`(\S+)`:$", before)[1], block + "\n", []))
                continue
            for line in block.split("\n"):
                if line.startswith("$ "):
                    steps.append(Step("", line[2:], []))
                else:
                    steps[-1].printed.append(line)
        if steps:
            found[title] = steps
    return found


TOUR = tour()
MEASURED = "This machine"
"""The section whose figures are those of a machine."""


def without_figures(line: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[\d.,]*\d( [KMG]?B(ytes)?)?", "0", line))


@pytest.fixture
def shell(tmp_path):
    """Runs a line in a directory that has the sample data; gives all that it printed."""
    shutil.copytree(ROOT / "sample_data", tmp_path / "sample_data")
    commands = tmp_path / "commands"
    commands.mkdir()
    for name, module in (("python", ""), ("headrace", "-m headrace ")):
        (commands / name).write_text(f'#!/bin/sh\nexec "{sys.executable}" {module}"$@"\n')
        (commands / name).chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{commands}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "COLUMNS": "80",
    }

    def run(line: str) -> list[str]:
        ran = subprocess.run(
            ["bash", "-c", line],
            cwd=tmp_path,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
        return [line.rstrip() for line in ran.stdout.decode().splitlines()]

    run.directory = tmp_path
    return run


@pytest.mark.parametrize("title", TOUR)
def test_each_line_prints_what_the_page_shows(title, shell):
    pytest.importorskip("PIL")
    for step in TOUR[title]:
        if step.name:
            (shell.directory / step.name).write_text(step.line)
            continue
        printed = shell(step.line)
        assert len(printed) == len(step.printed), (step.line, printed)
        for shown, line in zip(step.printed, printed, strict=True):
            if title == MEASURED:
                shown, line = map(without_figures, (shown, line))
            pattern = ".*".join(map(re.escape, shown.split("...")))
            assert re.fullmatch(pattern, line), (step.line, line)


def test_most_commands_are_on_the_tour():
    lines = " ".join(step.line for steps in TOUR.values() for step in steps)
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
    (row,) = re.findall(rf"^\| `{name}` \| (.*) \|$", PAGE, re.MULTILINE)
    path = LOOKED_AT[name]
    given = [] if path is None else [ROOT / "sample_data" / path]
    found = json.loads(run(name, *given, "--json").stdout)
    (first, *_) = found if isinstance(found, list) else [found]
    told = re.findall(r"\w+", row)
    assert [key for key in first if key not in told] == []
    if name == "stats":
        assert [key for feature in found["features"].values() for key in feature if key not in told] == []
