"""Elements of one axis spread over others, as subpixel convolutions do: the op of tf.contrib.periodic_resample."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import ShapeLike, TensorLike
from ...types.static_shapes import StaticShape

_KINDS = (
    *(dtypes.float32, dtypes.float64, dtypes.int32, dtypes.uint8, dtypes.int16, dtypes.int8, dtypes.complex64, dtypes.int64),
    *(dtypes.qint8, dtypes.quint8, dtypes.qint32, dtypes.bfloat16, dtypes.uint16, dtypes.complex128, dtypes.float16),
    *(dtypes.uint32, dtypes.uint64),
)
_COMPUTED = frozenset(map(np.dtype, (np.float32, np.float64, np.int32, np.int64)))

PERIODIC_RESAMPLE = Op("PeriodicResample", "values: T -> output: T", "shape: shape", traits=PURE, T=_KINDS, batch=PER_RECORD)
PERIODIC_RESAMPLE_GRAD = Op(
    "PeriodicResampleOpGrad",
    "grad: T -> grad_values: T",
    "original_shape: shape, desired_shape: shape",
    traits=PURE,
    T=_KINDS,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@PERIODIC_RESAMPLE.shape
def _shape(op: Operation) -> StaticShape:
    values, wanted = op.inputs[0].static_shape, op.get_attr("shape")
    if wanted is None or values is None or len(values) != len(wanted) or None in values or wanted.count(None) != 1:
        return wanted
    others = math.prod(size for size in wanted if size is not None)
    return tuple(
        math.prod(size for size in values if size is not None) // max(others, 1) if size is None else size for size in wanted
    )


@PERIODIC_RESAMPLE_GRAD.shape
def _grad_shape(op: Operation) -> StaticShape:
    shape = op.get_attr("original_shape")
    if shape is None or None in shape:
        raise ValueError(f"Shape {_said(shape)} is not fully defined")
    return shape


def _said(shape: StaticShape) -> str:
    return "<unknown>" if shape is None else "[" + ",".join("?" if size is None else str(size) for size in shape) + "]"


def _places(given: Sequence[int], wanted: StaticShape, kind: np.dtype) -> np.ndarray:
    """Where each element of the result stands among the elements of the input, an array of the result's shape."""
    if kind not in _COMPUTED:
        raise invalid("Unsuppored tensor elements type")
    if wanted is None or len(wanted) != len(given):
        raise invalid(
            f"periodic_resample expects the rank of the input tensor, {len(given)}, to be the same as the length of the "
            f"desired shape, {-1 if wanted is None else len(wanted)}."
        )
    adjustable = [axis for axis, size in enumerate(wanted) if not size]
    if len(adjustable) > 1:
        raise invalid("periodic_resample expects only one index to be marked as adjustable.")
    for axis, (had, size) in enumerate(zip(given, wanted, strict=True)):
        if size and had > size:
            raise invalid(
                "periodic_resample expects the size of non-adjustable dimensions be at least as large as size of input tensor. "
                f"Dimension {axis} input tensor has size {had}, desired shape has size {size}."
            )
    if not adjustable:
        raise invalid("periodic_resample expects at least one index to be marked as adjustable.")
    (free,) = adjustable
    size = math.prod(given) // math.prod(one for one in wanted if one)
    if size < 1:
        raise invalid(f"periodic_resample found that the adjustable dimension, {free}, isn't greater than zero, {size}.")
    steps = [math.prod(given[axis + 1 :]) for axis in range(len(given))]
    along = np.ogrid[tuple(slice(one or size) for one in wanted)]
    places, step = along[free] * steps[free], size
    ahead: np.ndarray = np.zeros((), np.int64)
    for axis, (had, one) in enumerate(zip(given, wanted, strict=True)):
        if one:
            factor = -(-one // had)
            places = places + along[axis] // factor * steps[axis]
            ahead = ahead + along[axis] % factor * step
            step *= factor
    return places + ahead * steps[free]


@PERIODIC_RESAMPLE.kernel
def _resampled(values: np.ndarray, shape: StaticShape) -> np.ndarray:
    places = _places(values.shape, shape, values.dtype)
    inside = places < values.size  # what is beyond is what stands in memory there, in TensorFlow
    return np.where(inside, values.reshape(-1)[np.where(inside, places, 0)], values.dtype.type(0))


@PERIODIC_RESAMPLE_GRAD.kernel
def _spread(grad: np.ndarray, original_shape: StaticShape, desired_shape: StaticShape) -> np.ndarray:
    """The gradient of an element that was repeated is that of the last one, not their sum: so it is in TensorFlow."""
    assert original_shape is not None
    given = [size or 0 for size in original_shape]
    places = _places(given, desired_shape, grad.dtype)
    found = np.zeros(math.prod(given), grad.dtype)
    flat, gradients = places.reshape(-1), grad.reshape(-1)
    known = min(flat.size, gradients.size)
    inside = flat[:known] < found.size
    found[flat[:known][inside]] = gradients[:known][inside]
    return found.reshape(given)


@PERIODIC_RESAMPLE.gradient
def _gradient(op: Operation, dy: Tensor) -> list[Tensor]:
    return [PERIODIC_RESAMPLE_GRAD(dy, original_shape=op.inputs[0].shape, desired_shape=op.get_attr("shape"))]


@export("contrib.periodic_resample.periodic_resample")
def periodic_resample(values: TensorLike, shape: ShapeLike, name: str | None = None) -> Tensor:
    """The elements of one axis spread over the others, so that those get longer: what makes an image of many channels large.

    Where a size is no multiple of the one it was, elements are repeated or left out.

    Args:
      values: float32, float64, int32 or int64, of any rank but 0.
      shape: the new sizes, of the same length: None at one axis, which gets shorter; others are not below those of `values`.

    Returns:
      a tensor of that type and those sizes.

    Raises:
      InvalidArgumentError: (when run) another type, or sizes that do not fit.
      ValueError: (of the gradient) the static shape of `values` is not known.
    """
    return PERIODIC_RESAMPLE(values, shape=shape, name=name)
