"""Random numbers: normal, uniform, truncated normal, integers, draws from a distribution.

Each op has a generator per session, see `generators`; which numbers it draws follows from `seed` and the graph's seed.
On a block of n records every record gets numbers of its own, drawn at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.rules.batch import PER_RECORD, Kernel, draws
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value, constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import DRAWS
from ...runtime.random_generators import generator_of
from ...runtime.random_seed import seed_attributes
from ...types import dtypes, errors
from ...types.dtypes import DType
from ...types.likes import DTypeLike, ShapeLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank

if TYPE_CHECKING:
    from ...core.operation import Operation

_FLOATS = dtypes.FLOATS

Draw = Callable[["np.random.Generator", tuple[int, ...], Any], np.ndarray]


def shape_tensor(shape: Any) -> Tensor:
    """A shape that users give, as a vector of int32 (or of int64, for tensors that are)."""
    is_list = isinstance(shape, (list, tuple)) and not any(isinstance(size, Tensor) for size in shape)
    return convert_to_tensor(shape, dtypes.int32 if is_list else None, name="shape")


def _shape_of_first(op: Operation) -> StaticShape:
    return constant_value_as_shape(op.inputs[0])


def _bind_draw(draw: Draw) -> Callable[[Operation, Any], Kernel]:
    """The bind rule of ops that take a shape and have the attribute `dtype`."""

    def bind(op: Operation, session: Any) -> Kernel:
        generator = generator_of(op, session)
        dtype = np.dtype(op.get_attr("dtype").as_numpy_dtype)
        return lambda shape: draw(generator, sizes_of(shape), dtype)

    return bind


def sizes_of(shape: np.ndarray | tuple[int, ...]) -> tuple[int, ...]:
    """The sizes of what is to be drawn. Raises InvalidArgumentError."""
    sizes = shape if isinstance(shape, tuple) else tuple(shape.tolist())
    if sizes and min(sizes) < 0:
        raise errors.invalid(f"Dimension {min(sizes)} must be >= 0; the shape to draw is {bracket(sizes)}")
    return sizes


def _draw_uniform(generator: np.random.Generator, sizes: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    if dtype == np.float16:  # drawn on its own grid: rounding a float32 could give 1
        return (np.floor(generator.random(sizes, dtype=np.float32) * 2048) / 2048).astype(np.float16)
    return generator.random(sizes, dtype=dtype)


def _draw_normal(generator: np.random.Generator, sizes: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    if dtype == np.float16:
        return generator.standard_normal(sizes, dtype=np.float32).astype(np.float16)
    return generator.standard_normal(sizes, dtype=dtype)


def _draw_truncated_normal(generator: np.random.Generator, sizes: tuple[int, ...], dtype: np.dtype) -> np.ndarray:
    drawn = _draw_normal(generator, (int(np.prod(sizes, dtype=np.int64)),), dtype)
    outside = np.flatnonzero(np.abs(drawn) > 2)
    while outside.size:
        again = _draw_normal(generator, (outside.size,), dtype)
        drawn[outside] = again
        outside = outside[np.abs(again) > 2]
    return drawn.reshape(sizes)


RANDOM_UNIFORM = Op(
    "RandomUniform",
    "shape: T -> output: dtype",
    "seed: int = 0, seed2: int = 0, T: {int32, int64}",
    traits=DRAWS,
    dtype=_FLOATS,
    shape=_shape_of_first,
    bind=_bind_draw(_draw_uniform),
    batch=draws,
    gradient=NO_GRADIENT,
)

RANDOM_NORMAL = Op(
    "RandomStandardNormal",
    "shape: T -> output: dtype",
    "seed: int = 0, seed2: int = 0, T: {int32, int64}",
    traits=DRAWS,
    dtype=_FLOATS,
    shape=_shape_of_first,
    bind=_bind_draw(_draw_normal),
    batch=draws,
    gradient=NO_GRADIENT,
)

TRUNCATED_NORMAL = Op(
    "TruncatedNormal",
    "shape: T -> output: dtype",
    "seed: int = 0, seed2: int = 0, T: {int32, int64}",
    traits=DRAWS,
    dtype=_FLOATS,
    shape=_shape_of_first,
    bind=_bind_draw(_draw_truncated_normal),
    batch=PER_RECORD,  # how many numbers a record takes depends on them
    gradient=NO_GRADIENT,
)


RANDOM_UNIFORM_INT = Op(
    "RandomUniformInt",
    "shape: T, minval: Tout, maxval: Tout -> output: Tout",
    "seed: int = 0, seed2: int = 0, Tout: {int32, int64}, T: {int32, int64}",
    traits=DRAWS,
    shape=_shape_of_first,
    gradient=NO_GRADIENT,
)


@RANDOM_UNIFORM_INT.bind
def _random_uniform_int(op, session):
    generator = generator_of(op, session)
    dtype = np.dtype(op.get_attr("Tout").as_numpy_dtype)

    def kernel(shape: np.ndarray, minval: Any, maxval: Any) -> np.ndarray:
        sizes = sizes_of(shape)
        if np.any(np.greater_equal(minval, maxval)) and 0 not in sizes:
            raise errors.invalid(f"Need minval < maxval, got {np.max(minval)} >= {np.min(maxval)}")
        if 0 in sizes:
            return np.zeros(sizes, dtype)
        return generator.integers(minval, maxval, sizes, dtype=dtype)

    return kernel


@RANDOM_UNIFORM_INT.batch
def _random_uniform_int_batch(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[0]:
        return None

    def run(n: int, shape: np.ndarray, minval: Any, maxval: Any) -> Any:
        bounds = (
            np.reshape(bound, (n, *(1,) * shape.size)) if has_axis else bound
            for bound, has_axis in zip((minval, maxval), batched[1:], strict=True)
        )
        return kernel((n, *shape.tolist()), *bounds)

    return run


MULTINOMIAL = Op(
    "Multinomial",
    "logits: T, num_samples: int32 -> output: output_dtype",
    "seed: int = 0, seed2: int = 0, output_dtype: {int32, int64} = int64",
    traits=DRAWS,
    T=dtypes.REALS,
    gradient=NO_GRADIENT,
)


@MULTINOMIAL.batch
def _multinomial_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    """The rows of all records are those of one matrix."""
    if not batched[0] or batched[1]:
        return None

    def run(n: int, logits: np.ndarray, num_samples: Any) -> np.ndarray:
        if logits.ndim != 3:
            return kernel(logits[0], num_samples)  # which refuses it
        rows, classes = logits.shape[1:]
        return kernel(logits.reshape(n * rows, classes), num_samples).reshape(n, rows, num_samples)

    return run


@MULTINOMIAL.shape
def _multinomial_shape(op):
    (batch, _) = with_rank(op.inputs[0].static_shape, 2)
    with_rank(op.inputs[1].static_shape, 0)
    samples = constant_value(op.inputs[1])
    return (batch, None if samples is None else int(samples))


@MULTINOMIAL.bind
def _multinomial(op, session):
    generator = generator_of(op, session)
    dtype = op.get_attr("output_dtype").as_numpy_dtype

    def kernel(logits: np.ndarray, num_samples: Any) -> np.ndarray:
        if logits.ndim != 2:
            raise errors.invalid(f"logits should be a matrix, got shape {bracket(logits.shape)}")
        classes = logits.shape[1]
        if num_samples < 0:
            raise errors.invalid(f"num_samples should be nonnegative, got {num_samples}")
        if classes == 0:
            raise errors.invalid("num_classes should be positive, got 0")
        rows = logits.astype(np.float64)
        weights = np.exp(rows - rows.max(axis=1, keepdims=True))
        bounds = np.cumsum(weights, axis=1)
        points = generator.random((len(rows), int(num_samples))) * bounds[:, -1:]
        drawn = [np.searchsorted(row, at, side="right") for row, at in zip(bounds, points, strict=True)]
        # A point that rounding put on the last bound belongs to the last class.
        return np.minimum(np.array(drawn, dtype=dtype), classes - 1).reshape(len(rows), int(num_samples))

    return kernel


@export("random_normal", "random.normal")
def random_normal(
    shape: ShapeLike,
    mean: TensorLike = 0.0,
    stddev: TensorLike = 1.0,
    dtype: DTypeLike = dtypes.float32,
    seed: int | None = None,
    name: str | None = None,
) -> Tensor:
    """Numbers drawn from a normal distribution.

    Args:
      shape: of the result; a list of ints, a TensorShape, or a vector of int32 or int64.
      mean, stddev: of type `dtype`, broadcast against `shape`.
      dtype: float16, float32 or float64.
      seed: int, see `tf.set_random_seed`.

    Returns:
      shape `shape`, type `dtype`.

    Raises:
      TypeError: another `dtype`.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not broadcast.
      InvalidArgumentError: (when run) a negative size.
    """
    return _scaled_draw(RANDOM_NORMAL, "random_normal", shape, mean, stddev, dtype, seed, name)


@export("truncated_normal", "random.truncated_normal")
@documented_by(random_normal)
def truncated_normal(
    shape: ShapeLike,
    mean: TensorLike = 0.0,
    stddev: TensorLike = 1.0,
    dtype: DTypeLike = dtypes.float32,
    seed: int | None = None,
    name: str | None = None,
) -> Tensor:
    """Numbers drawn from a normal distribution; those more than two `stddev` from `mean` are drawn again.

    Args:
      as `random_normal`.
    """
    return _scaled_draw(TRUNCATED_NORMAL, "truncated_normal", shape, mean, stddev, dtype, seed, name)


def _scaled_draw(
    definition: Op,
    default_name: str,
    shape: Any,
    mean: Any,
    stddev: Any,
    dtype: Any,
    seed: int | None,
    name: str | None,
) -> Tensor:
    dtype = dtypes.as_dtype(dtype)
    with name_scope(name, default_name, [shape, mean, stddev]) as scope:
        shape = shape_tensor(shape)
        mean = convert_to_tensor(mean, dtype, name="mean")
        stddev = convert_to_tensor(stddev, dtype, name="stddev")
        drawn = definition(shape, dtype=dtype, **seed_attributes(seed))
        return ops.add(ops.multiply(drawn, stddev, name="mul"), mean, name=scope)


@export("random_uniform", "random.uniform")
def random_uniform(
    shape: ShapeLike,
    minval: TensorLike = 0,
    maxval: TensorLike | None = None,
    dtype: DTypeLike = dtypes.float32,
    seed: int | None = None,
    name: str | None = None,
) -> Tensor:
    """Numbers drawn evenly from [minval, maxval).

    Args:
      shape: of the result; a list of ints, a TensorShape, or a vector of int32 or int64.
      minval, maxval: bounds, of type `dtype`; scalars for integers. For floats `maxval` is 1 by default.
      dtype: float16, float32, float64, int32 or int64.
      seed: see `tf.set_random_seed`.

    Returns:
      shape `shape`, type `dtype`.

    Raises:
      ValueError: another `dtype`, or integers without `maxval`.
      InvalidArgumentError: (when run) integers are wanted and minval >= maxval.

    Example:
      >>> tf.random_uniform([2, 3], maxval=10, dtype=tf.int32).shape.as_list()
      [2, 3]
    """
    dtype = dtypes.as_dtype(dtype)
    accepted = (*_FLOATS, *dtypes.INDICES)
    if dtype not in accepted:
        raise ValueError(f"Argument `dtype` got invalid value {dtype}. Accepted dtypes are {accepted}.")
    if maxval is None:
        if dtype.is_integer:
            raise ValueError(f"Must specify maxval for integer dtype {dtype!r}")
        maxval = 1
    with name_scope(name, "random_uniform", [shape, minval, maxval]) as scope:
        shape = shape_tensor(shape)
        minval = convert_to_tensor(_of_kind(minval, dtype), dtype, name="min")
        maxval = convert_to_tensor(_of_kind(maxval, dtype), dtype, name="max")
        attributes = seed_attributes(seed)
        if dtype.is_integer:
            return RANDOM_UNIFORM_INT(shape, minval, maxval, name=scope, **attributes)
        drawn = RANDOM_UNIFORM(shape, dtype=dtype, **attributes)
        return ops.add(ops.multiply(drawn, ops.subtract(maxval, minval, name="sub"), name="mul"), minval, name=scope)


def _of_kind(bound: Any, dtype: DType) -> Any:
    return float(bound) if isinstance(bound, int) and dtype.is_floating else bound


@export("multinomial", "random.multinomial")
def multinomial(
    logits: TensorLike,
    num_samples: TensorLike,
    seed: int | None = None,
    name: str | None = None,
    output_dtype: DTypeLike | None = None,
) -> Tensor:
    """Classes drawn by their log-probabilities.

    Args:
      logits: real numbers [batch, classes], unnormalised log-probabilities.
      num_samples: int32 scalar: how many to draw for each row.
      seed: int, see `tf.set_random_seed`.
      output_dtype: int32 or int64 (the default).

    Returns:
      [batch, num_samples] of type `output_dtype`, values in [0, classes).

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    with name_scope(name, "multinomial", [logits]):
        return _drawn_classes(logits, num_samples, output_dtype, seed)


def _drawn_classes(logits: Any, num_samples: Any, dtype: Any, seed: int | None) -> Tensor:
    logits = convert_to_tensor(logits, name="logits")
    return MULTINOMIAL(logits, num_samples, output_dtype=dtype or dtypes.int64, **seed_attributes(seed))


@export("random.categorical")
def categorical(
    logits: TensorLike,
    num_samples: TensorLike,
    dtype: DTypeLike | None = None,
    seed: int | None = None,
    name: str | None = None,
) -> Tensor:
    """Classes drawn by their log-probabilities.

    Args:
      logits: real numbers [batch, classes], unnormalised log-probabilities.
      num_samples: int32 scalar: how many to draw for each row.
      dtype: int32 or int64 (the default).
      seed: int, see `tf.set_random_seed`.

    Returns:
      [batch, num_samples] of type `dtype`, values in [0, classes).

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    with name_scope(name, "categorical", [logits]):
        return _drawn_classes(logits, num_samples, dtype, seed)
