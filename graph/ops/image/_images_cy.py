# mypy: disable-error-code="valid-type"
"""Arithmetic on whole images: one that is in the nearest cache is read several times and written once.

NumPy makes a pass over all images of a block for every operation, at the speed of a cache further away. Sums are kept
in eight parts, which compiles to vector code and rounds less than one sum would.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

import numpy as np

compiled: bool = cython.compiled


def stretch(rows: np.ndarray, factors: np.ndarray, out: np.ndarray) -> None:
    """(x - mean) * factor + mean, with the mean and the factor of each row.

    Args:
      rows: float32 [n, size].
      factors: float32 [n].
      out: float32 [n, size]; may be `rows`.
    """
    if out.shape != rows.shape or factors.shape != rows.shape[:1]:
        raise ValueError(f"rows {rows.shape}, factors {factors.shape} and out {out.shape} do not fit")
    _stretch(memoryview(rows), memoryview(factors), memoryview(out))


def standardize(rows: np.ndarray, least: float, out: np.ndarray) -> None:
    """(x - mean) / max(deviation, least), with the mean and the standard deviation of each row.

    Args:
      rows: float32 [n, size].
      least: > 0.
      out: float32 [n, size]; may be `rows`.
    """
    if out.shape != rows.shape:
        raise ValueError(f"rows {rows.shape} and out {out.shape} do not fit")
    _standardize(memoryview(rows), least, memoryview(out))


def mirror(rows: np.ndarray, chosen: np.ndarray) -> None:
    """Reverse, in place, the middle axis of every chosen record.

    Args:
      rows: uint32 [n, outer, size, inner].
      chosen: uint8 [n].
    """
    if chosen.shape != rows.shape[:1]:
        raise ValueError(f"rows {rows.shape} and chosen {chosen.shape} do not fit")
    _mirror(memoryview(rows), memoryview(chosen))


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
def _mean(rows: cython.const[cython.float][:, ::1], row: cython.Py_ssize_t) -> cython.float:
    i: cython.Py_ssize_t
    size: cython.Py_ssize_t = rows.shape[1]
    whole: cython.Py_ssize_t = size - size % 8
    a: cython.float = 0
    b: cython.float = 0
    c: cython.float = 0
    d: cython.float = 0
    e: cython.float = 0
    f: cython.float = 0
    g: cython.float = 0
    h: cython.float = 0
    for i in range(0, whole, 8):
        a += rows[row, i]
        b += rows[row, i + 1]
        c += rows[row, i + 2]
        d += rows[row, i + 3]
        e += rows[row, i + 4]
        f += rows[row, i + 5]
        g += rows[row, i + 6]
        h += rows[row, i + 7]
    for i in range(whole, size):
        a += rows[row, i]
    return (((a + b) + (c + d)) + ((e + f) + (g + h))) / size


@cython.cfunc
@cython.nogil
@cython.exceptval(check=False)
@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
def _variance(rows: cython.const[cython.float][:, ::1], row: cython.Py_ssize_t, mean: cython.float) -> cython.float:
    i: cython.Py_ssize_t
    size: cython.Py_ssize_t = rows.shape[1]
    whole: cython.Py_ssize_t = size - size % 8
    a: cython.float = 0
    b: cython.float = 0
    c: cython.float = 0
    d: cython.float = 0
    e: cython.float = 0
    f: cython.float = 0
    g: cython.float = 0
    h: cython.float = 0
    for i in range(0, whole, 8):
        a += (rows[row, i] - mean) * (rows[row, i] - mean)
        b += (rows[row, i + 1] - mean) * (rows[row, i + 1] - mean)
        c += (rows[row, i + 2] - mean) * (rows[row, i + 2] - mean)
        d += (rows[row, i + 3] - mean) * (rows[row, i + 3] - mean)
        e += (rows[row, i + 4] - mean) * (rows[row, i + 4] - mean)
        f += (rows[row, i + 5] - mean) * (rows[row, i + 5] - mean)
        g += (rows[row, i + 6] - mean) * (rows[row, i + 6] - mean)
        h += (rows[row, i + 7] - mean) * (rows[row, i + 7] - mean)
    for i in range(whole, size):
        a += (rows[row, i] - mean) * (rows[row, i] - mean)
    return (((a + b) + (c + d)) + ((e + f) + (g + h))) / size


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _stretch(
    rows: cython.const[cython.float][:, ::1], factors: cython.const[cython.float][::1], out: cython.float[:, ::1]
) -> None:
    row: cython.Py_ssize_t
    i: cython.Py_ssize_t
    mean: cython.float
    factor: cython.float
    with cython.nogil:
        for row in range(rows.shape[0]):
            mean = _mean(rows, row)
            factor = factors[row]
            for i in range(rows.shape[1]):
                out[row, i] = (rows[row, i] - mean) * factor + mean


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
@cython.cdivision(True)
def _standardize(rows: cython.const[cython.float][:, ::1], least: cython.float, out: cython.float[:, ::1]) -> None:
    row: cython.Py_ssize_t
    i: cython.Py_ssize_t
    mean: cython.float
    deviation: cython.float
    with cython.nogil:
        for row in range(rows.shape[0]):
            mean = _mean(rows, row)
            deviation = _variance(rows, row, mean) ** 0.5
            if deviation < least:
                deviation = least
            for i in range(rows.shape[1]):
                out[row, i] = (rows[row, i] - mean) / deviation


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _mirror(rows: cython.uint[:, :, :, ::1], chosen: cython.const[cython.uchar][::1]) -> None:
    record: cython.Py_ssize_t
    outer: cython.Py_ssize_t
    i: cython.Py_ssize_t
    k: cython.Py_ssize_t
    last: cython.Py_ssize_t = rows.shape[2] - 1
    half: cython.Py_ssize_t = rows.shape[2] // 2
    inner: cython.Py_ssize_t = rows.shape[3]
    value: cython.uint
    with cython.nogil:
        for record in range(rows.shape[0]):
            if not chosen[record]:
                continue
            for outer in range(rows.shape[1]):
                if inner == 1:  # a loop of one step would be most of the work
                    for i in range(half):
                        value = rows[record, outer, i, 0]
                        rows[record, outer, i, 0] = rows[record, outer, last - i, 0]
                        rows[record, outer, last - i, 0] = value
                    continue
                for i in range(half):
                    for k in range(inner):
                        value = rows[record, outer, i, k]
                        rows[record, outer, i, k] = rows[record, outer, last - i, k]
                        rows[record, outer, last - i, k] = value
