# mypy: disable-error-code="valid-type"
# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""Hot loops that make lines of text of columns: each value as a text of its own, then the texts of a row side by side.

Every function that makes texts writes them one after the other into `out`, which has room for the longest that they may
get, puts into `bounds` where each ends, and returns where the last one does.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

compiled: bool = cython.compiled

_MASK64 = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)  # a literal would be a Python object

INTEGER_ROOM = 20
"""The most bytes that an integer takes."""


def view(array: Any) -> Any:
    """An array as the functions here take it: uncompiled, elements of a memoryview are Python's own integers."""
    return array if cython.compiled else memoryview(array)


def put_integers(
    values: cython.const[cython.ulonglong][::1], is_signed: cython.bint, out: cython.uchar[::1], bounds: cython.longlong[::1]
) -> int:
    """Integers in decimal, given as two's complement."""
    index: cython.longlong
    begin: cython.longlong
    end: cython.longlong
    value: cython.ulonglong
    byte: cython.uchar
    at: cython.longlong = 0
    count: cython.longlong = len(values)
    with cython.nogil:
        for index in range(count):
            value = values[index]
            if is_signed and value >> 63:
                value = (~value + 1) & _MASK64
                out[at] = 45
                at += 1
            begin = at
            while True:
                out[at] = 48 + value % 10
                value = value // 10
                at += 1
                if value == 0:
                    break
            end = at - 1
            while begin < end:
                byte = out[begin]
                out[begin] = out[end]
                out[end] = byte
                begin += 1
                end -= 1
            bounds[index] = at
    return at


def put_csv(
    data: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    delimiter: cython.uchar,
    out: cython.uchar[::1],
    bounds: cython.longlong[::1],
) -> int:
    """Texts as fields of CSV, quoted where they must be, and where they begin or end with a space or are empty.

    `out` needs twice the bytes of all texts and 2 for each.
    """
    index: cython.longlong
    position: cython.longlong
    start: cython.longlong
    end: cython.longlong
    quoted: cython.bint
    byte: cython.uchar
    at: cython.longlong = 0
    count: cython.longlong = len(starts)
    with cython.nogil:
        for index in range(count):
            start = starts[index]
            end = ends[index]
            quoted = start == end or data[start] <= 32 or data[end - 1] <= 32
            for position in range(start, end):
                byte = data[position]
                if byte == 34 or byte == delimiter or byte == 10 or byte == 13:
                    quoted = True
                    break
            if quoted:
                out[at] = 34
                at += 1
            for position in range(start, end):
                byte = data[position]
                out[at] = byte
                at += 1
                if byte == 34:
                    out[at] = 34
                    at += 1
            if quoted:
                out[at] = 34
                at += 1
            bounds[index] = at
    return at


def put_json(
    data: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    out: cython.uchar[::1],
    bounds: cython.longlong[::1],
) -> int:
    """Texts as strings of JSON; whether they are UTF-8 is not looked at. `out` needs 6 times the bytes and 2 for each."""
    index: cython.longlong
    position: cython.longlong
    byte: cython.uchar
    short: cython.uchar
    at: cython.longlong = 0
    count: cython.longlong = len(starts)
    with cython.nogil:
        for index in range(count):
            out[at] = 34
            at += 1
            for position in range(starts[index], ends[index]):
                byte = data[position]
                if byte >= 32 and byte != 34 and byte != 92:
                    out[at] = byte
                    at += 1
                    continue
                out[at] = 92
                short = 0
                if byte == 34 or byte == 92:
                    short = byte
                elif byte == 8:
                    short = 98
                elif byte == 9:
                    short = 116
                elif byte == 10:
                    short = 110
                elif byte == 12:
                    short = 102
                elif byte == 13:
                    short = 114
                if short:
                    out[at + 1] = short
                    at += 2
                    continue
                out[at + 1] = 117
                out[at + 2] = 48
                out[at + 3] = 48
                out[at + 4] = 48 + (byte >> 4)
                out[at + 5] = (48 if (byte & 15) < 10 else 87) + (byte & 15)
                at += 6
            out[at] = 34
            at += 1
            bounds[index] = at
    return at


def put_lists(
    data: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    splits: cython.const[cython.longlong][::1],
    out: cython.uchar[::1],
    bounds: cython.longlong[::1],
) -> int:
    """Lists of JSON, list i of the texts from splits[i] to splits[i + 1]. `out` needs 2 bytes more for each text and each
    list."""
    index: cython.longlong
    text: cython.longlong
    position: cython.longlong
    at: cython.longlong = 0
    count: cython.longlong = len(splits) - 1
    with cython.nogil:
        for index in range(count):
            out[at] = 91
            at += 1
            for text in range(splits[index], splits[index + 1]):
                if text > splits[index]:
                    out[at] = 44
                    out[at + 1] = 32
                    at += 2
                for position in range(starts[text], ends[text]):
                    out[at] = data[position]
                    at += 1
            out[at] = 93
            at += 1
            bounds[index] = at
    return at


def put_rows(
    data: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][:, ::1],
    ends: cython.const[cython.longlong][:, ::1],
    left_out: cython.const[cython.uchar][:, ::1],
    frame: cython.const[cython.uchar][::1],
    frame_ends: cython.const[cython.longlong][::1],
    out: cython.uchar[::1],
) -> int:
    """Rows of texts.

    Args:
      starts, ends: [columns, n]: text i of a column is data[starts[i]:ends[i]].
      left_out: [columns, n]: whether a row is without the column.
      frame, frame_ends: what stands before a row, between columns and behind a row, then before the text of each column.
    """
    row: cython.longlong
    column: cython.longlong
    position: cython.longlong
    at: cython.longlong = 0
    columns: cython.longlong = starts.shape[0]
    rows: cython.longlong = starts.shape[1]
    is_first: cython.bint
    with cython.nogil:
        for row in range(rows):
            for position in range(frame_ends[0]):
                out[at] = frame[position]
                at += 1
            is_first = True
            for column in range(columns):
                if left_out[column, row]:
                    continue
                if not is_first:
                    for position in range(frame_ends[0], frame_ends[1]):
                        out[at] = frame[position]
                        at += 1
                is_first = False
                for position in range(frame_ends[2 + column], frame_ends[3 + column]):
                    out[at] = frame[position]
                    at += 1
                for position in range(starts[column, row], ends[column, row]):
                    out[at] = data[position]
                    at += 1
            for position in range(frame_ends[1], frame_ends[2]):
                out[at] = frame[position]
                at += 1
    return at
