"""ElementSpec: types, shapes and names of a queue's components, and the checks of what is to be an element.

Queues with and without a graph share it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.records import Records
from headrace.graph.types.dtypes import DType, as_dtype, string
from headrace.graph.types.errors import invalid
from headrace.graph.types.shapes import TensorShape
from headrace.graph.types.static_shapes import bracket

from .storage.sizes import Column, Shape


class ElementSpec:
    """The components of an element. Nothing here changes after construction.

    Args:
      dtypes: the components' types.
      shapes: their static shapes, or None: elements of any shape.
      names: their names, or None; elements are dicts where there are names.
    """

    def __init__(self, dtypes: Sequence[DType], shapes: Sequence[Shape] | None, names: Sequence[Any] | None) -> None:
        self.dtypes = list(dtypes)
        self.shapes_given = shapes is not None
        self.shapes: list[Shape] = [None] * len(self.dtypes) if shapes is None else list(shapes)
        self.names = None if names is None else list(names)
        self._has_texts = string in self.dtypes

    @classmethod
    def checked(
        cls, dtypes: Any, shapes: Any, names: Any, *, unknown_dims: bool = False, first: Sequence[DType] = ()
    ) -> ElementSpec:
        """The components that the arguments of a queue tell of.

        Args:
          dtypes: a type, or one per component.
          shapes: None (elements of any shape), a shape, or one per component.
          names: None, a name, or one per component.
          unknown_dims: dimensions may be None; shapes must be given then.
          first: types of scalar components before those that `dtypes` and `shapes` tell of; `names` has theirs.

        Raises:
          ValueError, TypeError: in TensorFlow's words.
        """
        types = [*first, *(as_dtype(dtype) for dtype in (dtypes if isinstance(dtypes, (list, tuple)) else [dtypes]))]
        found: list[Shape] | None = None
        if unknown_dims:
            found = _partial_shapes(shapes, len(types))
        elif shapes is not None:
            found = _known_shapes(shapes, len(first), len(types))
        if not (names is None or isinstance(names, (list, tuple))):
            names = [names]
        if names is not None and len(names) != len(types):
            raise ValueError(
                "List of names must have the same length as the list of dtypes, "
                f"received len(names)={len(names)},len(dtypes)={len(types)}"
            )
        spec = cls(types, found, names)
        if found is None:
            spec.shapes[: len(first)] = [()] * len(first)
        return spec

    def ordered(self, values: Any) -> Sequence[Any]:
        """The components of an element, in order, that is given as the only value, a list, a tuple or a dict.

        Raises ValueError where the names are wrong.
        """
        if isinstance(values, dict):
            if not self.names:
                raise ValueError("Queue must have names to enqueue a dictionary")
            if sorted(self.names, key=str) != sorted(values, key=str):
                raise ValueError(
                    "Keys in dictionary to enqueue do not match names of Queue.  "
                    f"Dictionary: {sorted(values, key=str)},Queue: {sorted(self.names, key=str)}"
                )
            return [values[name] for name in self.names]
        if self.names:
            raise ValueError("You must enqueue a dictionary in a Queue with names")
        return values if isinstance(values, (list, tuple)) else [values]

    def check(self, components: Sequence[Any]) -> None:
        """Raise InvalidArgumentError unless each component (array, NumPy scalar or bytes) has the shape it must."""
        for index, (shape, value) in enumerate(zip(self.shapes, components, strict=True)):
            if shape is not None:
                found = value.shape if isinstance(value, (np.ndarray, np.generic)) else ()
                if found != shape and not _fits(found, shape):
                    raise _mismatch(index, shape, found)

    def check_many(self, columns: Sequence[Column]) -> None:
        """Raise InvalidArgumentError unless each column (array, Records, or list) has n elements of the right shape."""
        for index, (shape, column) in enumerate(zip(self.shapes, columns, strict=True)):
            if isinstance(column, np.ndarray) and column.ndim == 0:
                raise _mismatch(index, (None, *(shape or ())), ())
        count = len(columns[0])
        for index, (shape, column) in enumerate(zip(self.shapes, columns, strict=True)):
            if isinstance(column, (list, Records)):
                for value in column if isinstance(column, list) else ():
                    if shape is not None and not _fits(np.shape(value), shape):
                        raise _mismatch(index, shape, np.shape(value))
                found: tuple[int, ...] = (len(column),)
            else:
                found = column.shape
                if shape is not None and not (found and found[0] == count and _fits(found[1:], shape)):
                    raise _mismatch(index, (count, *shape), found)
            if found[0] != count:
                raise invalid(
                    "All input tensors must have the same size in the 0th dimension. "
                    f"Component {index} has {found[0]}, and should have {count}",
                )

    def check_elements(self, columns: Sequence[Column]) -> None:
        """`check` of each of the elements in a block's columns, which may be `CompactColumn`."""
        for index, (shape, column) in enumerate(zip(self.shapes, columns, strict=True)):
            if shape is None or (type(column) is np.ndarray and column.shape[1:] == shape):
                continue
            if isinstance(column, list):
                found = {np.shape(value) for value in column}
            else:
                found = {() if isinstance(column, Records) else column.shape[1:]}
            for one in found:
                if not _fits(one, shape):
                    raise _mismatch(index, shape, one)

    def storable(self, columns: Sequence[Column]) -> Sequence[Column]:
        """The columns as a storage takes them: strings as an array of objects."""
        if self._has_texts:
            return [column.to_array() if isinstance(column, Records) else column for column in columns]
        return columns

    def named(self, components: list[Any]) -> Any:
        """What a dequeue returns: the list, or a dict where components have names."""
        return components if self.names is None else dict(zip(self.names, components, strict=True))

    def empty(self) -> list[np.ndarray]:
        """Columns of no elements; unknown dimensions are 0."""
        return [
            np.empty((0, *(dim or 0 for dim in shape or ())), dtype.as_numpy_dtype)
            for dtype, shape in zip(self.dtypes, self.shapes, strict=True)
        ]


