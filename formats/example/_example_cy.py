# mypy: disable-error-code="valid-type"
# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False
"""Hot loops over serialized Examples: where the features of each record lie, then their values into arrays.

`scan` finds, per record and wanted key, what kind of list the feature holds and the bytes of that list; `read_int64s`,
`read_floats` and `read_strings` then decode one feature of all records. A record is never made into message objects.

The grammar is that of TensorFlow's parsing ops, which differs from protobuf's on odd input: a message said to be longer
than what is around it ends where that ends; only the first list of a feature counts, and of a packed list only the
first chunk; unknown fields are skipped beside `features`, nowhere below. No byte outside a record is looked at.

Several results are packed into one integer, since C functions return one.
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


# What `scan` says of a feature; numpy code in other modules uses them too.
MISSING = 0
BYTES = 1
FLOAT = 2
INT64 = 3


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _varint32(data: cython.const[cython.uchar][::1], at: cython.longlong, stop: cython.longlong) -> cython.longlong:
    """The low 32 bits of the varint at `at`, times 16, plus the bytes it takes; -1 if it doesn't end."""
    byte: cython.longlong
    if at < stop:
        byte = data[at]
        if byte < 128:
            return byte * 16 + 1
    return _long_varint32(data, at, stop)


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _long_varint32(data: cython.const[cython.uchar][::1], at: cython.longlong, stop: cython.longlong) -> cython.longlong:
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
    """Where the field after the unknown one at `at` begins; -1 if it is malformed or a group."""
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
    if wire == 2 and (got >> 4) <= 0x7FFFFFFF:  # as TensorFlow: a longer one is not skipped at all
        at += got >> 4
    return at if at < stop else stop


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _find(
    data: cython.const[cython.uchar][::1],
    first: cython.longlong,
    last: cython.longlong,
    keys: cython.const[cython.uchar][::1],
    key_ends: cython.const[cython.longlong][::1],
    table: cython.const[cython.int][::1],
) -> cython.longlong:
    """The number of the key at data[first:last] by the hash table that `key_table` made, or -1."""
    code: cython.uint = 2166136261
    position: cython.longlong
    slot: cython.longlong
    begin: cython.longlong
    same: cython.bint
    for position in range(first, last):
        code = (code ^ data[position]) * 16777619
    mask: cython.uint = table.shape[0] - 1
    while True:
        slot = table[code & mask]
        if slot < 0:
            return -1
        begin = key_ends[slot - 1] if slot > 0 else 0
        if key_ends[slot] - begin == last - first:
            same = True
            for position in range(last - first):
                if keys[begin + position] != data[first + position]:
                    same = False
                    break
            if same:
                return slot
        code += 1


def scan(
    data: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    keys: cython.const[cython.uchar][::1],
    key_ends: cython.const[cython.longlong][::1],
    table: cython.const[cython.int][::1],
    numbers: dict,
    clears: cython.const[cython.uchar][::1],
    kinds: cython.schar[::1],
    firsts: cython.longlong[::1],
    lasts: cython.longlong[::1],
    unknown: cython.longlong[::1],
) -> int:
    """Find the wanted features of each record.

    Args:
      data: the bytes; record i is data[starts[i]:ends[i]].
      keys, key_ends, table: the wanted keys, joined, and their hash table; used compiled.
      numbers: {key: number}; used uncompiled, where `data` must be bytes.
      clears: per key: whether a later feature of no kind undoes an earlier one of the same name.
      kinds, firsts, lasts: filled; cell key * n + record. data[first:last] is the contents of the list; last < first
        where its length is malformed. `kinds` must be zeros (MISSING).
      unknown: [1]; set to where in the record after the good ones a wanted feature of unknown kind begins, else to -1.
    Returns:
      how many records could be read before one that is no Example, or has a wanted feature of unknown kind.
    """
    count: cython.longlong = len(starts)
    record: cython.longlong
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
    slot: cython.longlong
    cell: cython.longlong

    record = 0
    with cython.nogil:
        while record < count:
            at = starts[record]
            stop = ends[record]
            features_stop = at  # before it: inside a Features message; -1 in `at`: malformed
            unknown[0] = -1
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
                for _field in range(2):  # a key and a value in either order, and nothing else
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

                if cython.compiled:
                    slot = _find(data, key_first, key_last, keys, key_ends, table)
                else:
                    slot = numbers.get(data[key_first:key_last], -1)
                if slot < 0:
                    continue
                cell = slot * count + record
                if first == last:
                    if clears[slot]:
                        kinds[cell] = 0
                    continue
                tag = data[first]
                if tag != 0x0A and tag != 0x12 and tag != 0x1A:
                    unknown[0] = first
                    continue
                kinds[cell] = tag >> 3
                got = _varint32(data, first + 1, last)
                first += 1 + (got & 15)
                firsts[cell] = first
                if got < 0:
                    last = first - 1
                elif first + (got >> 4) < last:
                    last = first + (got >> 4)
                lasts[cell] = last
            if at < 0:
                unknown[0] = -1
                break
            if unknown[0] >= 0:
                break
            record += 1
    return record


