"""What networks are made of. Each takes a matrix of floats with a known number of columns, and gives a tensor whose first
dimension is that of the rows and whose others are known."""

from __future__ import annotations

import numpy as np

# -- element by element ------------------------------------------------------------------------------------------------


def elementwise(writer, x):
    """Two functions, one of the other, and their difference to what was there."""
    tf = writer.tf
    small = [
        "tanh sigmoid sin cos atan square negative abs exp expm1 erf erfc sinh cosh floor ceil round sign rint asinh identity",
        "zeros_like ones_like stop_gradient",
    ]
    plain = [lambda a, name=name: getattr(tf, name)(a) for name in " ".join(small).split() if hasattr(tf, name)]
    plain += [lambda a, name=name: getattr(tf.math, name)(a) for name in ("erf", "erfc", "sinh", "asinh", "log_sigmoid")]
    units = "relu relu6 elu selu softplus softsign leaky_relu softmax log_softmax crelu"
    plain += [lambda a, name=name: getattr(tf.nn, name)(a) for name in units.split()]
    plain += [
        lambda a: tf.sqrt(tf.abs(a) + 0.1),
        lambda a: tf.rsqrt(tf.square(a) + 0.5),
        lambda a: tf.log(tf.square(a) + 0.5),
        lambda a: tf.log1p(tf.abs(a)),
        lambda a: tf.reciprocal(tf.square(a) + 1.0),
        lambda a: tf.tan(tf.tanh(a)),
        lambda a: tf.asin(0.5 * tf.tanh(a)),
        lambda a: tf.acos(0.5 * tf.tanh(a)),
        lambda a: tf.atanh(0.5 * tf.tanh(a)),
        lambda a: tf.acosh(2.0 + tf.abs(a)),
        lambda a: tf.lgamma(tf.abs(a) + 1.0),
        lambda a: tf.digamma(tf.abs(a) + 1.0),
        lambda a: tf.cumsum(a, 1, exclusive=writer.flip(), reverse=writer.flip()),
        lambda a: tf.cumprod(tf.tanh(a), 1, exclusive=writer.flip(), reverse=writer.flip()),
        lambda a: tf.clip_by_norm(a, 1.0, [1]),
        lambda a: tf.pow(tf.abs(a) + 0.5, 2.5),
        lambda a: tf.pow(a, tf.constant(3.0)),
        lambda a: tf.cast(tf.cast(a, tf.float64) * 2.0, tf.float32),
        lambda a: tf.cast(a > 0, tf.float32) * a,
        lambda a: tf.real(tf.exp(tf.complex(tf.zeros_like(a), a))),
        # What is drawn is drawn, but decides nothing: each library has numbers of its own.
        lambda a: a + 0.0 * tf.nn.dropout(a, 0.5, seed=writer.draw.randint(1, 99)),
        lambda a: a + 0.0 * tf.random_normal(tf.shape(a), seed=writer.draw.randint(1, 99)),
        lambda a: a + tf.floor(tf.random_uniform(tf.shape(a), seed=writer.draw.randint(1, 99))),
        lambda a: a + 0.0 * tf.truncated_normal(tf.shape(a), stddev=0.1, seed=writer.draw.randint(1, 99)),
        lambda a: a + 0.0 * tf.cast(tf.random_shuffle(tf.range(int(a.shape[1]))), tf.float32),
        lambda a: tf.nn.bias_add(a, tf.ones([int(a.shape[1])])),
        lambda a: tf.nn.l2_normalize(a, 1),
        lambda a: tf.check_numerics(a, "layer"),
        lambda a: tf.quantization.fake_quant_with_min_max_args(a, -3, 3),
    ]
    made = x
    for _ in range(2):
        made = writer.draw.choice(plain)(tf.clip_by_value(made, -2.0, 2.0))
    return made