def not_fully_defined(shapes: Sequence[TensorShape]) -> str:
    """What is said of shapes of which one is not known to the last size."""
    return f"All shapes must be fully defined: {[*shapes]}"


def _known_shapes(shapes: Any, leading: int, count: int) -> list[Shape]:
    """The shapes of `count` components, of which the `leading` first are scalars that `shapes` leaves out."""
    if isinstance(shapes, TensorShape):
        shapes = [shapes]
    if not isinstance(shapes, (list, tuple)):
        raise TypeError(f"Shapes must be a TensorShape or a list or tuple of TensorShapes, got {type(shapes)} instead.")
    if all(shape is None or isinstance(shape, int) for shape in shapes):
        shapes = [shapes]  # one shape, as a list of its sizes
    found = [*(TensorShape(()) for _ in range(leading)), *map(TensorShape, shapes)]
    if not all(shape.is_fully_defined() for shape in found):
        raise ValueError(f"{not_fully_defined(found)}; a PaddingFIFOQueue takes sizes that differ")
    if len(found) != count:
        raise ValueError(
            f"Queue shapes must have the same length as dtypes, received len(shapes)={len(found)}, len(dtypes)={count}"
        )
    return [shape.static for shape in found]


def _partial_shapes(shapes: Any, count: int) -> list[Shape]:
    """The shapes of `count` components, each of known rank."""
    of_sizes = not isinstance(shapes, (list, tuple)) or any(one is None or isinstance(one, int) for one in shapes)
    if of_sizes or not shapes:
        raise ValueError("When providing partial shapes, a list of shapes must be provided.")
    found = [TensorShape(shape) for shape in shapes]
    if any(shape.ndims is None for shape in found):
        raise ValueError(f"All shapes must have a defined rank: {found}")
    if len(found) != count:
        raise ValueError(f"Shapes must be provided for all components, but received {count} dtypes and {len(found)} shapes.")
    return [shape.static for shape in found]


def _fits(found: tuple[int, ...], shape: tuple[int | None, ...]) -> bool:
    return len(found) == len(shape) and all(want is None or have == want for have, want in zip(found, shape, strict=True))


def _mismatch(index: int, shape: Sequence[int | None], found: Sequence[int]) -> Exception:
    return invalid(f"Shape mismatch in tuple component {index}. Expected {bracket(tuple(shape))}, got {bracket(tuple(found))}")
