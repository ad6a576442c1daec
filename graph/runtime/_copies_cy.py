# mypy: disable-error-code="valid-type"
"""Copies of images that NumPy makes in runs of a few bytes: channels moved to the end, windows cut out.

An image of 32 x 32 pixels that is stored plane by plane takes NumPy 19 us in the order of its pixels, 1.5 us in three
passes, and 0.25 us here.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

import numpy as np

compiled: bool = cython.compiled


if not cython.compiled:  # in C it is that of `_copies_cy.pxd`
    interleave_bytes: Any = None


def can_interleave(dtype: np.dtype) -> bool:
    """Whether `interleave` takes images of this type."""
    return dtype.itemsize in (1, 4)


def interleave(planes: np.ndarray, step: int, pixels: int, out: np.ndarray, rows: np.ndarray) -> None:
    """Write n images of three planes in the order of their pixels.

    Args:
      planes: flat; image r has its planes, of `pixels` elements each, from `r * step` on.
      step: elements from one image to the next.
      out: [any, 3 * pixels] in C order, of a type with as many bytes as that of `planes`, 1 or 4.
      rows: int64 [n]: the row of `out` for each image.
    """
    n = len(rows)
    if out.shape[1:] != (3 * pixels,) or min(n, pixels) < 1 or step < 0 or (n - 1) * step + 3 * pixels > len(planes):
        raise ValueError(f"{len(planes)} elements in steps of {step} are not {n} times 3 x {pixels}")
    if rows.min() < 0 or rows.max() >= len(out):
        raise ValueError(f"rows from {rows.min()} to {rows.max()} are not within {len(out)}")
    if not can_interleave(planes.dtype):
        raise ValueError(f"images of {planes.dtype} cannot be interleaved")
    if planes.itemsize == 4:
        _interleave_words(memoryview(planes.view(np.uint32)), step, pixels, memoryview(out.view(np.uint32)), memoryview(rows))
    else:
        _interleave_bytes(memoryview(planes.view(np.uint8)), step, pixels, memoryview(out.view(np.uint8)), memoryview(rows))


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _interleave_words(
    planes: cython.const[cython.uint][::1],
    step: cython.Py_ssize_t,
    pixels: cython.Py_ssize_t,
    out: cython.uint[:, ::1],
    rows: cython.const[cython.longlong][::1],
) -> None:
    record: cython.Py_ssize_t
    first: cython.Py_ssize_t
    i: cython.Py_ssize_t
    row: cython.Py_ssize_t
    n: cython.Py_ssize_t = rows.shape[0]
    with cython.nogil:
        for record in range(n):
            first = record * step
            row = rows[record]
            for i in range(pixels):
                out[row, 3 * i] = planes[first + i]
                out[row, 3 * i + 1] = planes[first + pixels + i]
                out[row, 3 * i + 2] = planes[first + 2 * pixels + i]


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _interleave_bytes(
    planes: cython.const[cython.uchar][::1],
    step: cython.Py_ssize_t,
    pixels: cython.Py_ssize_t,
    out: cython.uchar[:, ::1],
    rows: cython.const[cython.longlong][::1],
) -> None:
    record: cython.Py_ssize_t
    n: cython.Py_ssize_t = rows.shape[0]
    if cython.compiled:
        with cython.nogil:
            interleave_bytes(cython.address(planes[0]), step, pixels, cython.address(out[0, 0]), cython.address(rows[0]), n)
    else:
        for record in range(n):
            for i in range(3 * pixels):
                out[rows[record], i] = planes[record * step + i % 3 * pixels + i // 3]


def cut_windows(source: np.ndarray, starts: np.ndarray, steps: tuple[int, int], out: np.ndarray) -> None:
    """Copy n windows, each of `planes` times `rows` runs of bytes.

    Args:
      source: uint8, flat.
      starts: int64 [n]: where the first run of each window begins.
      steps: bytes from one plane to the next, and from one row to the next; neither is negative.
      out: uint8 [n, planes, rows, bytes of a run] in C order.
    """
    n, planes, rows, run = out.shape
    if not out.size:
        return
    extent = (planes - 1) * steps[0] + (rows - 1) * steps[1] + run
    if len(starts) != n or min(steps) < 0 or starts.min() < 0 or starts.max() + extent > len(source):
        raise ValueError(f"windows of {extent} bytes from {starts.min()} to {starts.max()} are not within {len(source)}")
    _cut_windows(memoryview(source), memoryview(starts), steps[0], steps[1], memoryview(out))


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _cut_windows(
    source: cython.const[cython.uchar][::1],
    starts: cython.const[cython.longlong][::1],
    plane_step: cython.Py_ssize_t,
    row_step: cython.Py_ssize_t,
    out: cython.uchar[:, :, :, ::1],
) -> None:
    window: cython.Py_ssize_t
    plane: cython.Py_ssize_t
    row: cython.Py_ssize_t
    first: cython.Py_ssize_t
    i: cython.Py_ssize_t
    with cython.nogil:
        for window in range(out.shape[0]):
            for plane in range(out.shape[1]):
                for row in range(out.shape[2]):
                    first = starts[window] + plane * plane_step + row * row_step
                    for i in range(out.shape[3]):
                        out[window, plane, row, i] = source[first + i]
