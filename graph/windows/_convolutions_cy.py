# mypy: disable-error-code="valid-type, index"
"""Convolutions of float32 on as many threads as the caller has, on processors that are known to this module.

A filter is packed for it first (`_products_cy`). Each number is the same to the last bit on whatever thread and beside
whatever others it is computed.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

compiled: bool = cython.compiled

if not cython.compiled:  # in C they are those of `_convolutions_cy.pxd`
    PANEL = 1
    Windows: Any = None
    room_of: Any = None
    tiles_of: Any = None
    multiply: Any = None
    add_filter: Any = None


@cython.cfunc
def _windows(images: cython.const[cython.float][:, :, :, ::1], geometry: tuple) -> Windows:
    """Where windows lie over images. geometry: the fields of the structure from `rows` on."""
    windows = cython.declare(Windows)
    windows.height = images.shape[1]
    windows.width = images.shape[2]
    windows.channels = images.shape[3]
    windows.rows, windows.columns, windows.tall, windows.wide, windows.down, windows.right = geometry[:6]
    windows.apart, windows.aside, windows.above, windows.before = geometry[6:]
    return windows


def room(images: cython.const[cython.float][:, :, :, ::1], geometry: tuple) -> int:
    """For how many numbers a call needs room."""
    windows: Windows = _windows(images, geometry)
    return max(1, room_of(cython.address(windows)))


def filter_tiles(images: cython.const[cython.float][:, :, :, ::1], geometry: tuple) -> int:
    """In how many parts the gradient of a filter can be computed side by side."""
    windows: Windows = _windows(images, geometry)
    return tiles_of(cython.address(windows))


@cython.boundscheck(False)
@cython.wraparound(False)
def convolve_rows(
    images: cython.const[cython.float][:, :, :, ::1],
    geometry: tuple,
    packed: cython.const[cython.float][:, :, ::1],
    bias: object,
    rectified: bool,
    out: cython.float[:, :, :, :],
    begin: int,
    end: int,
    room: cython.float[::1],
) -> None:
    """Write the rows of windows from `begin` to `end`, counted through all images, into `out` [n, rows, columns, filters].

    Args:
      bias: what is added to each filter, and zeros up to a whole panel; None for nothing.
      rectified: whether what is negative becomes 0.
    """
    windows: Windows = _windows(images, geometry)
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    filters: cython.Py_ssize_t = out.shape[3]
    steps = cython.declare(cython.Py_ssize_t[3])
    cut: cython.bint = rectified
    biases: cython.const[cython.float][::1]
    added = cython.declare(cython.pointer(cython.const[cython.float]), cython.NULL)
    if bias is not None:
        biases = bias
        if biases.shape[0] != packed.shape[0] * PANEL:
            raise ValueError("there is a bias for another number of filters")
        added = cython.address(biases[0])
    if out.shape[0] != images.shape[0] or out.shape[1] != windows.rows or out.shape[2] != windows.columns:
        raise ValueError("there is no room for what is computed")
    if packed.shape[0] != (filters + PANEL - 1) // PANEL or packed.shape[2] != PANEL:
        raise ValueError("the filter is of another size")
    if packed.shape[1] != windows.tall * windows.wide * windows.channels or out.strides[3] != 4:
        raise ValueError("the filter is of another size")
    if room.shape[0] < room_of(cython.address(windows)) or not 0 <= first <= last <= out.shape[0] * out.shape[1]:
        raise ValueError("there is no room for the rows")
    if first == last or not filters or not windows.columns:
        return
    steps[0] = out.strides[0] // 4
    steps[1] = out.strides[1] // 4
    steps[2] = out.strides[2] // 4
    with cython.nogil:
        multiply(
            cython.address(windows),
            cython.address(images[0, 0, 0, 0]),
            cython.address(packed[0, 0, 0]),
            filters,
            added,
            cut,
            cython.address(out[0, 0, 0, 0]),
            steps,
            first,
            last,
            cython.address(room[0]),
        )


@cython.boundscheck(False)
@cython.wraparound(False)
def add_to_filter(
    images: cython.const[cython.float][:, :, :, ::1],
    geometry: tuple,
    gradients: cython.const[cython.float][:, :, :, ::1],
    filter: cython.float[:, ::1],
    begin: int,
    end: int,
    room: cython.float[::1],
) -> None:
    """Add to the tiles from `begin` to `end` of a filter [window height * window width * channels, filters] what the windows
    times `gradients` [n, rows, columns, filters, and zeros up to a whole panel] are."""
    windows: Windows = _windows(images, geometry)
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    step: cython.Py_ssize_t = gradients.shape[3]
    filters: cython.Py_ssize_t = filter.shape[1]
    if gradients.shape[0] != images.shape[0] or gradients.shape[1] != windows.rows or gradients.shape[2] != windows.columns:
        raise ValueError("the gradients are of another size")
    if step % PANEL or step < filters or filter.shape[0] != windows.tall * windows.wide * windows.channels:
        raise ValueError("the filter is of another size")
    if room.shape[0] < room_of(cython.address(windows)) or not 0 <= first <= last <= tiles_of(cython.address(windows)):
        raise ValueError("there is no room for the rows")
    if first == last or not filters or not gradients.shape[0] or not windows.rows or not windows.columns:
        return
    with cython.nogil:
        add_filter(
            cython.address(windows),
            cython.address(images[0, 0, 0, 0]),
            images.shape[0],
            cython.address(gradients[0, 0, 0, 0]),
            step,
            filters,
            cython.address(filter[0, 0]),
            first,
            last,
            cython.address(room[0]),
        )
