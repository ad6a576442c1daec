"""Gradients of reductions."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from ... import ops
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.operation import Operation
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.static_shapes import is_full


def sum_gradient(op: Operation, dy: Tensor) -> Tensor:
    """The gradient of a sum in the shape of its input, each element repeated where it came from."""
    x = op.inputs[0]
    given, axes = x.static_shape, constant_value(op.inputs[1])
    if given is not None and axes is not None:
        if np.array_equal(axes, np.arange(len(given))):
            dy = ops.reshape(dy, [1] * len(given))
            return ops.tile(dy, constant(given, dtypes.int32) if None not in given else ops.shape(x))
        if None not in given:
            kept, repeats = _known_repeats(given, tuple(axes.reshape(-1).tolist()))
            return ops.tile(ops.reshape(dy, kept), repeats)
    sizes = ops.shape(x)
    with get_default_graph().colocate_with(sizes):
        shape = kept_shape(sizes, op.inputs[1])
        ratio = _ratio(sizes, shape)
    return ops.tile(ops.reshape(dy, shape), ratio)


def _known_repeats(given: tuple, axes: tuple[int, ...]) -> tuple[list[int], list[int]]:
    """The shape with the axes put back as size 1, and how often each is repeated."""
    known = get_default_graph().shared("reduced shapes", dict)
    if (given, axes) not in known:
        # TensorFlow works it out by nodes, once for a shape and axes in a graph.
        kept_shape(np.array(given, np.int32), axes)
        places = {axis % len(given) for axis in axes}
        kept = [1 if k in places else size for k, size in enumerate(given)]
        _ratio(given, kept)
        known[given, axes] = kept, [size // max(one, 1) for size, one in zip(given, kept, strict=True)]
    return known[given, axes]


def _ratio(x: Any, y: Any) -> Any:
    """x / y of numbers that are not negative; 0 / 0 is 0."""
    return x // ops.maximum(y, 1)


def kept_shape(shape: Any, axes: Any) -> Tensor:
    """The shape with 1 at each of the axes."""
    shape, axes = ops.cast(shape, dtypes.int32), ops.cast(axes, dtypes.int32)
    rank = ops.size(shape)
    axes = (axes + rank) % rank
    count = ops.shape(axes)
    return ops.dynamic_stitch([ops.range(rank), axes], [shape, ops.fill(count, 1)])


def mean_gradient(op: Operation, dy: Tensor) -> list:
    spread = sum_gradient(op, dy)
    given, left = op.inputs[0].static_shape, op.outputs[0].static_shape
    if is_full(given) and is_full(left):
        count: Any = constant(math.prod(given) // max(math.prod(left), 1), spread.dtype)
    else:
        sizes = ops.shape(op.inputs[0]), ops.shape(op.outputs[0])
        count = _ratio(*map(ops.reduce_prod, sizes))
    return [ops.truediv(spread, ops.cast(count, spread.dtype)), None]


def extreme_gradient(op: Operation, dy: Tensor) -> list:
    x, axes = op.inputs
    kept = kept_shape(ops.shape(x), axes)
    y, dy = ops.reshape(op.outputs[0], kept), ops.reshape(dy, kept)
    chosen = ops.cast(ops.equal(y, x), dy.dtype)
    # Equal extremes share the gradient.
    count = ops.reshape(ops.reduce_sum(chosen, axes), kept)
    return [ops.divide(chosen, count) * dy, None]


def product_gradient(op: Operation, dy: Tensor) -> list:
    x, axes = op.inputs
    sizes = ops.shape(x)
    axes = ops.cast(ops.reshape(axes, [-1]), dtypes.int32)
    kept = kept_shape(sizes, op.inputs[1])
    ratio = _ratio(sizes, kept)
    dy = ops.tile(ops.reshape(dy, kept), ratio)
    with get_default_graph().device("/cpu:0"):
        rank = ops.rank(x)
        reduced = (axes + rank) % rank
        others, _ = ops.setdiff1d(ops.range(0, rank), reduced)
        order = ops.concat([reduced, others], 0)
        counts = [ops.reduce_prod(ops.gather(sizes, part)) for part in (reduced, others)]
    turned = ops.transpose(x, order)
    turned_sizes = ops.shape(turned)
    rows = ops.reshape(turned, counts)
    before, after = (ops.cumprod(rows, 0, exclusive=True, reverse=back) for back in (False, True))
    others_of_each = ops.reshape(ops.conj(before) * ops.conj(after), turned_sizes)
    found = dy * ops.transpose(others_of_each, ops.invert_permutation(order))
    return [ops.reshape(found, sizes), None]
