"""Reductions: sums, means, extremes along axes; argmax."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.arguments import one_of
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.direct import Constants, Direct, of_array
from ...core.rules.gradient import NO_GRADIENT
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.likes import DTypeLike, IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, with_rank_at_most
from .reduction_gradients import extreme_gradient, mean_gradient, product_gradient, sum_gradient
from .reduction_kernels import axes_of, directly_by, limit, mean_directly, mean_of, reduced_by, sum_of, type_of_input


def _reduced_shape(op: Operation) -> StaticShape:
    return reduced_shape(op.inputs[0].static_shape, op.inputs[1], op.get_attr("keep_dims"))


def reduced_shape(given: StaticShape, axes: Tensor, keep: bool) -> StaticShape:
    """The shape that is left of another along whose `axes` is reduced. Raises ValueError for axes that are not there."""
    with_rank_at_most(axes.static_shape, 1)
    known = constant_value(axes)
    if given is None or known is None:
        return None if given is None or not keep else (None,) * len(given)
    rank, places = len(given), set()
    for axis in known.reshape(-1).tolist():
        if not -rank <= axis < rank:
            raise ValueError(f"Invalid reduction dimension {axis} for input with {rank} dimensions.")
        places.add(axis % rank)
    if keep:
        return tuple(1 if k in places else size for k, size in enumerate(given))
    return tuple(size for k, size in enumerate(given) if k not in places)


def reduction(
    type: str,
    reduce: Callable[..., Any],
    gradient: Callable[..., list],
    direct: Callable[[Operation, Any, bool], Direct | None] | None,
    **allowed: Any,
) -> Op:
    """An op `(input, axes) -> output`; `reduce(array, axis=, keepdims=)` computes it, `direct(op, axis, keep_dims)` too."""
    if "T" in allowed:
        signature = "input: T, reduction_indices: Tidx -> output: T"
    else:
        signature = "input: bool, reduction_indices: Tidx -> output: bool"
    attributes = "keep_dims: bool = false, Tidx: {int32, int64} = int32"
    definition = Op(type, signature, attributes, traits=PURE, shape=_reduced_shape, gradient=gradient, **allowed)

    @definition.kernel
    def kernel(input: Any, axis: Any, keep_dims: bool) -> Any:
        array = np.asarray(input)
        return reduce(array, axis=axes_of(axis, array.ndim), keepdims=keep_dims)

    if direct is not None:
        definition.direct(_with_known_axes(direct))

    @definition.batch
    def block(op: Operation, batched: Sequence[bool], bound: Kernel) -> Kernel | None:
        if batched[1]:
            return None
        keep = op.get_attr("keep_dims")

        def run(n: int, array: Any, axis: Any) -> Any:
            axes = tuple(k + 1 for k in axes_of(axis, array.ndim - 1))
            return reduce(array, axis=axes, keepdims=keep)

        return run

    return definition


def _with_known_axes(direct: Callable[[Operation, Any, bool], Direct | None]) -> Callable[..., Direct | None]:
    @of_array
    def known_axes(op: Operation, constants: Constants) -> Direct | None:
        rank, axes = len(op.inputs[0].static_shape or ()), [] if constants[1] is None else constants[1].reshape(-1).tolist()
        if not axes or not all(-rank <= axis < rank for axis in axes):
            return None
        return direct(op, axes[0] if len(axes) == 1 else tuple(axes), op.get_attr("keep_dims"))

    return known_axes


SUM = reduction(
    "Sum",
    sum_of,
    lambda op, dy: [sum_gradient(op, dy), None],
    functools.partial(directly_by, np.add),
    T=dtypes.NUMBERS,
)
MEAN = reduction(
    "Mean",
    mean_of,
    mean_gradient,
    mean_directly,
    T=dtypes.NUMBERS,
)
PROD = reduction(
    "Prod",
    functools.partial(reduced_by, np.multiply),
    product_gradient,
    functools.partial(directly_by, np.multiply),
    T=dtypes.NUMBERS,
)


def _extreme(type: str, ufunc: np.ufunc, largest: bool) -> Op:
    """The least element, or the largest; of nothing the type's limit, `largest` or smallest, in whose place all others come."""
    return reduction(
        type,
        lambda array, axis, keepdims: reduced_by(ufunc, array, axis, keepdims, limit(array.dtype, largest)),
        extreme_gradient,
        lambda op, axis, keepdims: directly_by(ufunc, op, axis, keepdims, limit(type_of_input(op), largest)),
        T=dtypes.REALS,
    )


MAX = _extreme("Max", np.maximum, False)
MIN = _extreme("Min", np.minimum, True)
ALL, ANY = (
    reduction(type, functools.partial(reduced_by, ufunc), NO_GRADIENT, functools.partial(directly_by, ufunc))
    for type, ufunc in (("All", np.logical_and), ("Any", np.logical_or))
)


def reduced(
    definition: Op,
    input_tensor: Any,
    axis: Any,
    keepdims: bool | None,
    name: str | None,
    reduction_indices: Any,
    keep_dims: bool | None,
) -> Tensor:
    """What `definition` makes of a tensor along axes: the way of all `reduce_*`, whose arguments these are."""
    axis = renamed("axis", axis, "reduction_indices", reduction_indices, "1.0")
    keep = bool(renamed("keepdims", keepdims, "keep_dims", keep_dims, "1.5"))
    every_axis = axis is None
    if every_axis:
        axis = all_axes(input_tensor)  # beside the operation, as in TensorFlow
    with get_default_graph().name_scope(name or definition.type) as scope:
        takes_bools = "T" not in definition.attributes and not hasattr(input_tensor, "_as_graph_element")
        tensor = convert_to_tensor(input_tensor, dtypes.bool_ if takes_bools else None, name="input")
        result = definition(tensor, axis, keep_dims=keep, name=scope)
        if every_axis and not keep:
            result.set_shape(())
        return result


