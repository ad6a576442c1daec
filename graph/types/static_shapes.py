"""Static shapes as plain values: what the shape rules of ops reckon with.

A static shape is None (nothing is known, not even the rank) or a tuple with an int or None for each dimension. Messages
are those of TensorFlow's C++ shape functions; the graph adds which op they are about.
"""

from __future__ import annotations

from typing import Any, TypeAlias, TypeGuard

Dim: TypeAlias = "int | None"
StaticShape: TypeAlias = "tuple[int | None, ...] | None"


def as_static(shape: Any) -> StaticShape:
    """The static shape that users mean by a TensorShape, a TensorShapeProto, None, one dimension or several of them.

    Raises:
      TypeError: a dimension is not an integer, a Dimension or None.
      ValueError: a dimension is negative.
    """
    if shape is None:
        return None
    if not isinstance(shape, (tuple, list)):
        if hasattr(shape, "static"):  # a TensorShape
            return shape.static
        if hasattr(shape, "unknown_rank"):  # a TensorShapeProto
            return None if shape.unknown_rank else tuple(as_dim(None if d.size == -1 else d.size) for d in shape.dim)
        if isinstance(shape, (str, bytes)):
            raise TypeError(
                f"Failed to convert '{shape!r}' to a shape. A shape should either be single dimension (e.g. 10), or an "
                f"iterable of dimensions (e.g. [1, 10, None])."
            )
        try:
            shape = iter(shape)
        except TypeError:
            return (as_dim(shape),)
    return tuple(map(as_dim, shape))


def as_dim(value: Any) -> Dim:
    """One dimension: an int, or None where it is unknown. Raises as `as_static` does."""
    if value is None:
        return None
    try:
        size = value.__index__()  # not operator.index: an unknown Dimension answers None
    except (AttributeError, TypeError):
        raise TypeError(
            f"Dimension value must be integer or None or have an __index__ method, got value '{value!r}' with type "
            f"'{type(value)!r}'"
        ) from None
    if size is None:
        return None
    if size < 0:
        raise ValueError(f"Dimension {size} must be >= 0")
    return int(size)


def bracket(s: StaticShape) -> str:
    """A shape as run-time messages spell it: `[2,?]`, `[]`, and `?` where the rank is unknown."""
    if s is None:
        return "?"
    return "[" + ",".join("?" if d is None else str(d) for d in s) + "]"


def rank(s: StaticShape) -> int | None:
    """The number of dimensions, or None."""
    return None if s is None else len(s)


def is_full(s: StaticShape) -> TypeGuard[tuple[int, ...]]:
    """Whether the rank and every dimension are known."""
    return s is not None and None not in s


def num_elements(s: StaticShape) -> int | None:
    """The number of elements where it is known; a dimension of 0 is enough to know that there are none."""
    if s is None:
        return None
    count: Dim = 1
    for d in s:
        count = mul_dim(count, d)
    return count


def compatible(a: StaticShape, b: StaticShape) -> bool:
    """Whether one array can have both shapes."""
    if a is None or b is None:
        return True
    return len(a) == len(b) and all(d is None or e is None or d == e for d, e in zip(a, b, strict=True))


def merge(a: StaticShape, b: StaticShape) -> StaticShape:
    """All that is known of an array that has both shapes. Raises ValueError where none can."""
    if a is None or b is None:
        return b if a is None else a
    if len(a) != len(b):
        raise ValueError(f"Shapes must be equal rank, but are {len(a)} and {len(b)}")
    for i, (d, e) in enumerate(zip(a, b, strict=True)):
        if d is not None and e is not None and d != e:
            raise ValueError(
                f"Dimension {i} in both shapes must be equal, but are {d} and {e}. Shapes are {bracket(a)} and {bracket(b)}."
            )
    return tuple(e if d is None else d for d, e in zip(a, b, strict=True))


def broadcast(a: StaticShape, b: StaticShape) -> StaticShape:
    """The shape of an elementwise operation on arrays of shapes `a` and `b`. Raises ValueError where there is none."""
    if a is None or b is None:
        return None
    ones = (1,) * abs(len(a) - len(b))
    a, b = (a, ones + b) if len(a) > len(b) else (ones + a, b)
    return tuple(map(_broadcast_dim, a, b))


def _broadcast_dim(d: Dim, e: Dim) -> Dim:
    if d == 1:
        return e
    if e == 1:
        return d
    if d is None or e is None:
        known = d or e
        return known or None  # an unknown dimension against more than 1 has to be 1 or the same
    return merge_dim(d, e)


def concat(a: StaticShape, b: StaticShape) -> StaticShape:
    """The dimensions of `a`, then those of `b`."""
    return None if a is None or b is None else a + b


def with_rank(s: StaticShape, n: int) -> tuple[int | None, ...]:
    """The shape, known to have `n` dimensions. Raises ValueError where it has another number."""
    if s is None:
        return (None,) * n
    if len(s) != n:
        raise ValueError(f"Shape must be rank {n} but is rank {len(s)}")
    return s


def with_rank_at_least(s: StaticShape, n: int) -> StaticShape:
    """The shape. Raises ValueError where it has less than `n` dimensions."""
    if s is not None and len(s) < n:
        raise ValueError(f"Shape must be at least rank {n} but is rank {len(s)}")
    return s


def with_rank_at_most(s: StaticShape, n: int) -> StaticShape:
    """The shape. Raises ValueError where it has more than `n` dimensions."""
    if s is not None and len(s) > n:
        raise ValueError(f"Shape must be at most rank {n} but is rank {len(s)}")
    return s


def merge_dim(d: Dim, e: Dim) -> Dim:
    """The dimension that is both. Raises ValueError where they differ."""
    if d is None or e is None:
        return e if d is None else d
    if d != e:
        raise ValueError(f"Dimensions must be equal, but are {d} and {e}")
    return d


def with_value(d: Dim, size: int) -> int:
    """`size`, which the dimension is known to be. Raises ValueError where it is another."""
    if d is not None and d != size:
        raise ValueError(f"Dimension must be {size} but is {d}")
    return size


def add_dim(d: Dim, e: Dim) -> Dim:
    """The sum, unknown where one is."""
    return None if d is None or e is None else d + e


def mul_dim(d: Dim, e: Dim) -> Dim:
    """The product, unknown where one is, except that 0 times anything is 0."""
    if d == 0 or e == 0:
        return 0
    return None if d is None or e is None else d * e


def rank_of_sparse(indices: StaticShape, values: StaticShape, dense_shape: StaticShape) -> Dim:
    """The rank of the sparse tensor whose parts have these shapes, as far as TensorFlow knows it: by its dense shape.

    Raises:
      ValueError: the shapes do not fit each other.
    """
    (rows, depth), (count,), (rank,) = with_rank(indices, 2), with_rank(values, 1), with_rank(dense_shape, 1)
    if rows is not None and count is not None and rows != count:
        raise ValueError(f"Number of elements in index ({rows}) and values ({count}) do not match.")
    if depth is not None and rank is not None and depth != rank:
        raise ValueError(f"Index rank ({depth}) and shape rank ({rank}) do not match.")
    return rank
