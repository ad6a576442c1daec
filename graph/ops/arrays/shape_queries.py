"""Shapes of tensors as tensors: shape, size, rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import scalar
from ...core.scopes.name_scope import name_scope
from ...core.static_values import Known, KnownOf
from ...core.tensor import Tensor
from ...core.traits import MEASURES, PURE
from ...types import dtypes
from ...types.likes import DTypeLike
from ...types.static_shapes import StaticShape, is_full, num_elements


def _same_for_each(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    """The answer for one record, as often as there are records."""

    def run(n: int, value: Any) -> Any:
        answer = np.asarray(kernel(value[0]))
        return np.broadcast_to(answer, (n, *answer.shape))

    return run


SHAPE = Op(
    "Shape",
    "input: T -> output: out_type",
    "out_type: {int32, int64} = int32",
    traits=MEASURES,
    kernel=lambda input, out_type: np.array(np.shape(input), out_type.as_numpy_dtype),
    batch=_same_for_each,
    gradient=NO_GRADIENT,
    value=lambda tensor, known: _sizes(tensor, tensor.op.inputs[0]),
)


def _sizes(tensor: Tensor, of: Tensor) -> Known:
    """What is known of a tensor that is the shape of another."""
    static = of.static_shape
    return np.array(static, tensor.dtype.as_numpy_dtype) if is_full(static) else static and list(static)


@SHAPE.shape
def _shape_shape(op: Operation) -> StaticShape:
    static = op.inputs[0].static_shape
    return (None if static is None else len(static),)


SHAPE_N = Op(
    "ShapeN",
    "input: N * T -> output: N * out_type",
    "N: int >= 1, out_type: {int32, int64} = int32",
    traits=PURE,
    gradient=NO_GRADIENT,
    value=lambda tensor, known: _sizes(tensor, tensor.op.inputs[tensor.value_index]),
)


@SHAPE_N.shape
def _shape_n_shape(op: Operation) -> list[StaticShape]:
    return [(None if tensor.static_shape is None else len(tensor.static_shape),) for tensor in op.inputs]


@SHAPE_N.kernel
def _shape_n(input: Sequence[Any], out_type: dtypes.DType) -> tuple:
    return tuple(np.array(np.shape(value), out_type.as_numpy_dtype) for value in input)


@SHAPE_N.batch
def _shape_n_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    def run(n: int, *values: Any) -> tuple:
        answers = kernel(*(value[0] if b else value for value, b in zip(values, batched, strict=True)))
        return tuple(np.broadcast_to(answer, (n, *answer.shape)) for answer in answers)

    return run


SIZE = Op(
    "Size",
    "input: T -> output: out_type",
    "out_type: {int32, int64} = int32",
    traits=MEASURES,
    shape=scalar,
    kernel=lambda input, out_type: out_type.as_numpy_dtype(np.size(input)),
    batch=_same_for_each,
    gradient=NO_GRADIENT,
)


@SIZE.value
def _size_value(tensor: Tensor, known: KnownOf) -> Known:
    static = tensor.op.inputs[0].static_shape
    count = num_elements(static)
    return None if count is None else np.asarray(count, tensor.dtype.as_numpy_dtype)


RANK = Op(
    "Rank",
    "input: T -> output: int32",
    traits=MEASURES,
    shape=scalar,
    kernel=lambda input: np.int32(np.ndim(input)),
    batch=_same_for_each,
    gradient=NO_GRADIENT,
)


@RANK.value
def _rank_value(tensor: Tensor, known: KnownOf) -> Known:
    static = tensor.op.inputs[0].static_shape
    return None if static is None else np.asarray(len(static), np.int32)


@export("shape")
def shape(input: Any, name: str | None = None, out_type: DTypeLike = dtypes.int32) -> Tensor:
    """The shape of a tensor as a vector; a constant where it is known already.

    Args:
      input: tensor or SparseTensor.
      out_type: int32 or int64.

    Returns:
      [rank of `input`] of type `out_type`.

    Raises:
      TypeError: another `out_type`, where the answer is not known already.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.shape(tf.zeros([2, 3]))).tolist()
      [2, 3]
    """
    kind = dtypes.as_dtype(out_type)
    if getattr(input, "dense_shape", None) is not None:
        return ops.cast(input.dense_shape, kind)
    with name_scope(name, "Shape", [input]) as scope:
        tensor = convert_to_tensor(input)
        if is_full(tensor.static_shape):
            return constant(np.array(tensor.static_shape, kind.as_numpy_dtype), name=scope)
        return SHAPE(tensor, out_type=kind, name=scope)


@export("size")
def size(input: Any, name: str | None = None, out_type: DTypeLike = dtypes.int32) -> Tensor:
    """The number of elements of a tensor; a constant where it is known already.

    Args:
      input: tensor or SparseTensor, of which all elements count.
      out_type: int32 or int64.

    Returns:
      scalar of type `out_type`.

    Raises:
      TypeError: another `out_type`, where the answer is not known already.
    """
    kind = dtypes.as_dtype(out_type)
    if getattr(input, "dense_shape", None) is not None:
        return ops.cast(ops.reduce_prod(input.dense_shape, 0), kind, name=name)
    with name_scope(name, "Size", [input]) as scope:
        tensor = convert_to_tensor(input)
        if (known := num_elements(tensor.static_shape)) is not None:
            return constant(known, kind, name=scope)
        return SIZE(tensor, out_type=kind, name=scope)


@export("rank")
def rank(input: Any, name: str | None = None) -> Tensor:
    """The number of dimensions of a tensor; a constant where it is known already.

    Args:
      input: tensor or SparseTensor.

    Returns:
      int32 scalar.
    """
    if getattr(input, "dense_shape", None) is not None:
        return size(input.dense_shape, name or "Rank")
    with name_scope(name, "Rank", [input]) as scope:
        tensor = convert_to_tensor(input)
        if tensor.static_shape is not None:
            return constant(len(tensor.static_shape), dtypes.int32, name=scope)
        return RANK(tensor, name=scope)


@export("shape_n")
def shape_n(input: Sequence[Any], out_type: DTypeLike = dtypes.int32, name: str | None = None) -> list[Tensor]:
    """The shapes of several tensors.

    Args:
      input: sequence of tensors of one dtype, at least one.
      out_type: int32 or int64.

    Returns:
      a list of vectors of type `out_type`.

    Raises:
      TypeError: another `out_type`, or tensors of different dtypes.
      ValueError: an empty sequence.
    """
    return SHAPE_N(list(input), out_type=dtypes.as_dtype(out_type), name=name)