def all_axes(tensor: Any) -> Tensor:
    """The axes of a tensor, or of what becomes one, as a vector."""
    if isinstance(tensor, Tensor) and tensor.static_shape is not None:
        return constant(np.arange(len(tensor.static_shape), dtype=np.int32))
    return ops.range(0, ops.rank(tensor))


@export("reduce_sum", "math.reduce_sum")
def reduce_sum(
    input_tensor: TensorLike,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """The sum along axes; of nothing 0.

    Args:
      input_tensor: numbers.
      axis: an axis or list of axes in [-rank, rank), each once; None: all of them.
      keepdims: whether the axes stay, of size 1.
      reduction_indices, keep_dims: `axis` and `keepdims` under their old names.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), dtype of `input_tensor`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) there is no such axis.
      ValueError: both names of an argument are used.
      TypeError: not numbers.

    Example:
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.reduce_sum([[1, 2], [3, 4]])).tolist())
      ...     print(sess.run(tf.reduce_sum([[1, 2], [3, 4]], axis=0)).tolist())
      10
      [4, 6]
    """
    return reduced(SUM, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


@export("reduce_mean", "math.reduce_mean")
@documented_by(reduce_sum)
def reduce_mean(
    input_tensor: TensorLike,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """The mean along axes; of integers cut towards zero, of no floats NaN.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.reduce_mean([[1.0, 2.0], [3.0, 4.0]], axis=1, keepdims=True)).tolist()
      [[1.5], [3.5]]
    """
    return reduced(MEAN, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


@export("reduce_prod", "math.reduce_prod")
@documented_by(reduce_sum)
def reduce_prod(
    input_tensor: TensorLike | None,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """The product along axes; of nothing 1."""
    return reduced(PROD, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


@export("reduce_max", "math.reduce_max")
@documented_by(reduce_sum)
def reduce_max(
    input_tensor: TensorLike,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """The maximum along axes; of nothing the least number of the dtype.

    Args:
      input_tensor: real numbers.

    Raises:
      TypeError: not real numbers.
    """
    return reduced(MAX, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


@export("reduce_min", "math.reduce_min")
@documented_by(reduce_sum)
def reduce_min(
    input_tensor: TensorLike,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """The minimum along axes; of nothing the greatest number of the dtype.

    Args:
      input_tensor: real numbers.

    Raises:
      TypeError: not real numbers.
    """
    return reduced(MIN, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


@export("reduce_all", "math.reduce_all")
@documented_by(reduce_sum)
def reduce_all(
    input_tensor: TensorLike,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """Whether all elements are true, along axes; of nothing True.

    Args:
      input_tensor: bool.

    Returns:
      bool, the shape without the axes (of size 1 with `keepdims`).

    Raises:
      TypeError: not bools.
    """
    return reduced(ALL, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


@export("reduce_any", "math.reduce_any")
@documented_by(reduce_sum)
def reduce_any(
    input_tensor: TensorLike,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """Whether any element is true, along axes; of nothing False.

    Args:
      input_tensor: bool.

    Returns:
      bool, the shape without the axes (of size 1 with `keepdims`).

    Raises:
      TypeError: not bools.
    """
    return reduced(ANY, input_tensor, axis, keepdims, name, reduction_indices, keep_dims)


@export("reduce_logsumexp", "math.reduce_logsumexp")
@documented_by(reduce_sum)
def reduce_logsumexp(
    input_tensor: TensorLike,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    name: str | None = None,
    reduction_indices: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """log(sum(exp(x))) along axes, without overflow.

    Args:
      input_tensor: float16, float32 or float64.

    Raises:
      TypeError: another dtype.
    """
    axis = renamed("axis", axis, "reduction_indices", reduction_indices, "1.0")
    keep = bool(renamed("keepdims", keepdims, "keep_dims", keep_dims, "1.5"))
    with get_default_graph().name_scope(name or "ReduceLogSumExp"):
        tensor = convert_to_tensor(input_tensor)
        top = reduce_max(tensor, axis, keepdims=True)
        top = ops.stop_gradient(ops.where(ops.is_finite(top), top, ops.zeros_like(top)))
        result = ops.log(reduce_sum(ops.exp(ops.subtract(tensor, top, name="Sub")), axis, keepdims=keep))
        result = ops.add(result, top if keep else ops.reshape(top, ops.shape(result)), name="Add")
        if axis is None and not keep:
            result.set_shape(())
        return result


@export("count_nonzero", "math.count_nonzero")
@documented_by(reduce_sum)
def count_nonzero(
    input_tensor: TensorLike | None = None,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    dtype: DTypeLike = dtypes.int64,
    name: str | None = None,
    reduction_indices: IntegersLike | None = None,
    keep_dims: bool | None = None,
    input: TensorLike | None = None,
) -> Tensor:
    """How many elements are not zero, along axes.

    Args:
      input_tensor, input: numbers, bools or strings, of which those not empty count.
      dtype: of the result; numbers.

    Returns:
      the shape without the axes (of size 1 with `keepdims`), type `dtype`.

    Raises:
      TypeError: `dtype` is not of numbers.
      ValueError: the numbers by both names.
    """
    tensor = convert_to_tensor(one_of("input", input, "input_tensor", input_tensor))
    counted = ops.cast(ops.not_equal(tensor, ops.zeros_like(tensor)), dtype)
    return reduce_sum(counted, axis, keepdims, name or "count_nonzero", reduction_indices, keep_dims)
