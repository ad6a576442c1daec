"""All features of Examples, whatever their names are.

found = everything(records)
found.keys  # [b"image", b"label"]
found.kinds  # int8 [2, n]: hot.INT64 and so on, hot.MISSING where a record is without the feature
found.column(1, "int64")  # Column of all values, none where the feature is missing or of another kind
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ..errors import InvalidArgumentError
from ..records import Records
from . import EVERYTHING, Column, room_for
from . import _example_cy as hot
from . import _walk_cy as walking
from .errors import KIND_OF, Found
from .specs import numpy_dtype, text_of

KINDS = {kind: dtype for dtype, kind in KIND_OF.items()}
"""By kind: the dtype of its values."""


class Everything:
    """The features of n records.

    Attributes:
      keys: their names, in the order in which they first come up.
      kinds: int8 [features, n].
      error: for the first record that is no Example, None where all are; n counts those before it.
    """

    def __init__(self, keys: list[bytes], found: Found, error: InvalidArgumentError | None) -> None:
        self.keys = keys
        self.kinds = found.kinds
        self.error = error
        self._found = found

    def column(self, number: int, dtype: str) -> Column:
        """The values of a feature in the records that hold it in a list of that dtype; strings are Records.

        Raises:
          InvalidArgumentError: a list is malformed; `index` is the first such record.
        """
        found = self._found
        kinds = np.where(found.kinds[number] == KIND_OF[dtype], found.kinds[number], np.int8(hot.MISSING))[None]
        one = Found(
            found.records, found.data, found.base, kinds, found.firsts[number][None], found.lasts[number][None], found.good
        )
        counts = np.maximum(one.read(0, dtype, np.zeros(found.good, np.int64), -1, room_for(dtype, 0)), 0)
        if one.good < found.good:
            raise _malformed(found.records, one.good, self.keys[number])
        splits = np.zeros(found.good + 1, np.int64)
        np.cumsum(counts, out=splits[1:])
        out = room_for(dtype, int(splits[-1]))
        one.read(0, dtype, splits[:-1], EVERYTHING, out)
        if dtype == "string":
            return Column(Records(found.records.buffer, out[0], out[1]), splits)
        return Column(out.view(numpy_dtype(dtype)), splits)

    def counts(self, number: int, dtype: str) -> np.ndarray:
        """int64 [n]: how many values of that dtype each record has. Raises as `column`."""
        return np.diff(self.column(number, dtype).row_splits)


def everything(records: Records) -> Everything:
    """All features of n records; where one is no Example, of those before it."""
    count = len(records)
    data: Any = records.buffer
    base = 0
    if not walking.compiled and count:
        base = int(records.starts.min())
        data = data[base : int(records.ends.max())].tobytes()
    starts, ends = records.starts - base, records.ends - base
    keys = np.empty((64, 2), np.int64)
    parts: list[np.ndarray] = []
    record = known = 0
    bad = False
    room = 8 * count + 64
    while record < count and not bad:
        entries = np.empty((room, 5), np.int64)
        before = record
        bounds = hot.view(starts), hot.view(ends)
        record, filled, known, bad = walking.walk(data, record, *bounds, hot.view(keys), known, hot.view(entries))
        parts.append(entries[:filled])
        if record == before and not bad:
            room *= 2
        if known == len(keys) or (record == before and not bad):
            keys = np.concatenate([keys, np.empty_like(keys)])
    noted = np.concatenate(parts) if parts else np.empty((0, 5), np.int64)
    kinds = np.zeros((known, record), np.int8)
    firsts, lasts = np.zeros((2, known, record), np.int64)
    places = noted[:, 1], noted[:, 0]
    kinds[places] = noted[:, 2]
    firsts[places] = noted[:, 3]
    lasts[places] = noted[:, 4]
    error = _no_example(records, record) if bad else None
    unknown = (kinds < 0).any(axis=0)
    if unknown.any():
        record = int(unknown.argmax())
        error = _no_example(records, record)
        kinds, firsts, lasts = kinds[:, :record], firsts[:, :record], lasts[:, :record]
    names = [bytes(data[first:last]) for first, last in keys[:known].tolist()]
    return Everything(names, Found(records, data, base, kinds, firsts, lasts, record), error)


def _no_example(records: Records, index: int) -> InvalidArgumentError:
    message = f"{records.where(index)} is no Example; it begins with {records[index][:16]!r}"
    return _error(records, index, message)


def _malformed(records: Records, index: int, key: bytes) -> InvalidArgumentError:
    return _error(records, index, f"{records.where(index)}: feature {text_of(key)!r} is malformed")


def _error(records: Records, index: int, message: str) -> InvalidArgumentError:
    number = None if records.numbers is None else int(records.numbers[index])
    return InvalidArgumentError(None, None, message, path=records.path_of(index), record=number, index=index)
