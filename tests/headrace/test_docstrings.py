"""What a program can call says what its parameters mean, what it gives and what it raises, as `support.docs` has it."""

from __future__ import annotations

import pytest
from support.docs import docstrings
from support.docs.docstrings import Subject, faults_of


def test_everything_that_a_program_calls_is_documented():
    assert [line for lines in docstrings.faults().values() for line in lines] == []
    assert len(docstrings.subjects()) > 3000


class Plain:
    """A thing with a width.

    Args:
      width: in pixels.
    """

    def __init__(self, width):
        self.width = width

    def grow(self, by):
        """Grow."""
        self.width += by

    @property
    def half(self):
        return self.width / 2


def complete(x, axis=0, name=None):
    """Gives x along an axis.

    Args:
      x: numbers.
      axis: along which.

    Returns:
      As x.

    Raises:
      ValueError: axis is not 0.
    """
    if axis:
        raise ValueError("axis")
    return x


def without_all(x, axis):
    """Gives x along an axis

    Args:
      y: numbers.
    """
    if axis:
        raise ValueError("axis")
    return x


def undocumented():
    pass


def test_what_is_documented_is_not_blamed():
    assert faults_of(Subject("complete", complete, True)) == faults_of(Subject("Plain", Plain, True)) == []


@pytest.mark.parametrize(
    ("thing", "found"),
    [
        (undocumented, ["no docstring"]),
        (Plain.grow, ["Args without by"]),
        (Plain.half, ["no docstring"]),
        (
            without_all,
            [
                "no first sentence of at most 120 characters in the first line",
                "Args without x, axis",
                "Args with y, which it does not take",
                "no Returns",
                "Raises without ValueError",
            ],
        ),
    ],
    ids=["nothing", "parameter", "attribute", "all"],
)
def test_what_is_missing_is_found(thing, found):
    assert faults_of(Subject("thing", thing, True)) == found
