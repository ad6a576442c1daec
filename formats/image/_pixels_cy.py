# cython: boundscheck=False, wraparound=False
# mypy: disable-error-code="valid-type, index"
"""Pixels out of the memory of an image, without Python's lock. Compiled where possible; uncompiled there is nothing here."""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

compiled: bool = cython.compiled

if not cython.compiled:  # in C they are those of `_pixels_cy.pxd`
    PyCapsule_GetPointer: Any = None
    headrace_lists_of_four: Any = None
    headrace_first_three: Any = None


def take_colors(capsule: object, out: cython.uchar[:, :, ::1]) -> bool:
    """Write red, green and blue to `out` [height, width, 3].

    Args:
      capsule: "arrow_array", pixels of four bytes.

    Returns:
      False where it is another array; then nothing is written.
    """
    count: cython.Py_ssize_t = out.shape[0] * out.shape[1]
    if out.shape[2] != 3 or not count:
        return False
    pixels: cython.p_const_uchar = headrace_lists_of_four(PyCapsule_GetPointer(capsule, b"arrow_array"), count)
    if not pixels:
        return False
    with cython.nogil:
        headrace_first_three(pixels, count, cython.address(out[0, 0, 0]))
    return True
