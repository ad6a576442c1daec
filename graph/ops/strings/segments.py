"""Strings joined by segments, and neighbouring ones joined: unsorted_segment_join, ngrams."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_scalar
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, merge_dim, with_rank, with_rank_at_least

# -- joined by segments --------------------------------------------------------------------------------------------------

UNSORTED_SEGMENT_JOIN = Op(
    "UnsortedSegmentJoin",
    "inputs: string, segment_ids: Tindices, num_segments: Tnumsegments -> output: string",
    "separator: string = '', Tindices: {int32, int64}, Tnumsegments: {int32, int64} = int32",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@UNSORTED_SEGMENT_JOIN.shape
def _join_shape(op: Operation) -> StaticShape:
    given, ids, count = op.inputs
    with_rank(count.static_shape, 0)
    segments = constant_scalar(count)
    if segments is not None and segments < 0:
        raise ValueError(f"Dimension size, given by scalar input 2, must be non-negative but is {segments}")
    if ids.static_shape is None or given.static_shape is None:
        return None
    shape = with_rank_at_least(given.static_shape, len(ids.static_shape)) or ()
    for size, other in zip(shape, ids.static_shape, strict=False):
        merge_dim(size, other)
    return (None if segments is None else int(segments), *shape[len(ids.static_shape) :])


@UNSORTED_SEGMENT_JOIN.kernel
def _segment_join(inputs: Any, segment_ids: Any, num_segments: Any, separator: str) -> Any:
    if np.size(num_segments) != 1:
        raise invalid("Number of segments should be a scalar")
    rank, shape = np.ndim(segment_ids), np.shape(inputs)
    if not rank:
        raise invalid("Segment_id cannot have rank 0")
    if rank > len(shape):
        raise invalid(f"Segment_id rank {rank} exceeds input rank {len(shape)}")
    for dimension, (size, other) in enumerate(zip(segment_ids.shape, shape, strict=False)):
        if size != other:
            raise invalid(f"Segment dimension is {size} while input dimension is {len(shape)} in rank {dimension}")
    count = int(np.ravel(num_segments)[0])
    if count < 0:
        raise invalid(f"Number of segments must be non-negative but got {count}")
    ids = segment_ids.reshape(-1)
    if ((ids < 0) | (ids >= count)).any():
        raise invalid("segment_ids are not allowed to exceed num_segments or to have negative values.")
    rest = shape[rank:]
    rows = np.asarray(inputs, object).reshape(len(ids), int(np.prod(rest)))
    result = np.empty((count, rows.shape[1]), object)
    for segment in range(count):
        members = rows[ids == segment]
        result[segment] = [_glued(column, separator.encode()) for column in members.T]
    return result.reshape(count, *rest)


def _glued(texts: Sequence[bytes], separator: bytes) -> bytes:
    """The texts joined; nothing stands before the first that is not empty."""
    result = b""
    for text in texts:
        result = result + separator + text if result else text
    return result


@export("strings.unsorted_segment_join")
def unsorted_segment_join(
    inputs: TensorLike, segment_ids: TensorLike, num_segments: TensorLike, separator: str = "", name: str | None = None
) -> Tensor:
    """The strings of each segment joined.

    Args:
      inputs: strings of any rank.
      segment_ids: int32 or int64, a shape that that of `inputs` begins with: the segment of each string (row).
      num_segments: how many segments there are, scalar.
      separator: text between the strings.

    Returns:
      strings [num_segments, ...]; empty where a segment has none.

    Raises:
      InvalidArgumentError: (when run) a segment is out of range.
      TypeError: not strings.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.strings.unsorted_segment_join(["a", "b", "c"], [1, 0, 1], 2, ":")).tolist()
      [b'b', b'a:c']
    """
    return UNSORTED_SEGMENT_JOIN(inputs, segment_ids, num_segments, separator=separator, name=name)


# -- neighbours joined ---------------------------------------------------------------------------------------------------

STRING_NGRAMS = Op(
    "StringNGrams",
    "data: string, data_splits: Tsplits -> ngrams: string, ngrams_splits: Tsplits",
    "separator: string, ngram_widths: list(int), left_pad: string, right_pad: string, pad_width: int, "
    "preserve_short_sequences: bool, Tsplits: {int32, int64} = int64",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@STRING_NGRAMS.shape
def _ngram_shapes(op: Operation) -> list[StaticShape]:
    with_rank(op.inputs[0].static_shape, 1)
    return [(None,), with_rank(op.inputs[1].static_shape, 1)]


@STRING_NGRAMS.kernel
def _string_ngrams(
    data: Any,
    data_splits: Any,
    separator: str,
    ngram_widths: Sequence[int],
    left_pad: str,
    right_pad: str,
    pad_width: int,
    preserve_short_sequences: bool,
) -> tuple:
    texts, splits = data.tolist(), data_splits.tolist()
    for split in splits:
        if not 0 <= split <= len(texts):
            raise invalid(f"Invalid split value {split}, must be in [0,{len(texts)}]")
    if not splits:
        return np.array([b""], object), data_splits.copy()
    glue, before, behind = separator.encode(), left_pad.encode(), right_pad.encode()
    found: list[bytes] = []
    ends = [0]
    for start, end in itertools.pairwise(splits):
        row = texts[start:end]
        mine: list[bytes] = []
        for width in ngram_widths:
            padding = width - 1 if pad_width < 0 else min(pad_width, width - 1)
            padded = [before] * padding + row + [behind] * padding
            mine += (glue.join(padded[k : k + width]) for k in range(len(padded) - width + 1))
        if preserve_short_sequences and row and not mine:
            padding = max(pad_width, 0)
            mine.append(glue.join([before] * padding + row + [behind] * padding))
        found += mine
        ends.append(len(found))
    result = np.empty(len(found), object)
    result[:] = found
    return result, np.array(ends, data_splits.dtype)


@export("strings.ngrams")
def ngrams(
    data: TensorLike,
    ngram_width: int | Sequence[int],
    separator: str = " ",
    pad_values: str | tuple[str, str] | None = None,
    padding_width: int | None = None,
    preserve_short_sequences: bool = False,
    name: str | None = None,
) -> Tensor:
    """Neighbouring strings joined, along the last axis.

    Args:
      data: strings of known rank, at least 1.
      ngram_width: how many are joined; several numbers for several widths, one after the other.
      separator: text between the strings.
      pad_values: a text that stands before the first and behind the last string, or two; None: nothing does.
      padding_width: how often it stands there at most; one less than the width by default.
      preserve_short_sequences: whether rows that are shorter than every width give one string of all they have.

    Returns:
      strings: the shape of `data` with another size of the last axis.

    Raises:
      TypeError: `pad_values` is no text. ValueError: a width or `padding_width` less than 1, an unknown rank, or 0.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.strings.ngrams(["a", "b", "c"], 2)).tolist()
      [b'a b', b'b c']
    """
    with name_scope(name, "StringNGrams", [data]):
        pads = list(pad_values) if isinstance(pad_values, (list, tuple)) else [pad_values, pad_values]
        if pad_values is None:
            pads = ["", ""]
        if not all(isinstance(pad, (str, bytes)) for pad in pads[:2]):
            raise TypeError("pad_values must be a string, tuple of strings, or None.")
        if padding_width is not None and padding_width < 1:
            raise ValueError("padding_width must be greater than 0.")
        if padding_width is not None and pad_values is None:
            raise ValueError("pad_values must be provided if padding_width is set.")
        texts = convert_to_tensor(data, dtypes.string, name="data")
        if texts.static_shape is None:
            raise ValueError("Rank of data must be known.")
        if texts.static_shape == ():
            raise ValueError("Data must have rank>0")
        widths: list[Any] = list(ngram_width) if isinstance(ngram_width, (list, tuple)) else [ngram_width]
        if any(width < 1 for width in widths):
            raise ValueError(f"All ngram_widths must be greater than 0. Got {ngram_width}")
        sizes = ops.shape(texts, out_type=dtypes.int64)
        rows, length = ops.reduce_prod(sizes[:-1]), sizes[-1]
        found, _ = STRING_NGRAMS(
            ops.reshape(texts, [-1]),
            ops.range(rows + 1) * length,
            separator=separator,
            ngram_widths=widths,
            left_pad=pads[0],
            right_pad=pads[1],
            pad_width=0 if pad_values is None else -1 if padding_width is None else padding_width,
            preserve_short_sequences=preserve_short_sequences,
        )
        if len(texts.static_shape) == 1:
            return found
        return ops.reshape(found, ops.concat([ops.shape(texts)[:-1], [-1]], axis=0))
