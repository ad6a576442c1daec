"""Columns made what a schema says, without loss.

Integers become other integers, and floats integers, where the value is the same; floats are rounded to narrower ones, and no
finite one becomes infinite; integers become floats that hold them exactly. Bytes (`uint8` of a known shape) and a string of as
many are the same thing in two forms. Nothing else is converted.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from ..errors import InvalidArgumentError
from ..records import Records
from .batches import Batch, Column
from .schema import Feature, Schema

_SHOWN = 60


def batch_of(columns: Mapping[str, Column], schema: Schema, count: int, origin: Records | None = None) -> Batch:
    """Rows as a schema has them; all are without an optional feature that has no column. Raises as `fitted`."""
    made = {one.name: fitted(columns[one.name], one, origin) if one.name in columns else _absent(one, count) for one in schema}
    return Batch(made, count, origin)


def _absent(feature: Feature, count: int) -> Column:
    """A column of which no row has a value."""
    present = np.zeros(count, bool)
    total = 0 if feature.shape is None else count * math.prod(feature.shape)
    splits = np.zeros(count + 1, np.int64) if feature.shape is None else None
    if feature.dtype == "string":
        return Column(Records.from_list([b""] * total), splits, present, feature.shape)
    values = np.zeros(total, feature.numpy_dtype)
    return Column(values if splits is not None else values.reshape(count, *(feature.shape or ())), splits, present)


def fitted(column: Column, feature: Feature, origin: Records | None = None) -> Column:
    """A column as a feature has it.

    Args:
      origin: the records the rows come from, for errors.
    Raises:
      InvalidArgumentError: a row does not fit. The first such row is reported, as `index`.
    """
    if feature.dtype == "uint8" and column.is_string and feature.count is not None:
        column = _bytes_of(column, feature, origin)
    elif feature.dtype == "string" and not column.is_string and column.dtype == "uint8":
        column = _strings_of(column, feature, origin)
    column = _shaped(column, feature, origin)
    if feature.dtype == column.dtype:
        return column
    if "string" in (feature.dtype, column.dtype):
        raise unfit(feature, origin, 0, f"found {column.dtype}")
    values, bad = converted(column.values, feature.dtype)
    if bad is not None:
        rows = np.flatnonzero(bad) if column.splits is not None else np.flatnonzero(bad.reshape(len(column), -1).any(axis=1))
        if column.splits is not None:
            rows = np.searchsorted(column.splits, rows, side="right") - 1
        if column.present is not None:
            rows = rows[column.present[rows]]
        if len(rows):
            row = int(rows[0])
            wrong = _row(column, row)[_row(Column(bad, column.splits), row)]
            raise unfit(feature, origin, row, f"which does not hold {wrong[0]}")
    return Column(values, column.splits, column.present)


def unfit(feature: Feature, origin: Records | None, row: int, found: str) -> InvalidArgumentError:
    """What is raised for a row that is not as a feature says; `found` says why."""
    place = "" if origin is None else f"; {origin.where(row)}"
    path = None if origin is None else origin.path_of(row)
    number = None if origin is None or origin.numbers is None else int(origin.numbers[row])
    message = f"feature {feature.name!r} must be {feature.type}, {found}{place}"
    return InvalidArgumentError(None, None, message, path=path, record=number, index=row)


def converted(values: np.ndarray, dtype: str) -> tuple[np.ndarray, np.ndarray | None]:
    """Numbers in another type, and which of them it does not hold (None: it holds all)."""
    have, want = values.dtype, np.dtype(dtype)
    if have == want:
        return values, None
    if np.can_cast(have, want, "safe") and not (have.itemsize == 8 and have.kind in "iu" and want.kind == "f"):
        return values.astype(want), None
    with np.errstate(all="ignore"):
        changed = values.astype(want)
        if want.kind == "f" and have.kind == "f":
            bad = np.isinf(changed) & np.isfinite(values)
        elif want.kind in "iu" and have.kind in "iu":
            limits = np.iinfo(want)
            low, high = max(limits.min, int(np.iinfo(have).min)), min(limits.max, int(np.iinfo(have).max))
            bad = (values < low) | (values > high)
        elif want.kind in "iu" and have.kind == "f":
            is_whole = np.isfinite(values) & (np.trunc(values) == values)  # beside a float16 a bound may be infinite, too
            bad = ~(is_whole & (values >= float(np.iinfo(want).min)) & (values < _beyond(want)))
        else:
            bad = changed.astype(have) != values
            if want.kind == "f":  # what rounds up to a power of two wraps when it comes back
                bad |= ~np.isfinite(changed) | (changed >= _beyond(have))
    return changed, bad if bad.any() else None


def _beyond(dtype: np.dtype) -> float:
    """The smallest power of two that an integer type does not hold."""
    return float(int(np.iinfo(dtype).max) + 1) if dtype.kind in "iu" else 2.0


def _row(column: Column, row: int) -> np.ndarray:
    if column.splits is not None:
        found: np.ndarray = column.values[column.splits[row] : column.splits[row + 1]]
        return found
    return np.asarray(column.values[row]).reshape(-1)


def _shaped(column: Column, feature: Feature, origin: Records | None) -> Column:
    """The column with the feature's shape and presence."""
    if column.splits is None and column.shape == feature.shape and column.present is None:
        return column
    present = column.present
    if present is not None and bool(present.all()):
        present = None
    if feature.shape is None:
        counts = column.counts()
        if present is not None and not feature.optional:
            raise unfit(feature, origin, int(np.argmin(present)), "but is missing")
        if column.splits is not None:
            return Column(column.values, column.splits, present)
        kept = column if present is None else column.take(np.flatnonzero(present))
        return Column(kept.flat(), _splits(counts), present)
    width = math.prod(feature.shape)
    counts = column.counts()
    if column.splits is not None:
        if width and not bool((counts == width).all()):
            empty = counts == 0
            present = ~empty if present is None else present & ~empty
    wrong = counts != width
    if present is not None:
        wrong &= present
        missing = ~present
        if not feature.optional:
            wrong |= missing
    if wrong.any():
        row = int(np.argmax(wrong))
        is_missing = present is not None and not present[row]
        raise unfit(feature, origin, row, "but is missing" if is_missing else f"found {counts[row]} values")
    if present is None or column.splits is None:
        if column.is_string:
            return Column(column.values, None, present, feature.shape)
        return Column(column.values.reshape(len(column), *feature.shape), None, present)
    return _spread(column, feature, present)


