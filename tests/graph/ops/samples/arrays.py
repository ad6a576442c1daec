"""Samples of ops that ask for shapes, change them, fill, cut, join and pick."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.core.op import OPS
from headrace.graph.ops.arrays import (
    concat,
    diagonals,
    fill,
    gather,
    pad,
    placeholders,
    reshape,
    scatter,
    sequences,
    slicing,
    split,
    unique,
    where,
)
from headrace.graph.ops.math import broadcasting, reduce
from headrace.graph.ops.sparse.indexed_slices import unsorted_segment_sum

_x = np.arange(6, dtype=np.float32).reshape(2, 3) * 0.7 - 1.3
_cube = np.arange(24, dtype=np.float32).reshape(2, 3, 4) * 0.3
_texts = np.array([b"ab", b"", b"c"], object)
_flags = np.array([[True, False, True], [False, False, True]])
_int = np.int32

SAMPLES = [
    Sample("Identity", placeholders.identity, [_x]),
    Sample("StopGradient", placeholders.stop_gradient, [_x]),
    Sample("PreventGradient", placeholders.prevent_gradient, [_x], gradient=False),
    Sample("CheckNumerics", lambda x: placeholders.check_numerics(x, "bad"), [_x]),
    Sample("PlaceholderWithDefault", lambda x: placeholders.placeholder_with_default(x, [2, 3]), [_x]),
    Sample("Shape", OPS["Shape"], [_x]),
    Sample("Size", OPS["Size"], [_x]),
    Sample("Rank", OPS["Rank"], [_x]),
    Sample("ShapeN", lambda x, y: reshape.shape_n([x, y]), [_x, _x[0]]),
    Sample("IdentityN", lambda x, y: placeholders.identity_n([x, y]), [_x, _flags]),
    Sample("Reshape", lambda x: reshape.reshape(x, [3, -1]), [_x]),
    Sample("Reshape", reshape.reshape, [_x, np.array([3, 2], _int)]),
    Sample("Reshape", lambda x: reshape.reshape(x, [3]), [_texts]),
    Sample("Reshape", lambda x: reshape.reshape(x, []), [np.ones((1, 1), np.float32)]),
    Sample("Transpose", lambda x: reshape.transpose(x, [2, 0, 1]), [_cube]),
    Sample("Transpose", lambda x: reshape.transpose(x, [-1, 0, 1]), [_cube], gradient=False),
    Sample("ExpandDims", lambda x: reshape.expand_dims(x, 1), [_x]),
    Sample("ExpandDims", lambda x: reshape.expand_dims(x, -1), [_x]),
    Sample("Squeeze", lambda x: reshape.squeeze(x), [_x.reshape(2, 1, 3, 1)]),
    Sample("Squeeze", lambda x: reshape.squeeze(x, [-1]), [_x.reshape(2, 1, 3, 1)]),
    Sample("Fill", lambda value: fill.fill([2, 3], value), [np.float32(1.5)]),
    Sample("Fill", fill.fill, [np.array([2, 3], _int), np.float32(1.5)]),
    Sample("Fill", lambda value: fill.fill([2], value), [np.array(b"ab", object)]),
    Sample("ZerosLike", OPS["ZerosLike"], [_x]),
    Sample("ZerosLike", OPS["ZerosLike"], [_texts]),
    Sample("Range", lambda a, b: fill.range(a, b, 2), [_int(1), _int(8)]),
    Sample("LinSpace", lambda a, b: fill.lin_space(a, b, 5), [np.float32(0), np.float32(2)], gradient=False),
    Sample("OneHot", lambda i: fill.one_hot(i, 4), [np.array([1, 3, 9], np.int64)]),
    Sample("OneHot", lambda i: fill.one_hot(i, 4, axis=0), [np.array([1, 3, 0], np.int64)]),
    Sample("Slice", lambda x: slicing.slice_(x, [0, 1], [2, -1]), [_x]),
    Sample("Slice", lambda x, begin: slicing.slice_(x, begin, [1, 2]), [_x, np.array([0, 0], _int)]),
    Sample("StridedSlice", lambda x: x[1, ..., None], [_cube]),
    Sample("StridedSlice", lambda x: x[:, ::-2, 1:3], [_cube]),
    Sample("StridedSlice", lambda x: x[1, -1], [_x]),
    Sample("StridedSlice", lambda x, at: x[at], [_x, np.array(1, _int)], batched=[0]),
    Sample("StridedSlice", lambda x: x[1:], [_texts]),
    Sample("StridedSlice", lambda x: x[0], [_texts]),
    Sample(
        "StridedSliceGrad",
        lambda dy: OPS["StridedSliceGrad"]([4], [1], [3], [1], dy),
        [np.ones(2, np.float32)],
    ),
    Sample("ReverseV2", lambda x: slicing.reverse(x, [1]), [_x]),
    Sample("ConcatV2", lambda a, b: concat.concat([a, b], 1), [_x, _x[:, :2]]),
    Sample("ConcatV2", lambda a, b: concat.concat([a, b], 0), [_texts, _texts]),
    Sample("Pack", lambda a, b: concat.stack([a, b], axis=1), [_x, _x + 1]),
    Sample("Pack", lambda a, b: concat.stack([a, b]), [np.float32(1), np.float32(2)]),
    Sample("Unpack", lambda x: split.unstack(x, axis=1), [_x]),
    Sample("Split", lambda x: split.split(x, 3, axis=1), [_x]),
    Sample("SplitV", lambda x: split.split(x, [1, 2], axis=1), [_x]),
    Sample("Pad", lambda x: pad.pad(x, [[1, 0], [0, 2]]), [_x]),
    Sample("PadV2", lambda x: pad.pad(x, [[1, 0], [0, 2]], constant_values=3.0), [_x]),
    Sample("MirrorPad", lambda x: pad.pad(x, [[1, 0], [0, 2]], "REFLECT"), [_x]),
    Sample("Tile", lambda x: pad.tile(x, [2, 1]), [_x]),
    Sample("GatherV2", lambda p, i: gather.gather(p, i), [_x, np.array([1, 0, 1], _int)]),
    Sample("GatherV2", lambda p, i: gather.gather(p, i, axis=1), [_cube, np.array([1, 0], _int)]),
    Sample("GatherV2", lambda p, i: gather.gather(p, i, axis=-1), [_cube, np.array(2, _int)]),
    Sample("GatherV2", lambda p, i: gather.gather(p, i), [_texts, np.array(2, _int)]),
    Sample(
        "GatherV2", lambda p, i: gather.gather(p, i, axis=2, batch_dims=1), [_cube, np.array([[1], [3]], _int)],
        gradient=False,
    ),
    Sample("GatherNd", gather.gather_nd, [_x, np.array([[1, 1], [0, 1]], _int)]),
    Sample("GatherNd", gather.gather_nd, [_cube, np.array([[[1, 1]], [[1, 0]]], _int)]),
    Sample("GatherNd", gather.gather_nd, [_x, np.array([[1], [0]], _int)]),
    Sample(
        "ScatterNd", lambda i, v: scatter.scatter_nd(i, v, [3, 2]), [np.array([[1, 1], [0, 1]], _int), _x[0, :2]]
    ),
    Sample("ScatterNd", lambda i, v: scatter.scatter_nd(i, v, [3, 3]), [np.array([[1], [1]], _int), _x]),
    Sample(
        "SparseToDense",
        lambda i, v, d: scatter.sparse_to_dense(i, [2, 3], v, d),
        [np.array([[0, 1], [1, 2]], np.int64), _x[0, :2], np.float32(0.5)],
        batched=[1, 2],
    ),
    Sample("MirrorPadGrad", lambda x: pad.MIRROR_PAD_GRAD(x, [[1, 0], [0, 1]], mode="SYMMETRIC"), [_x]),
    Sample("MirrorPad", lambda x: pad.pad(x, [[1, 2], [0, 2]], "SYMMETRIC"), [_x]),
    Sample("BroadcastTo", lambda x: pad.broadcast_to(x, [4, 2, 3]), [_x]),
    Sample("BroadcastTo", lambda x: pad.broadcast_to(x, [2, 3]), [_x[:, :1]]),
    Sample("BroadcastArgs", pad.broadcast_dynamic_shape, [np.array([2, 1], _int), np.array([3], _int)], batched=[]),
    Sample("ReverseSequence", lambda x, n: sequences.reverse_sequence(x, n, seq_axis=1), [_x, np.array([3, 2], _int)]),
    Sample("Diag", diagonals.diag, [_x[0]]),
    Sample("DiagPart", diagonals.diag_part, [_cube[0, :2, :2]]),
    Sample("MatrixDiag", diagonals.matrix_diag, [_x]),
    Sample("MatrixDiagPart", diagonals.matrix_diag_part, [_cube[:, :, :3]]),
    Sample("Where", where.where, [_flags]),
    Sample("Select", where.where, [_flags, _x, _x + 1]),
    Sample("Select", where.where, [np.bool_(True), _x, _x + 1]),
    Sample("Select", where.where, [np.array([True, False]), _x, _x + 1]),
    Sample("Select", where.where, [np.array([True, False, False]), _texts, _texts[::-1]]),
    Sample(
        "UniqueWithCounts", lambda x: list(unique.unique_with_counts(x)), [np.array([3, 1, 3, 2], _int)], batched=[]
    ),
    Sample("Unique", lambda x: list(unique.unique(x)), [np.array([3, 1, 3, 2], _int)], batched=[]),
    Sample("InvertPermutation", unique.invert_permutation, [np.array([2, 0, 1], _int)]),
    Sample(
        "ListDiff",
        lambda x, y: list(unique.setdiff1d(x, y)),
        [np.array([3, 1, 2], _int), np.array([1], _int)],
        batched=[],
    ),
    Sample(
        "BroadcastGradientArgs",
        lambda a, b: list(broadcasting.BROADCAST_GRADIENT_ARGS(a, b)),
        [np.array([3, 1], _int), np.array([2, 3, 4], _int)],
        batched=[],
    ),
    Sample("HeadraceKeptShape", lambda s: reduce.KEPT_SHAPE(s, [1]), [np.array([2, 3], _int)], batched=[]),
    Sample("UnsortedSegmentSum", lambda d, i: unsorted_segment_sum(d, i, 3), [_x, np.array([2, 0], _int)], batched=[]),
]
