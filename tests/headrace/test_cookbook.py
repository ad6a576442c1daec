"""The recipes of docs/cookbook, and the pages beside it, do what they show."""

from __future__ import annotations

import os
import re
import shutil

import pytest
from support.house import ROOT
from support.transcripts import Shell, matches, sections

COOKBOOK = sorted((ROOT / "docs/cookbook").glob("*.md"))
PAGES = [*COOKBOOK, *(path for path in (ROOT / "docs/queues.md", ROOT / "docs/speed.md") if path.exists())]
RECIPES = [(page, title, steps) for page in PAGES for title, steps in sections(page.read_text(encoding="utf-8")).items()]


@pytest.mark.skipif(os.name != "posix" or not shutil.which("bash"), reason="a shell")
@pytest.mark.parametrize("steps", [pytest.param(steps, id=f"{page.stem}: {title}") for page, title, steps in RECIPES])
def test_a_recipe_prints_what_the_page_shows(steps, tmp_path):
    pytest.importorskip("PIL")
    if any("parquet" in step.source for step in steps):
        pytest.importorskip("pyarrow")
    shell = Shell(tmp_path)
    for step in steps:
        printed = shell.run(step)
        assert step.printed is None or matches(step.printed, printed), (step.source, "\n".join(printed))


@pytest.mark.parametrize("page", [pytest.param(page, id=page.stem) for page in COOKBOOK])
def test_each_recipe_runs_something_and_says_what_to_watch_out_for(page):
    for section in page.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        examples = re.findall(r"\]\(\.\./\.\./(examples/\w+\.py)\)", text)  # each is run by tests/test_examples.py
        assert examples or sections(f"\n## {section}"), title
        assert "\nWatch out: " in text, title
