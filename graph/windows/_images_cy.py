# cython: boundscheck=False, wraparound=False
# mypy: disable-error-code="valid-type, index"
"""What is done to images of float32 beside convolutions: pools, gradients of rectifiers.

Each function does it for a part of them, from `begin` to `end`, so that several threads share the work.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

compiled: bool = cython.compiled

if not cython.compiled:  # in C they are those of `_images_cy.pxd`
    Pool: Any = None
    headrace_greatest: Any = None
    headrace_greatest_gradient: Any = None
    headrace_mean: Any = None
    headrace_mean_gradient: Any = None
    headrace_depthwise: Any = None
    headrace_depthwise_input: Any = None
    headrace_depthwise_filter: Any = None
    headrace_where_positive: Any = None


@cython.cfunc
def _pool_over(
    images: cython.const[cython.float][:, :, :, ::1],
    geometry: tuple,
    pooled: cython.const[cython.float][:, :, :, ::1],
    end: cython.Py_ssize_t,
) -> Pool:
    pool = cython.declare(Pool)
    pool.height = images.shape[1]
    pool.width = images.shape[2]
    pool.channels = images.shape[3]
    pool.rows, pool.columns, pool.tall, pool.wide, pool.down, pool.right = geometry[:6]
    pool.above, pool.before = geometry[8:]
    if pooled.shape[1] != pool.rows or pooled.shape[2] != pool.columns or pooled.shape[3] != pool.channels:
        raise ValueError("the pooled images are of another size")
    if not 0 <= end <= min(images.shape[0], pooled.shape[0]) or not images.size or not pooled.size:
        raise ValueError("there are not as many images")
    return pool


def greatest(
    images: cython.const[cython.float][:, :, :, ::1], geometry: tuple, out: cython.float[:, :, :, ::1], begin: int, end: int
) -> None:
    """Write the greatest element of each window to `out` [n, rows, columns, channels]; NaN is never greater."""
    pool = cython.declare(Pool, _pool_over(images, geometry, out, end))
    n: cython.Py_ssize_t
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    with cython.nogil:
        for n in range(first, last):
            headrace_greatest(cython.address(pool), cython.address(images[n, 0, 0, 0]), cython.address(out[n, 0, 0, 0]))


def greatest_gradient(
    images: cython.const[cython.float][:, :, :, ::1],
    geometry: tuple,
    gradients: cython.const[cython.float][:, :, :, ::1],
    rectified: bool,
    out: cython.float[:, :, :, ::1],
    room: cython.float[::1],
    begin: int,
    end: int,
) -> None:
    """Write to `out`, images, what their elements get: the first of the greatest ones in a window gets its gradient.

    Args:
      rectified: times whether the element is positive.
      room: for three times as many numbers as there are channels.
    """
    cut: cython.bint = rectified
    pool = cython.declare(Pool, _pool_over(images, geometry, gradients, end))
    n: cython.Py_ssize_t
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    _check_images(images, out, room.shape[0] // 3)
    with cython.nogil:
        for n in range(first, last):
            headrace_greatest_gradient(
                cython.address(pool),
                cython.address(images[n, 0, 0, 0]),
                cython.address(gradients[n, 0, 0, 0]),
                cut,
                cython.address(out[n, 0, 0, 0]),
                cython.address(room[0]),
            )


@cython.cfunc
def _check_images(
    images: cython.const[cython.float][:, :, :, ::1], out: cython.float[:, :, :, ::1], numbers: cython.Py_ssize_t
) -> None:
    same = out.shape[1] == images.shape[1] and out.shape[2] == images.shape[2] and out.shape[3] == images.shape[3]
    if not same or out.shape[0] != images.shape[0] or numbers < images.shape[3]:
        raise ValueError("there is no room for what is computed")


def mean(
    images: cython.const[cython.float][:, :, :, ::1], geometry: tuple, out: cython.float[:, :, :, ::1], begin: int, end: int
) -> None:
    """Write the mean of each window to `out` [n, rows, columns, channels]."""
    pool = cython.declare(Pool, _pool_over(images, geometry, out, end))
    n: cython.Py_ssize_t
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    with cython.nogil:
        for n in range(first, last):
            headrace_mean(cython.address(pool), cython.address(images[n, 0, 0, 0]), cython.address(out[n, 0, 0, 0]))


def mean_gradient(
    geometry: tuple,
    gradients: cython.const[cython.float][:, :, :, ::1],
    out: cython.float[:, :, :, ::1],
    room: cython.float[::1],
    begin: int,
    end: int,
) -> None:
    """Write to `out`, images, what their elements get: each of a window the same. room: for as many numbers as there are
    channels."""
    pool = cython.declare(Pool, _pool_over(out, geometry, gradients, end))
    n: cython.Py_ssize_t
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    _check_images(out, out, room.shape[0])
    with cython.nogil:
        for n in range(first, last):
            headrace_mean_gradient(
                cython.address(pool),
                cython.address(gradients[n, 0, 0, 0]),
                cython.address(out[n, 0, 0, 0]),
                cython.address(room[0]),
            )


def depthwise(
    images: cython.const[cython.float][:, :, :, ::1],
    geometry: tuple,
    filter: cython.const[cython.float][:, ::1],
    out: cython.float[:, :, :, ::1],
    begin: int,
    end: int,
) -> None:
    """Write to `out` [n, rows, columns, channels] each channel convolved with its own column of the filter."""
    pool = cython.declare(Pool, _pool_over(images, geometry, out, end))
    n: cython.Py_ssize_t
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    _check_filter(pool, filter)
    with cython.nogil:
        for n in range(first, last):
            headrace_depthwise(
                cython.address(pool),
                cython.address(images[n, 0, 0, 0]),
                cython.address(filter[0, 0]),
                cython.address(out[n, 0, 0, 0]),
            )


@cython.cfunc
def _check_filter(pool: Pool, filter: cython.const[cython.float][:, ::1]) -> None:
    if filter.shape[0] != pool.tall * pool.wide or filter.shape[1] != pool.channels or not filter.size:
        raise ValueError("the filter is of another size")


def depthwise_input(
    geometry: tuple,
    gradients: cython.const[cython.float][:, :, :, ::1],
    filter: cython.const[cython.float][:, ::1],
    out: cython.float[:, :, :, ::1],
    begin: int,
    end: int,
) -> None:
    """Write to `out`, images, what they get of the gradients of such windows."""
    pool = cython.declare(Pool, _pool_over(out, geometry, gradients, end))
    n: cython.Py_ssize_t
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    _check_filter(pool, filter)
    with cython.nogil:
        for n in range(first, last):
            headrace_depthwise_input(
                cython.address(pool),
                cython.address(gradients[n, 0, 0, 0]),
                cython.address(filter[0, 0]),
                cython.address(out[n, 0, 0, 0]),
            )


def depthwise_filter(
    images: cython.const[cython.float][:, :, :, ::1],
    geometry: tuple,
    gradients: cython.const[cython.float][:, :, :, ::1],
    out: cython.float[:, :, ::1],
    begin: int,
    end: int,
) -> None:
    """Write to `out` [n, window height * window width, channels] what a filter gets of each image."""
    pool = cython.declare(Pool, _pool_over(images, geometry, gradients, end))
    n: cython.Py_ssize_t
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    if out.shape[0] != images.shape[0] or not out.size:
        raise ValueError("there are not as many images")
    _check_filter(pool, out[0])
    with cython.nogil:
        for n in range(first, last):
            headrace_depthwise_filter(
                cython.address(pool),
                cython.address(images[n, 0, 0, 0]),
                cython.address(gradients[n, 0, 0, 0]),
                cython.address(out[n, 0, 0]),
            )


def where_positive(
    gradients: cython.const[cython.float][::1],
    features: cython.const[cython.float][::1],
    out: cython.float[::1],
    begin: int,
    end: int,
) -> None:
    """Write to `out`, which may be one of the two, gradients times 1 where the feature is positive, times 0 elsewhere."""
    first: cython.Py_ssize_t = begin
    last: cython.Py_ssize_t = end
    if not 0 <= first <= last <= min(gradients.shape[0], features.shape[0], out.shape[0]):
        raise ValueError("there is no room for what is computed")
    if first == last:
        return
    with cython.nogil:
        headrace_where_positive(
            cython.address(gradients[first]), cython.address(features[first]), last - first, cython.address(out[first])
        )