def of_two(writer, x):
    tf = writer.tf
    a, b = x, tf.tanh(tf.matmul(x, writer.variable("w", (int(x.shape[1]), int(x.shape[1])))))
    row = writer.variable("row", (int(x.shape[1]),))
    makers = [
        lambda: a * b,
        lambda: a - b,
        lambda: a / (tf.square(b) + 1.0),
        lambda: tf.divide(a, 2.0 + b),
        lambda: tf.realdiv(a, 2.0 + b),
        lambda: tf.maximum(a, b),
        lambda: tf.minimum(a, row),
        lambda: tf.squared_difference(a, row),
        lambda: tf.where(a > b, a, b * 0.5),
        lambda: tf.where_v2(a > row, a, row) if hasattr(tf, "where_v2") else tf.where(a > b, a, b),
        lambda: tf.where(tf.reduce_sum(a, 1) > 0, a, b),
        lambda: tf.atan2(a, 1.5 + tf.square(b)),
        lambda: tf.floormod(a, 0.7 + tf.square(b)),
        lambda: tf.add_n([a, b, a]),
        lambda: tf.div_no_nan(a, b),
        lambda: tf.pow(tf.abs(a) + 0.5, b),
        lambda: tf.math.xlogy(tf.abs(a), tf.abs(b) + 0.5),
        lambda: tf.accumulate_n([a, b]),
        lambda: a * row + tf.reduce_mean(b, 0),
        lambda: tf.multiply(a, tf.expand_dims(tf.reduce_max(b, 1), 1)),
        lambda: tf.math.multiply_no_nan(a, b),
    ]
    return writer.draw.choice(makers)()


# -- matrices and shapes -----------------------------------------------------------------------------------------------


def dense(writer, x):
    tf = writer.tf
    columns = int(x.shape[1])
    made = [
        lambda: tf.matmul(x, writer.variable("w", (columns, 6))) + writer.variable("b", (6,)),
        lambda: tf.matmul(x, writer.variable("w", (6, columns)), transpose_b=True),
        lambda: tf.transpose(tf.matmul(writer.variable("w", (columns, 6)), x, transpose_a=True, transpose_b=True)),
        lambda: tf.nn.xw_plus_b(x, writer.variable("w", (columns, 4)), writer.variable("b", (4,))),
        lambda: tf.tensordot(x, writer.variable("w", (columns, 2, 2)), 1),
        lambda: tf.layers.dense(x, 4, tf.tanh, kernel_initializer=tf.constant_initializer(0.1)),
        lambda: tf.squeeze(
            tf.matmul(tf.expand_dims(x, 1), tf.tile(writer.variable("w", (1, columns, 3)), [tf.shape(x)[0], 1, 1])), [1]
        ),
        lambda: tf.einsum("ij,jk->ik", x, writer.variable("w", (columns, 3))),
        lambda: tf.matmul(x, tf.diag(writer.variable("w", (columns,)))),
        lambda: tf.matmul(x, tf.matrix_band_part(writer.variable("w", (columns, columns)), 1, 0)),
    ]
    return writer.draw.choice(made)()


