"""SequenceExamples as one batch: what each of them holds, stacked, and padded where they differ in length.

Source: tf.io.parse_sequence_example, TensorFlow 2.21.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from . import SparseVectors
from .sequence import SequenceExampleParser, SequenceValues
from .specs import numpy_dtype


class SequenceBatch(NamedTuple):
    """What n SequenceExamples hold, each list in the order of the parser's specs.

    Attributes:
      context_dense: arrays [n, *shape].
      context_sparse: sparse matrices [n, longest].
      list_dense: arrays [n, most steps, *shape], filled up with zeros or empty strings.
      list_lengths: int64 arrays [n], the steps of each.
      list_sparse: sparse tensors [n, most steps, longest step].
    """

    context_dense: list[np.ndarray]
    context_sparse: list[SparseVectors]
    list_dense: list[np.ndarray]
    list_lengths: list[np.ndarray]
    list_sparse: list[SparseVectors]


def batch_of(parser: SequenceExampleParser, records: Sequence[SequenceValues]) -> SequenceBatch:
    """The batch of n records that `parser` has parsed."""
    context_dense = []
    for number, spec in enumerate(parser.context_dense):
        stacked = np.empty((len(records), *spec.shape), numpy_dtype(spec.dtype))
        for row, record in enumerate(records):
            stacked[row, ...] = record.context_dense[number]  # without the dots a text would stay an array
        context_dense.append(stacked)
    lists = [[record.list_dense[number] for record in records] for number in range(len(parser.list_dense))]
    lengths = [np.array([len(steps) for steps in one], np.int64) for one in lists]
    padded = []
    for spec, one, counts in zip(parser.list_dense, lists, lengths, strict=True):
        longest = int(counts.max(initial=0))
        stacked = np.full((len(one), longest, *spec.shape), b"" if spec.dtype == "string" else 0, numpy_dtype(spec.dtype))
        for row, steps in enumerate(one):
            stacked[row, : len(steps)] = steps
        padded.append(stacked)
    return SequenceBatch(
        context_dense,
        [
            _stacked([_vector(record.context_sparse[number]) for record in records], spec.dtype, 1)
            for number, spec in enumerate(parser.context_sparse)
        ],
        padded,
        lengths,
        [
            _stacked([record.list_sparse[number] for record in records], spec.dtype, 2)
            for number, spec in enumerate(parser.list_sparse)
        ],
    )


def _vector(values: np.ndarray) -> SparseVectors:
    return SparseVectors(np.arange(len(values))[:, None], values, (len(values),))


def _stacked(parts: Sequence[SparseVectors], dtype: str, rank: int) -> SparseVectors:
    """Sparse tensors of `rank` axes along a new first one."""
    rows = np.repeat(np.arange(len(parts)), [len(part.values) for part in parts])
    indices = np.concatenate([np.empty((0, rank), np.int64), *(part.indices for part in parts)])
    values = np.concatenate([np.empty(0, numpy_dtype(dtype)), *(part.values for part in parts)])
    sizes = np.max([[0] * rank, *(part.dense_shape for part in parts)], axis=0)
    return SparseVectors(np.concatenate([rows[:, None], indices], axis=1), values, (len(parts), *sizes.tolist()))
