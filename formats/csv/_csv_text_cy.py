# cython: boundscheck=False, wraparound=False
# mypy: disable-error-code="valid-type"
"""Texts that repeat: one bytes object for each that is different, not one per record. Compiled where possible."""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

compiled: bool = cython.compiled

_LONGEST = cython.declare(cython.Py_ssize_t, 64)  # longer texts seldom repeat, and comparing them costs
_MASK32 = cython.declare(cython.ulonglong, 0xFFFFFFFF)
_FNV_BASIS = cython.declare(cython.ulonglong, 2166136261)  # Fowler, Noll and Vo's hash, FNV-1a
_TRIES = cython.declare(cython.int, 8)


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
def _same(
    buffer: cython.const[cython.uchar][::1], one: cython.Py_ssize_t, other: cython.Py_ssize_t, length: cython.Py_ssize_t
) -> cython.bint:
    offset: cython.Py_ssize_t = 0
    while offset < length and buffer[one + offset] == buffer[other + offset]:
        offset += 1
    return offset == length


def intern(
    buffer: cython.const[cython.uchar][::1],
    bounds: cython.const[cython.longlong][:, ::1],
    row: cython.Py_ssize_t,
    scratch: cython.longlong[::1],
    default: object,
    out: cython.object[::1],
) -> None:
    """Give n texts, one object for equal ones; long ones, and the rare that find no slot, get one each time.

    Args:
      bounds: [2 * columns, n]; where each text starts in the buffer stands in `row` (-1: it is `default`), where it ends
        as many rows below as there are columns.
      scratch: [2 * n + a power of two]: the slots of a hash table, behind what is noted of each text.
      out: [n], gets the texts.
    """
    cython.declare(begin=cython.Py_ssize_t, length=cython.Py_ssize_t, slot=cython.Py_ssize_t, other=cython.Py_ssize_t)
    cython.declare(index=cython.Py_ssize_t, at=cython.Py_ssize_t, tries=cython.int, mixed=cython.ulonglong)
    number: cython.Py_ssize_t = 0
    different: cython.Py_ssize_t = 0
    n: cython.Py_ssize_t = len(out)
    ends: cython.Py_ssize_t = row + len(bounds) // 2
    firsts: cython.Py_ssize_t = n  # the first text of each number; before them stand the numbers of all texts
    slots: cython.Py_ssize_t = 2 * n
    mask: cython.Py_ssize_t = len(scratch) - slots - 1
    with cython.nogil:
        for at in range(slots, len(scratch)):
            scratch[at] = -1
        for index in range(n):
            begin = bounds[row, index]
            if begin < 0:
                scratch[index] = -1
                continue
            length = bounds[ends, index] - begin
            slot = -1
            if length <= _LONGEST:
                mixed = _FNV_BASIS
                for at in range(begin, begin + length):
                    mixed = ((mixed ^ buffer[at]) * 16777619) & _MASK32
                slot = slots + ((mixed ^ (mixed >> 15)) & mask)
                tries = 0
                while scratch[slot] >= 0:
                    other = scratch[firsts + scratch[slot]]
                    if bounds[ends, other] - bounds[row, other] == length and _same(buffer, bounds[row, other], begin, length):
                        break
                    slot = slots + ((slot - slots + 1) & mask)
                    tries += 1
                    if tries == _TRIES:
                        slot = -1
                        break
            if slot >= 0 and scratch[slot] >= 0:
                scratch[index] = scratch[slot]
                continue
            if slot >= 0:
                scratch[slot] = different
            scratch[firsts + different] = index
            scratch[index] = different
            different += 1
    texts: list = []
    for number in range(different):
        index = scratch[firsts + number]
        begin = bounds[row, index]
        length = bounds[ends, index] - begin
        if cython.compiled:
            texts.append(cython.cast(cython.p_char, cython.address(buffer[begin]))[:length])
        else:
            texts.append(bytes(buffer[begin : begin + length]))
    for index in range(n):
        number = scratch[index]
        out[index] = default if number < 0 else texts[number]
