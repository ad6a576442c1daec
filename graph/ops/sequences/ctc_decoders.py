"""CTC decoders: from what stands at each step to sequences of labels.

Source of names, rules and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from ...types.errors import FailedPreconditionError, OpError, invalid
from ...types.likes import TensorLike
from ...types.static_shapes import Dim, StaticShape, merge_dim, with_rank
from ..sparse.sparse_tensor import SparseTensor
from .ctc_beams import best_sequences

FLOATS = {dtypes.float32, dtypes.float64}

GREEDY_DECODER = Op(
    "CTCGreedyDecoder",
    "inputs: T, sequence_length: int32 -> decoded_indices: int64, decoded_values: int64, decoded_shape: int64, "
    "log_probability: T",
    "merge_repeated: bool = false",
    traits=PURE,
    T=FLOATS,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)

BEAM_SEARCH_DECODER = Op(
    "CTCBeamSearchDecoder",
    "inputs: T, sequence_length: int32 -> decoded_indices: top_paths * int64, decoded_values: top_paths * int64, "
    "decoded_shape: top_paths * int64, log_probability: T",
    "beam_width: int >= 1, top_paths: int >= 1, merge_repeated: bool = true",
    traits=PURE,
    T=FLOATS,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


def batch_of(inputs: Tensor, sequence_length: Tensor) -> Dim:
    """How many sequences there are, as far as that is known. Raises ValueError for impossible shapes."""
    logits, lengths = with_rank(inputs.static_shape, 3), with_rank(sequence_length.static_shape, 1)
    return merge_dim(logits[1], lengths[0])


def check_lengths(inputs: np.ndarray, sequence_length: np.ndarray, kind: Callable[[None, None, str], OpError]) -> None:
    """Raises InvalidArgumentError for inputs of another rank, `kind` for lengths that do not go with them."""
    if inputs.ndim != 3:
        raise invalid("inputs is not a 3-Tensor")
    steps, batch, _ = inputs.shape
    if sequence_length.ndim != 1:
        raise invalid("sequence_length is not a vector")
    if len(sequence_length) != batch:
        told = f"len(sequence_length) != batch_size.  len(sequence_length):  {len(sequence_length)} batch_size: {batch}"
        raise kind(None, None, told)
    for place, length in enumerate(sequence_length.tolist()):
        if length > steps:
            raise kind(None, None, f"sequence_length({place}) <= {steps}")


def _check_not_empty(inputs: np.ndarray) -> None:
    if not inputs.size:
        raise invalid("inputs must not be empty")


@GREEDY_DECODER.shape
def _greedy_shapes(op: Operation) -> list[StaticShape]:
    return [(None, 2), (None,), (2,), (batch_of(*op.inputs), 1)]


@GREEDY_DECODER.kernel
def _greedy(inputs: Any, sequence_length: Any, merge_repeated: bool) -> tuple:
    _check_not_empty(inputs)
    check_lengths(inputs, sequence_length, FailedPreconditionError)
    steps, batch, classes = inputs.shape
    # The first of the largest; what is not a number is larger than nothing, and smaller than nothing.
    seen = np.where(np.isnan(inputs[:, :, 0]), 0, np.where(np.isnan(inputs), -np.inf, inputs).argmax(axis=2))
    inside = np.arange(steps)[:, None] < sequence_length
    kept = inside & (seen != classes - 1)
    if merge_repeated:
        kept[1:] &= seen[1:] != seen[:-1]
    largest = np.take_along_axis(inputs, seen[:, :, None], axis=2)[:, :, 0]
    chances = 0 - np.where(inside, largest, 0).sum(axis=0, dtype=inputs.dtype)[:, None]
    return (*_as_sparse([seen[kept[:, place], place].tolist() for place in range(batch)]), chances)


@BEAM_SEARCH_DECODER.shape
def _beam_shapes(op: Operation) -> list[StaticShape]:
    paths = op.get_attr("top_paths")
    return [*[(None, 2)] * paths, *[(None,)] * paths, *[(2,)] * paths, (batch_of(*op.inputs), paths)]


@BEAM_SEARCH_DECODER.kernel
def _beam_search(inputs: Any, sequence_length: Any, beam_width: int, top_paths: int, merge_repeated: bool) -> tuple:
    _check_not_empty(inputs)
    check_lengths(inputs, sequence_length, FailedPreconditionError)
    if top_paths > beam_width:
        raise invalid("requested more paths than the beam width.")
    batch = inputs.shape[1]
    paths: list[list[list[int]]] = [[] for _ in range(top_paths)]
    chances = np.empty((batch, top_paths), inputs.dtype)
    for place, length in enumerate(sequence_length.tolist()):
        found, logs = best_sequences(inputs[: max(length, 0), place], beam_width, merge_repeated)
        if len(found) < top_paths:
            raise invalid("Less leaves in the beam search than requested.")
        chances[place] = logs[:top_paths]
        for path, sequence in zip(paths, found, strict=False):
            path.append(sequence)
    parts = zip(*map(_as_sparse, paths), strict=True)
    return (*[array for arrays in parts for array in arrays], chances)


def _as_sparse(sequences: Sequence[list[int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Indices, values and shape of sequences, one a row."""
    lengths = [len(sequence) for sequence in sequences]
    indices = [(row, place) for row, length in enumerate(lengths) for place in range(length)]
    values = [label for sequence in sequences for label in sequence]
    return (
        np.array(indices, np.int64).reshape(-1, 2),
        np.array(values, np.int64),
        np.array([len(sequences), max(lengths, default=0)], np.int64),
    )


