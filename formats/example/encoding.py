"""Columns to serialized Examples: many records at once, without making a message object of any.

    records = encode({b"label": Values(labels), b"image": Values(images)}, len(labels))

The bytes are those of `rows.example_from_row(row).SerializeToString(deterministic=True)`, as protobuf has it in C++: features
are sorted by the bytes of their names. (In Python it puts a name behind longer ones that begin with it.)
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from ..records import Records
from . import _encode_cy as hot


class Values(NamedTuple):
    """The values of a feature in n records.

    Attributes:
      values: int64 or float32 [total], or Records of total strings.
      starts, ends: int64 [n]: record i has `values[starts[i]:ends[i]]`.
      present: bool [n]; None where no record is without the feature.
    """

    values: Any
    starts: np.ndarray
    ends: np.ndarray
    present: np.ndarray | None = None


def encode(features: Mapping[bytes, Values], count: int) -> Records:
    """n serialized Examples.

    Args:
      features: by name; what is not `present` in a record is left out of it.
      count: n.
    """
    columns = [(key, features[key]) for key in sorted(features)]
    sizes = np.zeros(count, np.int64)
    payloads = np.full((len(columns), count), -1, np.int64)
    later: list[tuple[Any, list[Any], list[Any], bytes]] = []
    for payload, (key, column) in zip(payloads, columns, strict=True):
        starts, ends = (np.ascontiguousarray(bound, np.int64) for bound in (column.starts, column.ends))
        present = np.ones(count, np.uint8) if column.present is None else np.ascontiguousarray(column.present).view(np.uint8)
        rows: list[Any] = [hot.view(one) for one in (starts, ends, present, payload)]
        values = column.values
        measure: Any
        put: Any
        if isinstance(values, Records):
            data = [np.ascontiguousarray(one) for one in (values.buffer, values.starts, values.ends)]
            measure, measured, put = hot.measure_strings, data[1:], hot.put_strings
        elif values.dtype == np.float32:
            data = [np.ascontiguousarray(values).view(np.uint8)]
            measure, measured, put = hot.measure_floats, [], hot.put_floats
        else:
            data = [np.ascontiguousarray(values).view(np.uint64)]
            measure, measured, put = hot.measure_int64s, data, hot.put_int64s
        measure(*map(hot.view, measured), *rows, len(key), hot.view(sizes))
        later.append((put, [hot.view(one) for one in data], rows, key))
    ends = np.empty(count, np.int64)
    hot.totals(hot.view(sizes), hot.view(ends))
    buffer = np.empty(int(ends[-1]) if count else 0, np.uint8)
    cursors = np.empty(count, np.int64)
    starts = np.zeros(count, np.int64)
    starts[1:] = ends[:-1]
    out, places = hot.view(buffer), hot.view(cursors)
    hot.put_heads(hot.view(sizes), hot.view(starts), places, out)
    for put, data, rows, key in later:
        put(*data, *rows, key, places, out)
    return Records(buffer, starts, ends)
