"""Samples of the operations on two sparse tensors, on a sparse and a dense one, and of what reduces and splits one."""

import numpy as np
from support.op_samples import Sample, drawn

from headrace.graph.ops.sparse.elementwise import DENSE_CWISE_ADD, DENSE_CWISE_DIV, DENSE_CWISE_MUL
from headrace.graph.ops.sparse.making import SPARSE_SPLIT
from headrace.graph.ops.sparse.merging import DENSE_ADD, SPARSE_ADD, SPARSE_ADD_GRAD, SPARSE_MAXIMUM, SPARSE_MINIMUM
from headrace.graph.ops.sparse.products import SPARSE_MATMUL, SPARSE_TENSOR_DENSE_MATMUL
from headrace.graph.ops.sparse.reductions import (
    REDUCE_MAX,
    REDUCE_MAX_SPARSE,
    REDUCE_SUM,
    REDUCE_SUM_SPARSE,
    SPARSE_SOFTMAX,
)

_places = np.array([[0, 1], [2, 0], [2, 3]], np.int64)
_others = np.array([[0, 0], [2, 0], [3, 1], [3, 3]], np.int64)
_all = np.array([[0, 0], [0, 1], [2, 0], [2, 3], [3, 1], [3, 3]], np.int64)
_values = np.array([0.5, -1.25, 3.0])
_more = np.array([1.5, 2.0, -0.75, -4.0])
_shape = np.array([4, 4], np.int64)
_two = [_places, _values, _shape, _others, _more, _shape]
_cube_places = np.array([[0, 0, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0], [1, 1, 1]], np.int64)
_cube = [_cube_places, np.array([1.0, -2.0, 3.0, -4.0, 0.5]), np.array([2, 2, 2], np.int64)]
_dense = drawn((4, 4), 1) + 7


def _axes(*axes):
    return np.array(axes, np.int32)


SAMPLES = [
    Sample("SparseAdd", SPARSE_ADD, [*_two, np.float64(0)], batched=[1, 4], constants=[6]),
    Sample(
        "SparseAdd",
        SPARSE_ADD,
        [_places, np.float32(_values), _shape, _others, np.float32(_more), _shape, np.float32(0.5)],
        gradient=False,
        batched=[1, 4],
        constants=[6],
    ),
    Sample("SparseAddGrad", SPARSE_ADD_GRAD, [drawn((6,), 2), _places, _others, _all], gradient=False, batched=[0]),
    Sample("SparseTensorDenseAdd", DENSE_ADD, [_places, _values, _shape, _dense], batched=[1, 3]),
    Sample(
        "SparseTensorDenseAdd", DENSE_ADD, [np.int32(_places), _values, np.int32(_shape), _dense], batched=[1, 3], twins=False
    ),
    Sample("SparseSparseMaximum", SPARSE_MAXIMUM, _two, gradient=False, batched=[1, 4]),
    Sample("SparseSparseMinimum", SPARSE_MINIMUM, _two, gradient=False, batched=[1, 4]),
    Sample("SparseReduceMax", REDUCE_MAX, [*_cube, _axes(1)], gradient=False, batched=[1]),
    Sample("SparseReduceMax", lambda *x: REDUCE_MAX(*x, keep_dims=True), [*_cube, _axes(-1, 0)], gradient=False, batched=[1]),
    Sample("SparseReduceMaxSparse", REDUCE_MAX_SPARSE, [_places, _values, _shape, _axes(0)], gradient=False, batched=[1]),
    Sample(
        "SparseReduceMaxSparse",
        lambda *x: REDUCE_MAX_SPARSE(*x, keep_dims=True),
        [*_cube, _axes(2)],
        gradient=False,
        batched=[1],
    ),
    Sample("SparseReduceSum", REDUCE_SUM, [*_cube, _axes(1)], batched=[1]),
    Sample("SparseReduceSum", lambda *x: REDUCE_SUM(*x, keep_dims=True), [*_cube, _axes(-1, 0)], batched=[1]),
    Sample("SparseReduceSum", REDUCE_SUM, [_places, _values, _shape, _axes()], batched=[1]),
    Sample("SparseReduceSumSparse", REDUCE_SUM_SPARSE, [_places, _values, _shape, _axes(0)], gradient=False, batched=[1]),
    Sample(
        "SparseReduceSumSparse",
        lambda *x: REDUCE_SUM_SPARSE(*x, keep_dims=True),
        [*_cube, _axes(2)],
        gradient=False,
        batched=[1],
    ),
    Sample("SparseSoftmax", SPARSE_SOFTMAX, _cube, batched=[1]),
    Sample("SparseDenseCwiseMul", DENSE_CWISE_MUL, [_places, _values, _shape, _dense], batched=[1, 3]),
    Sample("SparseDenseCwiseMul", DENSE_CWISE_MUL, [_places, _values, _shape, _dense[0]], batched=[1, 3]),
    Sample("SparseDenseCwiseDiv", DENSE_CWISE_DIV, [_places, _values, _shape, _dense[:, :1]], batched=[1, 3]),
    Sample("SparseDenseCwiseAdd", DENSE_CWISE_ADD, [_places, _values, _shape, np.float64(2)], gradient=False, batched=[1, 3]),
    Sample("SparseTensorDenseMatMul", SPARSE_TENSOR_DENSE_MATMUL, [_others, _more, _shape, drawn((4, 3), 3)], batched=[1, 3]),
    Sample(
        "SparseTensorDenseMatMul",
        lambda *x: SPARSE_TENSOR_DENSE_MATMUL(*x, adjoint_a=True, adjoint_b=True),
        [np.int32(_others), _more, np.array([5, 4], np.int64), drawn((2, 5), 4)],
        batched=[1, 3],
        twins=False,
    ),
    Sample(
        "SparseTensorDenseMatMul",
        lambda *x: SPARSE_TENSOR_DENSE_MATMUL(*x, adjoint_b=True),
        [_others, _more + 1j, np.array([4, 5], np.int64), drawn((2, 5), 4) - 2j],
        batched=[1, 3],
        twins=False,
    ),
    *[
        Sample(
            "SparseMatMul",
            lambda a, b, options=options: SPARSE_MATMUL(a, b, **options),
            [drawn(one, 5, np.float32), drawn(other, 6, np.float32)],
            gradient=False,
        )
        for one, other, options in [
            ((2, 3), (3, 4), {"a_is_sparse": True}),
            ((3, 2), (4, 3), {"transpose_a": True, "transpose_b": True, "b_is_sparse": True}),
            ((3, 2), (3, 2), {"transpose_a": True}),
            ((3, 2), (3, 2), {"transpose_b": True}),
        ]
    ],
    Sample(
        "SparseSplit",
        lambda *x: SPARSE_SPLIT(*x, num_split=3),
        [np.int64(1), _places, _values, _shape],
        gradient=False,
        batched=[2],
        constants=[0],
    ),
    Sample(
        "SparseSplit",
        lambda *x: SPARSE_SPLIT(*x, num_split=2),
        [np.int64(0), _places, np.array(["a", "", "ç"]), _shape],
        gradient=False,
        batched=[2],
        constants=[0],
    ),
]
