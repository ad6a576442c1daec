"""Numbers and networks."""

from __future__ import annotations

from ..recipe import add

# -- numbers -----------------------------------------------------------------------------------------------------------

add(
    "unary",
    "x",
    lambda tf, x, f: getattr(tf, f)(x),
    2,
    f=("abs", "negative", "exp", "square", "sqrt", "sigmoid", "tanh", "is_nan", "sign", "floor", "log1p"),
)
add(
    "binary",
    "x x",
    lambda tf, x, y, f: getattr(tf, f)(x, y),
    4,
    f=("add", "subtract", "multiply", "divide", "maximum", "pow", "less", "equal", "not_equal", "squared_difference", "atan2"),
)
add("binary_with", "x", lambda tf, x, y: x + y, 1.5, y=(1.0, [1.0, 2.0, 3.0], [[1.0], [2.0]], [[1.0, 2.0, 3.0]]))
add("integers_of", "x", lambda tf, x: tf.cast(x, tf.int32), 1)
add("truths_of", "x", lambda tf, x: x > 0.0, 1)
add("floats_of", "i", lambda tf, i: tf.cast(i, tf.float32), 1)
add("texts_of", "x", lambda tf, x: tf.as_string(x), 0.7)
add("logical", "b b", lambda tf, b, c, f: getattr(tf, f)(b, c), 0.5, f=("logical_and", "logical_or", "logical_xor"))
add("not", "b", lambda tf, b: tf.logical_not(b), 0.3)
add(
    "reduce",
    "x",
    lambda tf, x, f, axis, keep: getattr(tf, f)(x, axis, keepdims=keep),
    4,
    f=("reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "reduce_prod", "reduce_logsumexp"),
    axis=(None, 0, -1, 1, [0, 1], [0], [], [-1, 0]),
    keep=(False, False, True),
)
add("reduce_at", "x s", lambda tf, x, s, keep: tf.reduce_sum(x, s, keepdims=keep), 0.6, keep=(False, True))
add("reduce_along", "x v", lambda tf, x, v, keep: tf.reduce_mean(x, v, keepdims=keep), 0.6, keep=(False, True))
add(
    "reduce_truths",
    "b",
    lambda tf, b, f, axis: getattr(tf, f)(b, axis),
    0.5,
    f=("reduce_all", "reduce_any"),
    axis=(None, 0, -1),
)
add("count_nonzero", "x", lambda tf, x, axis: tf.count_nonzero(x, axis), 0.4, axis=(None, 0, -1))
add("argmax", "x", lambda tf, x, f, axis: getattr(tf, f)(x, axis), 1, f=("argmax", "argmin"), axis=(None, 0, 1, -1))
add("argmax_at", "x s", lambda tf, x, s: tf.argmax(x, s), 0.3)
add(
    "matmul",
    "x x",
    lambda tf, x, y, a, b: tf.matmul(x, y, transpose_a=a, transpose_b=b),
    2,
    a=(False, False, True),
    b=(False, False, True),
)
add("tensordot", "x x", lambda tf, x, y, axes: tf.tensordot(x, y, axes), 0.7, axes=(1, 2, [[0], [0]], [[1], [0]]))
add("add_n", "x x", lambda tf, x, y: tf.add_n([x, y]), 1)
add("accumulate_n", "x x", lambda tf, x, y: tf.accumulate_n([x, y]), 0.4)
add("clip", "x", lambda tf, x: tf.clip_by_value(x, 0.0, 1.0), 0.5)
add("clip_norm", "x", lambda tf, x, axes: tf.clip_by_norm(x, 1.0, axes), 0.4, axes=(None, [0], [-1]))
add(
    "moments",
    "x",
    lambda tf, x, axes, keep: list(tf.nn.moments(x, axes, keep_dims=keep)),
    0.7,
    axes=([0], [0, 1], [0, 1, 2]),
    keep=(False, True),
)
add("global_norm", "x x", lambda tf, x, y: tf.global_norm([x, y]), 0.3)
add("bitcast", "x", lambda tf, x: tf.bitcast(tf.bitcast(x, tf.uint8), tf.float32), 0.3)

# -- networks ----------------------------------------------------------------------------------------------------------

add("activation", "x", lambda tf, x, f: getattr(tf.nn, f)(x), 1, f=("relu", "relu6", "elu", "softplus", "leaky_relu", "crelu"))
add("softmax", "x", lambda tf, x, f, axis: getattr(tf.nn, f)(x, axis), 0.8, f=("softmax", "log_softmax"), axis=(None, -1, 0, 1))
add(
    "cross_entropy",
    "x x",
    lambda tf, x, y, dim: tf.nn.softmax_cross_entropy_with_logits(labels=x, logits=y, dim=dim),
    0.8,
    dim=(-1, -1, 0),
)
add("sparse_cross_entropy", "i x", lambda tf, i, x: tf.nn.sparse_softmax_cross_entropy_with_logits(labels=i, logits=x), 0.8)
add("sigmoid_cross_entropy", "x x", lambda tf, x, y: tf.nn.sigmoid_cross_entropy_with_logits(labels=x, logits=y), 0.7)
add("in_top_k", "x i", lambda tf, x, i: tf.nn.in_top_k(x, i, 2), 0.4)
add("l2_loss", "x", lambda tf, x: tf.nn.l2_loss(x), 0.3)
add("l2_normalize", "x", lambda tf, x, axis: tf.nn.l2_normalize(x, axis), 0.5, axis=(0, -1))
add("dropout", "x", lambda tf, x, noise: tf.nn.dropout(x, 0.5, noise), 0.7, noise=(None, None, [1, 3]))
add("bias_add", "x x", lambda tf, x, y: tf.nn.bias_add(x, y), 0.7)
add("bias_add_of", "x", lambda tf, x: tf.nn.bias_add(x, [1.0, 2.0, 3.0]), 0.5)
add("xw_plus_b", "x x x", lambda tf, x, y, z: tf.nn.xw_plus_b(x, y, z), 0.4)
add("embedding", "x i", lambda tf, x, i: tf.nn.embedding_lookup(x, i), 0.8)
add("embeddings", "x x i", lambda tf, x, y, i, how: tf.nn.embedding_lookup([x, y], i, how), 0.6, how=("mod", "div"))
add(
    "conv2d",
    "x",
    lambda tf, x, padding, stride: tf.nn.conv2d(x, tf.zeros([2, 2, 3, 5]), [1, stride, stride, 1], padding),
    0.8,
    padding=("SAME", "VALID"),
    stride=(1, 2),
)
add("conv2d_by", "x x", lambda tf, x, y: tf.nn.conv2d(x, y, [1, 1, 1, 1], "SAME"), 0.4)
add("depthwise", "x", lambda tf, x: tf.nn.depthwise_conv2d(x, tf.zeros([2, 2, 3, 2]), [1, 1, 1, 1], "SAME"), 0.4)
add("conv2d_transpose", "x v", lambda tf, x, v: tf.nn.conv2d_transpose(x, tf.zeros([2, 2, 4, 3]), v, [1, 2, 2, 1]), 0.4)
add("conv1d", "x", lambda tf, x: tf.nn.conv1d(x, tf.zeros([2, 4, 5]), 1, "SAME"), 0.4)
add(
    "pool",
    "x",
    lambda tf, x, f, padding: getattr(tf.nn, f)(x, [1, 2, 2, 1], [1, 2, 2, 1], padding),
    0.8,
    f=("max_pool", "avg_pool"),
    padding=("SAME", "VALID"),
)
add("lrn", "x", lambda tf, x: tf.nn.lrn(x), 0.3)
add("batch_norm", "x x x", lambda tf, x, y, z: tf.nn.batch_normalization(x, y, z, None, None, 0.1), 0.4)
add("fused_batch_norm", "x", lambda tf, x: list(tf.nn.fused_batch_norm(x, [1.0] * 3, [0.0] * 3)), 0.4)
add(
    "loss",
    "x x",
    lambda tf, x, y, f: getattr(tf.losses, f)(x, y),
    0.8,
    f=("mean_squared_error", "absolute_difference", "log_loss", "hinge_loss", "huber_loss"),
)
add("loss_of_each", "x x", lambda tf, x, y: tf.losses.mean_squared_error(x, y, reduction="none"), 0.5)
add("weighted_loss", "x x x", lambda tf, x, y, z: tf.losses.mean_squared_error(x, y, z), 0.4)
add("metric", "x", lambda tf, x: list(tf.metrics.mean(x)), 0.3)
add("gradients", "x x", lambda tf, x, y: tf.gradients(x, y), 3)
add("gradients_of_sum", "x x", lambda tf, x, y: tf.gradients(tf.reduce_sum(x * 2.0), [x, y]), 2)
