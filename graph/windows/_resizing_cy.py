# cython: boundscheck=False, wraparound=False
# mypy: disable-error-code="valid-type, index"
"""Images of bytes or of float32 in other sizes: between two neighbours, by cubic convolution, or the mean of what is covered.

Some rows of the result are written by each call, so that several threads share the work.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

compiled: bool = cython.compiled

if not cython.compiled:  # in C they are those of `_resizing_cy.pxd`
    Resizing: Any = None
    headrace_resize: Any = None


def write_rows(
    method: int,
    images: cython.const[cython.uchar][::1],
    is_float: bool,
    sizes: tuple,
    rows: cython.const[cython.Py_ssize_t][:, ::1],
    row_weights: cython.const[cython.float][:, ::1],
    columns: cython.const[cython.Py_ssize_t][:, ::1],
    column_weights: cython.const[cython.float][:, ::1],
    factor: float,
    out: cython.float[:, :, ::1],
    room: cython.float[::1],
    begin: int,
    end: int,
) -> None:
    """Write rows of the result from `begin` to `end`, counted over all images, to `out` [rows, width, channels].

    Args:
      method: 0 between two neighbours, 2 cubic, 3 the mean of what is covered.
      images: the memory of images [n, height, width, channels], the numbers `sizes`, bytes or float32.
      rows, columns: [result, taps] places along the axes; weights beside them.
      factor: of each mean.
      room: for a row of an image and for two of the result.
    """
    resizing = cython.declare(Resizing)
    n: cython.Py_ssize_t = sizes[0]
    method_: cython.int = method
    floats: cython.int = is_float
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    resizing.rows.size, resizing.columns.size, resizing.channels = sizes[1:]
    resizing.rows.result, resizing.rows.taps = rows.shape[0], rows.shape[1]
    resizing.columns.result, resizing.columns.taps = columns.shape[0], columns.shape[1]
    resizing.factor = factor
    taps: cython.Py_ssize_t = {0: 2, 2: 4}.get(method, 0)
    if taps and (rows.shape[1] != taps or columns.shape[1] != taps):
        raise ValueError("another number of places")
    if row_weights.shape[0] != rows.shape[0] or row_weights.shape[1] != rows.shape[1] or not rows.shape[1]:
        raise ValueError("not each place of a row has a weight")
    if column_weights.shape[0] != columns.shape[0] or column_weights.shape[1] != columns.shape[1] or not columns.shape[1]:
        raise ValueError("not each place of a column has a weight")
    of_row: cython.Py_ssize_t = resizing.columns.size * resizing.channels
    of_result: cython.Py_ssize_t = resizing.columns.result * resizing.channels
    if images.shape[0] != n * resizing.rows.size * of_row * (4 if floats else 1) or not images.shape[0]:
        raise ValueError("the images are of another size")
    if out.shape[0] != n * resizing.rows.result or out.shape[1] * out.shape[2] != of_result or not of_result:
        raise ValueError("there is no room for the result")
    if not 0 <= first < last <= out.shape[0] or room.shape[0] < of_row + 2 * of_result:
        raise ValueError("there is no room for the rows")
    resizing.rows.places, resizing.rows.weights = cython.address(rows[0, 0]), cython.address(row_weights[0, 0])
    resizing.columns.places, resizing.columns.weights = cython.address(columns[0, 0]), cython.address(column_weights[0, 0])
    with cython.nogil:
        headrace_resize(
            cython.address(resizing),
            method_,
            cython.address(images[0]),
            floats,
            cython.address(out[first, 0, 0]),
            first,
            last,
            cython.address(room[0]),
        )
