"""Shape rules that many ops share: `(op) -> static shape`, or a list of them for several outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...types.static_shapes import StaticShape, broadcast, merge

if TYPE_CHECKING:
    from ..operation import Operation


def same_as_first(op: Operation) -> StaticShape:
    """The shape of the first input."""
    return op.inputs[0].static_shape


def merge_of_inputs(op: Operation) -> StaticShape:
    """All inputs have one shape, and so has the output."""
    shape: StaticShape = None
    for tensor in op.inputs:
        shape = merge(shape, tensor.static_shape)
    return shape


def broadcast_of_inputs(op: Operation) -> StaticShape:
    """The inputs' shapes, broadcast against each other."""
    shape: StaticShape = ()
    for tensor in op.inputs:
        shape = broadcast(shape, tensor.static_shape)
    return shape


def scalar(op: Operation) -> StaticShape:
    """A scalar."""
    return ()


def unknown(op: Operation) -> list[StaticShape]:
    """Nothing is known of any output before it is computed."""
    return [None] * len(op.outputs)