def shapes(writer, x):
    tf = writer.tf
    n, rows = int(x.shape[1]), tf.shape(x)[0]
    half = n // 2
    makers = [
        lambda: tf.concat([x, tf.square(x)], 1),
        lambda: tf.concat([x, x[:, :1], -x], -1),
        lambda: tf.stack([x, 2.0 * x], 1),
        lambda: tf.add_n(tf.unstack(tf.stack([x, tf.sin(x)]))),
        lambda: tf.concat(tf.split(x, [1, n - 1], 1)[::-1], 1),
        lambda: tf.add_n(tf.split(tf.concat([x, -2.0 * x], 1), 2, 1)),
        lambda: x[:, 1:] if n > 1 else x,
        lambda: x[:, ::-1] * 0.5,
        lambda: tf.slice(x, [0, 0], [-1, max(half, 1)]),
        lambda: tf.pad(x, [[0, 0], [1, 2]]),
        lambda: tf.pad(x, [[0, 0], [1, 1]], "SYMMETRIC"),
        lambda: tf.tile(x, [1, 2]),
        lambda: tf.transpose(tf.transpose(x) * 0.5),
        lambda: tf.gather(x, [0, 0, n - 1], axis=1),
        lambda: tf.gather(tf.concat([x, x], 0), tf.range(rows)),
        lambda: tf.reverse(x, [1]),
        lambda: tf.reverse_sequence(x, tf.fill([rows], min(2, n)), seq_axis=1, batch_axis=0),
        lambda: tf.reshape(tf.reshape(x, [-1]), tf.shape(x)),
        lambda: tf.expand_dims(x, 1) + tf.zeros([1, 2, 1]),
        lambda: tf.reduce_sum(tf.reshape(x, [rows, 1, n]), 1),
        lambda: tf.broadcast_to(tf.reduce_mean(x, 1, keepdims=True), [rows, 3]),
        lambda: tf.dynamic_stitch(
            tf.dynamic_partition(tf.range(rows), tf.cast(x[:, 0] > 0, tf.int32), 2),
            tf.dynamic_partition(x * 0.5, tf.cast(x[:, 0] > 0, tf.int32), 2),
        ),
        lambda: tf.gather_nd(x, tf.stack([tf.range(rows), tf.zeros([rows], tf.int32)], 1))[:, None] + x,
        lambda: tf.scatter_nd(tf.range(rows)[:, None], x, tf.shape(x)),
        lambda: tf.boolean_mask(tf.concat([x, x], 0), tf.concat([tf.ones([rows]), tf.zeros([rows])], 0) > 0),
        lambda: tf.nn.top_k(x, max(half, 1))[0],
        lambda: tf.unsorted_segment_sum(tf.concat([x, x], 0), tf.concat([tf.range(rows)] * 2, 0), rows),
        lambda: tf.segment_mean(tf.repeat(x, 2, 0), tf.repeat(tf.range(rows), 2)) if hasattr(tf, "repeat") else x,
        lambda: tf.sparse_segment_sum(x, tf.range(rows), tf.range(rows)),
        lambda: tf.sequence_mask(tf.fill([rows], 1), n, tf.float32) * x,
        lambda: tf.space_to_batch_nd(tf.reshape(x, [rows, n, 1]), [1], [[0, 0]]),
        lambda: tf.roll(x, 1, 1),
        lambda: tf.matrix_diag(x)[:, 0, :],
        lambda: tf.sort(x) if hasattr(tf, "sort") else x,
    ]
    made = writer.draw.choice(makers)()
    return tf.ensure_shape(made, made.shape) if writer.flip(0.1) else made


def reduced(writer, x):
    tf = writer.tf
    names = ["sum", "mean", "max", "min", "prod", "logsumexp", "euclidean_norm", "std", "variance"]
    names = [name for name in names if hasattr(tf.math, "reduce_" + name)]
    first, second = writer.draw.choice(names), writer.draw.choice(["sum", "mean", "max"])
    along = getattr(tf.math, "reduce_" + first)(tf.tanh(x) + 0.01, 1, keepdims=True)
    return x * 0.5 + along * getattr(tf.math, "reduce_" + second)(x)


# -- norms, convolutions, embeddings -----------------------------------------------------------------------------------


def normalized(writer, x):
    tf, n = writer.tf, int(x.shape[1])

    def moments():
        mean, variance = tf.nn.moments(x, [0])
        return tf.nn.batch_normalization(
            x, mean, variance, writer.variable("offset", (n,)), writer.variable("scale", (n,)), 0.01
        )

    def fused():
        image = tf.reshape(x, [-1, 1, 1, n])
        scale, offset = writer.variable("scale", (n,)), writer.variable("offset", (n,))
        if writer.flip():
            return tf.nn.fused_batch_norm(image, scale, offset, epsilon=0.01)[0]
        return tf.nn.fused_batch_norm(image, scale, offset, tf.zeros([n]), tf.ones([n]), 0.01, is_training=False)[0]

    def lrn():
        return tf.nn.lrn(tf.reshape(x, [-1, 1, 1, n]), 2)

    def layer():
        return tf.layers.batch_normalization(x, training=True)

    return writer.draw.choice([moments, fused, lrn, layer])()


