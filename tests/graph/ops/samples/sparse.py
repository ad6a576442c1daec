"""Samples of the operations on sparse tensors, and on rows as sets."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.math.rounding import BUCKETIZE
from headrace.graph.ops.sparse.cross import FEATURE_CROSS, FEATURE_CROSS_V2, SPARSE_CROSS
from headrace.graph.ops.sparse.joining import SPARSE_CONCAT
from headrace.graph.ops.sparse.reshaping import (
    SPARSE_RESHAPE,
    SPARSE_SLICE,
    SPARSE_SLICE_GRAD,
)
from headrace.graph.ops.sparse.rows import FILL_EMPTY_ROWS, FILL_EMPTY_ROWS_GRAD
from headrace.graph.ops.sparse.set_operations import DENSE_AND_DENSE, DENSE_AND_SPARSE, SET_SIZE, SPARSE_AND_SPARSE
from headrace.graph.types import dtypes

_places = np.array([[0, 1], [2, 0], [2, 3]], np.int64)
_unordered = np.array([[2, 0], [0, 1], [2, 3]], np.int64)
_values = np.array([0.5, -1.25, 3.0])
_shape = np.array([4, 4], np.int64)
_texts = np.array(["a", "", "çé"])
_numbers = np.array([3, -4, 5], np.int64)
_first = [np.array([[0, 0], [1, 0], [1, 1]], np.int64), _texts, np.array([2, 2], np.int64)]
_second = [np.array([[0, 0], [0, 1], [1, 0]], np.int64), _numbers, np.array([2, 3], np.int64)]
_dense = np.array([["x", "yz"], ["w", ""]])

_rows = np.array([[3, 1, 1], [4, 5, 6]], np.int64)
_others = np.array([[1, 3], [6, 8]], np.int64)
_sparse = [np.array([[0, 0], [0, 1], [1, 1]], np.int64), np.array([1, 2, 5], np.int64), np.array([2, 2], np.int64)]


def _crossed(*parts, count, op=SPARSE_CROSS, **attributes):
    indices, values, shapes = (list(parts[k : 3 * count : 3]) for k in range(3))
    hashed = attributes["hashed_output"]
    kind = dtypes.int64 if hashed else dtypes.string
    return op(
        indices, values, shapes, list(parts[3 * count :]), **{"out_type": kind, "internal_type": dtypes.int64, **attributes}
    )


def _feature_crosses(op, keys, expected):
    """Samples of an op of tf.contrib.layers, which TensorFlow 2 has not: what 1.15.5 made of them."""
    asked = [
        ([*_first, *_second, _dense], {"count": 2, "hashed_output": True, "num_buckets": 1000}),
        ([*_second, np.array([[5], [-6]], np.int64)], {"count": 1, "hashed_output": True, "num_buckets": 0}),
        ([*_first, _dense], {"count": 1, "hashed_output": False, "num_buckets": 0, "internal_type": dtypes.string}),
        ([*_first, _dense], {"count": 1, "hashed_output": True, "num_buckets": 11, "internal_type": dtypes.string}),
    ]
    for (inputs, options), key, found in zip(asked, keys, expected, strict=True):
        counts = {3: [2, 1], 6: [2, 4], 8: [4, 4]}[len(found)]
        places = np.array([[row, k] for row, count in enumerate(counts) for k in range(count)], np.int64)
        values = np.array(found, np.int64 if options["hashed_output"] else object)
        result = places, values, np.array([2, max(counts)], np.int64)
        yield Sample(
            op.type,
            lambda *parts, options=options, key=key: _crossed(*parts, op=op, **options, **key),
            inputs,
            batched=[1, len(inputs) - 1],
            values=lambda *_, result=result: result,
        )


_HASHED = [312, 482, 72, 58, 889, 29, 808, 460]
_UNBOUND = [2148546192418817448, 2148546192418824272, 2148546192418823603]
_TEXTS = [b"a_X_x", b"a_X_yz", b"_X_w", b"_X_", "çé_X_w".encode(), "çé_X_".encode()]
_FEW = [8, 2, 1, 0, 4, 1]
_HASHED_V2 = [351, 809, 375, 988, 833, 595, 771, 713]
_UNBOUND_V2 = [2792952510852636245, 1370786026032956081, 1466316336959475379]
_FEW_V2 = [4, 5, 4, 10, 3, 1]

SAMPLES = [
    Sample("SparseReshape", SPARSE_RESHAPE, [_places, _shape, np.array([2, 2, 4], np.int64)]),
    Sample("SparseReshape", SPARSE_RESHAPE, [_places, _shape, np.array([2, -1], np.int64)]),
    Sample("SparseSlice", SPARSE_SLICE, [_places, _values, _shape, *np.array([[0, 0], [3, 2]], np.int64)], batched=[1]),
    Sample(
        "SparseSliceGrad",
        SPARSE_SLICE_GRAD,
        [_values[:2], _places, np.array([1, 0], np.int64), np.array([[1, 0], [1, 3]], np.int64)],
        gradient=False,
        batched=[0],
    ),
    Sample("SparseFillEmptyRows", FILL_EMPTY_ROWS, [_places, _values, _shape, np.float64(9.0)], batched=[1, 3]),
    Sample("SparseFillEmptyRows", FILL_EMPTY_ROWS, [_unordered, _texts, _shape, "none"], batched=[1, 3]),
    Sample(
        "SparseFillEmptyRowsGrad",
        FILL_EMPTY_ROWS_GRAD,
        [np.array([0, 3, 2], np.int64), np.array([0.5, 2.0, -1.0, 4.0, 8.0])],
        gradient=False,
        batched=[1],
    ),
    Sample(
        "SparseCross",
        lambda *parts: _crossed(*parts, count=2, hashed_output=True, num_buckets=1000, hash_key=0xDECAFCAFFE),
        [*_first, *_second, _dense],
        batched=[1, 4, 6],
    ),
    Sample(
        "SparseCross",
        lambda *parts: _crossed(*parts, count=1, hashed_output=True, num_buckets=0, hash_key=-7),
        [*_second, np.array([[5], [-6]], np.int64)],
        batched=[1, 3],
    ),
    Sample(
        "SparseCross",
        lambda *parts: _crossed(*parts, count=1, hashed_output=False, num_buckets=0, hash_key=1, internal_type=dtypes.string),
        [*_first, _dense],
        batched=[1, 3],
    ),
    Sample(
        "SparseCross",
        lambda *parts: _crossed(*parts, count=1, hashed_output=True, num_buckets=11, hash_key=1, internal_type=dtypes.string),
        [*_first, _dense],
        batched=[1, 3],
    ),
    *_feature_crosses(FEATURE_CROSS, [{}] * 4, [_HASHED, _UNBOUND, _TEXTS, _FEW]),
    *_feature_crosses(
        FEATURE_CROSS_V2, [{"hash_key": key} for key in (-7, 9, -7, -7)], [_HASHED_V2, _UNBOUND_V2, _TEXTS, _FEW_V2]
    ),
    Sample(
        "SparseConcat",
        lambda *parts: SPARSE_CONCAT(parts[:2], parts[2:4], parts[4:], concat_dim=1),
        [_places, _unordered, _values, _values * 2, _shape, np.array([4, 5], np.int64)],
        batched=[2, 3],
    ),
    Sample(
        "SparseConcat",
        lambda *parts: SPARSE_CONCAT(parts[:3], parts[3:6], parts[6:], concat_dim=-2),
        [*[_places] * 3, *[_texts] * 3, *[_shape] * 3],
        batched=[3, 4, 5],
    ),
    Sample(
        "Bucketize",
        lambda x: BUCKETIZE(x, boundaries=[-1.0, 0.1, 2.5]),
        [np.array([[-1.0, 0.0, 2.5], [7.0, -3, 0.1]], np.float32)],
    ),
    Sample("Bucketize", lambda x: BUCKETIZE(x, boundaries=[]), [np.array([1, 2])]),
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
