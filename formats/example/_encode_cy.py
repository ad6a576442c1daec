# mypy: disable-error-code="valid-type"
# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""Hot loops from columns to serialized Examples: first how long each feature of each record gets, then its bytes.

What is measured of a feature is its payload: the packed values, or the strings with their heads; -1 where a record is
without it. All that stands around it follows: `map entry (name, feature (list (payload)))`, each with its length before it.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

compiled: bool = cython.compiled


def view(array: Any) -> Any:
    """An array as the functions here take it: uncompiled, elements of a memoryview are Python's own integers."""
    return array if cython.compiled else memoryview(array)


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _width(value: cython.ulonglong) -> cython.longlong:
    """The bytes that a varint takes."""
    width: cython.longlong = 1
    while value >= 128:
        value >>= 7
        width += 1
    return width


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _put_varint(out: cython.uchar[::1], at: cython.longlong, value: cython.ulonglong) -> cython.longlong:
    """Write a varint; returns where it ends."""
    while value >= 128:
        out[at] = (value & 127) | 128
        value >>= 7
        at += 1
    out[at] = value
    return at + 1


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _around(payload: cython.longlong, packed: cython.bint) -> cython.longlong:
    """The bytes of a list that holds a payload."""
    if packed and payload > 0:
        return 1 + _width(payload) + payload
    return payload


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _entry(size: cython.longlong, key_size: cython.longlong) -> cython.longlong:
    """The bytes of a map entry whose feature holds a list of `size` bytes."""
    size = 1 + _width(size) + size
    return 1 + _width(key_size) + key_size + 1 + _width(size) + size


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _put_head(
    out: cython.uchar[::1],
    at: cython.longlong,
    key: cython.const[cython.uchar][::1],
    key_size: cython.longlong,
    kind: cython.int,
    payload: cython.longlong,
    packed: cython.bint,
) -> cython.longlong:
    """Write all of an entry that stands before its payload; returns where that begins."""
    size: cython.longlong = _around(payload, packed)
    index: cython.longlong
    out[at] = 0x0A
    at = _put_varint(out, at + 1, _entry(size, key_size))
    out[at] = 0x0A
    at = _put_varint(out, at + 1, key_size)
    for index in range(key_size):
        out[at + index] = key[index]
    at += key_size
    out[at] = 0x12
    at = _put_varint(out, at + 1, 1 + _width(size) + size)
    out[at] = kind * 8 + 2
    at = _put_varint(out, at + 1, size)
    if packed and payload > 0:
        out[at] = 0x0A
        at = _put_varint(out, at + 1, payload)
    return at


