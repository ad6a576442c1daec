"""Sparse tensors as values of elements: several made one, and one taken apart."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from headrace.graph.ops.sparse.sparse_tensor import SparseTensorValue
from headrace.graph.types.errors import invalid


def batched(values: Sequence[SparseTensorValue]) -> SparseTensorValue:
    """One sparse tensor of several, with a dimension for them before all others; as large as the largest.

    Raises:
      InvalidArgumentError: their ranks differ.
    """
    shapes = [np.asarray(value.dense_shape) for value in values]
    if any(len(shape) != len(shapes[0]) for shape in shapes):
        ranks = ", ".join(str(len(shape)) for shape in shapes)
        raise invalid(f"Inconsistent rank across SparseTensors: {ranks}")
    numbers = np.arange(len(values), dtype=np.int64).repeat([len(value.values) for value in values])
    indices = np.concatenate([np.asarray(value.indices).reshape(-1, len(shapes[0])) for value in values])
    shape = np.concatenate(([len(values)], np.max(shapes, axis=0))).astype(np.int64)
    return SparseTensorValue(
        np.column_stack((numbers, indices)), np.concatenate([np.asarray(value.values) for value in values]), shape
    )


def unbatched(value: SparseTensorValue) -> list[SparseTensorValue]:
    """The slices of a sparse tensor along its first dimension."""
    indices, values, shape = (np.asarray(part) for part in value)
    bounds = np.searchsorted(indices[:, 0], np.arange(int(shape[0]) + 1)).tolist()
    return [
        SparseTensorValue(indices[first:after, 1:], values[first:after], shape[1:])
        for first, after in itertools.pairwise(bounds)
    ]
