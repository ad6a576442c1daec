"""Samples of ops that ask for shapes, change them, fill, cut, join and pick."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.indexed_slices import unsorted_segment_sum
from headrace.graph.ops import (
    broadcasting,
    filling,
    gathering,
    joining,
    padding,
    placeholders,
    reduce,
    selecting,
    sets,
    shaping,
    slicing,
    splitting,
)

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
    Sample("Shape", shaping.SHAPE, [_x]),
    Sample("Size", shaping.SIZE, [_x]),
    Sample("Rank", shaping.RANK, [_x]),
    Sample("Reshape", lambda x: shaping.reshape(x, [3, -1]), [_x]),
    Sample("Reshape", lambda x: shaping.reshape(x, []), [np.ones((1, 1), np.float32)]),
    Sample("Transpose", lambda x: shaping.transpose(x, [2, 0, 1]), [_cube]),
    Sample("ExpandDims", lambda x: shaping.expand_dims(x, 1), [_x]),
    Sample("ExpandDims", lambda x: shaping.expand_dims(x, -1), [_x]),
    Sample("Squeeze", lambda x: shaping.squeeze(x), [_x.reshape(2, 1, 3, 1)]),
    Sample("Squeeze", lambda x: shaping.squeeze(x, [-1]), [_x.reshape(2, 1, 3, 1)]),
    Sample("Fill", lambda value: filling.fill([2, 3], value), [np.float32(1.5)]),
    Sample("ZerosLike", filling.ZEROS_LIKE, [_x]),
    Sample("ZerosLike", filling.ZEROS_LIKE, [_texts]),
    Sample("OnesLike", filling.ONES_LIKE, [_x]),
    Sample("Range", lambda a, b: filling.range(a, b, 2), [_int(1), _int(8)]),
    Sample("LinSpace", lambda a, b: filling.lin_space(a, b, 5), [np.float32(0), np.float32(2)], gradient=False),
    Sample("OneHot", lambda i: filling.one_hot(i, 4), [np.array([1, 3, 9], np.int64)]),
    Sample("OneHot", lambda i: filling.one_hot(i, 4, axis=0), [np.array([1, 3, 0], np.int64)]),
    Sample("Slice", lambda x: slicing.slice_(x, [0, 1], [2, -1]), [_x]),
    Sample("Slice", lambda x, begin: slicing.slice_(x, begin, [1, 2]), [_x, np.array([0, 0], _int)]),
    Sample("StridedSlice", lambda x: x[1, ..., None], [_cube]),
    Sample("StridedSlice", lambda x: x[:, ::-2, 1:3], [_cube]),
    Sample("StridedSlice", lambda x: x[1:], [_texts]),
    Sample("StridedSlice", lambda x: x[0], [_texts]),
    Sample(
        "StridedSliceGrad",
        lambda dy: slicing.STRIDED_SLICE_GRAD([4], [1], [3], [1], dy),
        [np.ones(2, np.float32)],
        gradient=False,
    ),
    Sample("ReverseV2", lambda x: slicing.reverse(x, [1]), [_x]),
    Sample("ConcatV2", lambda a, b: joining.concat([a, b], 1), [_x, _x[:, :2]]),
    Sample("ConcatV2", lambda a, b: joining.concat([a, b], 0), [_texts, _texts]),
    Sample("Pack", lambda a, b: joining.stack([a, b], axis=1), [_x, _x + 1]),
    Sample("Pack", lambda a, b: joining.stack([a, b]), [np.float32(1), np.float32(2)]),
    Sample("Unpack", lambda x: splitting.unstack(x, axis=1), [_x]),
    Sample("Split", lambda x: splitting.split(x, 3, axis=1), [_x]),
    Sample("SplitV", lambda x: splitting.split(x, [1, 2], axis=1), [_x]),
    Sample("Pad", lambda x: padding.pad(x, [[1, 0], [0, 2]]), [_x]),
    Sample("PadV2", lambda x: padding.pad(x, [[1, 0], [0, 2]], constant_values=3.0), [_x]),
    Sample("MirrorPad", lambda x: padding.pad(x, [[1, 0], [0, 2]], "REFLECT"), [_x]),
    Sample("Tile", lambda x: padding.tile(x, [2, 1]), [_x]),
    Sample("GatherV2", lambda p, i: gathering.gather(p, i), [_x, np.array([1, 0, 1], _int)]),
    Sample("GatherV2", lambda p, i: gathering.gather(p, i, axis=1), [_cube, np.array([1, 0], _int)]),
    Sample("GatherNd", gathering.gather_nd, [_x, np.array([[1, 0], [0, 2]], _int)], batched=[]),
    Sample("Where", selecting.where, [_flags], batched=[]),
    Sample("Select", selecting.where, [_flags, _x, _x + 1]),
    Sample("Select", selecting.where, [np.bool_(True), _x, _x + 1]),
    Sample("Select", selecting.where, [np.array([True, False]), _x, _x + 1]),
    Sample("Unique", lambda x: list(sets.unique(x)), [np.array([3, 1, 3, 2], _int)], batched=[]),
    Sample("InvertPermutation", sets.invert_permutation, [np.array([2, 0, 1], _int)]),
    Sample("ListDiff", lambda x, y: list(sets.setdiff1d(x, y)), [np.array([3, 1, 2], _int), np.array([1], _int)], batched=[]),
    Sample(
        "BroadcastGradientArgs",
        lambda a, b: list(broadcasting.BROADCAST_GRADIENT_ARGS(a, b)),
        [np.array([3, 1], _int), np.array([2, 3, 4], _int)],
        batched=[],
    ),
    Sample("HeadraceKeptShape", lambda s: reduce.KEPT_SHAPE(s, [1]), [np.array([2, 3], _int)], batched=[]),
    Sample("UnsortedSegmentSum", lambda d, i: unsorted_segment_sum(d, i, 3), [_x, np.array([2, 0], _int)], batched=[]),
]
