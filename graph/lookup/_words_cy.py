# cython: boundscheck=False, wraparound=False, cdivision=True
# mypy: disable-error-code="valid-type"
"""Places of byte strings among others, without a Python object for each. Compiled where possible."""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

compiled: bool = cython.compiled

_MASK = cython.declare(cython.ulonglong, 0xFFFFFFFFFFFFFFFF)
_START = cython.declare(cython.ulonglong, 0xCBF29CE484222325)
_PRIME = cython.declare(cython.ulonglong, 0x100000001B3)


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _hash(buffer: cython.const[cython.uchar][::1], begin: cython.longlong, end: cython.longlong) -> cython.ulonglong:
    """FNV-1a; the upper bits go into the lower ones, which are those that count."""
    value: cython.ulonglong = _START
    at: cython.longlong
    for at in range(begin, end):
        value = ((value ^ buffer[at]) * _PRIME) & _MASK
    return value ^ (value >> 29)


@cython.cfunc
@cython.inline
@cython.nogil
@cython.exceptval(check=False)
def _is_same(
    buffer: cython.const[cython.uchar][::1],
    begin: cython.longlong,
    other: cython.const[cython.uchar][::1],
    other_begin: cython.longlong,
    size: cython.longlong,
) -> cython.bint:
    i: cython.longlong
    for i in range(size):  # noqa: SIM110  # the compiler makes a loop of C of it
        if buffer[begin + i] != other[other_begin + i]:
            return False
    return True


@cython.cfunc
def _check(
    buffer: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
) -> None:
    """Raises ValueError where a string is no part of the buffer."""
    i: cython.Py_ssize_t
    if len(starts) != len(ends):
        raise ValueError(f"{len(starts)} starts, {len(ends)} ends")
    for i in range(len(starts)):
        if starts[i] < 0 or ends[i] < starts[i] or ends[i] > len(buffer):
            raise ValueError(f"string {i}, [{starts[i]}, {ends[i]}), is no part of a buffer of {len(buffer)} bytes")


def fill(
    slots: cython.longlong[::1],
    buffer: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
) -> None:
    """Put the number of each string into one of the `slots`, a power of 2 of them that are -1, more than there are strings."""
    mask: cython.ulonglong = len(slots) - 1
    at: cython.ulonglong
    i: cython.Py_ssize_t
    _check(buffer, starts, ends)
    if len(slots) & mask or len(slots) <= len(starts):
        raise ValueError(f"{len(slots)} slots for {len(starts)} strings")
    for i in range(len(starts)):
        at = _hash(buffer, starts[i], ends[i]) & mask
        while slots[at] >= 0:
            at = (at + 1) & mask
        slots[at] = i


def find(
    slots: cython.const[cython.longlong][::1],
    words: cython.const[cython.uchar][::1],
    word_starts: cython.const[cython.longlong][::1],
    word_ends: cython.const[cython.longlong][::1],
    buffer: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    out: cython.longlong[::1],
) -> None:
    """Put the number of the word that each string is into `out`, -1 where it is none; `slots` are what `fill` left."""
    mask: cython.ulonglong = len(slots) - 1
    at: cython.ulonglong
    size: cython.longlong
    place: cython.longlong
    i: cython.Py_ssize_t
    n: cython.Py_ssize_t = len(starts)
    _check(buffer, starts, ends)
    if len(out) != n:
        raise ValueError(f"{n} strings, {len(out)} places")
    with cython.nogil:
        for i in range(n):
            size = ends[i] - starts[i]
            at = _hash(buffer, starts[i], ends[i]) & mask
            place = slots[at]
            while place >= 0:
                if word_ends[place] - word_starts[place] == size and _is_same(
                    buffer, starts[i], words, word_starts[place], size
                ):
                    break
                at = (at + 1) & mask
                place = slots[at]
            out[i] = place