def measure_int64s(
    values: cython.const[cython.ulonglong][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    present: cython.const[cython.uchar][::1],
    payloads: cython.longlong[::1],
    key_size: cython.longlong,
    sizes: cython.longlong[::1],
) -> None:
    """Measure an int64 feature.

    Args:
      values: as two's complement; record i has values[starts[i]:ends[i]].
      present: whether each record has the feature.
      payloads: filled where it has.
      sizes: of the features of each record; what this one takes is added.
    """
    row: cython.longlong
    index: cython.longlong
    size: cython.longlong
    value: cython.ulonglong
    rows: cython.longlong = len(starts)
    with cython.nogil:
        for row in range(rows):
            if not present[row]:
                continue
            size = 0
            for index in range(starts[row], ends[row]):
                value = values[index]
                if value < 128:
                    size += 1
                else:
                    size += _width(value)
            payloads[row] = size
            size = _entry(_around(size, True), key_size)
            sizes[row] += 1 + _width(size) + size


def measure_floats(
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    present: cython.const[cython.uchar][::1],
    payloads: cython.longlong[::1],
    key_size: cython.longlong,
    sizes: cython.longlong[::1],
) -> None:
    """Measure a float feature; arguments as of `measure_int64s`."""
    row: cython.longlong
    size: cython.longlong
    rows: cython.longlong = len(starts)
    with cython.nogil:
        for row in range(rows):
            if present[row]:
                payloads[row] = 4 * (ends[row] - starts[row])
                size = _entry(_around(payloads[row], True), key_size)
                sizes[row] += 1 + _width(size) + size


def measure_strings(
    firsts: cython.const[cython.longlong][::1],
    lasts: cython.const[cython.longlong][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    present: cython.const[cython.uchar][::1],
    payloads: cython.longlong[::1],
    key_size: cython.longlong,
    sizes: cython.longlong[::1],
) -> None:
    """Measure a feature of strings; string k has lasts[k] - firsts[k] bytes, the other arguments as of `measure_int64s`."""
    row: cython.longlong
    index: cython.longlong
    size: cython.longlong
    length: cython.longlong
    rows: cython.longlong = len(starts)
    with cython.nogil:
        for row in range(rows):
            if not present[row]:
                continue
            size = 0
            for index in range(starts[row], ends[row]):
                length = lasts[index] - firsts[index]
                size += 1 + _width(length) + length
            payloads[row] = size
            size = _entry(size, key_size)
            sizes[row] += 1 + _width(size) + size


def totals(sizes: cython.const[cython.longlong][::1], ends: cython.longlong[::1]) -> None:
    """Where each record ends whose features take `sizes` bytes."""
    row: cython.longlong
    at: cython.longlong = 0
    rows: cython.longlong = len(sizes)
    for row in range(rows):
        at += 1 + _width(sizes[row]) + sizes[row]
        ends[row] = at


def put_heads(
    sizes: cython.const[cython.longlong][::1],
    starts: cython.const[cython.longlong][::1],
    places: cython.longlong[::1],
    out: cython.uchar[::1],
) -> None:
    """Write what stands before the features of each record; `places` gets where these go."""
    row: cython.longlong
    rows: cython.longlong = len(sizes)
    for row in range(rows):
        out[starts[row]] = 0x0A
        places[row] = _put_varint(out, starts[row] + 1, sizes[row])


def put_int64s(
    values: cython.const[cython.ulonglong][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    present: cython.const[cython.uchar][::1],
    payloads: cython.const[cython.longlong][::1],
    key: cython.const[cython.uchar][::1],
    places: cython.longlong[::1],
    out: cython.uchar[::1],
) -> None:
    """Write an int64 feature of all records at `places`, which move behind it."""
    row: cython.longlong
    index: cython.longlong
    at: cython.longlong
    key_size: cython.longlong = len(key)
    rows: cython.longlong = len(starts)
    with cython.nogil:
        for row in range(rows):
            if not present[row]:
                continue
            at = _put_head(out, places[row], key, key_size, 3, payloads[row], True)
            for index in range(starts[row], ends[row]):
                if values[index] < 128:
                    out[at] = values[index]
                    at += 1
                else:
                    at = _put_varint(out, at, values[index])
            places[row] = at


def put_floats(
    data: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    present: cython.const[cython.uchar][::1],
    payloads: cython.const[cython.longlong][::1],
    key: cython.const[cython.uchar][::1],
    places: cython.longlong[::1],
    out: cython.uchar[::1],
) -> None:
    """Write a float feature, whose values' bytes are `data`; the other arguments as of `put_int64s`."""
    row: cython.longlong
    index: cython.longlong
    at: cython.longlong
    first: cython.longlong
    key_size: cython.longlong = len(key)
    rows: cython.longlong = len(starts)
    with cython.nogil:
        for row in range(rows):
            if not present[row]:
                continue
            at = _put_head(out, places[row], key, key_size, 2, payloads[row], True)
            first = 4 * starts[row]
            for index in range(payloads[row]):
                out[at + index] = data[first + index]
            places[row] = at + payloads[row]


def put_strings(
    data: cython.const[cython.uchar][::1],
    firsts: cython.const[cython.longlong][::1],
    lasts: cython.const[cython.longlong][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    present: cython.const[cython.uchar][::1],
    payloads: cython.const[cython.longlong][::1],
    key: cython.const[cython.uchar][::1],
    places: cython.longlong[::1],
    out: cython.uchar[::1],
) -> None:
    """Write a feature of strings, string k being data[firsts[k]:lasts[k]]; the other arguments as of `put_int64s`."""
    row: cython.longlong
    string: cython.longlong
    index: cython.longlong
    at: cython.longlong
    first: cython.longlong
    length: cython.longlong
    key_size: cython.longlong = len(key)
    rows: cython.longlong = len(starts)
    with cython.nogil:
        for row in range(rows):
            if not present[row]:
                continue
            at = _put_head(out, places[row], key, key_size, 1, payloads[row], False)
            for string in range(starts[row], ends[row]):
                first = firsts[string]
                length = lasts[string] - first
                out[at] = 0x0A
                at = _put_varint(out, at + 1, length)
                for index in range(length):
                    out[at + index] = data[first + index]
                at += length
            places[row] = at
