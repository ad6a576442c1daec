"""False declarations of ops, planted one at a time, are found by the law of random pipelines.

`python -m support.pipelines.planted` looks for the programs anew where the generator has changed.
"""

from __future__ import annotations

import pytest
from support.pipelines.planted import PLANTS, finds, program

FOUND_BY = {
    "a negative is the number": 39,
    "axes of a sum are those of the block": 74,
    "random numbers are the same for all": 217,
    "a transposed array is a new one": 217,
    "axes of a running sum are those of the block": 301,
    "whole numbers drawn are the same for all": 376,
    "a check forwards": 468,
    "a Python function is pure": 666,
    "axes of a reversal are those of the block": 680,
    "a sum rearranges": 770,
    "the greatest of a block": 4791,
}
"""The seeds of programs that contradict their meaning while something is planted, and do not without it."""


def test_every_plant_is_looked_for():
    assert set(FOUND_BY) == set(PLANTS)


@pytest.mark.parametrize("name", FOUND_BY)
def test_what_is_planted_is_found(name):
    assert finds(name, program(FOUND_BY[name]))
