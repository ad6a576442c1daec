"""Images seen through projective transforms: rotated, moved, sheared, turned in space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.static_values import constant_value
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, bracket, with_rank, with_value

IMAGE_PROJECTIVE_TRANSFORM = Op(
    "ImageProjectiveTransformV2",
    "images: dtype, transforms: float32, output_shape: int32 -> transformed_images: dtype",
    "interpolation: string",
    traits=PURE,
    dtype=(dtypes.uint8, dtypes.int32, dtypes.int64, dtypes.float16, dtypes.float32, dtypes.float64),
)


@IMAGE_PROJECTIVE_TRANSFORM.shape
def _shape(op: Operation) -> StaticShape:
    images = with_rank(op.inputs[0].static_shape, 4)
    (count,) = with_rank(op.inputs[2].static_shape, 1)
    with_value(count, 2)
    size = constant_value(op.inputs[2])
    if size is not None and (size < 0).any():
        raise ValueError(f"Dimension {size[size < 0][0]} must be >= 0")
    height, width = (None, None) if size is None else map(int, size)
    return (images[0], height, width, images[3])


@IMAGE_PROJECTIVE_TRANSFORM.kernel
def _transformed(images: np.ndarray, transforms: np.ndarray, output_shape: np.ndarray, interpolation: str) -> np.ndarray:
    if images.ndim != 4:
        raise invalid("Input images must have rank 4")
    if transforms.ndim != 2 or len(transforms) not in (1, len(images)) or transforms.shape[1] != 8:
        raise invalid("Input transform should be num_images x 8 or 1 x 8")
    if output_shape.ndim != 1:
        raise invalid(f"output shape must be 1-dimensional{bracket(output_shape.shape)}")
    if len(output_shape) != 2:
        raise invalid(f"output shape must have two elements{bracket(output_shape.shape)}")
    if (output_shape <= 0).any():
        raise invalid("output dimensions must be positive")
    height, width = map(int, output_shape)
    y, x, finite = _places(transforms, height, width)
    read = _Reading(images)
    if interpolation == "NEAREST":
        found = read(_rounded(y), _rounded(x))
    elif interpolation == "BILINEAR":
        found = _between(read, y, x).astype(images.dtype, copy=False)
    else:
        raise invalid(f"Invalid interpolation {interpolation}. Supported types: NEAREST, BILINEAR")
    return np.where(finite[..., None], found, images.dtype.type(0))


def _places(transforms: np.ndarray, height: int, width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where each element of the result is in the images, [transforms, height, width] each, and where that is finite."""
    a = transforms[:, :, None, None]
    rows, columns = np.arange(height, dtype=np.float32)[:, None], np.arange(width, dtype=np.float32)
    divisor = a[:, 6] * columns + a[:, 7] * rows + np.float32(1)
    finite = divisor != 0
    with np.errstate(all="ignore"):
        x = (a[:, 0] * columns + a[:, 1] * rows + a[:, 2]) / divisor
        y = (a[:, 3] * columns + a[:, 4] * rows + a[:, 5]) / divisor
    return y, x, finite


def _rounded(places: np.ndarray) -> np.ndarray:
    """The nearest integers; halves go away from 0."""
    whole = np.trunc(places)
    return whole + np.copysign(np.abs(places - whole) >= 0.5, places)


class _Reading:
    """Elements of images by places that may be outside: zeros there."""

    def __init__(self, images: np.ndarray) -> None:
        self._images = images
        self._each = np.arange(len(images))[:, None, None]

    def __call__(self, y: np.ndarray, x: np.ndarray) -> np.ndarray:
        height, width = self._images.shape[1:3]
        if not height or not width:
            return np.zeros((len(self._images), *y.shape[1:], self._images.shape[3]), self._images.dtype)
        inside = (y >= 0) & (y < height) & (x >= 0) & (x < width)
        rows, columns = (np.where(inside, side, 0).astype(np.intp) for side in (y, x))
        return np.where(inside[..., None], self._images[self._each, rows, columns], self._images.dtype.type(0))


def _between(read: _Reading, y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Means of four elements, weighted by how near they are, in float32 as TensorFlow's."""
    top, left = np.floor(y), np.floor(x)
    after, before = (x - left)[..., None], (left + 1 - x)[..., None]

    def row(at: np.ndarray) -> np.ndarray:
        return before * read(at, left).astype(np.float32) + after * read(at, left + 1).astype(np.float32)

    with np.errstate(invalid="ignore"):
        return (top + 1 - y)[..., None] * row(top) + (y - top)[..., None] * row(top + 1)


@IMAGE_PROJECTIVE_TRANSFORM.batch
def _batch(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if not batched[0] or batched[2]:
        return None

    def run(n: int, images: np.ndarray, transforms: np.ndarray, output_shape: np.ndarray) -> np.ndarray:
        count = images.shape[1]
        if batched[1] and transforms.ndim == 3 and transforms.shape[1] == 1 != count:
            transforms = np.repeat(transforms, count, axis=1)
        if not batched[1] and transforms.ndim == 2 and len(transforms) == count != 1:
            transforms = np.broadcast_to(transforms, (n, *transforms.shape))
        if transforms.ndim == 3:
            transforms = transforms.reshape(-1, transforms.shape[2])
        found = kernel(images.reshape(n * count, *images.shape[2:]), transforms, output_shape)
        return found.reshape(n, count, *found.shape[1:])

    return run


@IMAGE_PROJECTIVE_TRANSFORM.gradient
def _gradient(op: Operation, dy: Any) -> list:
    # As in TensorFlow: the gradient seen through the inverse transform, which is not the transpose of what was done.
    images, transforms, _ = op.inputs
    if transforms.static_shape is None:
        raise ValueError("Cannot take the length of shape with unknown rank.")
    matrices = ops.reshape(ops.concat([transforms, ops.ones([ops.shape(transforms)[0], 1])], axis=1), [-1, 3, 3])
    inverse = ops.reshape(ops.matrix_inverse(matrices), [-1, 9])
    back = (inverse / inverse[:, 8:9])[:, :8]
    size = ops.shape(images)[1:3]
    return [IMAGE_PROJECTIVE_TRANSFORM(dy, back, size, interpolation=op.get_attr("interpolation")), None, None]
