# cython: boundscheck=False, wraparound=False, cdivision=True
# mypy: disable-error-code="valid-type"
"""The filters of PNG files undone. Compiled where possible."""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

compiled: bool = cython.compiled


def view(array: Any) -> Any:
    """An array as `unfilter` takes it: uncompiled, elements of a memoryview are Python's own integers."""
    return array if cython.compiled else memoryview(array)


def unfilter(data: cython.uchar[:, ::1], step: cython.Py_ssize_t) -> cython.int:
    """Undo the filters of the rows of `data`, in place.

    Args:
      data: each row is the number of its filter and the filtered bytes.
      step: the bytes of a pixel.

    Returns:
      0, or the number of a filter that is none.
    """
    rows: cython.Py_ssize_t = data.shape[0]
    width: cython.Py_ssize_t = data.shape[1]
    row: cython.Py_ssize_t
    at: cython.Py_ssize_t
    left: cython.int
    up: cython.int
    corner: cython.int
    kind: cython.int
    by_left: cython.int
    by_up: cython.int
    by_corner: cython.int
    for row in range(rows):
        kind = data[row, 0]
        if kind > 4:
            return kind
        if kind == 0:
            continue
        for at in range(1, width):
            left = data[row, at - step] if at > step else 0
            up = data[row - 1, at] if row else 0
            if kind == 1:
                up = left
            elif kind == 3:
                up = (left + up) >> 1
            elif kind == 4:
                corner = data[row - 1, at - step] if row and at > step else 0
                by_left = abs(up - corner)
                by_up = abs(left - corner)
                by_corner = abs(left + up - 2 * corner)
                if by_left <= by_up and by_left <= by_corner:
                    up = left
                elif by_up > by_corner:
                    up = corner
            data[row, at] = (data[row, at] + up) & 255
    return 0
