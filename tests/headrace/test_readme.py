"""What the README shows runs as it stands there."""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]
PROGRAMS = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)


@pytest.mark.parametrize("number", range(len(PROGRAMS)))
def test_a_program_in_the_readme_runs(number):
    done = subprocess.run([sys.executable, "-c", PROGRAMS[number]], cwd=ROOT, capture_output=True, text=True, timeout=50)
    assert done.returncode == 0, done.stderr


def test_the_first_program_reads_both_epochs():
    done = subprocess.run([sys.executable, "-c", PROGRAMS[0]], cwd=ROOT, capture_output=True, text=True, timeout=50)
    assert done.stdout.splitlines() == ["(20, 4)"] * 5
