"""CSV records to columns by the compiled loop: arrays for it to fill, and the fields that it leaves to be looked at."""

from __future__ import annotations

import itertools
from functools import lru_cache
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from .. import numbers
from ..records import Records
from . import _csv_cy, _csv_text_cy
from .errors import ESCAPED, MISCOUNTED, OUTSIDE, bad_number, malformed, missing_field, wrong_count
from .layout import Layout

_DOUBTS = 512  # fields looked at in one go
_SLOTS = 4096  # in the hash table of texts, at most
_FLOATS = ("float32", "float64")
_WHOLES = ("int32", "int64")


class Cells(NamedTuple):
    """The fields of a column.

    Attributes:
      values: array [n], or for texts Records, on the buffer of the records where that holds them as they are.
      missing: bool [n]: fields that have no value; `""` has one where it is a text, the empty one.
    """

    values: Any
    missing: np.ndarray


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
        self._counts = [(name, names.count(name)) for name in (*_FLOATS, *_WHOLES, "string")]
        defaults = [0 if column.default is None else column.default for column in layout.columns]
        reals = np.array([default if name in _FLOATS else 0 for default, name in zip(defaults, names, strict=True)], np.float64)
        wholes = np.array([default if name in _WHOLES else 0 for default, name in zip(defaults, names, strict=True)], np.int64)
        chosen = np.array(layout.chosen, np.int64)
        rows = np.array(self._rows, np.int32)
        kinds = np.array([loop.KINDS[name] for name in names], np.int32)
        required = np.array([column.default is None for column in layout.columns], np.uint8)
        self._form = loop.Form(
            layout.delimiter[0],
            layout.quoted,
            layout.missing,
            *self._views(chosen, kinds, rows, required, reals, wholes, *_powers()),
        )

    def decode(self, records: Records) -> list[np.ndarray]:
        """One array [n] per column.

        Raises:
          InvalidArgumentError: for the first record that does not have the layout.
        """
        count = len(records)
        buffer, cells, late_texts = self._scanned(records, None)
        columns = [
            self._texts(buffer, cells["string"], row, count, column.default) if name == "string" else cells[name][row]
            for name, row, column in zip(self._names, self._rows, self._layout.columns, strict=True)
        ]
        for column, record, text in late_texts:
            columns[column][record] = text
        return columns

    def cells(self, records: Records) -> list[Cells]:
        """The fields of each column, of which none may be required. Raises as `decode`."""
        count = len(records)
        missing = np.zeros((len(self._rows), count), np.uint8)
        buffer, cells, late_texts = self._scanned(records, missing)
        found = np.asarray(buffer)
        if late_texts:  # texts with quotes in them stand behind the others
            written, late = Records.from_list([text for _, _, text in late_texts]), len(found)
            found = np.concatenate([found, written.buffer])
        columns = []
        for number, (name, row) in enumerate(zip(self._names, self._rows, strict=True)):
            has_no_value = missing[number].view(bool)
            if name != "string":
                columns.append(Cells(cells[name][row], has_no_value))
                continue
            starts, ends = cells[name][row], cells[name][row + len(cells[name]) // 2]
            has_no_value &= starts == -1
            ends[starts < 0] = 0
            starts[starts < 0] = 0
            columns.append(Cells(records.within(starts, ends), has_no_value))
        for place, (column, record, _) in enumerate(late_texts):
            columns[column].values.starts[record] = written.starts[place] + late
            columns[column].values.ends[record] = written.ends[place] + late
        for cell in columns:
            if isinstance(cell.values, Records):
                cell.values.buffer = found
        return columns

    def _scanned(
        self, records: Records, missing: np.ndarray | None
    ) -> tuple[Any, dict[str, np.ndarray], list[tuple[int, int, bytes]]]:
        """The buffer, the cells by type as the loop fills them, and the texts that it leaves out: column, record, text."""
        count = len(records)
        buffer, *bounds = self._views(
            np.ascontiguousarray(records.buffer),
            np.ascontiguousarray(records.starts, np.int64),
            np.ascontiguousarray(records.ends, np.int64),
        )
        cells: dict[str, Any] = {
            name: np.empty((2 * columns, count), np.int64) if name == "string" else np.empty((columns, count), name)
            for name, columns in self._counts
            if columns
        }
        doubtful = np.empty((max(_DOUBTS, len(self._rows)), 5), np.int64)
        outputs = self._views(doubtful, *(cells.get(name) for name, _ in self._counts), missing)
        late_texts: list[tuple[int, int, bytes]] = []
        first = 0
        while first < count:
            first, outcome, *details, doubts = self._loop.scan(self._form, first, buffer, *bounds, *outputs)
            for record, column, begin, end, written in doubtful[:doubts].tolist() if doubts else ():
                text = records.buffer[begin:end].tobytes()
                value = self._settled(records, record, column, text.replace(b'""', b'"') if written == ESCAPED else text)
                name = self._names[column]
                if name == "string":
                    late_texts.append((column, record, value))
                else:
                    cells[name][self._rows[column], record] = value
            if outcome:
                raise self._fault(records, first, outcome, *details)
        return buffer, cells, late_texts

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

    def _texts(self, buffer: Any, bounds: Any, row: int, count: int, default: Any) -> np.ndarray:
        """object array [n] of bytes, equal texts being one object as far as that is cheap to find out."""
        texts = np.empty(count, object)
        bounds, scratch = self._views(bounds, np.empty(2 * count + min(_SLOTS, 2 << count.bit_length()), np.int64))
        self._text_loop.intern(buffer, bounds, row, scratch, default, texts)
        return texts

    def _views(self, *arrays: np.ndarray | None) -> list[Any]:
        """Uncompiled, the loops want memory views: an element of one is a Python int."""
        if self._loop.compiled:
            return list(arrays)
        return [None if array is None else memoryview(array) for array in arrays]


@lru_cache(maxsize=1)
def _powers() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """What the loop wants: the powers of ten that are exact in float64, the upper 128 bits of powers of five, the
    powers of two that float64 has."""
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
    return tens, np.array(fives, np.uint64), np.ldexp(1.0, np.arange(-1074, 972))
