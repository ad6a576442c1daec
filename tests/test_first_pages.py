"""What the first pages show runs and prints what stands there."""

from __future__ import annotations

import pytest
from support.house import ROOT
from support.pages import check_session, has_shell, python_blocks, run_block, sessions


def test_the_first_program_of_the_site_runs(tmp_path):
    ((_, program),) = python_blocks(ROOT / "docs/index.md")
    assert run_block(program, tmp_path).count("(20, 4) b'") == 5


@pytest.mark.skipif(not has_shell(), reason="a shell")
def test_what_is_compiled_is_said_as_the_page_shows(tmp_path):
    ((_, steps),) = sessions(ROOT / "docs/install.md").items()
    check_session(steps, tmp_path, figures=False)


@pytest.mark.skipif(not has_shell(), reason="a shell")
@pytest.mark.timeout(180)
def test_the_tour_goes_as_it_is_shown(tmp_path):
    """Its numbers are drawn at random."""
    steps = [step for steps in sessions(ROOT / "docs/tour.md").values() for step in steps]
    assert python_blocks(ROOT / "docs/tour.md") == [], "each is a file"
    check_session(steps, tmp_path, figures=False)


def test_each_extra_for_users_is_on_the_page():
    tomllib = pytest.importorskip("tomllib", reason="Python 3.11")
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"].keys()
    page = (ROOT / "docs/install.md").read_text(encoding="utf-8")
    assert {extra for extra in extras if f"| `{extra}` |" in page} == extras - {"test", "dev", "docs"}
