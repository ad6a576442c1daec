"""Errors of CSV records: TensorFlow's words, then `file:line`, the column (both from 1) and the text."""

from __future__ import annotations

from ..encodings import mark_of
from ..errors import InvalidArgumentError
from ..files.compression import looks_like
from ..records import Records
from .layout import Layout

# How a field is written, or what is wrong with it or its record; numbered as in _csv_cy.py.
ESCAPED, BARE, UNESCAPED, UNTERMINATED, MISCOUNTED, OUTSIDE = 2, 3, 4, 5, 6, 7
WORDS = {
    BARE: "Unquoted fields cannot have quotes/CRLFs inside",
    UNESCAPED: "Quote inside a string has to be escaped by another quote",
    UNTERMINATED: "Quoted field has to end with quote followed by delim or end",
}
_IN_MESSAGES = {"float32": "float", "float64": "double"}
_SHOWN = 60  # characters of a text in our part of a message
_QUOTED = 1000  # and in TensorFlow's, which has all of it


def bad_number(layout: Layout, records: Records, index: int, column: int, text: bytes) -> InvalidArgumentError:
    """The field is no number of the column's type."""
    name = layout.columns[column].name
    words = f"Field {column} in record {index} is not a valid {_IN_MESSAGES.get(name, name)}: {_cut(_readable(text), _QUOTED)}"
    return _error(records, index, words, f", column {layout.field_number(column)}: {_shown(text)}{_mark(text)}")


def missing_field(layout: Layout, records: Records, index: int, column: int) -> InvalidArgumentError:
    """The field is empty, or is the na_value, where a value is required."""
    words = f"Field {column} is required but missing in record {index}!"
    return _error(records, index, words, f", column {layout.field_number(column)} of {_shown(records[index])}")


def malformed(records: Records, index: int, outcome: int, field: int, rest: bytes) -> InvalidArgumentError:
    """The quotes of the field that begins `rest` are wrong, or line ends are in it; `field` counts from 0."""
    return _error(records, index, WORDS[outcome], f", column {field + 1}: {_shown(rest)}{_mark(rest)}")


def wrong_count(layout: Layout, records: Records, index: int, found: int) -> InvalidArgumentError:
    """The record has another number of fields."""
    words = f"Expect {len(layout.columns)} fields but have {found} in record {index}"
    record = records[index]
    return _error(records, index, words, f": {_shown(record)}{_mark(record)}")


def _error(records: Records, index: int, words: str, place: str) -> InvalidArgumentError:
    number = None if records.numbers is None else int(records.numbers[index])
    path = records.path_of(index)
    if path is None:
        counted = "" if " in record " in words else f"record {index}, "
        error = InvalidArgumentError(None, None, f"{words}; {counted}{place.lstrip(',: ')}", index=index, record=number)
        error.placeless = words, place  # who knows the file says it
        return error
    where = records.where(index) if number is not None else f"{path}, record {index}"
    return InvalidArgumentError(None, None, f"{words}; {where}{place}", path=path, record=number, index=index)


def _readable(text: bytes) -> str:
    """Text for people, the first of it where it is long."""
    return text[: 4 * _QUOTED].decode(errors="backslashreplace")


def _mark(text: bytes) -> str:
    """What is to be said of a text that begins with a byte order mark, or like a compressed file."""
    kind = looks_like(text[:256])
    if kind:
        return f", which looks like {kind}: the file has to be decompressed first"
    if mark_of(text) is None:
        return ""
    return ", which begins with a byte order mark; headrace.formats.csv and TextLineReader(csv=True) leave it out"


def _shown(text: bytes) -> str:
    return repr(_cut(_readable(text), _SHOWN))


def _cut(readable: str, most: int) -> str:
    return readable if len(readable) <= most else readable[: most - 3] + "..."
