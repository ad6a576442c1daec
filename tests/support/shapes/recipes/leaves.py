"""What programs begin with."""

from __future__ import annotations

from ..recipe import SHAPES, add

add("placeholder", "", lambda tf, shape: tf.placeholder(tf.float32, shape), 6, shape=SHAPES)
add("integers", "", lambda tf, shape: tf.placeholder(tf.int32, shape), 1.5, shape=SHAPES[:10])
add("truths", "", lambda tf, shape: tf.placeholder(tf.bool, shape), 1, shape=SHAPES[:10])
add("texts", "", lambda tf, shape: tf.placeholder(tf.string, shape), 1, shape=SHAPES[:8])
add("size", "", lambda tf: tf.placeholder(tf.int32, []), 1)
add("sizes", "", lambda tf, count: tf.placeholder(tf.int32, [count]), 1, count=(None, 1, 2, 3))
add(
    "constant_sizes",
    "",
    lambda tf, sizes: tf.constant(sizes, tf.int32),
    1,
    sizes=([2], [2, 3], [-1, 3], [3, -1], [2, 3, 4], [6]),
)
add("constant_size", "", lambda tf, size: tf.constant(size), 1, size=(1, 2, 3, 6))
add(
    "variable",
    "",
    lambda tf, shape: tf.Variable(tf.zeros(shape)),
    1,
    shape=([], [3], [2, 3], [2, 3, 4]),
)
add("variable_of_any_shape", "x", lambda tf, x: tf.Variable(x, validate_shape=False).value(), 0.5)
add("initialized", "x", lambda tf, x: tf.Variable(x).value(), 0.5)
add("default", "x", lambda tf, x, shape: tf.placeholder_with_default(x, shape), 0.5, shape=SHAPES)
add(
    "sparse_placeholder",
    "",
    lambda tf, shape: tf.sparse_placeholder(tf.float32, shape),
    3,
    shape=(None, [2, 3], [None, 3], [None, None]),
)
