# mypy: disable-error-code="valid-type, index"
"""Products of float32 on as many threads as the caller has, on processors that are known to this module.

A matrix is packed for it first. A row of a product is the same to the last bit on whatever thread and beside whatever
other rows it is computed.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

compiled: bool = cython.compiled

if not cython.compiled:  # in C they are those of `_products_cy.pxd`
    PANEL = BLOCK = ROWS = 1
    rows_together: Any = int
    pack: Any = None
    multiply: Any = None

is_fast: bool = rows_together() > 0
"""Whether there is anything here for this processor. The functions may only be called where there is."""
panel_width: int = PANEL
block_size: int = BLOCK
most_rows: int = ROWS
"""A matrix is packed in panels of so many columns; a call needs room for a block of each row, up to so many of them."""


@cython.boundscheck(False)
@cython.wraparound(False)
def pack_panels(matrix: cython.const[cython.float][:, :], packed: cython.float[:, :, ::1], begin: int, end: int) -> None:
    """Write the panels from `begin` to `end` of a matrix."""
    k: cython.Py_ssize_t = matrix.shape[0]
    n: cython.Py_ssize_t = matrix.shape[1]
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    if packed.shape[1] != k or packed.shape[2] != PANEL or not 0 <= first <= last <= packed.shape[0]:
        raise ValueError("there is no room for the matrix")
    if packed.shape[0] != (n + PANEL - 1) // PANEL:
        raise ValueError("there is no room for the matrix")
    if not k or not n:
        return
    with cython.nogil:
        pack(
            cython.address(matrix[0, 0]),
            matrix.strides[0] // 4,
            matrix.strides[1] // 4,
            k,
            n,
            first,
            last,
            cython.address(packed[0, 0, 0]),
        )


@cython.boundscheck(False)
@cython.wraparound(False)
def multiply_rows(
    rows: cython.const[cython.float][:, :],
    packed: cython.const[cython.float][:, :, ::1],
    out: cython.float[:, ::1],
    room: cython.float[::1],
) -> None:
    """Rows [m, k], in any order in memory, times a packed matrix [k, n] into `out` [m, n], with `room` to work."""
    m: cython.Py_ssize_t = rows.shape[0]
    k: cython.Py_ssize_t = rows.shape[1]
    n: cython.Py_ssize_t = out.shape[1]
    if out.shape[0] != m or packed.shape[1] != k or packed.shape[0] != (n + PANEL - 1) // PANEL:
        raise ValueError("the arrays of a product do not fit together")
    if room.shape[0] < min(m, ROWS) * BLOCK:
        raise ValueError("there is no room for the rows")
    if not m or not n:
        return
    if not k:
        out[:, :] = 0
        return
    with cython.nogil:
        multiply(
            cython.address(rows[0, 0]),
            rows.strides[0] // 4,
            rows.strides[1] // 4,
            cython.NULL,
            m,
            k,
            n,
            cython.address(packed[0, 0, 0]),
            cython.address(out[0, 0]),
            cython.NULL,
            False,
            cython.address(room[0]),
        )
