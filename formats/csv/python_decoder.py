"""CSV records to columns without compiled code: split each record, then convert column by column.

Uncompiled, the loop over bytes of `_csv_cy.py` takes 40 to 200 µs a record; this takes 2. The tests hold both against
the same plain implementation.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import numbers
from ..errors import InvalidArgumentError
from ..records import Records
from .errors import BARE, UNESCAPED, UNTERMINATED, bad_number, malformed, missing_field, wrong_count
from .layout import Column, Layout

_QUOTE = b'"'
_LINE_ENDS = b"\r\n"


class Malformed(Exception):
    """A field whose quotes or line ends are wrong: args are the fault, the field's number (from 0) and its position."""


class PythonDecoder:
    """Decodes blocks of records of one layout."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def decode(self, records: Records) -> list[np.ndarray]:
        """One array [n] per column.

        Raises:
          InvalidArgumentError: for the first record that does not have the layout.
        """
        layout = self._layout
        rows, error = self._split(records)
        good = len(rows)
        arrays = []
        for number, column in enumerate(layout.columns):
            # Only what comes before the first bad record known so far may still raise.
            texts = [row[number] for row in rows[:good]]
            holes = _holes(texts, layout.missing)
            if holes and column.default is None:
                good = holes[0]
                error = missing_field(layout, records, good, number)
                texts, holes = texts[:good], []
            array, bad = _convert(texts, holes, column)
            if bad is not None:
                good = bad
                error = bad_number(layout, records, good, number, texts[good])
            arrays.append(array)
        if error is not None:
            raise error
        return arrays

    def _split(self, records: Records) -> tuple[list[list[bytes]], InvalidArgumentError | None]:
        """The texts of the fields of each record up to the first that has not the right ones, and the error of that."""
        layout = self._layout
        delimiter, quoted, chosen, width = layout.delimiter, layout.quoted, layout.chosen, len(layout.columns)
        rows: list[list[bytes]] = []
        for index, text in enumerate(records):
            if not text or b"\n" in text or b"\r" in text or (quoted and _QUOTE in text):
                try:
                    row = split_awkward(text, layout)
                except Malformed as fault:
                    outcome, field, at = fault.args
                    return rows, malformed(records, index, outcome, field, text[at:])
            else:
                row = text.split(delimiter)
                if chosen:
                    row = [row[number] for number in chosen if number < len(row)]
            if len(row) != width:
                return rows, wrong_count(layout, records, index, len(row))
            rows.append(row)
        return rows, None


def split_awkward(text: bytes, layout: Layout) -> list[bytes]:
    """The texts of the fields of a record that may be empty, or have quotes or line ends in it.

    Line ends before a field are passed over; after the last chosen field nothing is looked at. Both as TensorFlow does.

    Raises:
      Malformed: quotes or line ends are where they must not be.
    """
    delimiter = layout.delimiter
    fields: list[bytes] = []
    last = layout.chosen[-1] if layout.chosen else None
    at, end = 0, len(text)
    while at < end and (last is None or len(fields) <= last):
        if text[at] in _LINE_ENDS:
            at += 1
        elif layout.quoted and text[at : at + 1] == _QUOTE:
            stop = _closing_quote(text, at, delimiter, len(fields))
            fields.append(text[at + 1 : stop].replace(b'""', _QUOTE))
            at = stop + 2
        else:
            stop = text.find(delimiter, at)
            stop = end if stop < 0 else stop
            field = text[at:stop]
            if b"\n" in field or b"\r" in field or (layout.quoted and _QUOTE in field):
                raise Malformed(BARE, len(fields), at)
            fields.append(field)
            at = stop + 1
    if text[-1:] == delimiter:
        fields.append(b"")  # which is not a chosen one where the loop ended early
    return fields if not layout.chosen else [fields[number] for number in layout.chosen if number < len(fields)]


def _closing_quote(text: bytes, opening: int, delimiter: bytes, field: int) -> int:
    """Where the quote is that ends the field that begins with the one at `opening`."""
    at, end = opening + 1, len(text)
    while True:
        at = text.find(_QUOTE, at)
        if at < 0:
            raise Malformed(UNTERMINATED, field, opening)
        if at == end - 1 or text[at + 1 : at + 2] == delimiter:
            return at
        if text[at + 1 : at + 2] != _QUOTE:
            raise Malformed(UNESCAPED, field, opening)
        at += 2


def _holes(texts: Sequence[bytes], missing: bytes) -> list[int]:
    if b"" not in texts and not (missing and missing in texts):
        return []
    return [index for index, text in enumerate(texts) if not text or text == missing]


def _convert(texts: list[bytes], holes: list[int], column: Column) -> tuple[np.ndarray, int | None]:
    """The array of a column, and the first index at which there is no number."""
    if column.name == "string":
        for index in holes:
            texts[index] = column.default  # type: ignore[assignment]
        known: dict[bytes, bytes] = {}  # texts repeat: one object for each
        array = np.empty(len(texts), object)
        array[:] = [known.setdefault(text, text) for text in texts]
        return array, None
    for index in holes:
        texts[index] = b"0"
    array, bad = numbers.convert(texts, column.dtype)
    if holes:
        array[holes] = column.default
    return array, bad
