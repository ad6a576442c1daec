"""Checks of shapes: at once where both are known, else when the tensor is computed."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape


@export("contrib.framework.with_shape")
def with_shape(expected_shape: Any, tensor: Any) -> Tensor:
    """`tensor`, known or checked to be of a shape; one element in place of a scalar becomes one.

    Args:
      expected_shape: a list of ints, a TensorShape, whose unknown sizes may be any, or an int32 vector, in which -1 says so.
      tensor: of any type.

    Returns:
      a tensor of that shape, with the elements of `tensor`.

    Raises:
      ValueError: another static shape, or `expected_shape` is no int32 vector.
      InvalidArgumentError: (when run) another shape.
    """
    if isinstance(expected_shape, list | tuple):
        expected_shape = np.asarray(expected_shape or np.empty(0, np.int32))
        if expected_shape.dtype == np.int64:
            expected_shape = expected_shape.astype(np.int32)
    _check_kind(expected_shape, tensor)
    is_tensor, shape = isinstance(expected_shape, Tensor), tensor.shape
    with name_scope(f"{tensor.op.name}/", values=[tensor]):
        if not is_tensor and shape.is_fully_defined() and shape.is_compatible_with(expected_shape):
            return tensor
        if not is_tensor and not len(expected_shape) and (not shape.is_fully_defined() or shape == [1]):
            return ops.reshape(tensor, [])
        if not is_tensor and shape.is_fully_defined():
            raise ValueError(f"Invalid shape for tensor {tensor.name}, expected {expected_shape}, got {shape}.")
        with control_dependencies([_check(expected_shape, tensor)]):
            result = ops.identity(tensor)
        if not is_tensor:
            result.set_shape(expected_shape)
        return result


def _check_kind(expected_shape: Any, tensor: Tensor) -> None:
    """Raises ValueError for what is no int32 vector."""
    if isinstance(expected_shape, np.ndarray) and expected_shape.ndim > 1:
        raise ValueError(f"Invalid rank {expected_shape.ndim} for shape {expected_shape} expected of tensor {tensor.name}.")
    if not isinstance(expected_shape, Tensor | np.ndarray):
        return
    kind = expected_shape.dtype
    if (kind.base_dtype if isinstance(kind, dtypes.DType) else kind) != np.int32:
        raise ValueError(f"Invalid dtype {kind} for shape {expected_shape} expected of tensor {tensor.name}.")


def _check(expected_shape: Any, tensor: Tensor) -> Operation:
    """What fails where the tensor has another shape."""
    if isinstance(expected_shape, TensorShape) and not expected_shape.is_fully_defined():
        expected_shape = np.array([-1 if size is None else size for size in expected_shape.as_list()], np.int32)
    with name_scope("assert_shape") as scope:
        actual = ops.shape(tensor, name="actual")
        with name_scope("is_shape") as whole:
            size = ops.size(expected_shape)
            with name_scope("is_rank") as of_rank:
                is_rank = ops.equal(size, ops.rank(tensor, name="actual"), name=of_rank)
            with name_scope("shape_tensor_equal") as of_sizes:
                is_free = ops.equal(expected_shape, -1)
                is_equal = ops.equal(expected_shape, actual, name="equal")
                agrees = ops.reduce_all(ops.logical_or(is_free, is_equal, name="exclude_partial_shape"), name=of_sizes)
            is_right = ops.logical_and(is_rank, agrees, name=whole)
        message = f"Wrong shape for {tensor.name} [expected] [actual]."
        return ops.Assert(is_right, [message, expected_shape, actual], name=scope)


@export("contrib.framework.with_same_shape")
def with_same_shape(expected_tensor: Any, tensor: Any) -> Tensor:
    """`tensor`, known or checked to be of the shape of another, see `with_shape`.

    Args:
      expected_tensor: whose shape it is to have.
      tensor: of any type.

    Returns:
      a tensor of that shape, with the elements of `tensor`.

    Raises:
      ValueError: another static shape.
      InvalidArgumentError: (when run) another shape.
    """
    with name_scope(f"{tensor.op.name}/", values=[expected_tensor, tensor]):
        known = expected_tensor.shape
        expected = known.as_list() if known.is_fully_defined() else ops.shape(expected_tensor, name="expected_shape")
        return with_shape(expected, tensor)
