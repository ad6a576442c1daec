"""Tensors with an axis of beams: repeated for them, gathered along them, put in their order."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.static_values import constant_value
from headrace.graph.core.structures import flat
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sequences.gather_tree import gather_tree
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.types.likes import TensorLike
from headrace.graph.types.shapes import TensorShape

from ...rnn.nesting import mapped


def known_size(size: Any) -> int | None:
    """A size as an int where it is known."""
    value = constant_value(size) if isinstance(size, Tensor) else size
    return None if value is None else int(value)


@export("contrib.seq2seq.tile_batch")
def tile_batch(t: TensorLike, multiplier: int, name: str | None = None) -> Any:
    """Each element of a batch several times, one after the other.

    Args:
      t: [batch, ...], or a structure of such tensors.
      multiplier: how many times.

    Returns:
      [batch * multiplier, ...].

    Raises:
      ValueError: a tensor of unknown rank, or a scalar.
    """
    leaves = flat(t)
    with name_scope(name, "tile_batch", [*leaves, multiplier]):
        return mapped(lambda one: _tiled(one, multiplier), t)


def _tiled(t: Any, multiplier: int) -> Tensor:
    t = convert_to_tensor(t, name="t")
    shape = ops.shape(t)
    if not t.shape.rank:
        raise ValueError("t must have statically known rank")
    tiling = [1, multiplier, *[1] * (t.shape.rank - 1)]
    known = t.shape[0].value
    tiled = ops.tile(ops.expand_dims(t, 1), tiling)
    tiled = ops.reshape(tiled, ops.concat(([shape[0] * multiplier], shape[1:]), 0))
    tiled.set_shape(TensorShape([None if known is None else known * multiplier]).concatenate(t.shape[1:]))
    return tiled


@export("contrib.seq2seq.python.ops.beam_search_decoder._check_ndims")
def check_known_rank(t: Tensor) -> None:
    """Check that the rank of a tensor is known.

    Args:
      t: the tensor.

    Raises:
      ValueError: it is not.
    """
    if t.shape.rank is None:
        raise ValueError(f"Expected tensor ({t}) to have known rank, but ndims == None.")


@export("contrib.seq2seq.python.ops.beam_search_decoder.gather_tree_from_array")
def gather_tree_from_array(t: TensorLike, parent_ids: Any, sequence_length: TensorLike) -> Tensor:
    """What was noted in each step for each beam, in the order of the beams in which the search has ended.

    Args:
      t: [time, batch * beams, ...] or [time, batch, beams, ...].
      parent_ids: int32 [time, batch, beams].
      sequence_length: int32 or int64 [batch, beams].

    Returns:
      the shape of `t`.
    """
    time, batch, beams = (parent_ids.shape[axis].value or ops.shape(parent_ids)[axis] for axis in range(3))
    own = ops.expand_dims(ops.expand_dims(ops.range(beams), 0), 0)
    own = ops.tile(own, [time, batch, 1])
    lengths = ops.cast(ops.reduce_max(sequence_length, axis=1), dtypes.int32)
    found = gather_tree(own, parent_ids, lengths, end_token=beams + 1)
    runs = ops.transpose(ops.sequence_mask(sequence_length, maxlen=time), perm=[2, 0, 1])
    found = ops.where(runs, found, own)
    times = ops.tile(ops.reshape(ops.range(time), [-1, 1, 1]), [1, batch, beams])
    elements = ops.tile(ops.reshape(ops.range(batch), [-1, 1, 1]), [1, time, beams])
    elements = ops.transpose(elements, perm=[1, 0, 2])
    indices = ops.stack([times, elements, found], -1)
    shape = ops.shape(t)
    split = ops.reshape(t, [time, batch, beams, -1])
    return ops.reshape(ops.gather_nd(split, indices), shape)


def are_elements_of_beams(shape: TensorShape, batch_size: int | None, beam_width: int) -> bool:
    """Whether elements of a TensorArray may be [batch, beams, ...] or that with the first two axes joined; warns if not."""
    first, second = (*shape.as_list(), None)[:2]
    if batch_size is None or first is None:
        return True
    # As in TensorFlow: of shapes that are known in full only that of a vector passes.
    if first == batch_size * beam_width and (second is None or (first == batch_size and second == beam_width)):
        return True
    logging.warn(
        f"TensorArray reordering expects elements to be reshapable to {TensorShape([batch_size, beam_width, None])} which is "
        f"incompatible with the current shape {shape}. Consider setting reorder_tensor_arrays to False to disable TensorArray "
        "reordering during the beam search."
    )
    return False


def check_beams(t: Tensor, batch_size: Any, beam_width: int) -> Any:
    """Checks that [time, ...] has batch and beams behind time, joined or not."""
    shape = ops.shape(t)
    is_right = ops.equal(shape[1], batch_size * beam_width)
    if t.shape.rank != 2:
        is_split = ops.logical_and(ops.equal(shape[1], batch_size), ops.equal(shape[2], beam_width))
        is_right = ops.logical_or(is_right, is_split)
    return ops.Assert(
        is_right,
        [
            "TensorArray reordering expects elements to be reshapable to [batch_size, beam_size, -1] which is incompatible "
            f"with the dynamic shape of {t.name} elements. Consider setting reorder_tensor_arrays to False to disable "
            "TensorArray reordering during the beam search."
        ],
    )


@export("contrib.seq2seq.python.ops.beam_search_decoder._tensor_gather_helper")
def _tensor_gather_helper(
    gather_indices: Any, gather_from: Any, batch_size: Any, range_size: Any, gather_shape: Any, name: str | None = None
) -> Tensor:
    """For each element of the batch, what lies at its indices.

    Args:
      gather_indices: int32 [batch, beams].
      gather_from: [batch, ...].
      batch_size: an int or an int32 scalar.
      range_size: how many things each element of the batch has to choose from.
      gather_shape: in which `gather_from` is a list of all of them.

    Returns:
      in the shape of `gather_from`.
    """
    with name_scope(name, "tensor_gather_helper"):
        starts = ops.expand_dims(ops.range(batch_size) * range_size, 1)
        indices = ops.reshape(gather_indices + starts, [-1])
        output = ops.gather(ops.reshape(gather_from, gather_shape), indices)
        shape = ops.shape(gather_from)[: 1 + len(gather_shape)]
        known = TensorShape([known_size(batch_size)]).concatenate(gather_from.shape[1 : 1 + len(gather_shape)])
        output = ops.reshape(output, shape, name="output")
        output.set_shape(known)
        return output


@export("contrib.seq2seq.python.ops.beam_search_decoder._maybe_tensor_gather_helper")
@documented_by(_tensor_gather_helper)
def _maybe_tensor_gather_helper(
    gather_indices: Any, gather_from: Any, batch_size: Any, range_size: Any, gather_shape: Any
) -> Any:
    """`_tensor_gather_helper`; TensorArrays, and tensors without an axis of beams, as they are.

    Raises:
      ValueError: the rank of `gather_from` is not known.
    """
    if isinstance(gather_from, TensorArray):
        return gather_from
    check_known_rank(gather_from)
    if gather_from.shape.rank < len(gather_shape):
        return gather_from
    return _tensor_gather_helper(gather_indices, gather_from, batch_size, range_size, gather_shape)
