"""Sums of several tensors of one shape."""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.tensor import Tensor
from ...core.traits import KEEPS_SLICES, PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, ShapeLike
from ...types.shapes import TensorShape
from ...types.static_shapes import StaticShape, bracket, merge

ADD_N = Op(
    "AddN",
    "inputs: N * T -> sum: T",
    "N: int >= 1",
    traits=PURE | KEEPS_SLICES,
    T=dtypes.NUMBERS,
    gradient=lambda op, dsum: [dsum] * len(op.inputs),
)


@ADD_N.shape
def _add_n_shape(op: Operation) -> StaticShape:
    *others, shape = (tensor.static_shape for tensor in op.inputs)
    for position in reversed(range(len(others))):
        try:
            shape = merge(others[position], shape)
        except ValueError as error:
            raise ValueError(f"{error}\n\tFrom merging shape {position} with other shapes.") from error
    return shape


_SCALARS = frozenset({np.float32, np.float64, np.int32, np.int64})
"""Losses of layers and the like, which are added up ten times as fast as arrays."""

_SHAPE = operator.attrgetter("shape")


@ADD_N.kernel
def _add_n(inputs: Sequence[Any]) -> Any:
    kind = type(inputs[0])
    if kind in _SCALARS and {*map(type, inputs)} == {kind}:
        return functools.reduce(operator.add, inputs)
    first, *others = map(_SHAPE, inputs)
    if others.count(first) < len(others):
        k, shape = next((k, shape) for k, shape in enumerate(others, 1) if shape != first)
        raise invalid(
            "Inputs to operation AddN of type AddN must have the same size and shape.  "
            f"Input 0: {bracket(first)} != input {k}: {bracket(shape)}"
        )
    add, total = np.add, np.array(inputs[0])
    for value in inputs[1:]:
        add(total, value, total)
    return total[()]


@ADD_N.batch
def _add_n_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    def run(n: int, *values: Any) -> Any:
        return kernel(*(x if b else np.broadcast_to(x, (n, *np.shape(x))) for x, b in zip(values, batched, strict=True)))

    return run


@export("add_n", "math.add_n")
def add_n(inputs: Sequence[Any], name: str | None = None) -> Tensor:
    """The sum of tensors.

    Args:
      inputs: list or tuple of tensors of one shape and dtype, numbers; at least one.

    Returns:
      shape and dtype of the inputs.

    Raises:
      ValueError: an empty list, no list, or static shapes that differ.
      TypeError: the dtypes differ or are not of numbers.
      InvalidArgumentError: (when run) the shapes differ.
    """
    if not inputs or not isinstance(inputs, (list, tuple)):
        raise ValueError("inputs must be a list of at least one Tensor/IndexedSlices with the same dtype and shape")
    tensors = [convert_to_tensor(value) for value in inputs]
    if len(tensors) == 1:
        if name:
            return ops.identity(tensors[0], name=name)
        return tensors[0]
    return ADD_N(tensors, name=name)


@export("accumulate_n", "math.accumulate_n")
def accumulate_n(
    inputs: Sequence[Any], shape: ShapeLike | None = None, tensor_dtype: DTypeLike | None = None, name: str | None = None
) -> Tensor:
    """The sum of tensors, as `add_n`.

    Args:
      inputs: list or tuple of tensors of one shape and dtype, numbers; at least one.
      shape: the static shape of the result; by default what is known of all inputs together.
      tensor_dtype: their dtype, to be checked.

    Returns:
      shape and dtype of the inputs.

    Raises:
      TypeError: `tensor_dtype` is another dtype.
      ValueError: an empty list, or shapes or dtypes that differ.
      InvalidArgumentError: (when run) the shapes differ.
    """
    tensors = [convert_to_tensor(value) for value in inputs] if isinstance(inputs, (list, tuple)) else []
    kinds = {tensor.dtype.base_dtype for tensor in tensors}
    if len(kinds) != 1:
        raise ValueError("inputs must be a list of at least one Tensor with the same dtype and shape")
    if tensor_dtype is not None and dtypes.as_dtype(tensor_dtype) not in kinds:
        raise TypeError(f"tensor_dtype is {dtypes.as_dtype(tensor_dtype)}, but input is of type {kinds.pop()}")
    common = TensorShape(None)
    for tensor in tensors:
        common = common.merge_with(tensor.shape)
    total = add_n(tensors, name or "AccumulateNV2")
    if shape is not None:
        total.set_shape(shape)
    return total
