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
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    slots: cython.longlong[::1],
    numbers: cython.longlong[::1],
    firsts: cython.longlong[::1],
) -> int:
    """Number the different ones among n texts; long ones, and the rare that find no slot, count as different each time.

    Args:
      starts, ends: [n], where each text is in the buffer; a start of -1 is a text that has the number -1.
      slots: a hash table, a power of two long, all -1.
      numbers: [n], gets the number of each text.
      firsts: [n], gets for each number the index of the first text that has it.
    Returns:
      how many numbers there are.
    """
    cython.declare(begin=cython.Py_ssize_t, length=cython.Py_ssize_t, slot=cython.Py_ssize_t, other=cython.Py_ssize_t)
    cython.declare(index=cython.Py_ssize_t, at=cython.Py_ssize_t, tries=cython.int, mixed=cython.ulonglong)
    count: cython.longlong = 0
    mask: cython.Py_ssize_t = len(slots) - 1
    with cython.nogil:
        for index in range(len(starts)):
            begin = starts[index]
            if begin < 0:
                numbers[index] = -1
                continue
            length = ends[index] - begin
            slot = -1
            if length <= _LONGEST:
                mixed = _FNV_BASIS
                for at in range(begin, begin + length):
                    mixed = ((mixed ^ buffer[at]) * 16777619) & _MASK32
                slot = (mixed ^ (mixed >> 15)) & mask
                tries = 0
                while slots[slot] >= 0:
                    other = firsts[slots[slot]]
                    if ends[other] - starts[other] == length and _same(buffer, starts[other], begin, length):
                        break
                    slot = (slot + 1) & mask
                    tries += 1
                    if tries == _TRIES:
                        slot = -1
                        break
            if slot >= 0 and slots[slot] >= 0:
                numbers[index] = slots[slot]
                continue
            if slot >= 0:
                slots[slot] = count
            firsts[count] = index
            numbers[index] = count
            count += 1
    return count


def texts(
    buffer: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    ends: cython.const[cython.longlong][::1],
    chosen: cython.const[cython.longlong][::1],
    count: cython.Py_ssize_t,
) -> list:
    """The first `count` of the chosen texts, as bytes; none of them is empty."""
    found: list = []
    index: cython.Py_ssize_t
    for index in range(count):
        begin: cython.Py_ssize_t = starts[chosen[index]]
        end: cython.Py_ssize_t = ends[chosen[index]]
        if cython.compiled:
            found.append(cython.cast(cython.p_char, cython.address(buffer[begin]))[: end - begin])
        else:
            found.append(bytes(buffer[begin:end]))
    return found