@export("nn.ctc_greedy_decoder")
def ctc_greedy_decoder(
    inputs: TensorLike, sequence_length: TensorLike, merge_repeated: bool = True
) -> tuple[list[SparseTensor], Tensor]:
    """The sequences of what is largest at each step, without the blanks.

    Args:
      inputs: floats [steps, batch, classes]; the last class is the blank.
      sequence_length: int32 [batch], how many steps each sequence has.
      merge_repeated: labels that follow each other without a blank are one.

    Returns:
      a list of one SparseTensor, int64 [batch, longest]; and [batch, 1], the negative sum of what is largest.

    Raises:
      TypeError: other dtypes.
      ValueError: static shapes that do not fit.
      InvalidArgumentError: (when run) shapes that do not fit, or empty `inputs`.
    """
    *parts, chances = GREEDY_DECODER(inputs, sequence_length, merge_repeated=merge_repeated)
    return [SparseTensor(*parts)], chances


@export("nn.ctc_beam_search_decoder")
def ctc_beam_search_decoder(
    inputs: TensorLike, sequence_length: TensorLike, beam_width: int = 100, top_paths: int = 1, merge_repeated: bool = True
) -> tuple[list[SparseTensor], Tensor]:
    """The most likely sequences of labels, as far as a search with some beams finds them.

    Args:
      inputs: logits, floats [steps, batch, classes]; the last class is the blank.
      sequence_length: int32 [batch], how many steps each sequence has.
      beam_width: how many beginnings of sequences are kept at each step.
      top_paths: how many sequences are given; at most `beam_width`.
      merge_repeated: leave out labels of a sequence that follow the same label.

    Returns:
      a list of `top_paths` SparseTensors, int64 [batch, longest], the most likely first; and the logarithms of how likely they
      are, [batch, top_paths].

    Raises:
      TypeError: other dtypes.
      ValueError: static shapes that do not fit.
      InvalidArgumentError: (when run) shapes that do not fit, or empty `inputs`.
      InvalidArgumentError: (when run) more paths than the beam width, or than were found.
    """
    *parts, chances = BEAM_SEARCH_DECODER(
        inputs, sequence_length, beam_width=beam_width, top_paths=top_paths, merge_repeated=merge_repeated
    )
    return [SparseTensor(*parts[path::top_paths]) for path in range(top_paths)], chances


@export("nn.ctc_beam_search_decoder_v2")
def ctc_beam_search_decoder_v2(
    inputs: TensorLike, sequence_length: TensorLike, beam_width: int = 100, top_paths: int = 1
) -> tuple[list[SparseTensor], Tensor]:
    """`ctc_beam_search_decoder` that gives labels as often as they were found.

    Args:
      inputs: logits, floats [steps, batch, classes]; the last class is the blank.
      sequence_length: int32 [batch], how many steps each sequence has.
      beam_width: how many beginnings of sequences are kept at each step.
      top_paths: how many sequences are given; at most `beam_width`.

    Returns:
      a list of `top_paths` SparseTensors, int64 [batch, longest], the most likely first; and the logarithms of how likely they
      are, [batch, top_paths].

    Raises:
      TypeError, ValueError, InvalidArgumentError: as `ctc_beam_search_decoder`.
    """
    return ctc_beam_search_decoder(inputs, sequence_length, beam_width, top_paths, merge_repeated=False)
