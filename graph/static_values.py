"""What is known of a tensor's value before anything runs.

Source of the idea: tf.contrib.util.constant_value, TensorFlow 1.15.
"""

from __future__ import annotations

import weakref
from typing import Any

import numpy as np

from .static_shapes import StaticShape, is_full, num_elements
from .tensor import Tensor
from .traits import PURE

LARGEST = 10_000
"""Elements: larger intermediate results are not worked out while the graph is built."""

_MAY_BE_FED = ("PlaceholderWithDefault",)
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
        found = _of_shape(tensor) if op.type in ("Shape", "ShapeN", "Size", "Rank") else _computed(tensor)
        if found is not None:
            _known[tensor] = found
    return found


def _computed(tensor: Tensor) -> np.ndarray | None:
    """The value by the op's own kernel, where it is pure and all its inputs are known."""
    op, definition = tensor.op, tensor.op.definition
    if PURE not in definition.traits or definition.bind or not op.inputs:
        return None
    if op.type in _MAY_BE_FED or op.context is not None or any(kind.static_shape is None for kind in op.inputs):
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
    known = None if partial is None else partial(tensor.op)
    if known is not None:
        return known
    if tensor.static_shape is not None and tensor.static_shape[0] is not None:
        return (None,) * tensor.static_shape[0]
    return None


def _shape_of(op: Any) -> StaticShape:
    return op.inputs[0].static_shape


def _cast_of(op: Any) -> StaticShape:
    return constant_value_as_shape(op.inputs[0])


def _packed(op: Any) -> StaticShape:
    if op.attributes.get("axis", 0) != 0 or any(source.static_shape != () for source in op.inputs):
        return None
    sizes = [_size(source) for source in op.inputs]
    return tuple(sizes)


def _size(tensor: Tensor) -> int | None:
    """A scalar as a dimension: also one taken from a partly known shape."""
    value = constant_value(tensor)
    if value is not None:
        return None if value < 0 else int(value)
    if tensor.op.type == "StridedSlice":
        whole = constant_value_as_shape(tensor.op.inputs[0])
        begin = constant_value(tensor.op.inputs[1])
        if whole is not None and begin is not None and begin.size == 1 and -len(whole) <= int(begin[0]) < len(whole):
            return whole[int(begin[0])]
    return None


def _concatenated(op: Any) -> StaticShape:
    parts = [constant_value_as_shape(source) for source in op.inputs[:-1]]
    if any(part is None for part in parts):
        return None
    return tuple(size for part in parts for size in part or ())


def _sliced(op: Any) -> StaticShape:
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


def _cut(op: Any) -> StaticShape:
    whole = constant_value_as_shape(op.inputs[0])
    begin, size = (constant_value(source) for source in op.inputs[1:])
    if whole is None or begin is None or size is None:
        return None
    first, count = int(begin[0]), int(size[0])
    return whole[first:] if count == -1 else whole[first : first + count]


_PARTIAL = {
    "Shape": _shape_of,
    "Cast": _cast_of,
    "Identity": _cast_of,
    "Pack": _packed,
    "ConcatV2": _concatenated,
    "Slice": _cut,
    "StridedSlice": _sliced,
}
