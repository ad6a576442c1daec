"""Choosing elements by condition: where, boolean_mask.

Source of names and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import dtypes
from ..batch_rules import Kernel, record_by_record
from ..build import convert_to_tensor
from ..defaults import get_default_graph
from ..errors import InvalidArgumentError
from ..graph import Operation
from ..op import NO_GRADIENT, Op
from ..static_shapes import StaticShape, bracket, merge
from ..tensor import Tensor
from .filling import zeros_like
from .gathering import gather
from .joining import concat
from .shaping import reshape, squeeze
from .shaping import shape as shape_of

WHERE = Op("Where", "input: T -> index: int64")
WHERE.batch(record_by_record)
WHERE.gradient(NO_GRADIENT)
WHERE.kernel(lambda input: np.argwhere(input).astype(np.int64))


@WHERE.shape
def _where_shape(op: Operation) -> StaticShape:
    given = op.inputs[0].static_shape
    return (None, None if given is None else len(given))


SELECT = Op("Select", "condition: bool, t: T, e: T -> output: T")


@SELECT.shape
def _select_shape(op: Operation) -> StaticShape:
    condition, t, e = (tensor.static_shape for tensor in op.inputs)
    data = merge(t, e)
    if condition is None or data is None or len(condition) == 0:
        return data
    if len(condition) == 1 and len(data) > 1:
        merge(condition, data[:1])
        return data
    return merge(data, condition)


def _spread(condition: np.ndarray, rank: int) -> np.ndarray:
    """A condition with axes of size 1 put behind its own."""
    return condition.reshape(*condition.shape, *(1,) * (rank - condition.ndim))


@SELECT.kernel
def _select(condition: Any, t: Any, e: Any) -> Any:
    condition = np.asarray(condition)
    if np.shape(t) != np.shape(e) or condition.shape not in ((), np.shape(t), np.shape(t)[:1]):
        raise InvalidArgumentError(
            None,
            None,
            "Inputs to operation Select must have the same size and shape.  "
            f"Input 0: {bracket(condition.shape)} != input 1: {bracket(np.shape(t))} or input 2: {bracket(np.shape(e))}",
        )
    return np.where(_spread(condition, np.ndim(t)), t, e)


@SELECT.batch
def _select_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if op.inputs[0].static_shape is None:
        return None

    if all(batched[1:]) and batched[0] and op.inputs[0].static_shape == ():

        def whole_records(n: int, condition: Any, t: Any, e: Any) -> Any:
            """Each record is one or the other: copied as a whole, twice as fast as element by element."""
            result = np.array(e)
            result[condition] = t[condition]
            return result

        return whole_records

    def run(n: int, *arrays: Any) -> Any:
        each = [x if b else np.broadcast_to(x, (n, *np.shape(x))) for x, b in zip(arrays, batched, strict=True)]
        condition, t, e = each
        return np.where(_spread(condition, t.ndim), t, e)

    return run


@SELECT.gradient
def _select_gradient(op: Operation, dy: Any) -> list:
    none = zeros_like(op.inputs[1])
    condition = op.inputs[0]
    return [None, SELECT(condition, dy, none), SELECT(condition, none, dy)]


def where(condition: Any, x: Any = None, y: Any = None, name: str | None = None) -> Tensor:
    """The places where `condition` holds, as int64 [n, rank]; or, with x and y, x where it holds and y elsewhere.

    Args:
      condition: bool; with x and y a scalar, of their shape, or a vector that chooses rows.

    Raises:
      ValueError: only one of x and y is given.
    """
    if x is None and y is None:
        return WHERE(convert_to_tensor(condition, preferred_dtype=dtypes.bool_), name=name)
    if x is None or y is None:
        raise ValueError("x and y must both be non-None or both be None.")
    return SELECT(condition, x, y, name=name)


select = where


def boolean_mask(tensor: Any, mask: Any, name: str = "boolean_mask", axis: int | None = None) -> Tensor:
    """The elements (or rows) of `tensor` where `mask` is true, in one axis.

    Raises:
      ValueError: `mask` is a scalar, of unknown rank, or does not fit the shape of `tensor`.
    """
    with get_default_graph().name_scope(name):
        tensor = convert_to_tensor(tensor, name="tensor")
        mask = convert_to_tensor(mask, name="mask")
        dims = mask.static_shape
        if dims is None:
            raise ValueError(
                "Number of mask dimensions must be specified, even if some dimensions are None.  E.g. shape=[None] is "
                "ok, but shape=None is not."
            )
        if len(dims) == 0:
            raise ValueError("mask cannot be scalar.")
        at = axis or 0
        if tensor.static_shape is not None:
            merge(tensor.static_shape[at : at + len(dims)], dims)
        shape = shape_of(tensor)
        flat = tensor
        if len(dims) > 1:
            flat = reshape(tensor, concat([shape[:at], [-1], shape[at + len(dims) :]], 0))  # type: ignore[index]
        chosen = squeeze(where(reshape(mask, [-1])), axis=[1])
        return gather(flat, chosen, axis=at)
