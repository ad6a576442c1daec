"""What is made by sizes."""

from __future__ import annotations

from typing import Any

from ..recipe import SHAPES, add

add("reshape", "x v", lambda tf, x, v: tf.reshape(x, v), 5)
add(
    "reshape_to",
    "x",
    lambda tf, x, shape: tf.reshape(x, shape),
    2,
    shape=([-1], [-1, 3], [3, -1], [2, -1, 3], [1, -1], [6], []),
)
add("reshape_some", "x s", lambda tf, x, s, rest: tf.reshape(x, [s, *rest]), 2, rest=([-1], [3], [2, -1], []))
add("fill", "v x", lambda tf, v, x: tf.fill(v, 1.0), 2)
add("zeros", "v", lambda tf, v, f: getattr(tf, f)(v), 2, f=("zeros", "ones"))
add("zeros_some", "s", lambda tf, s, f, rest: getattr(tf, f)([s, *rest]), 1.5, f=("zeros", "ones"), rest=([], [3], [2, 3]))
add("zeros_like", "x", lambda tf, x, f: getattr(tf, f)(x), 1, f=("zeros_like", "ones_like"))
add("tile", "x v", lambda tf, x, v: tf.tile(x, v), 2)
add("tile_times", "x", lambda tf, x, times: tf.tile(x, times), 1, times=([2], [1, 2], [2, 1, 1]))
add("tile_some", "x s", lambda tf, x, s, rest: tf.tile(x, [s, *rest]), 1, rest=([], [1], [2], [1, 1]))
add(
    "pad",
    "x",
    lambda tf, x, by, mode: tf.pad(x, by, mode),
    1,
    by=([[1, 2]], [[1, 0], [0, 1]], [[0, 0], [1, 1], [0, 2]]),
    mode=("CONSTANT", "CONSTANT", "REFLECT", "SYMMETRIC"),
)
add("pad_some", "x s", lambda tf, x, s, rest: tf.pad(x, [[s, 1], *rest]), 1, rest=([], [[1, 1]], [[0, 0], [1, 2]]))
add("pad_by", "x v", lambda tf, x, v: tf.pad(x, tf.stack([v, v], 1)), 1)
add("pad_with", "x", lambda tf, x, by: tf.pad(x, by, constant_values=1.0), 0.5, by=([[1, 2]], [[1, 0], [0, 1]]))
add("range", "s", lambda tf, s: tf.range(s), 1)
add("range_between", "s s", lambda tf, s, z, step: tf.range(s, z, step), 0.7, step=(1, 2, -1))
add("broadcast_to", "x v", lambda tf, x, v: tf.broadcast_to(x, v), 1.5)
add("random", "v", lambda tf, v, f: getattr(tf, f)(v), 1.5, f=("random_uniform", "random_normal", "truncated_normal"))
add("random_some", "s", lambda tf, s, f: getattr(tf, f)([s, 3]), 0.7, f=("random_uniform", "random_normal", "truncated_normal"))
add("one_hot", "i s", lambda tf, i, s, axis: tf.one_hot(i, s, axis=axis), 1, axis=(-1, -1, 0, 1))
add("one_hot_of", "i", lambda tf, i, depth, axis: tf.one_hot(i, depth, axis=axis), 0.7, depth=(3, 4), axis=(-1, 0))
add("scatter_nd", "i x v", lambda tf, i, x, v: tf.scatter_nd(i, x, v), 1)
add("linspace", "s", lambda tf, s: tf.linspace(0.0, 1.0, s), 0.5)
add("eye", "s", lambda tf, s: tf.eye(s), 0.5)
add("eye_of", "", lambda tf, n, m, batch: tf.eye(n, m, batch), 0.3, n=(2, 3), m=(None, 4), batch=(None, [2], [2, 3]))
add("sequence_mask", "i s", lambda tf, i, s: tf.sequence_mask(i, s), 0.5)
add("sequence_mask_of", "i", lambda tf, i, length: tf.sequence_mask(i, length), 0.5, length=(None, 4))
add("slice", "x v v", lambda tf, x, v, w: tf.slice(x, v, w), 1)
add("slice_to", "x v", lambda tf, x, v: tf.slice(x, tf.zeros_like(v), v), 1)
add(
    "slice_of",
    "x",
    lambda tf, x, begin, size: tf.slice(x, begin, size),
    1,
    begin=([0], [0, 1], [1, 0, 0]),
    size=([2], [-1, 2], [1, -1, -1], [-1, -1]),
)
add(
    "slice_some", "x s", lambda tf, x, s, rest: tf.slice(x, [0] * (1 + len(rest)), [s, *rest]), 1, rest=([], [-1], [2], [-1, 2])
)
add("cut_to", "x s", lambda tf, x, s: x[:s], 1)
add("cut_from", "x s", lambda tf, x, s: x[s:], 0.7)
add("cut_at", "x s", lambda tf, x, s: x[s], 1)
add("cut_inner", "x s", lambda tf, x, s: x[..., :s], 0.5)
add("cut_both", "x s s", lambda tf, x, s, z: x[s:z, 1:], 0.5)
add("cut_vector", "x v", lambda tf, x, v: tf.strided_slice(x, tf.zeros_like(v), v), 0.7)
add("cut_by", "x s", lambda tf, x, s: x[::s], 0.4)
_CUTS = {
    "first": lambda tf, x: x[0],
    "last": lambda tf, x: x[-1],
    "rest": lambda tf, x: x[1:],
    "but_last": lambda tf, x: x[:-1],
    "backwards": lambda tf, x: x[::-1],
    "every_other": lambda tf, x: x[::2],
    "column": lambda tf, x: x[:, 0],
    "columns": lambda tf, x: x[:, 1:],
    "new": lambda tf, x: x[None],
    "new_inner": lambda tf, x: x[..., None],
    "inner": lambda tf, x: x[..., 1:2],
    "corner": lambda tf, x: x[0, ..., 0],
    "all": lambda tf, x: x[:],
    "two": lambda tf, x: x[:2],
}
add("cut", "x", lambda tf, x, f: _CUTS[f](tf, x), 3, f=sorted(_CUTS))
add("top_k", "x s", lambda tf, x, s: list(tf.nn.top_k(x, s)), 0.7)
add("top_two", "x", lambda tf, x: list(tf.nn.top_k(x, 2)), 0.5)
add(
    "segments",
    "x i s",
    lambda tf, x, i, s, f: getattr(tf, f)(x, i, s),
    1,
    f=("unsorted_segment_sum", "unsorted_segment_max", "unsorted_segment_mean"),
)
add("segments_of", "x i", lambda tf, x, i: tf.unsorted_segment_sum(x, i, 4), 0.5)
add("sorted_segments", "x i", lambda tf, x, i, f: getattr(tf, f)(x, i), 0.7, f=("segment_sum", "segment_mean", "segment_max"))
add("random_crop", "x v", lambda tf, x, v: tf.random_crop(x, v), 0.7)
add("random_crop_of", "x", lambda tf, x, size: tf.random_crop(x, size), 0.7, size=([2], [2, 2], [2, 2, 3]))
add("set_shape", "x", lambda tf, x, shape: _set(tf.identity(x), shape), 1, shape=SHAPES)
add("set_shape_of", "x x", lambda tf, x, y: _set(tf.identity(x), y.get_shape()), 1)


def _set(x: Any, shape: Any) -> Any:
    x.set_shape(shape)
    return x
