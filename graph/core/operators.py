"""Operators: what `x + y`, `x[1:, ..., None]`, `x < y` build, for tensors and for what stands for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from headrace.formats.doors import door

from .. import ops

if TYPE_CHECKING:
    from .tensor import Tensor


class Operators:
    """Python's operators, as ops; the other operand may be anything that converts to a tensor.

    `==` and `!=` compare identity, as in TensorFlow 1.15: tensors are keys of dicts.
    """

    __slots__ = ()

    __array_priority__ = 100  # so that `array * tensor` is the tensor's business

    OVERLOADABLE_OPERATORS: ClassVar[set[str]] = {
        *("__abs__", "__eq__", "__ge__", "__getitem__", "__gt__", "__invert__", "__le__", "__lt__", "__ne__", "__neg__"),
        *("__add__", "__and__", "__div__", "__floordiv__", "__matmul__", "__mod__"),
        *("__mul__", "__or__", "__pow__", "__sub__", "__truediv__", "__xor__"),
        *("__radd__", "__rand__", "__rdiv__", "__rfloordiv__", "__rmatmul__", "__rmod__"),
        *("__rmul__", "__ror__", "__rpow__", "__rsub__", "__rtruediv__", "__rxor__"),
    }
    """The names of the operators that build operations."""

    def experimental_ref(self) -> Reference:
        """What stands for this very object in sets and dicts, compared by identity."""
        return Reference(self)

    @door
    def __add__(self, other: Any) -> Tensor:
        return ops.binary_operator("add", self, other)

    @door
    def __radd__(self, other: Any) -> Tensor:
        return ops.reflected_operator("add", self, other)

    @door
    def __sub__(self, other: Any) -> Tensor:
        return ops.binary_operator("sub", self, other)

    @door
    def __rsub__(self, other: Any) -> Tensor:
        return ops.reflected_operator("sub", self, other)

    @door
    def __mul__(self, other: Any) -> Tensor:
        return ops.binary_operator("mul", self, other)

    @door
    def __rmul__(self, other: Any) -> Tensor:
        return ops.reflected_operator("mul", self, other)

    @door
    def __truediv__(self, other: Any) -> Tensor:
        return ops.binary_operator("truediv", self, other)

    @door
    def __rtruediv__(self, other: Any) -> Tensor:
        return ops.reflected_operator("truediv", self, other)

    @door
    def __div__(self, other: Any) -> Tensor:
        return ops.binary_operator("div", self, other)

    @door
    def __rdiv__(self, other: Any) -> Tensor:
        return ops.reflected_operator("div", self, other)

    @door
    def __floordiv__(self, other: Any) -> Tensor:
        return ops.binary_operator("floordiv", self, other)

    @door
    def __rfloordiv__(self, other: Any) -> Tensor:
        return ops.reflected_operator("floordiv", self, other)

    @door
    def __mod__(self, other: Any) -> Tensor:
        return ops.binary_operator("mod", self, other)

    @door
    def __rmod__(self, other: Any) -> Tensor:
        return ops.reflected_operator("mod", self, other)

    @door
    def __pow__(self, other: Any) -> Tensor:
        return ops.binary_operator("pow", self, other)

    @door
    def __rpow__(self, other: Any) -> Tensor:
        return ops.reflected_operator("pow", self, other)

    @door
    def __matmul__(self, other: Any) -> Tensor:
        return ops.binary_operator("matmul", self, other)

    @door
    def __rmatmul__(self, other: Any) -> Tensor:
        return ops.reflected_operator("matmul", self, other)

    @door
    def __and__(self, other: Any) -> Tensor:
        return ops.binary_operator("and", self, other)

    @door
    def __rand__(self, other: Any) -> Tensor:
        return ops.reflected_operator("and", self, other)

    @door
    def __or__(self, other: Any) -> Tensor:
        return ops.binary_operator("or", self, other)

    @door
    def __ror__(self, other: Any) -> Tensor:
        return ops.reflected_operator("or", self, other)

    @door
    def __xor__(self, other: Any) -> Tensor:
        return ops.binary_operator("xor", self, other)

    @door
    def __rxor__(self, other: Any) -> Tensor:
        return ops.reflected_operator("xor", self, other)

    @door
    def __lt__(self, other: Any) -> Tensor:
        return ops.less(self, other)

    @door
    def __le__(self, other: Any) -> Tensor:
        return ops.less_equal(self, other)

    @door
    def __gt__(self, other: Any) -> Tensor:
        return ops.greater(self, other)

    @door
    def __ge__(self, other: Any) -> Tensor:
        return ops.greater_equal(self, other)

    @door
    def __neg__(self) -> Tensor:
        return ops.negative(self)

    @door
    def __abs__(self) -> Tensor:
        return ops.abs(self)

    @door
    def __invert__(self) -> Tensor:
        return ops.logical_not(self)

    @door
    def __getitem__(self, slices: Any) -> Tensor:
        return ops.getitem(self, slices)


class Reference:
    """A reference that equals another one to the same object. Comparing it with anything else raises TypeError."""

    __slots__ = ("_wrapped",)

    def __init__(self, wrapped: Any) -> None:
        self._wrapped = wrapped

    def deref(self) -> Any:
        """The object."""
        return self._wrapped

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reference):
            raise TypeError("Cannot compare wrapped object with unwrapped object")
        return self._wrapped is other._wrapped

    def __hash__(self) -> int:
        return id(self._wrapped)

    def __repr__(self) -> str:
        return f"<Reference wrapping {self._wrapped!r}>"
