"""Sizes computed from shapes."""

from __future__ import annotations

from ..recipe import AXES, add

add("shape", "x", lambda tf, x: tf.shape(x), 4)
add("shape_of_long", "x", lambda tf, x: tf.cast(tf.shape(x, out_type=tf.int64), tf.int32), 0.5)
add("count", "x", lambda tf, x: tf.size(x), 0.7)
add("rank", "x", lambda tf, x: tf.rank(x), 0.7)
add("size_of_axis", "x", lambda tf, x, axis: tf.shape(x)[axis], 3, axis=AXES)
add(
    "part_of_shape",
    "v",
    lambda tf, v, start, end, step: v[start:end:step],
    2,
    start=(None, 0, 1, -1, -2),
    end=(None, 1, 2, -1),
    step=(None, None, 1, 2),
)
add("element", "v", lambda tf, v, axis: v[axis], 1.5, axis=AXES)
add(
    "sizes_of_numbers",
    "s",
    lambda tf, s, before, after: tf.stack([*before, s, *after]),
    3,
    before=([], [], [2], [-1]),
    after=([], [], [3], [-1], [2, 3]),
)
add("sizes_of_two", "s s", lambda tf, s, z: tf.stack([s, z]), 2)
add(
    "joined_sizes",
    "v",
    lambda tf, v, before, after: tf.concat([before, v, after], 0),
    2,
    before=([1], [2, 3], [-1]),
    after=([2], [-1], [1, 3]),
)
add("joined_shapes", "v v", lambda tf, v, w: tf.concat([v, w], 0), 1.5)
add(
    "arithmetic_of_sizes",
    "v",
    lambda tf, v, f, by: getattr(tf, f)(v, by),
    1.5,
    f=("add", "subtract", "multiply", "floordiv", "maximum", "minimum", "mod"),
    by=(1, 2, [2], [1, 2]),
)
add("arithmetic_of_shapes", "v v", lambda tf, v, w, f: getattr(tf, f)(v, w), 1, f=("add", "multiply", "maximum"))
add(
    "arithmetic_of_size",
    "s",
    lambda tf, s, f, by: getattr(tf, f)(s, by),
    1.5,
    f=("add", "subtract", "multiply", "floordiv", "maximum", "minimum"),
    by=(1, 2, 3),
)
add("arithmetic_of_two", "s s", lambda tf, s, z, f: getattr(tf, f)(s, z), 1, f=("add", "subtract", "multiply", "floordiv"))
add("product", "v", lambda tf, v: tf.reduce_prod(v), 1)
add("sum_of_sizes", "v", lambda tf, v: tf.reduce_sum(v), 0.5)
add("gathered_sizes", "v", lambda tf, v, at: tf.gather(v, at), 1, at=(0, [0], [1, 0], [0, 0, 1]))
add("unstacked_sizes", "v", lambda tf, v: tf.stack(tf.unstack(v)), 0.7)
add("reversed_sizes", "v", lambda tf, v: tf.reverse(v, [0]), 0.7)
add("as_vector", "s", lambda tf, s: tf.expand_dims(s, 0), 0.7)
add("as_row", "s", lambda tf, s: tf.reshape(s, [1]), 0.7)
add("as_size", "v", lambda tf, v: tf.squeeze(v), 0.5)
add("same_sizes", "v", lambda tf, v, f: getattr(tf, f)(v), 0.5, f=("identity", "stop_gradient", "ones_like", "zeros_like"))
add("cast_sizes", "v", lambda tf, v: tf.cast(tf.cast(v, tf.int64), tf.int32), 0.5)
add("float_sizes", "v", lambda tf, v: tf.cast(tf.cast(v, tf.float32) * 2.0, tf.int32), 0.3)
add("filled_sizes", "s", lambda tf, s: tf.fill([2], s), 0.5)
add("sizes_where", "v v", lambda tf, v, w: tf.where(tf.equal(v, 1), v, w), 0.3)
add("broadcast_sizes", "v v", lambda tf, v, w: tf.broadcast_dynamic_shape(v, w), 0.5)
add("shapes", "x x", lambda tf, x, y: [tf.zeros(sizes) for sizes in tf.shape_n([x, y])], 0.5)
add("sizes_sliced", "v", lambda tf, v, begin, size: tf.slice(v, [begin], [size]), 0.7, begin=(0, 1), size=(-1, 1, 2))
add("sizes_to", "v s", lambda tf, v, s: v[:s], 0.5)
add("tiled_sizes", "v", lambda tf, v: tf.tile(v, [2]), 0.3)
add("padded_sizes", "v", lambda tf, v: tf.pad(v, [[1, 0]], constant_values=1), 0.3)
add("split_sizes", "v", lambda tf, v, parts: tf.split(v, parts), 0.5, parts=(1, 2, [1, -1], [1, 1]))
add("sizes_by_condition", "b v v", lambda tf, b, v, w: tf.cond(tf.reduce_all(b), lambda: v, lambda: w), 0.3)
add("range_of_rank", "x", lambda tf, x: tf.range(tf.rank(x)), 0.7)
