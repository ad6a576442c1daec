"""The entry points in the Makefile, and the tests as `make test` runs them."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = (ROOT / "Makefile").read_text().replace("\\\n\t", "")
CTRL_C = "tests/pipeline/runners/test_coordinator.py::test_ctrl_c_ends_a_join"


def output_of(*command: str, **options) -> str:
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_help_says_what_each_target_does():
    said = output_of("make", "--no-print-directory", "help")
    (targets,) = re.findall(r"^\.PHONY: (.* help)$", MAKEFILE, re.MULTILINE)
    assert [target for target in targets.split() if f"make {target}" not in said] == []
    assert said.startswith("The entry points.")


def test_what_takes_long_is_announced():
    for command in ("-m venv $(VENV)\n", "setup.py --quiet build_ext", "--editable '.[images,progress]'"):
        before = MAKEFILE.partition(command)[0].splitlines()[-2]
        assert before.startswith("\t@echo '"), command


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_the_tests_pass_in_the_background():
    """A shell without job control leaves Ctrl-C ignored there, and nothing to read."""
    ignore = lambda: signal.signal(signal.SIGINT, signal.SIG_IGN)  # noqa: E731
    said = output_of(
        sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout", "20", CTRL_C, preexec_fn=ignore
    )
    assert "1 passed" in said
