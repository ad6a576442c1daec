"""Python values to arrays, and the Const op that puts an array into a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.formats.doors import door
from headrace.formats.exports import export

from ..types import dtypes
from ..types.dtypes import DType
from ..types.likes import DTypeLike, ShapeLike, TensorLike
from ..types.static_shapes import as_static
from .defaults import get_default_graph
from .names import check_node_name, name_text
from .op import Op
from .rules.batch import NEVER
from .rules.gradient import NO_GRADIENT
from .traits import CONSTANT

if TYPE_CHECKING:
    from .tensor import Tensor

_INT32 = np.iinfo(np.int32)


def array_of(value: Any, dtype: DType | None = None) -> np.ndarray:
    """The array that a Python value, list or array stands for.

    Without `dtype`, Python floats become float32 and ints int32 (int64 where they do not fit); arrays keep their type.

    Raises:
      TypeError: the value is not of `dtype` (an array is cast instead), or of no type that tensors have.
      ValueError: None, or lists of unequal lengths.
    """
    if value is None:
        raise ValueError("None values not supported.")
    wanted = None if dtype is None else dtype.base_dtype
    if wanted is not None and wanted.as_numpy_dtype is None:
        raise TypeError(f"Values of type {wanted.name} cannot be made from Python values.")
    if isinstance(value, np.bytes_):
        value = bytes(value)  # an array of its own type would end before the zeros at its end
    if isinstance(value, (np.ndarray, np.generic)):
        return _of_array(np.asarray(value), wanted)
    if wanted is None:
        return _inferred(value)
    if wanted is dtypes.string:
        return _strings(value)
    _check_compatible(value, wanted)
    try:
        return np.array(value, dtype=wanted.as_numpy_dtype)
    except OverflowError as error:
        raise TypeError(f"Expected {wanted.name}, but got {value!r}: {error}.") from error


def _of_array(array: np.ndarray, wanted: DType | None) -> np.ndarray:
    if array.dtype.kind in "SUO":
        if wanted is not None and wanted is not dtypes.string:
            _check_compatible(array.tolist(), wanted)
            return array.astype(wanted.as_numpy_dtype)
        return _strings(array)
    if wanted is dtypes.string:
        raise TypeError(f"Expected string, but got an array of type {array.dtype}.")
    dtypes.of_array(array)  # raises for dates and other types that tensors do not have
    return array if wanted is None else array.astype(wanted.as_numpy_dtype, copy=False)


def _inferred(value: Any) -> np.ndarray:
    try:
        array = np.array(value)
    except ValueError as error:
        raise ValueError(f"Can't convert non-rectangular Python sequence to Tensor: {value!r}.") from error
    if array.dtype.kind in "SUO":
        try:
            return _strings(value)
        except TypeError as error:
            none = _NO_SIZE if any(item is None for item in _leaves(value)) else ""
            raise TypeError(
                f"Failed to convert object of type {type(value)} to Tensor. Contents: {value}. "
                f"Consider casting elements to a supported type.{none}"
            ) from error
    if array.dtype == np.float64:
        return array.astype(np.float32)
    if array.dtype == np.int64 and array.min() >= _INT32.min and array.max() <= _INT32.max:
        return array.astype(np.int32)
    dtypes.of_array(array)
    return array


def _strings(value: Any) -> np.ndarray:
    """object array of bytes; text is encoded as UTF-8."""
    shaped = value if isinstance(value, np.ndarray) else np.array(value, dtype=object)
    result = np.empty(shaped.shape, dtype=object)
    flat = result.reshape(-1)
    for position, item in enumerate(shaped.reshape(-1).tolist()):
        if isinstance(item, str):
            item = item.encode()
        elif not isinstance(item, bytes):
            raise TypeError(f"Expected string, but got {item!r} of type '{type(item).__name__}'.")
        flat[position] = item
    return result


_ACCEPTED = {
    "bool": (bool, np.bool_),
    "integer": (int, np.integer),
    "floating": (float, int, np.floating, np.integer),
    "complex": (complex, float, int, np.number),
}


def _check_compatible(value: Any, wanted: DType) -> None:
    if wanted.is_bool:
        accepted = _ACCEPTED["bool"]
    elif wanted.is_integer:
        accepted = _ACCEPTED["integer"]
    elif wanted.is_complex:
        accepted = _ACCEPTED["complex"]
    else:
        accepted = _ACCEPTED["floating"]
    for item in _leaves(value):
        if not isinstance(item, accepted) or (isinstance(item, bool) and not wanted.is_bool):
            none = _NO_SIZE if item is None else ""
            raise TypeError(f"Expected {wanted.name}, but got {item!r} of type '{type(item).__name__}'.{none}")


_NO_SIZE = " None is no number: where it is meant as a size, tf.reshape takes -1, and tf.shape(x)[i] is known when run."


def _leaves(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, np.ndarray):
        yield from value.reshape(-1)[:1]
    else:
        yield value


CONST = Op(
    "Const",
    "-> output: dtype",
    "value: tensor",
    traits=CONSTANT,
    batch=NEVER,
    gradient=NO_GRADIENT,
    value=lambda tensor, known: tensor.op.attributes["value"],
)


@CONST.shape
def _const_shape(op):
    return op.attributes["value"].shape


@CONST.bind
def _const(op, session):
    value = op.attributes["value"]
    return lambda: value


@export("constant")
@door
def constant(
    value: TensorLike,
    dtype: DTypeLike | None = None,
    shape: ShapeLike | None = None,
    name: str = "Const",
    verify_shape: bool = False,
) -> Tensor:
    """A tensor with a fixed value.

    Args:
      value: a number, string, list or array.
      dtype: of the tensor; by default float32 for Python floats, int32 for ints, an array's own type.
      shape: of the tensor; a shorter `value` is filled up with its last element, none is taken for an empty one.
      verify_shape: refuse to fill up or reshape.

    Returns:
      A Tensor.

    Raises:
      TypeError: `value` does not fit `dtype`, or `verify_shape` is set and the shapes differ.
      ValueError: `value` has more elements than `shape`.

    Example:
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.constant([1, 2], shape=[2, 2])))
      [[1 2]
       [2 2]]
    """
    array = array_of(value, None if dtype is None else dtypes.as_dtype(dtype))
    if shape is not None:
        array = shaped(array, tuple(int(size or 0) for size in as_static(shape) or ()), verify_shape)
    array = np.array(array, copy=True, order="C")
    array.flags.writeable = False
    if name:
        name = name_text(name)
        scope = get_default_graph().get_name_scope()
        check_node_name(f"{scope}/{name}" if scope else name)
    return CONST(value=array, dtype=dtypes.of_array(array), name=name)


def shaped(array: np.ndarray, shape: tuple[int, ...], verify: bool) -> np.ndarray:
    """An array of that shape: its elements, then the last of them as often as there is room.

    Raises:
      TypeError: `verify`, and it is of another shape.
      ValueError: it has too many elements, or none.
    """
    size = int(np.prod(shape, dtype=np.int64))
    if array.shape == shape:
        return array
    if verify:
        raise TypeError(f"Expected Tensor's shape: {shape}, got {array.shape}.")
    if size == 0:
        return np.empty(shape, array.dtype)
    if array.size > size:
        raise ValueError(f"Too many elements provided. Needed at most {size}, but received {array.size}")
    if array.size < size and array.size == 0:
        raise ValueError(f"No elements to fill a tensor of shape {shape} with")
    flat = array.reshape(-1)
    filled = np.concatenate([flat, np.repeat(flat[-1:], size - array.size)]) if array.size < size else flat
    return filled.reshape(shape)
