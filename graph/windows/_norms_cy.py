# cython: boundscheck=False, wraparound=False
# mypy: disable-error-code="valid-type, index"
"""Norms of pixels of float32 [n, channels]: local response normalization, and the passes of batch normalization.

Sums are those of `step` pixels each, so that they are the same however many threads compute them.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

compiled: bool = cython.compiled

if not cython.compiled:  # in C they are those of `_norms_cy.pxd`
    Normalization: Any = None
    headrace_normalize: Any = None
    headrace_normalize_gradient: Any = None
    headrace_add: Any = None
    headrace_add_squares: Any = None
    headrace_add_products: Any = None
    headrace_scale: Any = None
    headrace_share: Any = None


@cython.cfunc
def _normalization(
    pixels: cython.const[cython.float][:, ::1],
    settings: tuple,
    out: cython.float[:, ::1],
    room: cython.float[::1],
) -> Normalization:
    lrn = cython.declare(Normalization)
    lrn.channels = pixels.shape[1]
    lrn.radius, lrn.bias, lrn.alpha, lrn.beta = settings
    if out.shape[0] != pixels.shape[0] or out.shape[1] != pixels.shape[1] or not pixels.shape[0] or not pixels.shape[1]:
        raise ValueError("there is no room for what is computed")
    if lrn.radius < 0 or room.shape[0] < 3 * lrn.channels + 2 * lrn.radius:
        raise ValueError("there is no room for the pixels")
    return lrn


def normalize(
    pixels: cython.const[cython.float][:, ::1], settings: tuple, out: cython.float[:, ::1], room: cython.float[::1]
) -> bool:
    """Write pixels [n, channels] to `out`, each channel by its norm. Returns whether all sums of squares are finite.

    Args:
      settings: radius, bias, alpha and beta.
      room: zeros, for three times the channels and two times the radius.
    """
    lrn = cython.declare(Normalization, _normalization(pixels, settings, out, room))
    wrong: cython.float
    with cython.nogil:
        wrong = headrace_normalize(
            cython.address(lrn),
            cython.address(pixels[0, 0]),
            pixels.shape[0],
            cython.address(out[0, 0]),
            cython.address(room[0]),
        )
    return wrong == 0


def normalize_gradient(
    gradients: cython.const[cython.float][:, ::1],
    pixels: cython.const[cython.float][:, ::1],
    normalized: cython.const[cython.float][:, ::1],
    settings: tuple,
    out: cython.float[:, ::1],
    room: cython.float[::1],
) -> bool:
    """Write to `out` what pixels [n, channels] get of the gradients of the normalized ones; otherwise as `normalize`."""
    lrn = cython.declare(Normalization, _normalization(pixels, settings, out, room))
    wrong: cython.float
    if gradients.shape[0] != out.shape[0] or gradients.shape[1] != out.shape[1]:
        raise ValueError("there are not as many gradients")
    if normalized.shape[0] != out.shape[0] or normalized.shape[1] != out.shape[1]:
        raise ValueError("there are not as many normalized pixels")
    with cython.nogil:
        wrong = headrace_normalize_gradient(
            cython.address(lrn),
            cython.address(gradients[0, 0]),
            cython.address(pixels[0, 0]),
            cython.address(normalized[0, 0]),
            pixels.shape[0],
            cython.address(out[0, 0]),
            cython.address(room[0]),
        )
    return wrong == 0


@cython.cfunc
def _check(
    pixels: cython.const[cython.float][:, ::1],
    others: cython.const[cython.float][:, ::1],
    begin: cython.Py_ssize_t,
    end: cython.Py_ssize_t,
) -> None:
    if pixels.shape[0] != others.shape[0] or pixels.shape[1] != others.shape[1] or not pixels.shape[1]:
        raise ValueError("the pixels are others")
    if not 0 <= begin < end <= pixels.shape[0]:
        raise ValueError("there are not as many pixels")


@cython.cfunc
def _check_sums(
    pixels: cython.const[cython.float][:, ::1],
    step: cython.Py_ssize_t,
    sums: cython.float[:, ::1],
    begin: cython.Py_ssize_t,
    end: cython.Py_ssize_t,
) -> None:
    if step < 1 or sums.shape[1] != pixels.shape[1] or not pixels.shape[1]:
        raise ValueError("there is no room for the sums")
    if not 0 <= begin < end <= sums.shape[0] or (end - 1) * step >= pixels.shape[0]:
        raise ValueError("there are not as many pixels")


@cython.cfunc
def _check_channels(
    pixels: cython.const[cython.float][:, ::1], of_channels: cython.const[cython.float][:, ::1], count: cython.Py_ssize_t
) -> None:
    if of_channels.shape[0] != count or of_channels.shape[1] != pixels.shape[1]:
        raise ValueError("there are not as many channels")


def add(pixels: cython.const[cython.float][:, ::1], step: int, sums: cython.float[:, ::1], begin: int, end: int) -> None:
    """Write the sums of the k-th `step` pixels to `sums[k]`, for k in [begin, end)."""
    k: cython.Py_ssize_t
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    many: cython.Py_ssize_t = step
    n: cython.Py_ssize_t = pixels.shape[0]
    _check_sums(pixels, many, sums, first, last)
    with cython.nogil:
        for k in range(first, last):
            sums[k, :] = 0
            headrace_add(
                cython.address(pixels[k * many, 0]), min(many, n - k * many), pixels.shape[1], cython.address(sums[k, 0])
            )


def add_squares(
    pixels: cython.const[cython.float][:, ::1],
    of_channels: cython.const[cython.float][:, ::1],
    step: int,
    sums: cython.float[:, ::1],
    begin: int,
    end: int,
) -> None:
    """As `add`, of the squares of what the pixels deviate from a mean, the row of `of_channels`."""
    k: cython.Py_ssize_t
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    many: cython.Py_ssize_t = step
    n: cython.Py_ssize_t = pixels.shape[0]
    _check_sums(pixels, many, sums, first, last)
    _check_channels(pixels, of_channels, 1)
    with cython.nogil:
        for k in range(first, last):
            sums[k, :] = 0
            headrace_add_squares(
                cython.address(pixels[k * many, 0]),
                min(many, n - k * many),
                pixels.shape[1],
                cython.address(of_channels[0, 0]),
                cython.address(sums[k, 0]),
            )


def add_products(
    gradients: cython.const[cython.float][:, ::1],
    pixels: cython.const[cython.float][:, ::1],
    of_channels: cython.const[cython.float][:, ::1],
    step: int,
    sums: cython.float[:, ::1],
    begin: int,
    end: int,
) -> None:
    """As `add`, of gradients times what the pixels deviate from a mean, times a factor: the rows of `of_channels`."""
    k: cython.Py_ssize_t
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    many: cython.Py_ssize_t = step
    n: cython.Py_ssize_t = pixels.shape[0]
    _check_sums(pixels, many, sums, first, last)
    _check_channels(pixels, of_channels, 2)
    _check(pixels, gradients, 0, n)
    with cython.nogil:
        for k in range(first, last):
            sums[k, :] = 0
            headrace_add_products(
                cython.address(gradients[k * many, 0]),
                cython.address(pixels[k * many, 0]),
                min(many, n - k * many),
                pixels.shape[1],
                cython.address(of_channels[0, 0]),
                cython.address(of_channels[1, 0]),
                cython.address(sums[k, 0]),
            )


def scale(
    pixels: cython.const[cython.float][:, ::1],
    of_channels: cython.const[cython.float][:, ::1],
    out: cython.float[:, ::1],
    begin: int,
    end: int,
) -> None:
    """Write `(pixels - mean) * factor + offset` to `out`, for some of them; mean, factor and offset are the rows of
    `of_channels`."""
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    _check(pixels, out, first, last)
    _check_channels(pixels, of_channels, 3)
    with cython.nogil:
        headrace_scale(
            cython.address(pixels[first, 0]),
            last - first,
            pixels.shape[1],
            cython.address(of_channels[0, 0]),
            cython.address(of_channels[1, 0]),
            cython.address(of_channels[2, 0]),
            cython.address(out[first, 0]),
        )


def share(
    gradients: cython.const[cython.float][:, ::1],
    pixels: cython.const[cython.float][:, ::1],
    of_channels: cython.const[cython.float][:, ::1],
    out: cython.float[:, ::1],
    begin: int,
    end: int,
) -> None:
    """Write `((pixels - mean) * of_scale + gradients - of_offset) * factor` to `out`, for some of them; `of_channels` has the
    four as its rows."""
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    _check(pixels, out, first, last)
    _check(pixels, gradients, first, last)
    _check_channels(pixels, of_channels, 4)
    with cython.nogil:
        headrace_share(
            cython.address(gradients[first, 0]),
            cython.address(pixels[first, 0]),
            last - first,
            pixels.shape[1],
            cython.address(of_channels[0, 0]),
            cython.address(of_channels[1, 0]),
            cython.address(of_channels[2, 0]),
            cython.address(of_channels[3, 0]),
            cython.address(out[first, 0]),
        )
