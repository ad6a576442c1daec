"""What is known of the shapes of random programs, and how what does not fit is refused: as TensorFlow recorded it."""

from __future__ import annotations

import json

import pytest
from support.golden import DIRECTORY
from support.shapes.laws import OTHERWISE, differences, is_one_of
from support.shapes.recipes import RECIPES
from support.shapes.refusals import EXPRESSIONS, refused

import headrace


def _recorded(name):
    return [json.loads(line) for line in (DIRECTORY / "shapes" / name).read_text().splitlines()]


PROGRAMS = _recorded("programs.jsonl")
REFUSALS = dict(_recorded("refusals.jsonl"))


@pytest.mark.parametrize("first", range(0, len(PROGRAMS), 20))
def test_shapes_are_tensorflows(first):
    for steps, theirs in PROGRAMS[first : first + 20]:
        assert not differences(steps, theirs)


def test_every_kind_of_step_is_asked_about():
    asked = {name for steps, _ in PROGRAMS for name, *_ in steps}
    assert not [name for name in RECIPES if name not in asked]
    assert not [name for name in OTHERWISE if name not in RECIPES]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_what_does_not_fit_is_refused_in_tensorflows_words(expression):
    assert is_one_of(refused(headrace, expression), REFUSALS[expression])
