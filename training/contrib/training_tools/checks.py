"""Values that are given on once they have been looked at: ranks, shapes, sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.tensor import Tensor


def _checked(value: Tensor, checks: Sequence[Any], name: str) -> Tensor:
    with get_default_graph().control_dependencies(checks):
        return ops.identity(value, name=name)


def check_multiple_of(value: Tensor, multiple_of: Any) -> Tensor:
    """An integer, which is a multiple of another, and not 0."""
    told = ops.string_join(
        [
            f"Tensor {value.name} should be a multiple of: ",
            ops.as_string(multiple_of),
            ", but saw value: ",
            ops.as_string(value),
            ". Consider setting pad=True.",
        ]
    )
    fits = ops.logical_and(ops.equal(ops.floormod(value, multiple_of), 0), ops.not_equal(value, 0))
    return _checked(value, [ops.Assert(fits, [told])], "multiple_of_checked")


def check_rank(value: Tensor, rank: int) -> Tensor:
    """A tensor of some rank. Raises ValueError where it is known that it is none."""
    told = ops.string_join([f"Rank of tensor {value.name} should be: ", ops.as_string(rank), ", shape received:"])
    checked = _checked(value, [ops.Assert(ops.equal(rank, ops.rank(value)), [told, ops.shape(value)])], "rank_checked")
    try:
        checked.set_shape(checked.get_shape().with_rank(rank))
    except ValueError as error:
        raise ValueError(f"Rank check failed for {value.name}: {error}") from error
    return checked


def check_shape_of(value: Tensor, other: Tensor) -> Tensor:
    """A tensor of the shape of another. Raises ValueError where it is known that it is of another."""
    expected: Any = ops.shape(other)
    known = constant_value(expected)
    sizes = None if known is None else [int(size) for size in known]
    if sizes is not None:
        value = check_rank(value, len(sizes))
        expected = sizes
    told = ops.string_join(
        [
            f"Shape of tensor {value.name} should be: ",
            ops.as_string(expected),
            ", shape received: ",
            ops.as_string(ops.shape(value)),
        ]
    )
    checked = _checked(value, [ops.Assert(ops.reduce_all(ops.equal(expected, ops.shape(value))), [told])], "shape_checked")
    if sizes is not None:
        try:
            checked.set_shape(checked.get_shape().merge_with(sizes))
        except ValueError as error:
            raise ValueError(f"Shape check failed for {value.name}: {error}") from error
    return checked


def check_sizes(value: Tensor, sizes: Sequence[Any], label: str) -> Tensor:
    """A tensor whose first dimensions are of these sizes. Raises ValueError where it is known that they are not."""
    shape = value.get_shape()
    if shape.ndims is not None:
        if shape.ndims < len(sizes):
            raise ValueError(f"{label}: rank of input is not greater than max(dimensions): {shape.ndims} vs. {len(sizes) - 1}")
        known = [size if not isinstance(size, Tensor) else old for size, old in zip(sizes, shape.as_list(), strict=False)]
        try:
            value.set_shape(shape.merge_with([*known, *shape.as_list()[len(sizes) :]]))
        except ValueError as error:
            raise ValueError(f"Dimensions check failed for {label}: {error}") from error
    checks = []
    for dimension, size in enumerate(sizes):
        told = ops.string_join(
            [
                f"Dimension {dimension} of tensor labeled {label} should be: ",
                ops.as_string(size),
                ", shape received: ",
                ops.as_string(ops.shape(value)),
            ]
        )
        checks.append(ops.Assert(ops.equal(size, ops.shape(value)[dimension]), [told]))
    return _checked(value, checks, f"dims_checked_{label}")
