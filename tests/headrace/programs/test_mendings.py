"""Mended programs print what they printed when they were new: `tests/golden/programs` has what an old Python made of them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from headrace.programs.mendings import MENDINGS
from headrace.programs.sources import compiled, mendings_of
from headrace.programs.table import is_there

GOLDEN = Path(__file__).parents[2] / "golden" / "programs"
sys.path.insert(0, str(GOLDEN))
from record import PRELUDE, programs  # noqa: E402

sys.path.remove(str(GOLDEN))


def printed(text: str, capsys, python2: bool) -> str:
    names = {"__name__": "program"}
    exec(compiled(text.encode(), "program.py", python2=python2).code, names)
    return capsys.readouterr().out


EXPECTED = {name: json.loads((GOLDEN / f"{name}.json").read_text()) for name in ("libraries", "python2")}


@pytest.mark.parametrize("heading", programs("libraries.txt"))
def test_old_libraries(heading, capsys):
    text = PRELUDE.lstrip() + programs("libraries.txt")[heading]
    assert printed(text, capsys, False).splitlines() == EXPECTED["libraries"][heading].splitlines()


@pytest.mark.parametrize("heading", programs("python2.txt"))
def test_python2(heading, capsys):
    text = "# -*- coding: utf-8 -*-\n" + programs("python2.txt")[heading]
    assert printed(text, capsys, True).splitlines() == EXPECTED["python2"][heading].splitlines()
