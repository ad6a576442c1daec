"""Sequences of different lengths: sequence_mask, reverse_sequence; and meshgrid."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import StaticShape, merge_dim, with_rank
from ..math.cast import CAST
from .fill import RANGE

REVERSE_SEQUENCE = Op(
    "ReverseSequence",
    "input: T, seq_lengths: Tlen -> output: T",
    "seq_dim: int, batch_dim: int = 0, Tlen: {int32, int64} = int64",
    traits=PURE,
    batch=PER_RECORD,
)


@REVERSE_SEQUENCE.shape
def _reverse_sequence_shape(op: Operation) -> StaticShape:
    given, (rows,) = op.inputs[0].static_shape, with_rank(op.inputs[1].static_shape, 1)
    if given is None:
        return None
    for name in ("batch_dim", "seq_dim"):
        if (axis := op.get_attr(name)) >= len(given):
            raise ValueError(f"{name} must be < input rank: {axis} vs. {len(given)}")
    axis = op.get_attr("batch_dim")
    return (*given[:axis], merge_dim(given[axis], rows), *given[axis + 1 :])


@REVERSE_SEQUENCE.kernel
def _reverse_sequence(input: np.ndarray, seq_lengths: np.ndarray, seq_dim: int, batch_dim: int) -> np.ndarray:
    steps, rows = input.shape[seq_dim], input.shape[batch_dim]
    if seq_lengths.shape != (rows,):
        raise invalid(f"Length of seq_lengths != input.dims({batch_dim}), ({seq_lengths.size} vs. {rows})")
    for row, length in enumerate(seq_lengths.tolist()):
        if length < 0:
            raise invalid(f"seq_lens({row}) < 0")
        if length > steps:
            raise invalid(f"seq_lens({row}) > input.dims({seq_dim})")
    step = np.arange(steps)
    order = np.where(step < seq_lengths[:, None], seq_lengths[:, None] - 1 - step, step)
    moved = np.moveaxis(input, (batch_dim, seq_dim), (0, 1))
    found = moved[np.arange(rows)[:, None], order]
    return np.ascontiguousarray(np.moveaxis(found, (0, 1), (batch_dim, seq_dim)))


@REVERSE_SEQUENCE.gradient
def _reverse_sequence_gradient(op: Operation, dy: Any) -> list:
    places = {name: op.get_attr(name) for name in ("seq_dim", "batch_dim")}
    return [REVERSE_SEQUENCE(dy, op.inputs[1], **places), None]


@export("reverse_sequence")
def reverse_sequence(
    input: TensorLike,
    seq_lengths: TensorLike,
    seq_axis: int | None = None,
    batch_axis: int | None = None,
    name: str | None = None,
    seq_dim: int | None = None,
    batch_dim: int | None = None,
) -> Tensor:
    """Each row's first `seq_lengths[i]` steps in reversed order.

    Args:
      input: tensor with an axis of rows (`batch_axis`, 0) and an axis of steps (`seq_axis`).
      seq_lengths: int32 or int64 [rows], each in [0, steps].
    """
    steps = renamed("seq_axis", seq_axis, "seq_dim", seq_dim, "1.0")
    rows = renamed("batch_axis", batch_axis, "batch_dim", batch_dim, "1.0")
    return REVERSE_SEQUENCE(input, seq_lengths, seq_dim=steps, batch_dim=0 if rows is None else rows, name=name)


@export("sequence_mask")
def sequence_mask(
    lengths: TensorLike, maxlen: TensorLike | None = None, dtype: DTypeLike = dtypes.bool_, name: str | None = None
) -> Tensor:
    """True for the first `lengths[i]` of `maxlen` places.

    Args:
      lengths: integer tensor of shape `s`.
      maxlen: scalar; the greatest of the lengths by default.
      dtype: of the result.

    Returns:
      shape `s + [maxlen]`.

    Raises:
      ValueError: `maxlen` is no scalar.
    """
    with name_scope(name, "SequenceMask", [lengths, maxlen]):
        lengths = convert_to_tensor(lengths)
        if maxlen is None:
            kind = lengths.dtype.base_dtype
            rank = lengths.static_shape
            axes = None if rank is None else constant(np.arange(len(rank), dtype=np.int32))
            longest = ops.reduce_max(lengths, axes)
            maxlen = ops.maximum(constant(0, kind), longest)
        else:
            maxlen = convert_to_tensor(maxlen)
        if maxlen.static_shape is not None and len(maxlen.static_shape) != 0:
            raise ValueError("maxlen must be scalar for sequence_mask")
        kind = maxlen.dtype.base_dtype
        places = RANGE(constant(0, kind), maxlen, constant(1, kind))
        column = CAST(ops.expand_dims(lengths, -1), DstT=kind)
        mask = ops.less(places, column)
        return mask if dtypes.as_dtype(dtype) is dtypes.bool_ else ops.cast(mask, dtype)


@export("meshgrid")
def meshgrid(*args: Any, indexing: str = "xy", name: str = "meshgrid") -> list[Tensor]:
    """N vectors as N tensors of rank N: the coordinates of all points of their grid.

    Args:
      indexing: "xy" (the first two axes exchanged, as for images) or "ij".

    Raises:
      ValueError: another `indexing`.
    """
    if indexing not in ("xy", "ij"):
        raise ValueError("indexing parameter must be either 'xy' or 'ij'")
    with name_scope(name, "meshgrid", args):
        rank = len(args)
        if not rank:
            return []
        places = list(range(rank))
        if indexing == "xy" and rank > 1:
            places[0], places[1] = 1, 0
        vectors = [convert_to_tensor(arg) for arg in args]
        columns = [
            ops.reshape(vector, [-1 if axis == place else 1 for axis in range(rank)])
            for vector, place in zip(vectors, places, strict=True)
        ]
        sizes = [ops.size(vector) for vector in vectors]
        grid = ops.ones([sizes[places.index(axis)] for axis in range(rank)], vectors[0].dtype.base_dtype)
        return [ops.multiply(column, grid, name="mul") for column in columns]
