"""Binary operators of tensors: both operands converted, in a scope named after the operator.

Source of the operations' names: TensorFlow 1.15.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.tensor import Tensor
from ..linalg.matmul import matmul
from ..sparse.elementwise import DENSE_CWISE_MUL
from ..sparse.sparse_tensor import SparseTensor
from . import arithmetic, compare, division, functions_of_two


def _add(x: Tensor, y: Tensor, name: str) -> Tensor:
    return arithmetic.add(x, y, name=name) if x.dtype.name == "string" else arithmetic.ADD_V2(x, y, name=name)


@functools.cache
def _functions() -> dict[str, Callable[..., Tensor]]:
    return {
        "add": _add,
        "sub": arithmetic.subtract,
        "mul": arithmetic.multiply,
        "truediv": division.truediv,
        "div": division.div,
        "floordiv": division.floordiv,
        "mod": division.floormod,
        "pow": functions_of_two.pow,
        "matmul": matmul,
        "and": compare.logical_and,
        "or": compare.logical_or,
        "xor": compare.logical_xor,
    }


def binary_operator(name: str, x: Any, y: Any) -> Any:
    """`x <operator> y`: `y` becomes a tensor of the type of `x`.

    Args:
      name: the operator, `add` for `+`; also the scope in which the operation and its constants stand.

    Returns:
      a Tensor, or NotImplemented where `y` is of a class that may know better what to do.
    """
    with get_default_graph().name_scope(name) as scope:
        x = convert_to_tensor(x, name="x")
        if name == "mul" and isinstance(y, SparseTensor):
            values = DENSE_CWISE_MUL(y.indices, y.values, y.dense_shape, x, name=scope)
            return SparseTensor(y.indices, values, y.dense_shape)
        try:
            y = convert_to_tensor(y, None if _is_tensor(y) else x.dtype.base_dtype, name="y")
        except TypeError:
            if hasattr(type(y), "__rmul__") and not isinstance(y, (int, float, complex, str, bytes, list, tuple)):
                return NotImplemented
            other = convert_to_tensor(y, name="y")
            if other.dtype.is_integer and x.dtype.is_integer:
                raise  # a number out of range
            y = other  # the function says which types do not go together
        return _functions()[name](x, y, name=scope)


def reflected_operator(name: str, y: Any, x: Any) -> Tensor:
    """`x <operator> y` where `x` is no tensor: it becomes one of the type of `y`. See `binary_operator`."""
    with get_default_graph().name_scope(name) as scope:
        y = convert_to_tensor(y, name="y")
        x = convert_to_tensor(x, y.dtype.base_dtype, name="x")
        return _functions()[name](x, y, name=scope)


def _is_tensor(value: Any) -> bool:
    return isinstance(value, Tensor) or hasattr(value, "_as_graph_element")
