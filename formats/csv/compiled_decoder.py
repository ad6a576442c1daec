"""CSV records to columns by the compiled loop: arrays for it to fill, and the fields that it leaves to be looked at."""

from __future__ import annotations

import itertools
from functools import lru_cache
from types import ModuleType
from typing import Any

import numpy as np

from .. import numbers
from ..records import Records
from . import _csv_cy, _csv_text_cy
from .errors import ESCAPED, MISCOUNTED, OUTSIDE, bad_number, malformed, missing_field, wrong_count
from .layout import Layout

_DOUBTS = 512  # fields looked at in one go
_SLOTS = 4096  # in the hash table of texts, at most
_NO_CELLS = {name: np.empty(0, name) for name in ("float32", "float64", "int32", "int64")}


class CompiledDecoder:
    """Decodes blocks of records of one layout. Several threads may use it at once."""

    def __init__(self, layout: Layout, loop: ModuleType = _csv_cy, text_loop: ModuleType = _csv_text_cy) -> None:
        """`loop` and `text_loop` are the modules with the loops; tests hand in uncompiled ones."""
        self._layout = layout
        self._loop = loop
        self._text_loop = text_loop
        self._names = names = [column.name for column in layout.columns]
        counters = {name: itertools.count() for name in set(names)}
        self._rows = [next(counters[name]) for name in names]
        defaults = [0 if column.default is None else column.default for column in layout.columns]
        self._defaults = {
            name: np.array([default for default, its in zip(defaults, names, strict=True) if its == name], name)
            for name in _NO_CELLS
            if name in names
        }
        self._texts = names.count("string")
        chosen = np.array(layout.chosen, np.int64)
        rows = np.array(self._rows, np.int32)
        kinds = np.array([loop.KINDS[name] for name in names], np.int32)
        required = np.array([column.default is None for column in layout.columns], np.uint8)
        self._form = loop.Form(
            layout.delimiter[0],
            layout.quoted,
            layout.missing,
            *self._views(chosen, kinds, rows, required, *_powers()),
        )

    def decode(self, records: Records) -> list[np.ndarray]:
        """One array [n] per column.

        Raises:
          InvalidArgumentError: for the first record that does not have the layout.
        """
        count = len(records)
        bytes_and_bounds = self._views(
            np.ascontiguousarray(records.buffer),
            np.ascontiguousarray(records.starts, np.int64),
            np.ascontiguousarray(records.ends, np.int64),
        )
        filled = dict(_NO_CELLS)
        for name, defaults in self._defaults.items():
            filled[name] = defaults.repeat(count)
        text_starts = _filled(self._texts * count, -1)
        text_ends = np.empty(self._texts * count, np.int64)
        floats32, floats64 = filled["float32"], filled["float64"]
        doubtful = np.empty((max(_DOUBTS, len(self._rows)), 5), np.int64)
        outputs = self._views(
            floats32,
            floats32.view(np.uint32),
            floats64,
            floats64.view(np.uint64),
            filled["int32"],
            filled["int64"],
            text_starts,
            text_ends,
            doubtful,
        )
        late_texts: list[tuple[int, int, bytes]] = []
        first = 0
        while first < count:
            first, outcome, *details, doubts = self._loop.scan(self._form, first, *bytes_and_bounds, *outputs)
            for record, column, begin, end, written in doubtful[:doubts].tolist():
                text = records.buffer[begin:end].tobytes()
                value = self._settled(records, record, column, text.replace(b'""', b'"') if written == ESCAPED else text)
                name = self._names[column]
                if name == "string":
                    late_texts.append((column, record, value))
                else:
                    filled[name][self._rows[column] * count + record] = value
            if outcome:
                raise self._fault(records, first, outcome, *details)
        columns = []
        parts = {name: iter(filled[name].reshape(len(defaults), count)) for name, defaults in self._defaults.items()}
        for column, name in enumerate(self._names):
            if name == "string":
                row, default = self._rows[column], self._layout.columns[column].default
                cells = slice(row * count, (row + 1) * count)
                columns.append(self._objects(bytes_and_bounds[0], text_starts[cells], text_ends[cells], default))
            else:
                columns.append(next(parts[name]))
        for column, record, text in late_texts:
            columns[column][record] = text
        return columns

    def _fault(self, records: Records, record: int, outcome: int, found: int, field: int, at: int) -> Exception:
        if outcome == MISCOUNTED:
            return wrong_count(self._layout, records, record, found)
        if outcome == OUTSIDE:
            return ValueError(f"record {record} lies outside of the buffer of {len(records.buffer)} bytes")
        return malformed(records, record, outcome, field, records.buffer[at : int(records.ends[record])].tobytes())

    def _settled(self, records: Records, record: int, column: int, text: bytes) -> Any:
        """The value of a field that the loop left open."""
        wanted = self._layout.columns[column]
        if not text or text == self._layout.missing:
            if wanted.default is None:
                raise missing_field(self._layout, records, record, column)
            return wanted.default
        if wanted.name == "string":
            return text
        try:
            return numbers.parse(text, wanted.dtype)
        except ValueError as error:
            raise bad_number(self._layout, records, record, column, text) from error

    def _objects(self, buffer: Any, starts: np.ndarray, ends: np.ndarray, default: Any) -> np.ndarray:
        """object array [n] of bytes, equal texts being one object as far as that is cheap to find out."""
        count = len(starts)
        slots = _filled(min(_SLOTS, 2 << count.bit_length()), -1)
        which = np.empty(count, np.int64)
        firsts = np.empty(count, np.int64)
        starts_view, ends_view, firsts_view = self._views(starts, ends, firsts)
        different = self._text_loop.intern(buffer, starts_view, ends_view, *self._views(slots, which), firsts_view)
        objects = np.empty(different + 1, object)
        objects[:different] = self._text_loop.texts(buffer, starts_view, ends_view, firsts_view, different)
        objects[different] = default  # the texts without number have -1
        return objects[which]

    def _views(self, *arrays: np.ndarray) -> list[Any]:
        """Uncompiled, the loops want memory views: an element of one is a Python int."""
        return list(arrays if self._loop.compiled else (memoryview(array) for array in arrays))


def _filled(count: int, value: int) -> np.ndarray:
    array = np.empty(count, np.int64)
    array.fill(value)
    return array


@lru_cache(maxsize=1)
def _powers() -> tuple[np.ndarray, np.ndarray]:
    """The powers of ten that are exact in float64; the upper 128 bits of powers of five, as the loop wants them."""
    tens = np.array([10.0**power for power in range(23)])
    fives = []
    for power in range(-342, 309):
        if power >= 0:
            value = 5**power << 128
        else:  # a reciprocal is rounded up; where it is exact enough (to 5**-27) by one unit of a longer one
            divisor = 5**-power
            bits = (divisor - 1).bit_length()
            value = (1 << (bits + 127 if power >= -27 else 2 * bits + 128)) // divisor + 1
        value >>= value.bit_length() - 128
        fives.append((value >> 64, value & 0xFFFFFFFFFFFFFFFF))
    return tens, np.array(fives, np.uint64)
