"""Programs about scopes and shared variables give what TensorFlow 1.15 gives: names, operations, errors."""

from __future__ import annotations

import pytest
from support import golden, scopes

import headrace as tf

EXPECTED = golden.load("scopes.json")


def test_every_program_has_its_answer():
    assert set(EXPECTED) == set(scopes.PROGRAMS)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_program_gives_what_tensorflow_gives(name):
    assert scopes.answer(name, tf) == EXPECTED[name]
