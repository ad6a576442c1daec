"""What sessions give and say, held against recordings of TensorFlow 1.15.5."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.compared import Recorded

import headrace as tf

MODULES = sorted(path.stem for path in Path(__file__).with_name("programs").glob("*.py"))
RECORDED = Recorded(__file__, *("programs/" + module for module in MODULES))


@pytest.mark.parametrize("name", RECORDED.names)
def test_programs_give_what_tensorflow_does(name):
    RECORDED.hold(tf, name)
