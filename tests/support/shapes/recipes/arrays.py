"""Arrays in other shapes, cut, joined, gathered."""

from __future__ import annotations

from ..recipe import AXES, add

add("expand_dims", "x", lambda tf, x, axis: tf.expand_dims(x, axis), 1.5, axis=AXES)
add("expand_dims_at", "x s", lambda tf, x, s: tf.expand_dims(x, s), 0.3)
add("squeeze", "x", lambda tf, x, axis: tf.squeeze(x, axis), 1.5, axis=(None, [0], [-1], [0, 1], 1))
add(
    "transpose",
    "x",
    lambda tf, x, perm: tf.transpose(x, perm),
    2,
    perm=(None, None, [1, 0], [0, 2, 1], [2, 0, 1], [0, 3, 1, 2]),
)
add("transpose_by", "x v", lambda tf, x, v: tf.transpose(x, v), 0.5)
add("matrix_transpose", "x", lambda tf, x: tf.matrix_transpose(x), 0.7)
add("concat", "x x", lambda tf, x, y, axis: tf.concat([x, y], axis), 2, axis=AXES)
add("concat_of_three", "x x x", lambda tf, x, y, z, axis: tf.concat([x, y, z], axis), 0.7, axis=AXES)
add("concat_itself", "x", lambda tf, x, axis: tf.concat([x, x], axis), 1, axis=AXES)
add("concat_at", "x x s", lambda tf, x, y, s: tf.concat([x, y], s), 0.7)
add("concat_one", "x", lambda tf, x: tf.concat([x], 0), 0.3)
add("stack", "x x", lambda tf, x, y, axis: tf.stack([x, y], axis), 1.5, axis=AXES)
add("unstack", "x", lambda tf, x, axis: tf.unstack(x, axis=axis), 1, axis=AXES)
add("unstack_num", "x", lambda tf, x, num, axis: tf.unstack(x, num, axis), 0.5, num=(2, 3), axis=AXES)
add(
    "split",
    "x",
    lambda tf, x, parts, axis: tf.split(x, parts, axis),
    1.5,
    parts=(1, 2, 3, [1, -1], [1, 2], [2, 1, 1]),
    axis=AXES,
)
add("split_by", "x v", lambda tf, x, v, axis: tf.split(x, v, axis, num=2), 0.5, axis=AXES)
add("split_at", "x s", lambda tf, x, s: tf.split(x, 2, s), 0.4)
add("gather", "x i", lambda tf, x, i, axis: tf.gather(x, i, axis=axis), 1.5, axis=(0, 0, 1, -1))
add("gather_at", "x i s", lambda tf, x, i, s: tf.gather(x, i, axis=s), 0.4)
add("gather_batches", "x i", lambda tf, x, i, dims: tf.gather(x, i, batch_dims=dims, axis=dims), 0.5, dims=(1, 0, 2))
add("gather_nd", "x i", lambda tf, x, i: tf.gather_nd(x, i), 1)
add("gather_nd_of", "x", lambda tf, x, at: tf.gather_nd(x, at), 0.7, at=([[0]], [[0, 1], [1, 0]], [0], [[[0]], [[1]]]))
add("mask", "x b", lambda tf, x, b, axis: tf.boolean_mask(x, b, axis=axis), 1.5, axis=(None, None, 0, 1))
add(
    "mask_of",
    "x",
    lambda tf, x, mask: tf.boolean_mask(x, mask),
    1,
    mask=([True, False], [[True, False, True], [False] * 3], [True] * 3),
)
add("where", "b", lambda tf, b: tf.where(b), 1)
add("select", "b x x", lambda tf, b, x, y: tf.where(b, x, y), 1.5)
add("reverse", "x", lambda tf, x, axes: tf.reverse(x, axes), 0.7, axes=([0], [-1], [0, 1], []))
add("reverse_along", "x v", lambda tf, x, v: tf.reverse(x, v), 0.3)
add(
    "reverse_sequence",
    "x i",
    lambda tf, x, i, seq, batch: tf.reverse_sequence(x, i, seq_axis=seq, batch_axis=batch),
    0.7,
    seq=(1, 0),
    batch=(0, 1),
)
add("unique", "i", lambda tf, i: list(tf.unique(i)), 0.7)
add("unique_counts", "i", lambda tf, i: list(tf.unique_with_counts(i)), 0.4)
add("setdiff", "v v", lambda tf, v, w: list(tf.setdiff1d(v, w)), 0.4)
add("partition", "x i", lambda tf, x, i: tf.dynamic_partition(x, i, 2), 0.7)
add("stitch", "i i x x", lambda tf, i, j, x, y: tf.dynamic_stitch([i, j], [x, y]), 0.7)
add("meshgrid", "x x", lambda tf, x, y, indexing: tf.meshgrid(x, y, indexing=indexing), 0.5, indexing=("xy", "ij"))
add("diag", "x", lambda tf, x, f: getattr(tf, f)(x), 1, f=("diag", "diag_part", "matrix_diag", "matrix_diag_part"))
add(
    "space_to_batch",
    "x",
    lambda tf, x, block, pads: tf.space_to_batch_nd(x, block, pads),
    0.5,
    block=([2], [2, 1]),
    pads=([[0, 0]], [[0, 1], [1, 0]]),
)
add("cumsum", "x", lambda tf, x, f, axis: getattr(tf, f)(x, axis), 0.5, f=("cumsum", "cumprod"), axis=AXES)
add("invert_permutation", "v", lambda tf, v: tf.invert_permutation(v), 0.3)
add("identity", "x", lambda tf, x, f: getattr(tf, f)(x), 0.7, f=("identity", "stop_gradient"))
add("tuple", "x x", lambda tf, x, y: tf.tuple([x, y]), 0.3)
add("confusion", "i i", lambda tf, i, j, n: tf.confusion_matrix(i, j, n), 0.4, n=(None, 3))