def convolved(writer, x):
    tf = writer.tf
    made = tf.reshape(tf.matmul(x, writer.variable("spread", (int(x.shape[1]), 32))), [-1, 4, 4, 2])
    padding = writer.draw.choice(["SAME", "VALID"])

    def picture(kind):
        return tf.reshape(getattr(tf.image, kind)(made, [2, 3]), [-1, 2, 3, 2])

    makers = [
        lambda: tf.nn.conv2d(made, writer.variable("w", (3, 3, 2, 3)), strides=[1, 1, 1, 1], padding=padding),
        lambda: tf.nn.conv2d(made, writer.variable("w", (2, 2, 2, 3)), strides=[1, 2, 2, 1], padding=padding),
        lambda: tf.nn.depthwise_conv2d(made, writer.variable("w", (3, 3, 2, 2)), [1, 1, 1, 1], padding),
        lambda: tf.nn.separable_conv2d(
            made, writer.variable("d", (3, 3, 2, 1)), writer.variable("p", (1, 1, 2, 3)), [1, 1, 1, 1], padding
        ),
        lambda: tf.nn.conv2d_transpose(made, writer.variable("w", (2, 2, 1, 2)), [tf.shape(x)[0], 8, 8, 1], [1, 2, 2, 1])[
            :, ::4, ::2
        ],
        lambda: tf.nn.conv1d(tf.reshape(made, [-1, 16, 2]), writer.variable("w", (3, 2, 2)), 2, padding),
        lambda: tf.nn.max_pool(made, [1, 2, 2, 1], [1, 2, 2, 1], padding),
        lambda: tf.nn.avg_pool(made, [1, 2, 2, 1], [1, 1, 1, 1], padding),
        lambda: tf.nn.atrous_conv2d(made, writer.variable("w", (2, 2, 2, 2)), 2, padding),
        lambda: tf.layers.conv2d(made, 2, 3, padding="same", kernel_initializer=tf.constant_initializer(0.1)),
        lambda: tf.layers.max_pooling2d(made, 2, 2),
        lambda: picture("resize_bilinear"),
        lambda: picture("resize_nearest_neighbor"),
        lambda: tf.nn.conv3d(
            tf.reshape(made, [-1, 2, 2, 4, 2]), writer.variable("w", (2, 2, 2, 2, 2)), [1, 1, 1, 1, 1], padding
        ),
        lambda: tf.nn.max_pool3d(tf.reshape(made, [-1, 2, 2, 4, 2]), [1, 1, 2, 2, 1], [1, 1, 1, 2, 1], padding),
        lambda: tf.depth_to_space(tf.reshape(made, [-1, 2, 2, 8]), 2),
        lambda: tf.space_to_depth(made, 2),
    ]
    return writer.draw.choice(makers)()


def embedded(writer, x):
    tf = writer.tf
    table = writer.variable("table", (7, 3))
    places = tf.floormod(tf.cast(tf.floor(tf.abs(x) * 10.0), writer.draw.choice([tf.int32, tf.int64])), 7)
    rows = tf.shape(x)[0]

    def sparse():
        n = int(x.shape[1])
        at = tf.cast(tf.where(tf.ones_like(x) > 0), tf.int64)
        ids = tf.SparseTensor(at, tf.cast(tf.reshape(places, [-1]), tf.int64), tf.cast(tf.stack([rows, n]), tf.int64))
        return tf.nn.embedding_lookup_sparse(table, ids, None, combiner=writer.draw.choice(["sum", "mean", "sqrtn"]))

    def product():
        n = int(x.shape[1])
        at = tf.cast(tf.where(tf.ones_like(x) > 0), tf.int64)
        matrix = tf.SparseTensor(at, tf.reshape(x, [-1]), tf.cast(tf.stack([rows, n]), tf.int64))
        return tf.sparse_tensor_dense_matmul(matrix, writer.variable("w", (n, 3)))

    makers = [
        lambda: tf.nn.embedding_lookup(table, places[:, 0]),
        lambda: tf.nn.embedding_lookup(table, places[:, :2]),
        lambda: tf.gather(table, places[:, 0]),
        lambda: tf.nn.embedding_lookup([table, writer.variable("second", (7, 3))], places[:, 0]),
        lambda: tf.matmul(tf.one_hot(places[:, 0], 7), table),
        lambda: tf.nn.embedding_lookup(
            tf.get_variable("cut", [7, 3], initializer=tf.constant_initializer(0.2), partitioner=tf.fixed_size_partitioner(2)),
            places[:, 0],
        ),
        sparse,
        product,
    ]
    return _beside(tf, x, writer.draw.choice(makers)())


def _beside(tf, x, made):
    made = tf.reshape(made, [-1, int(np.prod(made.shape.as_list()[1:]))])
    return tf.concat([x[:, :2], made], 1)


