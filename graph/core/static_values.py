"""What is known of a tensor's value before anything runs.

Source of the idea: tf.contrib.util.constant_value, TensorFlow 1.15.
"""

from __future__ import annotations

import weakref

import numpy as np

from ..types.static_shapes import StaticShape, is_full, num_elements
from .tensor import Tensor
from .traits import PURE

LARGEST = 10_000
"""Elements: larger intermediate results are not worked out while the graph is built."""

_OPEN = ("PlaceholderWithDefault", "Switch", "Merge")
"""Ops whose outputs need not be what their inputs say: they may be fed, or come from the branch that is taken."""
_known: weakref.WeakKeyDictionary[Tensor, np.ndarray] = weakref.WeakKeyDictionary()
"""What was worked out: a value that is known once stays so, since shapes only ever become better known."""


def constant_value(tensor: Tensor, partial: bool = False) -> np.ndarray | None:
    """The value of a tensor that depends on constants only, None for others.

    Args:
      partial: accepted; `constant_value_as_shape` gives partly known values.
    """
    op = tensor.op
    if op.type == "Const":
        return op.attributes["value"]
    found = _known.get(tensor)
    if found is None:
        if op.type in ("Shape", "ShapeN", "Size", "Rank"):
            found = _of_shape(tensor)
        elif tensor.static_shape == ():
            found = _one_size(tensor)
        if found is None:
            found = _computed(tensor)
        if found is not None:
            _known[tensor] = found
    return found


def _computed(tensor: Tensor) -> np.ndarray | None:
    """The value by the op's own kernel, where it is pure and all its inputs are known."""
    op, definition = tensor.op, tensor.op.definition
    if PURE not in definition.traits or definition.bind or not op.inputs:
        return None
    if op.type in _OPEN or op.context is not None or any(kind.static_shape is None for kind in op.inputs):
        return None
    inputs = []
    for source in op.inputs:
        value = constant_value(source)
        if value is None or value.size > LARGEST:
            return None
        inputs.append(value)
    try:
        with np.errstate(all="ignore"):
            results = definition.flat_kernel_of(op, None)(*inputs)
    except Exception:  # the run will raise it, with the operation's name
        return None
    single = len(definition.outputs) == 1 and not (definition.outputs[0].number_attr or definition.outputs[0].is_list)
    return np.asarray(results if single else results[tensor.value_index])


def _of_shape(tensor: Tensor) -> np.ndarray | None:
    shape = tensor.op.inputs[tensor.value_index if tensor.op.type == "ShapeN" else 0].static_shape
    kind = tensor.dtype.as_numpy_dtype
    if shape is None:
        return None
    if tensor.op.type == "Rank":
        return np.asarray(len(shape), kind)
    if not is_full(shape):
        return None
    if tensor.op.type == "Size":
        return np.asarray(num_elements(shape), kind)
    return np.array(shape, kind)


def constant_value_as_shape(tensor: Tensor) -> StaticShape:
    """The static shape that a 1-D integer tensor describes, as far as it is known; -1 in it means unknown."""
    if tensor.static_shape is not None and tensor.static_shape == (0,):
        return ()
    value = constant_value(tensor)
    if value is not None:
        return tuple(None if size < 0 else int(size) for size in np.ravel(value).tolist())
    partial = _PARTIAL.get(tensor.op.type)
    known = None if partial is None else partial(tensor)
    if known is not None:
        return known
    if tensor.static_shape is not None and tensor.static_shape[0] is not None:
        return (None,) * tensor.static_shape[0]
    return None


def constant_rows(tensor: Tensor) -> list[list[int | None]] | None:
    """The rows of an integer matrix, None for each element that is not known; None where no row is known."""
    value = constant_value(tensor)
    if value is not None:
        return value.tolist()
    op, shape = tensor.op, tensor.static_shape
    if op.type in ("Identity", "Cast"):
        return constant_rows(op.inputs[0])
    if op.type != "Pack" or op.attributes.get("axis", 0) != 0 or shape is None or len(shape) != 2 or shape[1] is None:
        return None
    return [_elements(row, shape[1]) for row in op.inputs]


def _elements(vector: Tensor, count: int) -> list[int | None]:
    value = constant_value(vector)
    if value is not None:
        return value.tolist()
    if vector.op.type != "Pack":
        return [None] * count
    values = [constant_value(element) for element in vector.op.inputs]
    return [None if value is None else int(value) for value in values]


def _shape_of(tensor: Tensor) -> StaticShape:
    return tensor.op.inputs[tensor.value_index].static_shape


def _cast_of(tensor: Tensor) -> StaticShape:
    return constant_value_as_shape(tensor.op.inputs[0])


def _one_size(tensor: Tensor) -> np.ndarray | None:
    """A scalar taken from a shape that is partly known, where it is known itself."""
    op = tensor.op
    if op.type not in ("StridedSlice", "Unpack") or op.inputs[0].op.type not in _PARTIAL or not tensor.dtype.is_integer:
        return None
    place = np.asarray(tensor.value_index) if op.type == "Unpack" else constant_value(op.inputs[1])
    whole = constant_value_as_shape(op.inputs[0])
    if whole is None or place is None or place.size != 1 or not -len(whole) <= place.item() < len(whole):
        return None
    size = whole[place.item()]
    return None if size is None else np.asarray(size, tensor.dtype.as_numpy_dtype)


def _packed(tensor: Tensor) -> StaticShape:
    op = tensor.op
    if op.attributes.get("axis", 0) != 0 or tensor.static_shape is None or len(tensor.static_shape) != 1:
        return None
    values = [constant_value(source) for source in op.inputs]
    return tuple(None if value is None or value < 0 else int(value) for value in values)


def _concatenated(tensor: Tensor) -> StaticShape:
    op = tensor.op
    parts = [constant_value_as_shape(source) for source in op.inputs[:-1]]
    if any(part is None for part in parts):
        return None
    return tuple(size for part in parts for size in part or ())


def _sliced(tensor: Tensor) -> StaticShape:
    op = tensor.op
    whole = constant_value_as_shape(op.inputs[0])
    bounds = [constant_value(source) for source in op.inputs[1:4]]
    if whole is None or any(bound is None or bound.size != 1 for bound in bounds):
        return None
    attributes = op.attributes
    if attributes.get("shrink_axis_mask") or attributes.get("new_axis_mask") or attributes.get("ellipsis_mask"):
        return None
    begin, end, step = (int(bound[0]) for bound in bounds)  # type: ignore[index]
    first = None if attributes["begin_mask"] & 1 else begin
    return whole[slice(first, None if attributes["end_mask"] & 1 else end, step)]


def _cut(tensor: Tensor) -> StaticShape:
    op = tensor.op
    whole = constant_value_as_shape(op.inputs[0])
    begin, size = (constant_value(source) for source in op.inputs[1:])
    if whole is None or begin is None or size is None:
        return None
    first, count = int(begin[0]), int(size[0])
    return whole[first:] if count == -1 else whole[first : first + count]


_PARTIAL = {
    "Shape": _shape_of,
    "ShapeN": _shape_of,
    "Cast": _cast_of,
    "Identity": _cast_of,
    "Pack": _packed,
    "ConcatV2": _concatenated,
    "Slice": _cut,
    "StridedSlice": _sliced,
}