def _spread(column: Column, feature: Feature, present: np.ndarray) -> Column:
    """A dense column of one that has no values where rows are without the feature."""
    shape: tuple[int, ...] = feature.shape or ()
    width = math.prod(shape)
    if not column.is_string:
        values = np.zeros((len(present), width), column.values.dtype)
        values[present] = column.values.reshape(-1, width or 1)[:, :width]
        return Column(values.reshape(len(present), *shape), None, present)
    starts, ends = np.zeros((2, len(present), width), np.int64)
    starts[present] = column.values.starts.reshape(-1, width or 1)[:, :width]
    ends[present] = column.values.ends.reshape(-1, width or 1)[:, :width]
    return Column(Records(column.values.buffer, starts.reshape(-1), ends.reshape(-1)), None, present, shape)


def _splits(counts: np.ndarray) -> np.ndarray:
    splits = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=splits[1:])
    return splits


def _bytes_of(column: Column, feature: Feature, origin: Records | None) -> Column:
    """Strings of as many bytes as the feature has values, as uint8."""
    width = feature.count or 0
    column = _shaped(column, Feature(feature.name, "string", (), feature.optional), origin)
    lengths = column.values.lengths
    wrong = lengths != width
    if column.present is not None:
        wrong &= column.present
    if wrong.any():
        row = int(np.argmax(wrong))
        raise unfit(feature, origin, row, f"found a string of {lengths[row]} bytes")
    if column.present is None:
        return Column(column.values.as_matrix(width))
    values = np.zeros((len(lengths), width), np.uint8)
    values[column.present] = column.values.take(np.flatnonzero(column.present)).as_matrix(width)
    return Column(values, None, column.present)


def _strings_of(column: Column, feature: Feature, origin: Records | None) -> Column:
    """A string for the uint8 values of each row."""
    starts, ends = column.bounds()
    buffer: Any = np.ascontiguousarray(column.flat())
    return Column(Records(buffer, starts, ends), None, column.present)
