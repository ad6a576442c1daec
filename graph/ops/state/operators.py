"""Python's operators on tensors and variables.

Source of the operations' names: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.tensor import Tensor, attach_operators
from ..arrays.slicing import getitem
from ..math import arithmetic, compare
from ..math.matmul import matmul

_Apply = Callable[..., Tensor]


def _binary(apply: _Apply, name: str) -> tuple[_Apply, _Apply]:
    """`x <operator> y` and its reflection; the operation and its constants stand in the scope `name`."""

    def forward(x: Any, y: Any) -> Any:
        with get_default_graph().name_scope(name) as scope:
            x = convert_to_tensor(x, name="x")
            try:
                y = convert_to_tensor(y, None if _is_tensor(y) else x.dtype.base_dtype, name="y")
            except TypeError:
                if hasattr(type(y), "__rmul__") and not isinstance(y, (int, float, str, bytes, list, tuple)):
                    return NotImplemented
                raise
            return apply(x, y, name=scope)

    def reflected(y: Any, x: Any) -> Any:
        with get_default_graph().name_scope(name) as scope:
            y = convert_to_tensor(y, name="y")
            x = convert_to_tensor(x, y.dtype.base_dtype, name="x")
            return apply(x, y, name=scope)

    return forward, reflected


def _is_tensor(value: Any) -> bool:
    return isinstance(value, Tensor) or hasattr(value, "_as_graph_element")


def _of(definition: Op) -> _Apply:
    return lambda x, y, name: definition(x, y, name=name)


def _add(x: Tensor, y: Tensor, name: str) -> Tensor:
    return ops.add(x, y, name=name) if x.dtype.name == "string" else arithmetic.ADD_V2(x, y, name=name)


def _unary(apply: _Apply, name: str | None = None) -> _Apply:
    return lambda x: apply(convert_to_tensor(x), name=name)


_BINARY: dict[str, tuple[_Apply, str]] = {
    "add": (_add, "add"),
    "sub": (arithmetic.subtract, "sub"),
    "mul": (arithmetic.multiply, "mul"),
    "truediv": (arithmetic.truediv, "truediv"),
    "div": (arithmetic.div, "div"),
    "floordiv": (arithmetic.floordiv, "floordiv"),
    "mod": (arithmetic.mod, "mod"),
    "pow": (arithmetic.pow, "pow"),
    "matmul": (matmul, "matmul"),
    "and": (compare.logical_and, "and"),
    "or": (compare.logical_or, "or"),
    "xor": (compare.logical_xor, "xor"),
}


def operators() -> dict[str, Callable[..., Any]]:
    """The operator methods of tensors and of what stands for one, by method name."""
    methods: dict[str, Callable[..., Any]] = {}
    for operator, (apply, name) in _BINARY.items():
        forward, reflected = _binary(apply, name)
        methods[f"__{operator}__"] = forward
        methods[f"__r{operator}__"] = reflected
    for operator, function in (
        ("lt", ops.less),
        ("le", ops.less_equal),
        ("gt", ops.greater),
        ("ge", ops.greater_equal),
    ):
        methods[f"__{operator}__"] = _comparison(function)
    methods["__neg__"] = _unary(ops.negative)
    methods["__abs__"] = _unary(ops.abs)
    methods["__invert__"] = _unary(ops.logical_not)
    methods["__getitem__"] = getitem
    return methods


def _comparison(function: _Apply) -> _Apply:
    def compare_with(x: Any, y: Any) -> Tensor:
        return function(convert_to_tensor(x), y)

    return compare_with


attach_operators(Tensor, operators())