# -- branches and loops ------------------------------------------------------------------------------------------------


def branched(writer, x):
    tf, n = writer.tf, int(x.shape[1])
    w = writer.variable("w", (n, n))
    mean = tf.reduce_mean(x)
    makers = [
        lambda: tf.cond(mean > 0, lambda: tf.matmul(x, w), lambda: tf.tanh(x)),
        lambda: tf.cond(mean > 0.1, lambda: x * 2.0, lambda: x + w[0]),
        lambda: tf.case([(mean > 0.1, lambda: tf.sin(x)), (mean < -0.1, lambda: tf.matmul(x, w))], lambda: x, exclusive=False),
        lambda: tf.cond(mean > 0, lambda: tf.cond(mean > 0.2, lambda: x * w[0], lambda: tf.square(x)), lambda: -x),
    ]
    made = writer.draw.choice(makers)()
    return tf.reshape(made, [-1, n])


def looped(writer, x):
    tf, n = writer.tf, int(x.shape[1])
    w = writer.variable("w", (n, n))

    def plain():
        return tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, tf.tanh(tf.matmul(a, w))), (0, x))[1]

    def until():
        def body(i, a):
            return i + 1, tf.cond(tf.reduce_mean(a) > 0, lambda: tf.tanh(a + w[0]), lambda: tf.sin(tf.matmul(a, w)))

        return tf.while_loop(lambda i, a: tf.logical_and(i < 4, tf.reduce_max(tf.abs(a)) < 5.0), body, (tf.constant(0), x))[1]

    def nested():
        def inner(i, a):
            return tf.while_loop(lambda j, b: j < i, lambda j, b: (j + 1, tf.tanh(b * 0.5 + w[1 % n])), (0, a))[1]

        return tf.while_loop(lambda i, a: i < 3, lambda i, a: (i + 1, inner(i, a)), (0, x))[1]

    def mapped():
        return tf.map_fn(lambda row: tf.tanh(row + w[0]), x)

    def scanned():
        return tf.scan(lambda sum, row: tf.tanh(sum + row * w[0]), x, tf.zeros([n]))

    def folded():
        return x + tf.foldl(lambda sum, row: sum * 0.5 + row, x, tf.zeros([n]))

    def arrays():
        count = tf.shape(x)[0]
        given = tf.TensorArray(tf.float32, count, element_shape=[n]).unstack(x)
        made = tf.TensorArray(tf.float32, 0, dynamic_size=True, clear_after_read=False, element_shape=[n])
        done = tf.while_loop(
            lambda i, state, out: i < count,
            lambda i, state, out: (i + 1, tf.tanh(state + given.read(i)), out.write(i, state * w[0])),
            (0, tf.zeros([n]), made),
        )
        return done[2].stack() + done[1]

    return tf.reshape(writer.draw.choice([plain, until, nested, mapped, scanned, folded, arrays])(), [-1, n])


def recurrent(writer, x):
    """A cell along the columns, unrolled or in a loop."""
    tf, n = writer.tf, int(x.shape[1])
    steps = tf.reshape(x, [-1, n, 1])
    cells = ["BasicRNNCell", "GRUCell", "BasicLSTMCell", "LSTMCell"]
    name = writer.draw.choice(cells)
    cell_class = getattr(getattr(tf.nn, "rnn_cell", None), name, None)
    if cell_class is None:
        return looped(writer, x)
    more = {"initializer": tf.constant_initializer(0.1)} if name == "LSTMCell" else {}
    with tf.variable_scope("cell", initializer=tf.constant_initializer(0.2)):
        cell = cell_class(3, **more)
        if writer.flip():
            _, state = tf.nn.dynamic_rnn(
                cell,
                steps,
                dtype=tf.float32,
                sequence_length=tf.fill([tf.shape(x)[0]], max(n - 1, 1)) if writer.flip() else None,
            )
        else:
            _, state = tf.nn.static_rnn(cell, tf.unstack(steps, axis=1), dtype=tf.float32)
    return state.h if hasattr(state, "h") else state


KINDS = [elementwise, elementwise, of_two, of_two, dense, dense, shapes, shapes, shapes, reduced, normalized, convolved]
KINDS += [embedded, branched, looped, looped, recurrent]
