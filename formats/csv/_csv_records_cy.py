# cython: boundscheck=False, wraparound=False
# mypy: disable-error-code="valid-type"
"""Where the records of a CSV file end: at the line ends that stand in no quoted field. Compiled where possible."""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

import re

compiled: bool = cython.compiled

_QUOTED = re.compile(rb'"[^"]*(?:""[^"]*)*("?)')


def split(
    buffer: cython.const[cython.uchar][::1],
    delimiter: cython.int,
    starts: cython.longlong[::1],
    ends: cython.longlong[::1],
    lines: cython.longlong[::1],
) -> tuple:
    """Find the records that end in a buffer, which begins with one.

    A quote opens a field where one begins, as for the decoder: after a delimiter, or at the start of the record, with
    CRs before it passed over. Elsewhere it is a fault of that record alone, and the next line end ends the record.

    Args:
      delimiter: the byte between fields, no quote.
      starts, ends: [most], get the bounds of each record, without the LF that ends it; `most` is enough where it is the
        number of LFs in the buffer.
      lines: [most], gets how many LFs each has, that at its end among them.
    Returns:
      (number of records, position after the last of them, whether the rest ends inside a quoted field).
    """
    if not cython.compiled:
        return _split_in_python(bytes(buffer), bytes([delimiter]), starts, ends, lines)
    cython.declare(at=cython.Py_ssize_t, start=cython.Py_ssize_t, end=cython.Py_ssize_t, count=cython.Py_ssize_t)
    cython.declare(byte=cython.int, at_field=cython.bint, in_quotes=cython.bint, inner=cython.longlong)
    at = start = count = 0
    end = len(buffer)
    inner = 1
    at_field = True
    in_quotes = False
    with cython.nogil:
        while at < end:
            byte = buffer[at]
            if in_quotes:
                if byte == 10:
                    inner += 1
                elif byte == 34:
                    if at + 1 < end and buffer[at + 1] == 34:
                        at += 1
                    else:
                        in_quotes = False
            elif byte == 10:
                starts[count] = start
                ends[count] = at
                lines[count] = inner
                count += 1
                start = at + 1
                inner = 1
                at_field = True
            elif byte == delimiter:
                at_field = True
            elif at_field and byte != 13:
                in_quotes = byte == 34
                at_field = False
            at += 1
    return count, start, in_quotes


def _split_in_python(data: bytes, delimiter: bytes, starts, ends, lines) -> tuple:
    """The same where nothing is compiled: a line without quotes in one step, others field by field."""
    count = start = 0
    while True:
        end = data.find(b"\n", start)
        at = start
        while data.find(b'"', at, end if end >= 0 else len(data)) >= 0:
            while data[at : at + 1] == b"\r":
                at += 1
            if data[at : at + 1] == b'"':
                quoted = _QUOTED.match(data, at)
                if not quoted[1]:  # type: ignore[index]
                    return count, start, True
                at = quoted.end()  # type: ignore[union-attr]
                if at > end >= 0:
                    end = data.find(b"\n", at)
            at = data.find(delimiter, at, end if end >= 0 else len(data)) + 1
            if not at:
                break
        if end < 0:
            return count, start, False
        starts[count], ends[count], lines[count] = start, end, data.count(b"\n", start, end + 1)
        count += 1
        start = end + 1
