"""gather_tree: the ways of a beam search, followed back from their ends."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, merge, merge_dim, with_rank

GATHER_TREE = Op(
    "GatherTree",
    "step_ids: T, parent_ids: T, max_sequence_lengths: int32, end_token: T -> beams: T",
    T=(dtypes.int32,),
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@GATHER_TREE.shape
def _gather_tree_shape(op: Operation) -> StaticShape:
    steps, parents, lengths, end = (tensor.static_shape for tensor in op.inputs)
    time, batch, beams = merge(with_rank(steps, 3), with_rank(parents, 3))  # type: ignore[misc]
    with_rank(end, 0)
    return time, merge_dim(batch, with_rank(lengths, 1)[0]), beams


@GATHER_TREE.kernel
def _gather_tree(step_ids: np.ndarray, parent_ids: np.ndarray, max_sequence_lengths: np.ndarray, end_token: Any) -> np.ndarray:
    _check_shapes(step_ids, parent_ids, max_sequence_lengths, end_token)
    time, batch, beams = step_ids.shape
    found = np.full_like(step_ids, end_token)
    lengths = np.minimum(max_sequence_lengths, time)
    row = np.arange(batch)[:, None]
    beam = np.tile(np.arange(beams, dtype=np.int64), (batch, 1))
    for step in range(int(lengths.max(initial=0)) - 1, -1, -1):
        running = step < lengths
        outside = running[:, None] & ((beam < 0) | (beam >= beams))
        if outside.any():
            where, k = (int(index) for index in np.argwhere(outside)[0])
            raise invalid(f"Saw invalid parent id {beam[where, k]} at (batch, time, beam) == ({where}, {step}, {k})")
        beam = np.where(running[:, None], beam, 0)
        found[step, running] = step_ids[step, row, beam][running]
        before = parent_ids[step, row, beam]
        beam = np.where(running[:, None], before, np.arange(beams))
    is_end = found == end_token
    is_over = np.cumsum(is_end, axis=0) - is_end > 0  # an end came before
    return np.where(is_over, np.asarray(end_token, found.dtype), found)


def _check_shapes(step_ids: np.ndarray, parent_ids: np.ndarray, lengths: np.ndarray, end_token: Any) -> None:
    if step_ids.ndim != 3:
        raise invalid(f"step_ids must be a 3-tensor, saw shape: {bracket(step_ids.shape)}")
    if np.ndim(end_token) != 0:
        raise invalid(f"end_token must be a scalar, saw shape: {bracket(np.shape(end_token))}")
    if lengths.ndim != 1:
        raise invalid(f"max_sequence_lengths must be a vector, saw shape: {bracket(lengths.shape)}")
    if step_ids.shape != parent_ids.shape:
        shapes = f"{bracket(step_ids.shape)} and {bracket(parent_ids.shape)}"
        raise invalid(f"step_ids.shape must match parent_ids.shape.  but shapes are: {shapes}")
    if step_ids.shape[1] != lengths.shape[0]:
        shapes = f"{bracket(step_ids.shape)} and {bracket(lengths.shape)}"
        raise invalid(
            "batch size dimensions step_ids.shape[1] and max_sequence_lengths.shape[0] must match.  but shapes are: " + shapes
        )


@export("contrib.seq2seq.gather_tree")
def gather_tree(
    step_ids: Any, parent_ids: Any, max_sequence_lengths: Any, end_token: TensorLike, name: str | None = None
) -> Tensor:
    """The whole sequences that a beam search has found.

    Args:
      step_ids: int32 [time, batch, beam], what each beam took in each step.
      parent_ids: the same shape, from which beam of the step before it came.
      max_sequence_lengths: int32 [batch]; what lies behind is `end_token`.
      end_token: int32 scalar; behind the first of them all are.

    Returns:
      int32 [time, batch, beam], the sequence that ends in each beam.

    Raises:
      InvalidArgumentError: (when run) shapes that do not go together, or a parent that is no beam.
    """
    return GATHER_TREE(step_ids, parent_ids, max_sequence_lengths, end_token, name=name)
