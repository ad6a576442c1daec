"""Images in other sizes: four ops and the gradients of three.

Along each axis an element of the result is a weighted sum of a few elements of the image; `resize_weights` says which,
`graph/windows/resizing.py` adds them up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, folded
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.static_values import constant_value
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, bracket, with_rank, with_value
from ...windows import resizing
from ...windows.resizing import Taps
from .resize_weights import area, bicubic, bilinear, nearest, share_of_area

_TYPES = (
    dtypes.int8,
    dtypes.uint8,
    dtypes.int16,
    dtypes.uint16,
    dtypes.int32,
    dtypes.int64,
    dtypes.float16,
    dtypes.float32,
    dtypes.float64,
)
_CORNERS = "align_corners: bool = false"
_PLACES = _CORNERS + ", half_pixel_centers: bool = false"
_SIGNATURE = "images: T, size: int32 -> resized_images: "


def _resized_shape(op: Operation) -> StaticShape:
    images = with_rank(op.inputs[0].static_shape, 4)
    (count,) = with_rank(op.inputs[1].static_shape, 1)
    with_value(count, 2)
    size = constant_value(op.inputs[1])
    height, width = (None, None) if size is None else map(int, size)
    for dim in (height, width):
        if dim is not None and dim < 0:
            raise ValueError(f"Dimension {dim} must be >= 0")
    return (images[0], height, width, images[3])


def _check(images: np.ndarray, size: np.ndarray, align_corners: bool, half_pixel_centers: bool) -> tuple[int, int]:
    """The height and width of the result. Raises as TensorFlow's kernels do."""
    if half_pixel_centers and align_corners:
        raise invalid("If half_pixel_centers is True, align_corners must be False.")
    if images.ndim != 4:
        raise invalid(f"input must be 4-dimensional{bracket(images.shape)}")
    if not images.shape[3]:
        raise invalid("image must have at least one channel")
    if size.ndim != 1:
        raise invalid(f"shape_t must be 1-dimensional{bracket(size.shape)}")
    if len(size) != 2:
        raise invalid(f"shape_t must have two elements{bracket(size.shape)}")
    height, width = map(int, size)
    if height <= 0 or width <= 0:
        raise invalid("output dimensions must be positive")
    if not all(images.shape[1:3]):
        raise invalid("input image must be of non-zero size")
    return height, width


def _spread(gradients: np.ndarray, rows: Taps, columns: Taps, height: int, width: int) -> np.ndarray:
    """What elements of images get: each of the result's spread over those that it was made of."""
    n, tall, wide, channels = gradients.shape
    by_rows = np.matmul(_matrix(rows, height), gradients.reshape(n, tall, wide * channels))
    by_rows = by_rows.reshape(n * height, wide, channels)
    return np.matmul(_matrix(columns, width), by_rows).reshape(n, height, width, channels)


def _matrix(taps: Taps, size: int) -> np.ndarray:
    """[elements of the image, elements of the result]"""
    places, weights = taps
    matrix = np.zeros((size, len(places)), weights.dtype)
    np.add.at(matrix, (places, np.arange(len(places))[:, None]), weights)
    return matrix


# -- weighted sums -----------------------------------------------------------------------------------------------------


def _weighted(type: str, attributes: str) -> Op:
    """An op whose result is float32: weighted sums of the images' elements."""
    return Op(type, _SIGNATURE + "float32", attributes, traits=PURE, T=_TYPES, shape=_resized_shape, batch=folded(0))


def _taps(
    taps_of: Callable[..., Taps], images: np.ndarray, size: np.ndarray, align_corners: bool, half_pixel_centers: bool
) -> tuple[Taps, Taps]:
    """Those of rows and of columns."""
    height, width = _check(images, size, align_corners, half_pixel_centers)
    rows = taps_of(images.shape[1], height, align_corners, half_pixel_centers)
    return rows, taps_of(images.shape[2], width, align_corners, half_pixel_centers)


def _weighted_grad(type: str, taps_of: Callable[..., Taps], types: tuple) -> Op:
    op = Op(
        type,
        "grads: float32, original_image: T -> output: T",
        _PLACES,
        traits=PURE,
        T=types,
        batch=PER_RECORD,
        gradient=UNDEFINED_GRADIENT,
    )

    @op.shape
    def _shape(op: Operation) -> StaticShape:
        return op.inputs[1].static_shape

    @op.kernel
    def _kernel(grads: np.ndarray, original_image: np.ndarray, align_corners: bool, half_pixel_centers: bool) -> np.ndarray:
        height, width = original_image.shape[1:3]
        if not all(grads.shape[1:3]):
            raise invalid("resized dimensions must be positive")
        if not height or not width:
            raise invalid("original dimensions must be positive")
        rows = taps_of(height, grads.shape[1], align_corners, half_pixel_centers)
        columns = taps_of(width, grads.shape[2], align_corners, half_pixel_centers)
        return _spread(grads, rows, columns, height, width).astype(original_image.dtype, copy=False)

    return op


