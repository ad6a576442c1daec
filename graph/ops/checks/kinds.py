"""Assertions about types and kinds of values, which hold or fail when they are made; orders of elements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.operation import Operation
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.dtypes import DType
from ...types.likes import DTypeLike, TensorLike
from ..sparse.sparse_tensor import SparseTensor


@export("assert_integer", "debugging.assert_integer")
def assert_integer(x: TensorLike, message: str | None = None, name: str | None = None) -> Operation:
    """An operation that does nothing, where `x` is of an integer dtype.

    Args:
      x: any shape and dtype.
      message: what the error begins with.

    Returns:
      an Operation.

    Raises:
      TypeError: another dtype.
    """
    with name_scope(name, "assert_integer", [x]):
        tensor = convert_to_tensor(x, name="x")
        if not tensor.dtype.is_integer:
            found = f"{tensor.name} of dtype {tensor.dtype!r}"
            raise TypeError(f'{message or ""}  Expected "x" to be integer type.  Found: {found}')
        return ops.no_op("statically_determined_was_integer")


@export("assert_type", "debugging.assert_type")
def assert_type(tensor: TensorLike, tf_type: DTypeLike, message: str | None = None, name: str | None = None) -> Operation:
    """An operation that does nothing, where `tensor` is of a dtype.

    Args:
      tensor: any shape and dtype.
      tf_type: the dtype.
      message: what the error begins with.

    Returns:
      an Operation.

    Raises:
      TypeError: another dtype.
    """
    with name_scope(name, "assert_type", [tensor]):
        found = convert_to_tensor(tensor, name="tensor")
        if found.dtype != tf_type:
            raise TypeError(f"{message or ''}  {found.name} must be of type {tf_type!r}")
        return ops.no_op("statically_determined_correct_type")


@export("assert_proper_iterable", "debugging.assert_proper_iterable")
def assert_proper_iterable(values: Iterable[Any]) -> None:
    """Refuse what is no iterable, or one by accident: a tensor, an array, a text.

    Args:
      values: any object.

    Raises:
      TypeError: it is no such iterable.
    """
    if isinstance(values, (Tensor, SparseTensor, np.ndarray, bytes, str)):
        raise TypeError(f'Expected argument "values" to be a "proper" iterable.  Found: {type(values)}')
    if not hasattr(values, "__iter__"):
        raise TypeError(f'Expected argument "values" to be iterable.  Found: {type(values)}')


@export("assert_same_float_dtype", "debugging.assert_same_float_dtype")
def assert_same_float_dtype(tensors: Iterable[Any] | None = None, dtype: DType | None = None) -> DType:
    """The floating dtype that all of several tensors have.

    Args:
      tensors: tensors; None among them is passed over.
      dtype: the dtype; that of the first by default.

    Returns:
      that DType; float32 where there is none to have it.

    Raises:
      ValueError: several dtypes, or one that is not floating.
    """
    expected, first = dtype, ""
    for tensor in tensors or ():
        if tensor is None:
            continue
        found = tensor.dtype.base_dtype
        own = tensor.name if hasattr(tensor, "name") else str(tensor)
        if expected is None:
            expected, first = found, f" as {own}"
        elif found != expected:
            raise ValueError(f"{own}, type={found!r}, must be of the same type ({expected!r}){first}.")
    if expected is None:
        return dtypes.float32
    if not expected.is_floating:
        raise ValueError(f"Expected floating point type, got {expected!r}.")
    return expected


@export("assert_scalar", "debugging.assert_scalar")
def assert_scalar(tensor: TensorLike, name: str | None = None, message: str | None = None) -> Tensor:
    """The tensor, which is known to be a scalar.

    Args:
      tensor: what converts to a tensor.
      message: what the error begins with.

    Returns:
      a Tensor.

    Raises:
      ValueError: it has axes, or is not known to have none.
    """
    with name_scope(name, "assert_scalar", [tensor]) as scope:
        found = convert_to_tensor(tensor, name=scope)
        if found.static_shape != ():
            raise ValueError(f"{message or ''}Expected scalar shape for {found.name}, saw shape: {found.shape}.")
        return found


@export("is_numeric_tensor", "debugging.is_numeric_tensor")
def is_numeric_tensor(tensor: Any) -> bool:
    """Whether an object is a tensor of numbers.

    Args:
      tensor: any object.

    Returns:
      bool; False for tensors of references to variables, too.
    """
    return isinstance(tensor, Tensor) and tensor.dtype in dtypes.NUMBERS


# -- orders of elements --------------------------------------------------------------------------------------------------


@export("is_non_decreasing", "math.is_non_decreasing", "debugging.is_non_decreasing")
def is_non_decreasing(x: TensorLike, name: str | None = None) -> Tensor:
    """Whether no element, in row-major order, is less than the one before it.

    Args:
      x: numbers of any shape.

    Returns:
      scalar bool; True for one element, and for none.

    Raises:
      TypeError: not numbers.
    """
    with name_scope(name, "is_non_decreasing", [x]):
        difference = _differences(x)
        return ops.reduce_all(ops.less_equal(convert_to_tensor(0, difference.dtype), difference))


@export("is_strictly_increasing", "math.is_strictly_increasing", "debugging.is_strictly_increasing")
def is_strictly_increasing(x: TensorLike, name: str | None = None) -> Tensor:
    """Whether every element, in row-major order, is larger than the one before it.

    Args:
      x: numbers of any shape.

    Returns:
      scalar bool; True for one element, and for none.

    Raises:
      TypeError: not numbers.
    """
    with name_scope(name, "is_strictly_increasing", [x]):
        difference = _differences(x)
        return ops.reduce_all(ops.less(convert_to_tensor(0, difference.dtype), difference))


def _differences(x: Any) -> Tensor:
    """What follows each element less the element; nothing of less than two."""
    flat = ops.reshape(x, [-1])
    if not is_numeric_tensor(flat):
        raise TypeError(f"Expected x to be numeric, instead found: {flat}")
    return ops.cond(
        ops.less(ops.size(flat), 2),
        lambda: convert_to_tensor([], flat.dtype),
        lambda: flat[1:] - flat[:-1],
    )
