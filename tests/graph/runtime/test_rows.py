"""Rows that are added and subtracted by index, compiled and not: as NumPy does it, to the last bit."""

from __future__ import annotations

import numpy as np
import pytest
from support.hot_modules import uncompiled

from headrace.graph.runtime import _rows_cy

MODULES = [
    pytest.param(_rows_cy, id="as_installed"),
    pytest.param(uncompiled("headrace.graph.runtime._rows_cy"), id="uncompiled"),
]


def drawn(shape, dtype, seed=1):
    """Numbers of such different sizes that the order of a sum tells."""
    draw = np.random.default_rng(seed)
    return (draw.standard_normal(shape) * 10.0 ** draw.integers(-3, 4, shape)).astype(dtype)


def hold(rows, current, at, updates):
    for found, wanted in ((rows.add_rows, np.add.at), (rows.subtract_rows, np.subtract.at)):
        one, other = current.copy(order="K"), current.copy(order="K")
        found(one, at, updates)
        wanted(other, at, updates)
        assert one.tobytes() == other.tobytes()


@pytest.mark.parametrize("rows", MODULES)
@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64, np.int32, np.complex64])
@pytest.mark.parametrize("inner", [(), (1,), (7,), (3, 5)], ids=str)
def test_rows_named_many_times(rows, dtype, inner):
    for kind in (np.int32, np.int64):
        at = np.random.default_rng(2).integers(0, 4, (6, 5)).astype(kind)
        hold(rows, drawn((4, *inner), dtype), at, drawn((6, 5, *inner), dtype, 3))
    hold(rows, drawn((4, *inner), dtype), np.array(2), drawn(inner, dtype, 3))


@pytest.mark.parametrize("rows", MODULES)
def test_arrays_of_other_kinds(rows):
    at = np.array([1, 0, 1])
    hold(rows, drawn((4, 3), np.float32), at, np.float32(2.5))
    hold(rows, drawn((4, 3), np.float32), at, drawn((3, 1), np.float32))
    hold(rows, drawn((4, 3), np.float64), at, drawn((3, 3), np.float32))
    hold(rows, np.asfortranarray(drawn((4, 3), np.float32)), at, drawn((3, 3), np.float32))
    hold(rows, drawn((4, 3), np.float32), at, drawn((6, 6), np.float32)[::2, ::2])
    hold(rows, drawn((4, 3), np.float32), at[:0], drawn((0, 3), np.float32))
    hold(rows, drawn((4, 0), np.float32), at, drawn((3, 0), np.float32))
    hold(rows, drawn((4, 3), np.float32), np.array([-1, 2]), drawn((2, 3), np.float32))
    current = drawn((4, 3), np.float32)
    with pytest.raises(IndexError):
        rows.add_rows(current, np.array([1, 4]), drawn((2, 3), np.float32))


@pytest.mark.parametrize("rows", MODULES)
def test_updates_that_are_rows_of_the_array_itself(rows):
    for first in (0, 1):
        one = drawn((4, 3), np.float32)
        other = one.copy()
        rows.add_rows(one, np.array([1, 2, 3]), one[first : first + 3])
        np.add.at(other, np.array([1, 2, 3]), other[first : first + 3])
        assert one.tobytes() == other.tobytes()