RESIZE_BILINEAR = _weighted("ResizeBilinear", _PLACES)
RESIZE_BILINEAR_GRAD = _weighted_grad("ResizeBilinearGrad", bilinear, (dtypes.float32, dtypes.float16, dtypes.float64))
RESIZE_BICUBIC = _weighted("ResizeBicubic", _PLACES)
RESIZE_BICUBIC_GRAD = _weighted_grad("ResizeBicubicGrad", bicubic, (dtypes.float32, dtypes.float64))
RESIZE_AREA = _weighted("ResizeArea", _CORNERS)
RESIZE_AREA.gradient(UNDEFINED_GRADIENT)


@RESIZE_BILINEAR.kernel
def _bilinear(images: np.ndarray, size: np.ndarray, align_corners: bool, half_pixel_centers: bool) -> np.ndarray:
    return resizing.bilinear(images, *_taps(bilinear, images, size, align_corners, half_pixel_centers))


@RESIZE_BICUBIC.kernel
def _bicubic(images: np.ndarray, size: np.ndarray, align_corners: bool, half_pixel_centers: bool) -> np.ndarray:
    return resizing.bicubic(images, *_taps(bicubic, images, size, align_corners, half_pixel_centers))


@RESIZE_AREA.kernel
def _area(images: np.ndarray, size: np.ndarray, align_corners: bool) -> np.ndarray:
    height, width = _check(images, size, align_corners, False)
    rows, columns = area(images.shape[1], height, align_corners), area(images.shape[2], width, align_corners)
    return resizing.area(images, rows, columns, share_of_area(images.shape[1:3], (height, width), align_corners))


def _places_of(op: Operation) -> dict[str, Any]:
    return {name: op.get_attr(name) for name in ("align_corners", "half_pixel_centers")}


@RESIZE_BILINEAR.gradient
def _bilinear_gradient(op: Operation, dy: Any) -> list:
    if not op.inputs[0].dtype.is_floating:
        return [None, None]
    return [RESIZE_BILINEAR_GRAD(dy, op.inputs[0], **_places_of(op)), None]


@RESIZE_BICUBIC.gradient
def _bicubic_gradient(op: Operation, dy: Any) -> list:
    if op.inputs[0].dtype.base_dtype not in (dtypes.float32, dtypes.float64):
        return [None, None]
    return [RESIZE_BICUBIC_GRAD(dy, op.inputs[0], **_places_of(op)), None]


# -- the nearest element -----------------------------------------------------------------------------------------------

RESIZE_NEAREST_NEIGHBOR = Op(
    "ResizeNearestNeighbor", _SIGNATURE + "T", _PLACES, traits=PURE, T=_TYPES, shape=_resized_shape, batch=folded(0)
)


@RESIZE_NEAREST_NEIGHBOR.kernel
def _nearest(images: np.ndarray, size: np.ndarray, align_corners: bool, half_pixel_centers: bool) -> np.ndarray:
    height, width = _check(images, size, align_corners, half_pixel_centers)
    rows = nearest(images.shape[1], height, align_corners, half_pixel_centers)
    columns = nearest(images.shape[2], width, align_corners, half_pixel_centers)
    return images[:, rows[:, None], columns]


@RESIZE_NEAREST_NEIGHBOR.gradient
def _nearest_gradient(op: Operation, dy: Any) -> list:
    images = op.inputs[0]
    known = images.static_shape
    size = ops.shape(images)[1:3] if known is None or None in known[1:3] else list(known[1:3])
    return [RESIZE_NEAREST_NEIGHBOR_GRAD(dy, size, **_places_of(op)), None]


RESIZE_NEAREST_NEIGHBOR_GRAD = Op(
    "ResizeNearestNeighborGrad",
    "grads: T, size: int32 -> output: T",
    _PLACES,
    traits=PURE,
    T=(dtypes.uint8, dtypes.int8, dtypes.int32, dtypes.float16, dtypes.float32, dtypes.float64),
    shape=_resized_shape,
    batch=folded(0),
    gradient=UNDEFINED_GRADIENT,
)


@RESIZE_NEAREST_NEIGHBOR_GRAD.kernel
def _nearest_grad(grads: np.ndarray, size: np.ndarray, align_corners: bool, half_pixel_centers: bool) -> np.ndarray:
    if size.shape != (2,):
        raise invalid(f"shape_t must have two elements{bracket(size.shape)}")
    height, width = map(int, size)
    if height <= 0 or width <= 0:
        raise invalid("shape_t's elements must be positive")
    rows = nearest(height, grads.shape[1], align_corners, half_pixel_centers)
    columns = nearest(width, grads.shape[2], align_corners, half_pixel_centers)
    output = np.zeros((len(grads), height, width, grads.shape[3]), grads.dtype)
    places: Any = (slice(None), rows[:, None], columns)
    np.add.at(output, places, grads)
    return output
