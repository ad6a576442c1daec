"""Samples of the operations on rows as sets."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.sparse.set_operations import DENSE_AND_DENSE, DENSE_AND_SPARSE, SET_SIZE, SPARSE_AND_SPARSE

_rows = np.array([[3, 1, 1], [4, 5, 6]], np.int64)
_others = np.array([[1, 3], [6, 8]], np.int64)
_sparse = [np.array([[0, 0], [0, 1], [1, 1]], np.int64), np.array([1, 2, 5], np.int64), np.array([2, 2], np.int64)]

SAMPLES = [
    Sample("DenseToDenseSetOperation", lambda a, b: DENSE_AND_DENSE(a, b, set_operation="intersection"), [_rows, _others]),
    Sample("DenseToDenseSetOperation", lambda a, b: DENSE_AND_DENSE(a, b, set_operation="b-a"), [_rows, _others]),
    Sample(
        "DenseToSparseSetOperation",
        lambda a, *b: DENSE_AND_SPARSE(a, *b, set_operation="a-b"),
        [_rows, *_sparse],
        batched=[0],
    ),
    Sample(
        "SparseToSparseSetOperation",
        lambda *ab: SPARSE_AND_SPARSE(*ab, set_operation="union"),
        [*_sparse, *_sparse],
        batched=[1],
    ),
    Sample("SetSize", SET_SIZE, _sparse, batched=[1]),
    Sample("SetSize", lambda *parts: SET_SIZE(*parts, validate_indices=False), _sparse, batched=[1]),
    Sample(
        "DenseToDenseSetOperation",
        lambda a, b: DENSE_AND_DENSE(a, b, set_operation="union", validate_indices=False),
        [_rows, _others],
    ),
    Sample(
        "DenseToSparseSetOperation",
        lambda a, *b: DENSE_AND_SPARSE(a, *b, set_operation="union", validate_indices=False),
        [_rows, *_sparse],
        batched=[0],
    ),
    Sample(
        "SparseToSparseSetOperation",
        lambda *ab: SPARSE_AND_SPARSE(*ab, set_operation="a-b", validate_indices=False),
        [*_sparse, _sparse[0], np.array([1, 3, 5], np.int64), _sparse[2]],
        batched=[1],
    ),
]
