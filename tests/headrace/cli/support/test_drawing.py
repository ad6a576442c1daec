"""Curves in text: each point has a place, extremes stand at the side, what is not finite is left out."""

from __future__ import annotations

import math

import pytest

from headrace.cli.support import drawing


@pytest.fixture(params=["utf-8", "ascii"])
def encoding(request, monkeypatch):
    monkeypatch.setattr(drawing, "is_unicode", lambda: request.param == "utf-8")
    return request.param


def test_a_rising_line_rises(encoding):
    lines = drawing.curve(range(100), range(100), 20, 5)
    "\n".join(lines).encode(encoding)
    assert lines[0].startswith("99 ")
    assert lines[4].lstrip().startswith("0 ")
    assert lines[-1].split() == ["0", "99"]
    marked = [min(at for at, sign in enumerate(line) if at > 3 and sign != " ") for line in lines[:5]]
    assert marked == sorted(marked, reverse=True)


def test_the_ends_of_a_line_are_in_the_corners(encoding):
    lines = drawing.curve([0, 1], [0, 1], 10, 4)
    assert lines[0][-1] != " "
    assert len(lines[0]) == len("1 |") + 10
    assert lines[3][3] != " "


@pytest.mark.parametrize("values", [[1.0], [2.0, 2.0, 2.0], [1e308, -1e308], [math.nan, 1.0, math.inf]])
def test_any_values_make_a_drawing(encoding, values):
    assert len(drawing.curve(range(len(values)), values, 10, 4)) == 6
    assert drawing.spark(values)


def test_steps_may_go_back(encoding):
    assert len(drawing.curve([0, 5, 3, 3], [1, 2, 3, 4], 10, 4)) == 6


def test_nothing_finite_is_nothing_to_draw(encoding):
    assert drawing.curve([1, 2], [math.nan, math.inf], 10, 4) == ["(no finite value)"]
    assert drawing.spark([math.nan]) == ""
    assert drawing.spark([]) == ""


def test_bars_follow_the_values(encoding):
    bars = drawing._BARS if encoding == "utf-8" else drawing._PLAIN_BARS
    assert drawing.spark(range(8), 8) == bars
    assert drawing.spark(range(800), 8) == bars
    assert drawing.spark([5, 5]) == bars[0] * 2
