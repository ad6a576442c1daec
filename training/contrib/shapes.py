"""Checks of shapes: at once where both are known, else when the tensor is computed."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes


@export("contrib.framework.with_shape")
def with_shape(expected_shape: Any, tensor: Any) -> Tensor:
    """`tensor`, known or checked to be of a shape; one element in place of a scalar becomes one.

    Args:
      expected_shape: a list of ints or an int32 vector.

    Raises:
      ValueError: another static shape, or `expected_shape` is no int32 vector.
      InvalidArgumentError: (when run) another shape.
    """
    is_tensor = isinstance(expected_shape, Tensor)
    if is_tensor and expected_shape.dtype.base_dtype is not dtypes.int32:
        raise ValueError(
            f"Invalid dtype {expected_shape.dtype} for shape {expected_shape.name} expected of tensor {tensor.name}."
        )
    shape = tensor.shape
    if not is_tensor and not len(expected_shape) and shape.is_compatible_with([1]) and not shape.is_compatible_with([]):
        return ops.reshape(tensor, [])
    if not is_tensor and not shape.is_compatible_with(expected_shape):
        raise ValueError(f"Invalid shape for tensor {tensor.name}, expected {np.asarray(expected_shape)}, got {shape}.")
    if not is_tensor and shape.is_fully_defined():
        return tensor
    with name_scope(f"{tensor.op.name}/", values=[tensor]):
        if not is_tensor and not len(expected_shape):
            return ops.reshape(tensor, [])
        expected = convert_to_tensor(expected_shape, dtypes.int32)
        actual = ops.shape(tensor)
        is_right = ops.logical_and(
            ops.equal(ops.size(expected), ops.rank(tensor)),
            ops.reduce_all(ops.equal(expected, ops.reshape(actual, ops.shape(expected)))),
        )
        check = ops.Assert(is_right, [f"Wrong shape for {tensor.name} [expected] [actual].", expected, actual])
        with control_dependencies([check]):
            result = ops.identity(tensor)
        if not is_tensor:
            result.set_shape(expected_shape)
        return result


@export("contrib.framework.with_same_shape")
def with_same_shape(expected_tensor: Any, tensor: Any) -> Tensor:
    """`tensor`, known or checked to be of the shape of another, see `with_shape`."""
    with name_scope(f"{tensor.op.name}/", values=[expected_tensor, tensor]):
        known = expected_tensor.shape
        expected = known.as_list() if known.is_fully_defined() else ops.shape(expected_tensor, name="expected_shape")
        return with_shape(expected, tensor)