def read_int64s(
    data: cython.const[cython.uchar][::1],
    kinds: cython.const[cython.schar][::1],
    firsts: cython.const[cython.longlong][::1],
    lasts: cython.const[cython.longlong][::1],
    places: cython.const[cython.longlong][::1],
    room: cython.longlong,
    out: cython.ulonglong[::1],
    counts: cython.longlong[::1],
) -> int:
    """Decode the Int64Lists that `scan` found.

    Args:
      places: where in `out` the values of each record go.
      room: values written per record at most; -1: only count.
      out: the values, as two's complement.
      counts: filled: how many values each record has, -1 where the feature is missing.
    Returns:
      how many records could be read before one of another kind, or malformed.
    """
    rows: cython.longlong = len(kinds)
    row: cython.longlong
    at: cython.longlong
    stop: cython.longlong
    got: cython.longlong
    found: cython.longlong
    place: cython.longlong
    value: cython.ulonglong
    byte: cython.ulonglong
    shift: cython.int
    packed: cython.bint

    row = 0
    with cython.nogil:
        while row < rows:
            counts[row] = -1
            if kinds[row] == 0:
                row += 1
                continue
            at = firsts[row]
            stop = lasts[row]
            if kinds[row] != 3 or stop < at:
                break
            found = 0
            place = places[row]
            packed = at < stop and data[at] == 0x0A
            if packed:
                got = _varint32(data, at + 1, stop)
                if got < 0:
                    break
                at += 1 + (got & 15)
                if at + (got >> 4) < stop:
                    stop = at + (got >> 4)
            while at < stop:
                if not packed:
                    if data[at] != 0x08 or at + 1 == stop:
                        found = -1
                        break
                    at += 1
                byte = data[at]
                at += 1
                value = byte & 127
                shift = 7
                while byte >= 128 and at < stop and shift < 70:
                    byte = data[at]
                    at += 1
                    # The tenth byte has one bit left to give.
                    value |= (byte & (127 if shift < 63 else 1)) << shift
                    shift += 7
                if byte >= 128:
                    found = -1
                    break
                if found < room:
                    out[place + found] = value
                found += 1
            if found < 0:
                break
            counts[row] = found
            row += 1
    return row


def read_floats(
    data: cython.const[cython.uchar][::1],
    kinds: cython.const[cython.schar][::1],
    firsts: cython.const[cython.longlong][::1],
    lasts: cython.const[cython.longlong][::1],
    places: cython.const[cython.longlong][::1],
    room: cython.longlong,
    out: cython.uchar[::1],
    counts: cython.longlong[::1],
) -> int:
    """Decode the FloatLists that `scan` found; arguments and result as of `read_int64s`, `out` is the values' bytes."""
    rows: cython.longlong = len(kinds)
    row: cython.longlong
    at: cython.longlong
    stop: cython.longlong
    got: cython.longlong
    found: cython.longlong
    wanted: cython.longlong
    place: cython.longlong
    byte: cython.longlong

    row = 0
    with cython.nogil:
        while row < rows:
            counts[row] = -1
            if kinds[row] == 0:
                row += 1
                continue
            at = firsts[row]
            stop = lasts[row]
            if kinds[row] != 2 or stop < at:
                break
            found = 0
            place = 4 * places[row]
            if at < stop and data[at] == 0x0A:
                got = _varint32(data, at + 1, stop)
                if got < 0:
                    break
                at += 1 + (got & 15)
                if at + (got >> 4) < stop:
                    stop = at + (got >> 4)
                found = (got >> 4) >> 2
                # A list longer than its place is not read to its end, so it may be cut off there.
                wanted = found if room < 0 or found < room else room
                if 4 * wanted > stop - at:
                    break
                if room > 0:
                    if cython.compiled:
                        for byte in range(4 * wanted):
                            out[place + byte] = data[at + byte]
                    else:
                        out[place : place + 4 * wanted] = data[at : at + 4 * wanted]
            else:
                while at < stop:
                    if data[at] != 0x0D or stop - at < 5:
                        found = -1
                        break
                    if found < room:
                        for byte in range(4):
                            out[place + 4 * found + byte] = data[at + 1 + byte]
                    found += 1
                    at += 5
                if found < 0:
                    break
            counts[row] = found
            row += 1
    return row


def read_strings(
    data: cython.const[cython.uchar][::1],
    kinds: cython.const[cython.schar][::1],
    firsts: cython.const[cython.longlong][::1],
    lasts: cython.const[cython.longlong][::1],
    places: cython.const[cython.longlong][::1],
    room: cython.longlong,
    starts: cython.longlong[::1],
    ends: cython.longlong[::1],
    counts: cython.longlong[::1],
) -> int:
    """Find the strings in the BytesLists that `scan` found.

    Arguments and result as of `read_int64s`; string k lies at data[starts[k]:ends[k]]. A list with more strings than
    `room` counts as malformed.
    """
    rows: cython.longlong = len(kinds)
    row: cython.longlong
    at: cython.longlong
    stop: cython.longlong
    got: cython.longlong
    found: cython.longlong
    place: cython.longlong

    row = 0
    with cython.nogil:
        while row < rows:
            counts[row] = -1
            if kinds[row] == 0:
                row += 1
                continue
            at = firsts[row]
            stop = lasts[row]
            if kinds[row] != 1 or stop < at:
                break
            found = 0
            place = places[row]
            while at < stop:
                got = _varint32(data, at + 1, stop)
                if data[at] != 0x0A or found == room or got < 0 or (got >> 4) > stop - at - 1 - (got & 15):
                    found = -1
                    break
                at += 1 + (got & 15)
                if room > 0:
                    starts[place + found] = at
                    ends[place + found] = at + (got >> 4)
                at += got >> 4
                found += 1
            if found < 0:
                break
            counts[row] = found
            row += 1
    return row
