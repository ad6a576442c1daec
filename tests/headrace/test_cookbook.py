"""The recipes of docs/cookbook, and the pages beside it, do what they show."""

from __future__ import annotations

import re

import pytest
from support.house import ROOT
from support.pages import check_session, has_shell, sessions

COOKBOOK = sorted((ROOT / "docs/cookbook").glob("*.md"))
PAGES = [*COOKBOOK, *(path for path in (ROOT / "docs/queues.md", ROOT / "docs/speed.md") if path.exists())]
RECIPES = [(f"{page.stem}: {title}", steps) for page in PAGES for title, steps in sessions(page).items()]


@pytest.mark.skipif(not has_shell(), reason="a shell")
@pytest.mark.parametrize("steps", [pytest.param(steps, id=name) for name, steps in RECIPES])
def test_a_recipe_prints_what_the_page_shows(steps, tmp_path):
    pytest.importorskip("PIL")
    if any("parquet" in step.source for step in steps):
        pytest.importorskip("pyarrow")
    check_session(steps, tmp_path)


@pytest.mark.parametrize("page", [pytest.param(page, id=page.stem) for page in COOKBOOK])
def test_each_recipe_runs_something_and_says_what_to_watch_out_for(page):
    run = sessions(page)
    for section in page.read_text(encoding="utf-8").split("\n## ")[1:]:
        title, _, text = section.partition("\n")
        examples = re.findall(r"\]\(\.\./\.\./(examples/\w+\.py)\)", text)  # each is run by tests/test_examples.py
        assert title in run or examples, title
        assert "\nWatch out: " in text, title
