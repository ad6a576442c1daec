"""Boxes of images, each made as large as the others: crop_and_resize and its gradients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.errors import OutOfRangeError
from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel, record_by_record
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.static_values import constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, merge_dim, with_rank, with_value

_TYPES = "T: {uint8, uint16, int8, int16, int32, int64, float16, float32, float64}"
_METHODS = "method: {'bilinear', 'nearest'} = 'bilinear'"

# -- places ------------------------------------------------------------------------------------------------------------


class _Axis(NamedTuple):
    """Where the elements of crops lie along one axis of the image, [boxes, elements].

    `inside` says which of them lie in the image, `low` and `high` between which elements, `weight` how near to `high`.
    """

    inside: np.ndarray
    low: np.ndarray
    high: np.ndarray
    weight: np.ndarray
    nearest: np.ndarray


def _axis(start: np.ndarray, end: np.ndarray, size: int, count: int) -> _Axis:
    single, last = np.float32, np.float32(size - 1)
    if count > 1:
        step = (end - start) * last / single(count - 1)
        places = (start * last)[:, None] + np.arange(count, dtype=single) * step[:, None]
    else:
        places = (single(0.5) * (start + end) * last)[:, None]
    inside = (places >= 0) & (places <= last)
    places = np.where(inside, places, single(0))
    low = np.floor(places)
    nearest = np.where(places - low < single(0.5), low, low + 1)
    high = np.ceil(places)
    return _Axis(inside, low.astype(int), high.astype(int), places - low, np.minimum(nearest, last).astype(int))


class _Places(NamedTuple):
    """Where all crops lie: which image each is cut out of, its rows and its columns."""

    image: np.ndarray
    rows: _Axis
    columns: _Axis

    def inside(self) -> np.ndarray:
        return self.rows.inside[:, :, None] & self.columns.inside[:, None, :]

    def at(self, rows: np.ndarray, columns: np.ndarray) -> tuple[np.ndarray, ...]:
        """Indices into images: of each box, row and column of the crops."""
        return self.image[:, None, None], rows[:, :, None], columns[:, None, :]

    def corners(self) -> list:
        """The four neighbours of each element and their weights: indices, and arrays that broadcast to them."""
        down, across = self.rows.weight[:, :, None], self.columns.weight[:, None, :]
        return [
            (self.at(rows, columns), by_row * by_column)
            for rows, by_row in ((self.rows.low, 1 - down), (self.rows.high, down))
            for columns, by_column in ((self.columns.low, 1 - across), (self.columns.high, across))
        ]


def _places(boxes: np.ndarray, box_ind: np.ndarray, images: tuple[int, ...], size: tuple[int, int]) -> _Places:
    if box_ind.size and not ((box_ind >= 0) & (box_ind < images[0])).all():
        raise OutOfRangeError(None, None, "box_index has values outside [0, batch_size)")
    if not np.isfinite(boxes).all():
        raise invalid("Boxes contains at least one element that is not finite")
    rows = _axis(boxes[:, 0], boxes[:, 2], images[1], size[0])
    return _Places(box_ind, rows, _axis(boxes[:, 1], boxes[:, 3], images[2], size[1]))


def _check_boxes(boxes: np.ndarray, box_ind: np.ndarray) -> None:
    if not boxes.size and not box_ind.size:
        return
    if boxes.ndim != 2:
        raise invalid(f"boxes must be 2-D{bracket(boxes.shape)}")
    if boxes.shape[1] != 4:
        raise invalid("boxes must have 4 columns")
    if box_ind.ndim != 1:
        raise invalid(f"box_index must be 1-D{bracket(box_ind.shape)}")
    if len(box_ind) != len(boxes):
        raise invalid("box_index has incompatible shape")


# -- the op ------------------------------------------------------------------------------------------------------------

CROP_AND_RESIZE = Op(
    "CropAndResize",
    "image: T, boxes: float32, box_ind: int32, crop_size: int32 -> crops: float32",
    f"{_TYPES}, {_METHODS}, extrapolation_value: float = 0.0",
    traits=PURE,
)


def _count_of_boxes(boxes: StaticShape, box_ind: StaticShape) -> int | None:
    count, columns = with_rank(boxes, 2)
    with_value(columns, 4)
    return merge_dim(count, with_rank(box_ind, 1)[0])


@CROP_AND_RESIZE.shape
def _crops_shape(op: Operation) -> StaticShape:
    image, boxes, box_ind, size = (x.static_shape for x in op.inputs)
    channels = with_rank(image, 4)[3]
    count = _count_of_boxes(boxes, box_ind)
    with_value(with_rank(size, 1)[0], 2)
    value = constant_value(op.inputs[3])
    for number in () if value is None else value:
        if number < 0:
            raise ValueError(f"Dimension {number} must be >= 0")
    return (count, *((None, None) if value is None else map(int, value)), channels)


@CROP_AND_RESIZE.kernel
def _crop_and_resize(
    image: np.ndarray, boxes: np.ndarray, box_ind: np.ndarray, crop_size: np.ndarray, method: str, extrapolation_value: float
) -> np.ndarray:
    if image.ndim != 4:
        raise invalid(f"input image must be 4-D{bracket(image.shape)}")
    if not all(image.shape[1:3]):
        raise invalid("image dimensions must be positive")
    _check_boxes(boxes, box_ind)
    if crop_size.ndim != 1:
        raise invalid(f"crop_size must be 1-D{bracket(crop_size.shape)}")
    if len(crop_size) != 2:
        raise invalid(f"crop_size must have two elements{bracket(crop_size.shape)}")
    height, width = map(int, crop_size)
    if height <= 0 or width <= 0:
        raise invalid("crop dimensions must be positive")
    shape = (len(box_ind), height, width, image.shape[3])
    if not len(box_ind):
        return np.zeros(shape, np.float32)
    places = _places(boxes, box_ind, image.shape, (height, width))
    if method == "nearest":
        crops = image[places.at(places.rows.nearest, places.columns.nearest)].astype(np.float32)
    else:
        top_left, top_right, low_left, low_right = (image[at].astype(np.float32) for at, _ in places.corners())
        across = places.columns.weight[:, None, :, None]
        top = top_left + (top_right - top_left) * across
        low = low_left + (low_right - low_left) * across
        crops = top + (low - top) * places.rows.weight[:, :, None, None]
    crops[~places.inside()] = extrapolation_value
    return crops


@CROP_AND_RESIZE.batch
def _crops_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    """The images of all records become one batch, whose crops are made at once; what is refused is refused one by one."""
    if batched[3]:
        return None
    one_by_one = record_by_record(op, batched, kernel)

    def run(n: int, image: np.ndarray, boxes: np.ndarray, box_ind: np.ndarray, size: np.ndarray) -> Any:
        given = image, boxes, box_ind, size
        boxes, box_ind = (x if b else np.broadcast_to(x, (n, *x.shape)) for x, b in zip(given[1:3], batched[1:3], strict=True))
        if image.ndim != 4 + batched[0] or boxes.ndim != 3 or box_ind.shape != boxes.shape[:2]:
            return one_by_one(n, *given)
        count, many = image.shape[batched[0]], box_ind.shape[1]
        if not ((box_ind >= 0) & (box_ind < count)).all():
            return one_by_one(n, *given)
        if batched[0]:
            image = image.reshape(n * count, *image.shape[2:])
            box_ind = box_ind + np.arange(n, dtype=np.int32)[:, None] * np.int32(count)
        crops = kernel(image, boxes.reshape(n * many, boxes.shape[2]), box_ind.reshape(n * many), size)
        return crops.reshape(n, many, *crops.shape[1:])

    return run


@CROP_AND_RESIZE.gradient
def _crops_gradient(op: Operation, dy: Any) -> list:
    image, boxes, box_ind, _ = op.inputs
    known = image.static_shape
    size = ops.shape(image) if known is None or None in known else list(known)
    to_image = None
    if image.dtype.is_floating:
        to_image = CROP_AND_RESIZE_GRAD_IMAGE(dy, boxes, box_ind, size, T=image.dtype, method=op.get_attr("method"))
    return [to_image, CROP_AND_RESIZE_GRAD_BOXES(dy, image, boxes, box_ind), None, None]


CROP_AND_RESIZE_GRAD_IMAGE = Op(
    "CropAndResizeGradImage",
    "grads: float32, boxes: float32, box_ind: int32, image_size: int32 -> output: T",
    f"T: {{float32, float16, float64}}, {_METHODS}",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@CROP_AND_RESIZE_GRAD_IMAGE.shape
def _grad_image_shape(op: Operation) -> StaticShape:
    return with_rank(constant_value_as_shape(op.inputs[3]), 4)


def _check_grads(grads: np.ndarray, box_ind: np.ndarray) -> None:
    if grads.ndim != 4:
        raise invalid(f"grads image must be 4-D{bracket(grads.shape)}")
    if not all(grads.shape[1:3]):
        raise invalid("grads dimensions must be positive")


@CROP_AND_RESIZE_GRAD_IMAGE.kernel
def _grad_image(
    grads: np.ndarray, boxes: np.ndarray, box_ind: np.ndarray, image_size: np.ndarray, T: Any, method: str
) -> np.ndarray:
    _check_grads(grads, box_ind)
    _check_boxes(boxes, box_ind)
    if len(grads) != len(box_ind):
        raise invalid("boxes and grads have incompatible shape")
    if image_size.ndim != 1:
        raise invalid(f"image_size must be 1-D{bracket(image_size.shape)}")
    if len(image_size) != 4:
        raise invalid(f"image_size must have 4 elements{bracket(image_size.shape)}")
    sizes = tuple(map(int, image_size))
    if sizes[1] <= 0 or sizes[2] <= 0:
        raise invalid("image dimensions must be positive")
    if grads.shape[3] != sizes[3]:
        raise invalid("image_size and grads are incompatible")
    output = np.zeros(sizes, T.as_numpy_dtype)
    places = _places(boxes, box_ind, sizes, grads.shape[1:3])
    given = np.where(places.inside()[..., None], grads, np.float32(0))
    if method == "nearest":
        np.add.at(output, places.at(places.rows.nearest, places.columns.nearest), given.astype(output.dtype))
    else:
        for at, weight in places.corners():
            np.add.at(output, at, (given * weight[..., None]).astype(output.dtype))
    return output


CROP_AND_RESIZE_GRAD_BOXES = Op(
    "CropAndResizeGradBoxes",
    "grads: float32, image: T, boxes: float32, box_ind: int32 -> output: float32",
    f"{_TYPES}, method: {{'bilinear'}} = 'bilinear'",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@CROP_AND_RESIZE_GRAD_BOXES.shape
def _grad_boxes_shape(op: Operation) -> StaticShape:
    return with_rank(op.inputs[2].static_shape, 2)


@CROP_AND_RESIZE_GRAD_BOXES.kernel
def _grad_boxes(grads: np.ndarray, image: np.ndarray, boxes: np.ndarray, box_ind: np.ndarray) -> np.ndarray:
    _check_grads(grads, box_ind)
    if image.ndim != 4:
        raise invalid(f"input image must be 4-D{bracket(image.shape)}")
    if not all(image.shape[1:3]):
        raise invalid("image dimensions must be positive")
    if image.shape[3] != grads.shape[3]:
        raise invalid("image, grads depth differ")
    _check_boxes(boxes, box_ind)
    if len(grads) != len(box_ind):
        raise invalid("boxes and grads have incompatible shape")
    output = np.zeros(boxes.shape, np.float32)
    if not len(box_ind):
        return output
    places = _places(boxes, box_ind, image.shape, grads.shape[1:3])
    top_left, top_right, low_left, low_right = (image[at].astype(np.float32) for at, _ in places.corners())
    down, across = places.rows.weight[:, :, None, None], places.columns.weight[:, None, :, None]
    by_row = (1 - across) * (low_left - top_left) + across * (low_right - top_right)
    by_column = (1 - down) * (top_right - top_left) + down * (low_right - low_left)
    given = np.where(places.inside()[..., None], grads, np.float32(0))
    for axis, change in ((0, by_row), (1, by_column)):
        moved = (change * given).sum(axis=3).sum(axis=2 - axis)  # [boxes, elements of the axis]
        last, count = np.float32(image.shape[1 + axis] - 1), grads.shape[1 + axis]
        share = np.arange(count, dtype=np.float32) / np.float32(count - 1) if count > 1 else np.full(1, 0.5, np.float32)
        output[:, axis] = (moved * (last * (1 - share))).sum(axis=1)
        output[:, axis + 2] = (moved * (last * share)).sum(axis=1)
    return output


@export("image.crop_and_resize")
def crop_and_resize(
    image: TensorLike,
    boxes: TensorLike,
    box_ind: IntegersLike | None = None,
    crop_size: IntegersLike | None = None,
    method: str = "bilinear",
    extrapolation_value: Any = 0,
    name: str | None = None,
    box_indices: IntegersLike | None = None,
) -> Tensor:
    """Boxes cut out of images, each made as large as the others.

    Args:
      image: [n, height, width, channels], any real type.
      boxes: float32 [boxes, 4]: y1, x1, y2, x2 of each, where 0 is the first row or column and 1 the last. A box whose second
        corner is before its first gives a mirrored crop.
      box_ind, box_indices: int32 [boxes]: which of the n images each is cut out of.
      crop_size: int32 [2]: height and width of the crops.
      method: "bilinear" or "nearest".
      extrapolation_value: what lies outside of the image.

    Returns:
      float32 [boxes, crop height, crop width, channels].

    Raises:
      ValueError: other ranks, or another method.
      InvalidArgumentError: (when run) sizes that are not positive, or boxes and their indices of different numbers.
      OutOfRangeError: (when run) an index of no image.
    """
    indices: Any = renamed("box_indices", box_indices, "box_ind", box_ind, "1.13")
    return CROP_AND_RESIZE(
        image, boxes, indices, crop_size, method=method, extrapolation_value=float(extrapolation_value), name=name
    )
