"""Columns as lines of text: the values of each as texts, then those of a row side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..records import Records
from . import _texts_cy as hot

_BOOLS = np.frombuffer(b"truefalse", np.uint8)


def of_integers(values: np.ndarray) -> Records:
    """Integers in decimal."""
    is_signed = values.dtype.kind == "i"
    wide = np.ascontiguousarray(values, np.int64 if is_signed else np.uint64).view(np.uint64)
    return _made(hot.put_integers, len(values) * hot.INTEGER_ROOM, len(values), hot.view(wide), is_signed)


def of_bools(values: np.ndarray) -> Records:
    """`true` and `false`."""
    return Records(_BOOLS, np.where(values, 0, 4), np.where(values, 4, 9))


def of_floats(values: np.ndarray) -> Records:
    """Floats, each as the shortest text that gives it back in its own type; whole numbers with `.0`."""
    if values.dtype == np.float64:
        joined = "\n".join(map(repr, values.tolist())) + "\n" * bool(len(values))
        data = np.frombuffer(joined.encode(), np.uint8)
        ends = np.flatnonzero(data == ord("\n"))
        starts = np.zeros_like(ends)
        starts[1:] = ends[:-1] + 1
        return Records(data, starts, ends)
    texts = values.astype("S32")
    starts = np.arange(len(texts), dtype=np.int64) * 32
    return Records(texts.view(np.uint8).reshape(-1), starts, starts + np.strings.str_len(texts))


def of_csv(records: Records, delimiter: bytes) -> Records:
    """Texts as fields of CSV, in quotes where they must be."""
    room = 2 * (int(records.lengths.sum()) + len(records))
    return _made(hot.put_csv, room, len(records), *_views(records), delimiter[0])


def of_json(records: Records) -> Records:
    """Texts as strings of JSON.

    Raises:
      UnicodeDecodeError: one is not UTF-8.
    """
    room = 6 * int(records.lengths.sum()) + 2 * len(records)
    made = _made(hot.put_json, room, len(records), *_views(records))
    str(made.buffer.data, "utf-8")  # each stands in quotes, so all together are UTF-8 only if each is
    return made


def of_lists(texts: Records, splits: np.ndarray) -> Records:
    """Lists of JSON of texts, list i of those from splits[i] to splits[i + 1]."""
    room = int(texts.lengths.sum()) + 2 * (len(texts) + len(splits))
    return _made(hot.put_lists, room, len(splits) - 1, *_views(texts), hot.view(np.ascontiguousarray(splits, np.int64)))


def rows(
    columns: Sequence[Records],
    count: int,
    *,
    begin: bytes = b"",
    between: bytes,
    end: bytes,
    names: Sequence[bytes],
    left_out: Sequence[np.ndarray | None],
) -> memoryview:
    """n lines.

    Args:
      columns: n texts each.
      begin, between, end: what stands before the first text of a line, between two, and behind the last.
      names: what stands before the texts of each column.
      left_out: bool [n] by column: which lines are without it; None where all have it.
    """
    if not columns:
        return memoryview((begin + end) * count)
    bases = np.cumsum([0, *(len(one.buffer) for one in columns)])
    data = np.concatenate([one.buffer for one in columns])
    starts = np.stack([one.starts + base for one, base in zip(columns, bases[:-1], strict=True)])
    ends = np.stack([one.ends + base for one, base in zip(columns, bases[:-1], strict=True)])
    skipped = np.zeros((len(columns), count), np.uint8)
    for row, gaps in zip(skipped, left_out, strict=True):
        if gaps is not None:
            row[:] = gaps
    frame = [begin, between, end, *names]
    bounds = np.cumsum([len(one) for one in frame])
    room = int((ends - starts).sum()) + count * (int(bounds[-1]) + len(columns) * len(between))
    out = np.empty(room, np.uint8)
    views = (hot.view(one) for one in (data, starts, ends, skipped, np.frombuffer(b"".join(frame), np.uint8), bounds, out))
    return out.data[: hot.put_rows(*views)]


def _views(records: Records) -> list[Any]:
    return [hot.view(np.ascontiguousarray(one)) for one in (records.buffer, records.starts, records.ends)]


def _made(put: Any, room: int, count: int, *arguments: Any) -> Records:
    out, bounds = np.empty(room, np.uint8), np.empty(count, np.int64)
    filled = put(*arguments, hot.view(out), hot.view(bounds))
    starts = np.zeros(count, np.int64)
    starts[1:] = bounds[:-1]
    return Records(out[:filled], starts, bounds)
