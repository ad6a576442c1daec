# mypy: disable-error-code="valid-type"
# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""The hot loop over all features of serialized Examples, whatever their names are; the grammar is that of `_example_cy.py`."""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

compiled: bool = cython.compiled


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _varint32(data: cython.const[cython.uchar][::1], at: cython.longlong, stop: cython.longlong) -> cython.longlong:
    """The low 32 bits of the varint at `at`, times 16, plus the bytes it takes; -1 if it doesn't end."""
    value: cython.longlong = 0
    used: cython.longlong = 0
    byte: cython.longlong
    while used < 10:
        if at + used >= stop:
            return -1
        byte = data[at + used]
        if used < 5:
            value |= (byte & (127 if used < 4 else 15)) << (7 * used)
        used += 1
        if byte < 128:
            return value * 16 + used
    return -1


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _skip_field(data: cython.const[cython.uchar][::1], at: cython.longlong, stop: cython.longlong) -> cython.longlong:
    """Where the field after the one at `at` begins; -1 if it is malformed or a group."""
    got: cython.longlong = _varint32(data, at, stop)
    if got < 0:
        return -1
    at += got & 15
    wire: cython.longlong = (got >> 4) & 7
    if wire == 1 or wire == 5:
        at += 8 if wire == 1 else 4
        return at if at <= stop else -1
    if wire != 0 and wire != 2:
        return -1
    got = _varint32(data, at, stop)
    if got < 0:
        return -1
    at += got & 15
    if wire == 2 and (got >> 4) <= 0x7FFFFFFF:
        at += got >> 4
    return at if at < stop else stop


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _same(
    data: cython.const[cython.uchar][::1], one: cython.longlong, other: cython.longlong, length: cython.longlong
) -> cython.bint:
    index: cython.longlong = 0
    while index < length and data[one + index] == data[other + index]:
        index += 1
    return index == length


def walk(
    data: cython.const[cython.uchar][::1],
    first_record: cython.longlong,
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    keys: cython.longlong[:, ::1],
    known: cython.longlong,
    entries: cython.longlong[:, ::1],
) -> tuple:
    """Note every feature of the records from `first_record` on, as far as there is room.

    Args:
      data: the bytes; record i is data[starts[i]:ends[i]].
      keys: [most, 2], where the name of each number begins and ends; gets new names.
      known: how many names there are already.
      entries: [most, 5], gets record, number of the name, kind (-1: unknown), and where the list's contents begin and
        end (before the beginning where its length is malformed), in the order in which they stand.
    Returns:
      (the record behind the last one that was noted whole, how many entries, how many names, whether that record is no
      Example).
    """
    count: cython.longlong = len(starts)
    most_keys: cython.longlong = len(keys)
    most: cython.longlong = len(entries)
    record: cython.longlong = first_record
    filled: cython.longlong = 0
    begun: cython.longlong = 0
    previous: cython.longlong = 0
    at: cython.longlong
    stop: cython.longlong
    features_stop: cython.longlong
    entry_stop: cython.longlong
    got: cython.longlong
    size: cython.longlong
    tag: cython.longlong
    _field: cython.int
    key_first: cython.longlong
    key_last: cython.longlong
    first: cython.longlong
    last: cython.longlong
    number: cython.longlong
    guess: cython.longlong
    bad: cython.bint = False
    full: cython.bint = False

    with cython.nogil:
        while record < count:
            at = starts[record]
            stop = ends[record]
            features_stop = at
            guess = previous
            previous = begun = filled
            while at < stop:
                if at >= features_stop:
                    if data[at] != 0x0A:
                        at = _skip_field(data, at, stop)
                        if at < 0:
                            break
                        features_stop = at
                        continue
                    got = _varint32(data, at + 1, stop)
                    if got < 0:
                        at = -1
                        break
                    at += 1 + (got & 15)
                    features_stop = at + (got >> 4)
                    if features_stop > stop:
                        features_stop = stop
                    continue
                got = _varint32(data, at + 1, features_stop)
                if data[at] != 0x0A or got < 0:
                    at = -1
                    break
                at += 1 + (got & 15)
                entry_stop = at + (got >> 4)
                if entry_stop > features_stop:
                    entry_stop = features_stop
                key_first = key_last = first = last = at
                for _field in range(2):
                    got = _varint32(data, at, entry_stop)
                    tag = got >> 4
                    at += got & 15
                    got = _varint32(data, at, entry_stop)
                    at += got & 15
                    size = got >> 4
                    if (tag != 0x0A and tag != 0x12) or got < 0 or size > entry_stop - at:
                        at = -1
                        break
                    if tag == 0x0A:
                        key_first = at
                        key_last = at + size
                    else:
                        first = at
                        last = at + size
                    at += size
                if at != entry_stop:
                    at = -1
                    break

                if filled == most:
                    full = True
                    break
                size = key_last - key_first
                number = -1
                if guess < begun:  # records mostly hold the features of the one before, in its order
                    number = entries[guess, 1]
                    if keys[number, 1] - keys[number, 0] != size or not _same(data, keys[number, 0], key_first, size):
                        number = -1
                    guess += 1
                if number < 0:
                    number = 0
                    while number < known and (
                        keys[number, 1] - keys[number, 0] != size or not _same(data, keys[number, 0], key_first, size)
                    ):
                        number += 1
                    if number == known:
                        if known == most_keys:
                            full = True
                            break
                        keys[number, 0] = key_first
                        keys[number, 1] = key_last
                        known += 1
                tag = 0
                if first < last:
                    tag = data[first]
                    if tag != 0x0A and tag != 0x12 and tag != 0x1A:
                        tag = -8
                    else:
                        got = _varint32(data, first + 1, last)
                        first += 1 + (got & 15)
                        if got < 0:
                            last = first - 1
                        elif first + (got >> 4) < last:
                            last = first + (got >> 4)
                entries[filled, 0] = record
                entries[filled, 1] = number
                entries[filled, 2] = tag >> 3
                entries[filled, 3] = first
                entries[filled, 4] = last
                filled += 1
            if at < 0 or full:
                filled = begun
                bad = at < 0
                break
            record += 1
    return record, filled, known, bad
