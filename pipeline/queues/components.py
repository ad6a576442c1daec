"""What a queue's elements are made of: types, shapes and names of the components, and how plain values become them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from headrace.formats.records import Records
from headrace.graph.types.dtypes import INTEGER, DType, as_dtype, string
from headrace.graph.types.errors import invalid

from .storage.columns import Column, Shape, is_known


class Components:
    """The components of an element. Nothing here changes after construction.

    Args:
      dtypes: a type, or one per component.
      shapes: None (elements of any shape), a shape, or one per component.
      names: None, a name, or one per component; elements are dicts then.
      unknown_dims: dimensions may be None (PaddingFIFOQueue); shapes must be given then.

    Raises:
      ValueError, TypeError: with TensorFlow's words for the same mistake.
    """

    def __init__(self, dtypes: Any, shapes: Any = None, names: Any = None, unknown_dims: bool = False) -> None:
        self.dtypes: list[DType] = [as_dtype(d) for d in (dtypes if isinstance(dtypes, (list, tuple)) else [dtypes])]
        unfit = [dtype.name for dtype in self.dtypes if not dtype.is_numpy_compatible]
        if unfit:
            raise TypeError(f"A queue cannot hold components of type {', '.join(unfit)}.")
        if not self.dtypes:
            raise ValueError("A queue must have at least one component: dtypes is empty.")
        given = _as_shapes(shapes, unknown_dims)
        if given is not None and len(given) != len(self.dtypes):
            if unknown_dims:
                raise ValueError(
                    f"Shapes must be provided for all components, but received {len(self.dtypes)} dtypes and "
                    f"{len(given)} shapes."
                )
            raise ValueError(
                "Queue shapes must have the same length as dtypes, "
                f"received len(shapes)={len(given)}, len(dtypes)={len(self.dtypes)}"
            )
        self.shapes: list[Shape] = [None] * len(self.dtypes) if given is None else given
        self.shapes_given = given is not None
        self._quick = [
            _quick_conversions(dtype) if not shape else {} for dtype, shape in zip(self.dtypes, self.shapes, strict=True)
        ]
        self.names: list[Any] | None = None
        if names is not None:
            self.names = list(names) if isinstance(names, (list, tuple)) else [names]
            if len(self.names) != len(self.dtypes):
                raise ValueError(
                    "List of names must have the same length as the list of dtypes, "
                    f"received len(names)={len(self.names)},len(dtypes)={len(self.dtypes)}"
                )

    def convert(self, values: Any) -> list[Any]:
        """The components of one element given as a plain value, list, tuple or dict; checked, and copied.

        Raises:
          TypeError: a value is not of its component's type.
          ValueError: the names are wrong.
          InvalidArgumentError: a shape or the number of components is wrong.
        """
        components = []
        unchecked = False
        for quick, dtype, value in zip(self._quick, self.dtypes, self._listed(values), strict=True):
            convert = quick.get(type(value))
            if convert is None:
                components.append(_as_array(value, dtype)[()])
                unchecked = True
            else:
                try:
                    components.append(convert(value))
                except OverflowError as error:
                    raise _out_of_range(dtype, value) from error
        if unchecked:
            self.check(components)
        return components

    def convert_many(self, values: Any) -> list[Any]:
        """Like `convert` for elements in columns: each component has a first axis of n."""
        columns = [_as_array(v, d) for v, d in zip(self._listed(values), self.dtypes, strict=True)]
        if not all(column.ndim for column in columns):
            raise ValueError("Shape () must have rank at least 1")
        self.check_many(columns)
        return columns

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
            if shape is None:
                continue
            if isinstance(column, list):
                found = {np.shape(value) for value in column}
            else:
                found = {() if isinstance(column, Records) else column.shape[1:]}
            for one in found:
                if not _fits(one, shape):
                    raise _mismatch(index, shape, one)

    def named(self, components: list[Any]) -> Any:
        """What a plain dequeue returns: the list, or a dict where components have names."""
        return components if self.names is None else dict(zip(self.names, components, strict=True))

    def empty(self) -> list[np.ndarray]:
        """Columns of no elements; unknown dimensions are 0."""
        return [
            np.empty((0, *(dim or 0 for dim in shape or ())), dtype.as_numpy_dtype)
            for dtype, shape in zip(self.dtypes, self.shapes, strict=True)
        ]

    def _listed(self, values: Any) -> Sequence[Any]:
        if isinstance(values, dict):
            if self.names is None:
                raise ValueError("Queue must have names to enqueue a dictionary")
            if sorted(self.names, key=str) != sorted(values, key=str):
                raise ValueError(
                    "Keys in dictionary to enqueue do not match names of Queue.  "
                    f"Dictionary: {sorted(values, key=str)},Queue: {sorted(self.names, key=str)}"
                )
            return [values[name] for name in self.names]
        if self.names is not None:
            raise ValueError("You must enqueue a dictionary in a Queue with names")
        listed = values if isinstance(values, (list, tuple)) else [values]
        if len(listed) != len(self.dtypes):
            raise invalid(f"Wrong number of components in tuple. Expected {len(self.dtypes)}, got {len(listed)}")
        return listed


def _as_shapes(shapes: Any, unknown_dims: bool) -> list[Shape] | None:
    if unknown_dims and (
        not isinstance(shapes, (list, tuple)) or not shapes or any(s is None or isinstance(s, int) for s in shapes)
    ):
        raise ValueError("When providing partial shapes, a list of shapes must be provided.")
    if shapes is None:
        return None
    if hasattr(shapes, "as_list"):
        shapes = [shapes]
    if not isinstance(shapes, (list, tuple)):
        raise TypeError(f"Shapes must be a TensorShape or a list or tuple of TensorShapes, got {type(shapes)} instead.")
    if all(shape is None or isinstance(shape, int) for shape in shapes):
        shapes = [shapes]
    found = [as_shape(shape) for shape in shapes]
    if not unknown_dims and not all(map(is_known, found)):
        raise ValueError(f"All shapes must be fully defined: {list(shapes)}")
    if any(shape is None for shape in found):
        raise ValueError(f"All shapes must have a defined rank: {list(shapes)}")
    return found


def as_shape(shape: Any) -> Shape:
    """A shape as a tuple of ints and Nones; None where the rank is unknown. Takes TensorShapes, sequences and ints."""
    if shape is None:
        return None
    if hasattr(shape, "as_list"):
        return None if shape.ndims is None else tuple(shape.as_list())
    if isinstance(shape, (int, np.integer)):
        return (int(shape),)
    dims = (getattr(dim, "value", dim) for dim in shape)
    return tuple(None if dim is None else int(dim) for dim in dims)


def _fits(found: tuple[int, ...], shape: tuple[int | None, ...]) -> bool:
    return len(found) == len(shape) and all(want is None or have == want for have, want in zip(found, shape, strict=True))


def _mismatch(index: int, shape: Sequence[int | None], found: Sequence[int]) -> Exception:
    return invalid(f"Shape mismatch in tuple component {index}. Expected {_text(shape)}, got {_text(found)}")


def _text(shape: Iterable[int | None]) -> str:
    return "[" + ",".join("?" if dim is None else str(dim) for dim in shape) + "]"


_ACCEPTED: dict[str, tuple[type, ...]] = {
    "b": (bool, np.bool_),
    "i": (int, np.integer, np.bool_),
    "u": (int, np.integer, np.bool_),
    "f": (int, float, np.integer, np.floating, np.bool_),
    "c": (int, float, complex, np.number, np.bool_),
    "O": (bytes, str),
}


def _quick_conversions(dtype: DType) -> dict[type, Any]:
    """What makes a scalar of `dtype` of the commonest scalars."""
    if dtype.base_dtype is string:
        return {bytes: bytes, str: str.encode}
    numpy = dtype.as_numpy_dtype
    kinds = {"b": (bool,), "i": (int,), "u": (int,), "f": (int, float)}.get(np.dtype(numpy).kind, ())
    return dict.fromkeys((numpy, *kinds), numpy)


def _as_array(value: Any, dtype: DType) -> np.ndarray:
    """A new array of type `dtype`. Python values and arrays are cast where nothing but precision can get lost."""
    if isinstance(value, Records):
        value = value.to_array()
    elif isinstance(value, range):
        value = np.arange(value.start, value.stop, value.step)
    if value is None:
        raise ValueError("None values not supported.")
    if not isinstance(value, (np.ndarray, np.generic)):
        return _from_python(value, dtype)
    if dtype.base_dtype is string:
        if value.dtype.kind not in "SUO":
            raise _unexpected(dtype, value)
        return _encoded(np.array(value, object, order="C"), dtype)
    integers = value.dtype.kind in "iu" and dtype in INTEGER
    if not (integers or np.can_cast(value.dtype, dtype.as_numpy_dtype, "same_kind")):
        raise _unexpected(dtype, value)
    cast = np.array(value, dtype.as_numpy_dtype)
    if integers and value.dtype != cast.dtype and not np.array_equal(cast, value):
        raise _out_of_range(dtype, value)
    return cast


def _from_python(value: Any, dtype: DType) -> np.ndarray:
    numpy = np.dtype(dtype.as_numpy_dtype)
    bad = _first_unlike(value, _ACCEPTED.get(numpy.kind, ()))
    if bad is not None:
        raise _unexpected(dtype, bad[0])
    if dtype.base_dtype is string:
        return _encoded(np.array(value, object), dtype)
    try:
        return np.array(value, numpy)
    except OverflowError as error:
        raise _out_of_range(dtype, value) from error


def _first_unlike(value: Any, accepted: tuple[type, ...]) -> tuple[Any] | None:
    """The first leaf of nested lists that is of no accepted type, in a tuple; None where all are."""
    if isinstance(value, accepted):
        return None
    if isinstance(value, np.ndarray) and value.ndim:
        value = value.tolist()
    if not isinstance(value, (list, tuple)):
        return (value,)
    for item in value:
        bad = _first_unlike(item, accepted)
        if bad is not None:
            return bad
    return None


def _encoded(array: np.ndarray, dtype: DType) -> np.ndarray:
    """Text to UTF-8, in place."""
    flat = array.reshape(-1)
    for index, item in enumerate(flat):
        if isinstance(item, str):
            flat[index] = item.encode()
        elif not isinstance(item, bytes):
            raise _unexpected(dtype, item)
    return array


def _unexpected(dtype: DType, value: Any) -> TypeError:
    found = f"{value.dtype} {_text(value.shape)}" if isinstance(value, np.ndarray) and value.ndim else value
    return TypeError(f"Expected {dtype.base_dtype.name}, but got {found} of type '{type(value).__name__}'.")


def _out_of_range(dtype: DType, value: Any) -> ValueError:
    return ValueError(f"Expected {dtype.base_dtype.name}, in [{dtype.min}, {dtype.max}], but got {value}.")
