"""Random ops without a state: the numbers follow from the seed that they are given, and are TensorFlow's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.rules.batch import PER_RECORD, Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes, errors
from ...types.likes import DTypeLike, ShapeLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank, with_value
from . import philox
from .random import shape_tensor, sizes_of

if TYPE_CHECKING:
    from ...core.operation import Operation

_ATTRIBUTES = "dtype: {float16, float32, float64} = float32, T: {int32, int64} = int32, Tseed: {int32, int64} = int64"


def _shape_of_first(op: Operation) -> StaticShape:
    with_value(with_rank(op.inputs[1].static_shape, 1)[0], 2)
    return constant_value_as_shape(op.inputs[0])


def _generator(seed: np.ndarray) -> philox.Philox:
    if np.shape(seed) != (2,):
        raise errors.invalid(f"seed must have shape [2], not {bracket(np.shape(seed))}")
    return philox.Philox(seed)


def _stateless(type: str, draw: Callable[[philox.Philox, int, np.dtype], np.ndarray]) -> Op:
    definition = Op(
        type,
        "shape: T, seed: Tseed -> output: dtype",
        _ATTRIBUTES,
        traits=PURE,
        shape=_shape_of_first,
        batch=PER_RECORD,
        gradient=NO_GRADIENT,
    )

    @definition.kernel
    def _kernel(shape: Any, seed: Any, dtype: Any) -> Any:
        sizes = sizes_of(shape)
        count = int(np.prod(sizes, dtype=np.int64))
        return draw(_generator(seed), count, np.dtype(dtype.as_numpy_dtype)).reshape(sizes)[()]

    return definition


_UNIFORM = _stateless("StatelessRandomUniform", philox.draw_uniform)
_NORMAL = _stateless("StatelessRandomNormal", philox.draw_normal)
_TRUNCATED_NORMAL = _stateless("StatelessTruncatedNormal", philox.draw_truncated_normal)

_UNIFORM_INT = Op(
    "StatelessRandomUniformInt",
    "shape: T, seed: Tseed, minval: dtype, maxval: dtype -> output: dtype",
    "dtype: {int32, int64}, T: {int32, int64} = int32, Tseed: {int32, int64} = int64",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@_UNIFORM_INT.shape
def _uniform_int_shape(op: Operation) -> StaticShape:
    for name, bound in zip(("minval", "maxval"), op.inputs[2:], strict=True):
        if bound.static_shape:
            raise ValueError(f"{name} must be a scalar; got a tensor of shape {bracket(bound.static_shape)}")
    return _shape_of_first(op)


@_UNIFORM_INT.kernel
def _uniform_int(shape: Any, seed: Any, minval: Any, maxval: Any, dtype: Any) -> Any:
    sizes = sizes_of(shape)
    generator = _generator(seed)
    for name, bound in (("minval", minval), ("maxval", maxval)):
        if np.ndim(bound):
            raise errors.invalid(f"{name} must be 0-D, got shape {bracket(np.shape(bound))}")
    count, low, high = int(np.prod(sizes, dtype=np.int64)), int(minval), int(maxval)
    kind = np.dtype(dtype.as_numpy_dtype)
    if count == 0:
        return np.zeros(sizes, kind)
    if low >= high:
        raise errors.invalid(f"Need minval < maxval, got {low} >= {high}")
    return philox.draw_integers(generator, count, low, high, kind).reshape(sizes)[()]


_MULTINOMIAL = Op(
    "StatelessMultinomial",
    "logits: T, num_samples: int32, seed: Tseed -> output: output_dtype",
    "Tseed: {int32, int64} = int64, output_dtype: {int32, int64} = int64",
    traits=PURE,
    T=dtypes.REALS,
    gradient=NO_GRADIENT,
)


@_MULTINOMIAL.shape
def _multinomial_shape(op: Operation) -> StaticShape:
    with_value(with_rank(op.inputs[2].static_shape, 1)[0], 2)
    (rows, _) = with_rank(op.inputs[0].static_shape, 2)
    with_rank(op.inputs[1].static_shape, 0)
    samples = constant_value(op.inputs[1])
    if samples is not None and samples < 0:
        raise ValueError(f"Dimension size, given by scalar input 1, must be non-negative but is {samples}")
    return (rows, None if samples is None else int(samples))


@_MULTINOMIAL.kernel
def _multinomial(logits: Any, num_samples: Any, seed: Any, output_dtype: Any) -> Any:
    generator = _generator(seed)
    samples = _samples(np.shape(logits), num_samples)
    bounds = _bounds(logits)
    points = philox.draw_uniform(generator, len(bounds) * samples, np.dtype(np.float64)).reshape(len(bounds), samples)
    drawn = [np.searchsorted(row, at * row[-1], side="right") for row, at in zip(bounds, points, strict=True)]
    return np.array(drawn, output_dtype.as_numpy_dtype).reshape(len(bounds), samples)


@_MULTINOMIAL.batch
def _multinomial_batch(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    each_has_logits, each_has_samples, each_has_seed = batched
    if each_has_samples or not each_has_seed:
        return None
    kind = op.get_attr("output_dtype").as_numpy_dtype

    def run(n: int, logits: Any, num_samples: Any, seeds: np.ndarray) -> np.ndarray:
        if seeds.shape[1:] != (2,):
            raise errors.invalid(f"seed must have shape [2], not {bracket(seeds.shape[1:])}")
        samples = _samples(np.shape(logits)[each_has_logits:], num_samples)
        bounds = _bounds(logits)
        rows = bounds.shape[-2]
        words = philox.first_of_each(seeds, 2 * rows * samples).reshape(-1)
        points = philox.uniform(words, np.dtype(np.float64)).reshape(n, rows, samples) * bounds[..., -1:]
        return (bounds[..., None, :] <= points[..., None]).sum(axis=-1).astype(kind)

    return run


def _samples(shape: tuple[int, ...], num_samples: Any) -> int:
    """The number of samples. Raises InvalidArgumentError where it, or the shape of logits, is none."""
    if len(shape) != 2:
        raise errors.invalid(f"logits should be a matrix, got shape {bracket(shape)}")
    if np.ndim(num_samples):
        raise errors.invalid(f"num_samples should be a scalar, got shape {bracket(np.shape(num_samples))}")
    samples = int(num_samples)
    if samples < 0:
        raise errors.invalid(f"num_samples should be nonnegative, got {samples}")
    if shape[1] == 0:
        raise errors.invalid("num_classes should be positive, got 0")
    return samples


def _bounds(logits: np.ndarray) -> np.ndarray:
    """Up to where the points of each class go, float64 [..., rows, classes]."""
    rows = logits.astype(np.float64)
    finite = np.isfinite(rows)
    most = np.where(finite, rows, -np.inf).max(axis=-1, keepdims=True, initial=-np.inf)
    with np.errstate(all="ignore"):
        return np.cumsum(np.where(finite, np.exp(rows - most), 0.0), axis=-1)


@export("random.stateless_uniform")
def stateless_random_uniform(
    shape: ShapeLike,
    seed: TensorLike,
    minval: TensorLike = 0,
    maxval: TensorLike | None = None,
    dtype: DTypeLike = dtypes.float32,
    name: str | None = None,
) -> Tensor:
    """Numbers from [minval, maxval) that follow from the seed: the same ones each time, and those of TensorFlow.

    Args:
      shape: of the result.
      seed: two integers, int32 or int64, [2].
      minval, maxval: bounds, of type `dtype`; scalars for integers. For floats `maxval` is 1 by default.
      dtype: float16, float32, float64, int32 or int64.

    Returns:
      shape `shape`, type `dtype`.

    Raises:
      ValueError: another `dtype`, or integers without `maxval`; (building) a seed of another shape.
      InvalidArgumentError: (when run) a seed of another shape, a negative size, integers with minval >= maxval.

    Example:
      >>> drawn = tf.random.stateless_uniform([2], seed=[1, 2], maxval=10, dtype=tf.int32)
      >>> with tf.Session() as sess:
      ...     sess.run(drawn).tolist() == sess.run(drawn).tolist()
      True
    """
    dtype = dtypes.as_dtype(dtype)
    if dtype not in (*dtypes.FLOATS, *dtypes.INDICES):
        raise ValueError(f"Invalid dtype {dtype!r}")
    if maxval is None:
        if dtype.is_integer:
            raise ValueError(f"Must specify maxval for integer dtype {dtype!r}")
        maxval = 1
    with name_scope(name, "stateless_random_uniform", [shape, seed, minval, maxval]) as scope:
        shape = shape_tensor(shape)
        minval = convert_to_tensor(minval, dtype, name="min")
        maxval = convert_to_tensor(maxval, dtype, name="max")
        if dtype.is_integer:
            return _UNIFORM_INT(shape, seed, minval, maxval, name=scope)
        drawn = _UNIFORM(shape, seed, dtype=dtype)
        return ops.add(drawn * (maxval - minval), minval, name=scope)


@export("random.stateless_normal")
def stateless_random_normal(
    shape: ShapeLike,
    seed: TensorLike,
    mean: TensorLike = 0.0,
    stddev: TensorLike = 1.0,
    dtype: DTypeLike = dtypes.float32,
    name: str | None = None,
) -> Tensor:
    """Numbers of a normal distribution that follow from the seed: the same ones each time, and those of TensorFlow.

    Args:
      shape: of the result.
      seed: two integers, int32 or int64, [2].
      mean, stddev: of type `dtype`, broadcast against `shape`.
      dtype: float16, float32 or float64.

    Returns:
      shape `shape`, type `dtype`.

    Raises:
      TypeError: another `dtype`.
      ValueError, InvalidArgumentError: (building, when run) a seed of another shape, shapes that do not broadcast.
      InvalidArgumentError: (when run) a negative size.
    """
    return _scaled(_NORMAL, "stateless_random_normal", shape, seed, mean, stddev, dtype, name)


@export("random.stateless_truncated_normal")
@documented_by(stateless_random_normal)
def stateless_truncated_normal(
    shape: ShapeLike,
    seed: TensorLike,
    mean: TensorLike = 0.0,
    stddev: TensorLike = 1.0,
    dtype: DTypeLike = dtypes.float32,
    name: str | None = None,
) -> Tensor:
    """As `stateless_normal`, without numbers more than two `stddev` from `mean`."""
    return _scaled(_TRUNCATED_NORMAL, "stateless_truncated_normal", shape, seed, mean, stddev, dtype, name)


def _scaled(definition: Op, scope: str, shape: Any, seed: Any, mean: Any, stddev: Any, dtype: Any, name: str | None) -> Tensor:
    with name_scope(name, scope, [shape, seed, mean, stddev]) as scope:
        shape = shape_tensor(shape)
        mean = convert_to_tensor(mean, dtype, name="mean")
        stddev = convert_to_tensor(stddev, dtype, name="stddev")
        drawn = definition(shape, seed, dtype=dtypes.as_dtype(dtype))
        return ops.add(drawn * stddev, mean, name=scope)


@export("random.stateless_multinomial")
def stateless_multinomial(
    logits: TensorLike,
    num_samples: TensorLike,
    seed: TensorLike,
    output_dtype: DTypeLike = dtypes.int64,
    name: str | None = None,
) -> Tensor:
    """Classes drawn by their log-probabilities, as follows from the seed: the same ones each time, and those of TensorFlow.

    Args:
      logits: real numbers [batch, classes], unnormalised log-probabilities.
      num_samples: int32 scalar: how many to draw for each row.
      seed: two integers, int32 or int64, [2].
      output_dtype: int32 or int64.

    Returns:
      [batch, num_samples] of that type, values in [0, classes).

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    with name_scope(name, "stateless_multinomial", [logits, seed]):
        return _drawn_classes(logits, num_samples, seed, output_dtype)


@export("random.stateless_categorical")
def stateless_categorical(
    logits: TensorLike,
    num_samples: TensorLike,
    seed: TensorLike,
    dtype: DTypeLike = dtypes.int64,
    name: str | None = None,
) -> Tensor:
    """Classes drawn by their log-probabilities, as follows from the seed: the same ones each time, and those of TensorFlow.

    Args:
      logits: real numbers [batch, classes], unnormalised log-probabilities.
      num_samples: int32 scalar: how many to draw for each row.
      seed: two integers, int32 or int64, [2].
      dtype: int32 or int64.

    Returns:
      [batch, num_samples] of that type, values in [0, classes).

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    with name_scope(name, "stateless_categorical", [logits, seed]):
        return _drawn_classes(logits, num_samples, seed, dtype)


def _drawn_classes(logits: Any, num_samples: Any, seed: Any, dtype: Any) -> Tensor:
    logits = convert_to_tensor(logits, name="logits")
    return _MULTINOMIAL(logits, num_samples, seed, output_dtype=dtypes.as_dtype(dtype))
