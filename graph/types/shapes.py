"""TensorShape and Dimension: static shapes as users see them, and the plain values behind them.

Inside, a static shape is None or a tuple (see `static_shapes`); `TensorShape.static` is that
value. Source of semantics and messages: tf.TensorShape and tf.Dimension, TensorFlow 1.15, with one exception that later
releases of tf.compat.v1 share: shapes are equal when the same is known of both, and hashed so; `!=` always answers.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export

from .static_shapes import (
    StaticShape,
    as_dim,
    as_static,
    compatible,
    concat,
    is_full,
    merge,
    num_elements,
)


def _arithmetic(function: Callable[[int, int], int]) -> tuple[Any, Any]:
    """An operator on Dimensions and its reflection: unknown where one side is."""

    def apply(left: Any, right: Any) -> Any:
        try:
            a, b = as_dim(left), as_dim(right)
        except (TypeError, ValueError):
            return NotImplemented
        return Dimension(None if a is None or b is None else function(a, b))

    return apply, lambda self, other: apply(other, self)


def _comparison(function: Callable[[int, int], bool]) -> Any:
    """A comparison of Dimensions: None where one side is unknown. Raises TypeError or ValueError for no dimension."""

    def apply(self: Dimension, other: Any) -> bool | None:
        a, b = self.value, as_dim(other)
        return None if a is None or b is None else function(a, b)

    return apply


@export("Dimension")
class Dimension:
    """The size of one dimension, or that it is unknown.

    Sums, products and so on with an unknown one are unknown; comparisons with it give None.

    Args:
      value: int >= 0, None, or another Dimension.

    Raises:
      TypeError: the value is no integer.
      ValueError: the value is negative.
    """

    __slots__ = ("_value",)

    def __init__(self, value: Any) -> None:
        self._value = as_dim(value)

    @property
    def value(self) -> int | None:
        """The size, or None."""
        return self._value

    def is_compatible_with(self, other: Any) -> bool:
        """Whether this and `other`, a Dimension, int or None, can be the same: they are equal or one is unknown."""
        other = as_dim(other)
        return self._value is None or other is None or self._value == other

    def assert_is_compatible_with(self, other: Any) -> None:
        """Raises ValueError unless this and `other` can be the same."""
        if not self.is_compatible_with(other):
            raise ValueError(f"Dimensions {self} and {other} are not compatible")

    def merge_with(self, other: Any) -> Dimension:
        """The Dimension that is both this and `other`. Raises ValueError where they differ."""
        self.assert_is_compatible_with(other)
        return Dimension(other if self._value is None else self._value)

    __add__, __radd__ = _arithmetic(operator.add)
    __sub__, __rsub__ = _arithmetic(operator.sub)
    __mul__, __rmul__ = _arithmetic(operator.mul)
    __floordiv__, __rfloordiv__ = _arithmetic(operator.floordiv)
    __mod__, __rmod__ = _arithmetic(operator.mod)
    __lt__ = _comparison(operator.lt)
    __le__ = _comparison(operator.le)
    __gt__ = _comparison(operator.gt)
    __ge__ = _comparison(operator.ge)

    def __truediv__(self, other: Any) -> Any:
        raise _use_floor_division(self, other)

    def __rtruediv__(self, other: Any) -> Any:
        raise _use_floor_division(other, self)

    def __eq__(self, other: object) -> Any:
        """True, False, or None where one side is unknown."""
        try:
            other = as_dim(other)
        except (TypeError, ValueError):
            return NotImplemented
        return None if self._value is None or other is None else self._value == other

    def __ne__(self, other: object) -> Any:
        """True, False, or None where one side is unknown."""
        equal = self.__eq__(other)
        return equal if equal is None or equal is NotImplemented else not equal

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        return bool(self._value)

    def __int__(self) -> int:
        return self._value  # type: ignore[return-value]  # Python raises TypeError for an unknown one

    __index__ = __int__

    def __str__(self) -> str:
        return "?" if self._value is None else str(self._value)

    def __repr__(self) -> str:
        return f"Dimension({self._value})"

    def __reduce__(self) -> tuple:
        return Dimension, (self._value,)


def _use_floor_division(left: Any, right: Any) -> TypeError:
    return TypeError(
        f"unsupported operand type(s) for /: {type(left).__name__!r} and {type(right).__name__!r}, please use // instead"
    )


@export("TensorShape")
class TensorShape:
    """What is known of a tensor's shape: fully, partly (some sizes), or not at all (not even the rank).

    Args:
      dims: a list of dimensions, one dimension, None (nothing is known), a TensorShape or a TensorShapeProto.

    Attributes:
      static: the same as a tuple of `int | None`, or None.

    Raises:
      TypeError: a dimension is no integer.
      ValueError: a dimension is negative.
    """

    __slots__ = ("static",)

    def __init__(self, dims: Any) -> None:
        self.static: StaticShape = as_static(dims)

    @property
    def dims(self) -> list[Dimension] | None:
        """The Dimensions; None where the rank is unknown."""
        return None if self.static is None else [Dimension(d) for d in self.static]

    @property
    def rank(self) -> int | None:
        """The number of dimensions, or None."""
        return None if self.static is None else len(self.static)

    ndims = rank

    def num_elements(self) -> int | None:
        """The number of elements, or None unless the shape is fully known."""
        return num_elements(self.static) if is_full(self.static) else None

    def as_list(self) -> list[int | None]:
        """The sizes, None where one is unknown. Raises ValueError where the rank is."""
        if self.static is None:
            raise ValueError("as_list() is not defined on an unknown TensorShape.")
        return list(self.static)

    def as_proto(self) -> Any:
        """The TensorShapeProto: an unknown dimension has size -1."""
        TensorShapeProto = messages.tensor_pb2.TensorShapeProto
        if self.static is None:
            return TensorShapeProto(unknown_rank=True)
        return TensorShapeProto(dim=[TensorShapeProto.Dim(size=-1 if d is None else d) for d in self.static])

    def is_fully_defined(self) -> bool:
        """Whether the rank and all sizes are known."""
        return is_full(self.static)

    def assert_is_fully_defined(self) -> None:
        """Raises ValueError unless the rank and all sizes are known."""
        if not is_full(self.static):
            raise ValueError(f"Shape {self} is not fully defined")

    def is_compatible_with(self, other: Any) -> bool:
        """Whether one array can have both this shape and `other`."""
        return compatible(self.static, as_static(other))

    def assert_is_compatible_with(self, other: Any) -> None:
        """Raises ValueError unless one array can have both this shape and `other`."""
        if not self.is_compatible_with(other):
            raise ValueError(f"Shapes {self} and {other} are incompatible")

    def merge_with(self, other: Any) -> TensorShape:
        """All that is known of an array that has both this shape and `other`. Raises ValueError where none can."""
        other = as_shape(other)
        if not compatible(self.static, other.static):
            raise ValueError(f"Shapes {self} and {other} are not compatible")
        return TensorShape(merge(self.static, other.static))

    def most_specific_compatible_shape(self, other: Any) -> TensorShape:
        """All that is known of an array that has this shape or `other`."""
        other = as_static(other)
        if self.static is None or other is None or len(self.static) != len(other):
            return TensorShape(None)
        return TensorShape([d if d == e else None for d, e in zip(self.static, other, strict=True)])

    def concatenate(self, other: Any) -> TensorShape:
        """The shape of these dimensions, then those of `other`."""
        return TensorShape(concat(self.static, as_static(other)))

    __concat__ = concatenate
    __add__ = concatenate

    def __radd__(self, other: Any) -> TensorShape:
        return TensorShape(concat(as_static(other), self.static))

    def assert_same_rank(self, other: Any) -> None:
        """Raises ValueError where the ranks of this and of `other` are known and differ."""
        other = as_shape(other)
        if None not in (self.rank, other.rank) and self.rank != other.rank:
            raise ValueError(f"Shapes {self} and {other} must have the same rank")

    def assert_has_rank(self, rank: int) -> None:
        """Raises ValueError where the rank is known and is not `rank`."""
        if self.rank not in (None, rank):
            raise ValueError(f"Shape {self} must have rank {rank}")

    def with_rank(self, rank: int | None) -> TensorShape:
        """The same shape, known to have `rank` dimensions. Raises ValueError where it has another number."""
        if rank is None:
            return self
        self.assert_has_rank(rank)
        return unknown_shape(rank) if self.static is None else self

    def with_rank_at_least(self, rank: int) -> TensorShape:
        """The same shape. Raises ValueError where it has less than `rank` dimensions."""
        if self.static is not None and len(self.static) < rank:
            raise ValueError(f"Shape {self} must have rank at least {rank}")
        return self

    def with_rank_at_most(self, rank: int) -> TensorShape:
        """The same shape. Raises ValueError where it has more than `rank` dimensions."""
        if self.static is not None and len(self.static) > rank:
            raise ValueError(f"Shape {self} must have rank at most {rank}")
        return self

    def __getitem__(self, key: Any) -> Any:
        """A Dimension, or for a slice a TensorShape; of an unknown rank, what can be said of them."""
        if self.static is not None:
            return TensorShape(self.static[key]) if isinstance(key, slice) else Dimension(self.static[key])
        if not isinstance(key, slice):
            return Dimension(None)
        if key.step is not None:
            raise ValueError("Steps are not yet handled")
        start = 0 if key.start is None else int(key.start)
        if key.stop is None or start < 0 or int(key.stop) < 0:
            return TensorShape(None)
        return unknown_shape(max(0, int(key.stop) - start))

    def __iter__(self) -> Iterator[Dimension]:
        if self.static is None:
            raise ValueError("Cannot iterate over a shape with unknown rank.")
        return map(Dimension, self.static)

    def __len__(self) -> int:
        if self.static is None:
            raise ValueError("Cannot take the length of shape with unknown rank.")
        return len(self.static)

    def __bool__(self) -> bool:
        """Whether the rank is known."""
        return self.static is not None

    def __eq__(self, other: object) -> bool:
        """Whether the same is known of both; `other` may be anything that stands for a shape."""
        try:
            return self.static == as_static(other)
        except (TypeError, ValueError):
            return NotImplemented

    def __hash__(self) -> int:
        return hash(self.static)

    def __str__(self) -> str:
        if self.static is None:
            return "<unknown>"
        sizes = ", ".join("?" if d is None else str(d) for d in self.static)
        return f"({sizes},)" if len(self.static) == 1 else f"({sizes})"

    def __repr__(self) -> str:
        return f"TensorShape({self.dims})"

    def __reduce__(self) -> tuple:
        return TensorShape, (self.static,)


@export("python.framework.tensor_shape.as_shape")
def as_shape(shape: Any) -> TensorShape:
    """The TensorShape of `shape`. Raises as TensorShape does."""
    return shape if isinstance(shape, TensorShape) else TensorShape(shape)


@export("python.framework.tensor_shape.as_dimension")
def as_dimension(value: Any) -> Dimension:
    """The Dimension of `value`. Raises as Dimension does."""
    return value if isinstance(value, Dimension) else Dimension(value)


@export("python.framework.tensor_shape.unknown_shape")
def unknown_shape(rank: int | None = None, *, ndims: int | None = None) -> TensorShape:
    """A shape of which nothing is known but the `rank`, if it is given (`ndims`: its older name; TypeError: both)."""
    if rank is not None and ndims is not None:
        raise TypeError("unknown_shape: give rank or its older name ndims, not both")
    rank = ndims if rank is None else rank
    return TensorShape(None if rank is None else (None,) * rank)


@export("dimension_value", "compat.dimension_value")
def dimension_value(dimension: Any) -> int | None:
    """The size behind a Dimension.

    Args:
      dimension: a Dimension, an int or None.

    Returns:
      int, or None where it is unknown.
    """
    return dimension.value if isinstance(dimension, Dimension) else dimension


@export("dimension_at_index", "compat.dimension_at_index")
def dimension_at_index(shape: TensorShape, index: int) -> Dimension:
    """The Dimension of a shape at a place, unknown where the rank is.

    Args:
      shape: a TensorShape.
      index: an int; from the end where it is negative.

    Returns:
      A Dimension.

    Raises:
      IndexError: the shape has no such dimension.
    """
    return shape[index]
