"""What the README shows runs as it stands there."""

from __future__ import annotations

import pytest
from support.house import ROOT
from support.pages import python_blocks, run_block

PROGRAMS = [source for _, source in python_blocks(ROOT / "README.md")]


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_a_program_in_the_readme_runs(number, tmp_path):
    printed = run_block(PROGRAMS[number], tmp_path)
    if number == 0:
        assert printed.splitlines() == ["(20, 4)"] * 5, "both epochs"
