"""Calls of public functions, and every literal in them given as people give it: tuples, views of dicts, generators and arrays
for lists, NumPy's scalars and 0-d arrays for numbers, bytes for text.

TensorFlow's recording says which of them it takes and what comes of it; headrace must take the same.
"""

from __future__ import annotations

import ast
import collections
import functools

import numpy as np

from . import Programs, results

CALLS = """
tf.reshape(x, [3, 2])
tf.reshape(x, shape=[-1])
tf.zeros([2, 3])
tf.zeros(shape=[2], dtype=tf.int32, name="z")
tf.ones([2, 3], tf.float32)
tf.fill([2, 3], 7.0)
tf.constant([1.0, 2.0], shape=[2], name="c")
tf.constant(3, tf.int64)
tf.placeholder(tf.float32, [2, 3], name="p")
tf.placeholder("float32", shape=[2, 3])
tf.concat([x, x], 1)
tf.concat(values=[x, x], axis=0, name="both")
tf.stack([x, x], axis=1)
tf.unstack(x, num=2, axis=0)
tf.split(x, [1, 2], 1)
tf.split(x, 3, axis=1)
tf.tile(x, [2, 2])
tf.transpose(x, [1, 0])
tf.transpose(x, perm=[1, 0], name="t")
tf.slice(x, [0, 1], [2, 2])
tf.strided_slice(x, [0, 1], [2, 3], [1, 1])
tf.pad(x, [[1, 1], [0, 2]])
tf.pad(x, [[1, 1], [0, 1]], mode="REFLECT")
tf.gather(x, [1, 0])
tf.gather(x, [2, 0], axis=1)
tf.gather_nd(x, [[1, 0]])
tf.expand_dims(x, 1)
tf.expand_dims(x, axis=-1)
tf.squeeze(y, [0])
tf.squeeze(y, axis=[0, 2])
tf.reduce_sum(x, 1)
tf.reduce_sum(x, axis=[0, 1], keepdims=True)
tf.reduce_mean(x, axis=[1], name="m")
tf.reduce_max(x, 0, True)
tf.argmax(x, 1)
tf.argmax(x, axis=0, output_type=tf.int32)
tf.cumsum(x, axis=1, exclusive=True, reverse=False)
tf.range(1, 10, 2)
tf.range(5)
tf.linspace(0.0, 1.0, 5)
tf.one_hot([0, 2], 3)
tf.one_hot([0, 2], depth=3, on_value=2.0, off_value=0.5, axis=-1)
tf.reverse(x, [1])
tf.reverse_sequence(x, [1, 2], seq_axis=1, batch_axis=0)
tf.sequence_mask([1, 3], 4)
tf.boolean_mask(x, [True, False])
tf.where([True, False], [1.0, 2.0], [3.0, 4.0])
tf.cast(x, "int32")
tf.eye(3, num_columns=2, batch_shape=[2])
tf.matmul(x, x, transpose_b=True)
tf.tensordot(x, x, [[1], [1]])
tf.tensordot(x, x, axes=2 - 1 + 1)
tf.clip_by_value(x, 0.0, 1.0)
tf.clip_by_norm(x, 2.0, axes=[1])
tf.clip_by_global_norm([x, x], 1.0)
tf.global_norm([x, x])
tf.add_n([x, x])
tf.accumulate_n([x, x])
tf.group(*[x, x], name="g")
tf.tuple([x, x], name="tu")
tf.identity(x, name="i")
tf.stop_gradient(x)
tf.gradients([z], [x])
tf.gradients(z, x, grad_ys=[1.0])
tf.random_uniform([2, 3], 0.0, 1.0, seed=3)
tf.random_uniform([2], minval=0, maxval=10, dtype=tf.int32, seed=3)
tf.random_normal([2, 3], mean=0.0, stddev=2.0, seed=1)
tf.truncated_normal([2, 3], stddev=0.1)
tf.random_shuffle(x, seed=2)
tf.random_crop(x, [1, 2], seed=1)
tf.multinomial(x, 4, seed=1)
tf.set_random_seed(3)
tf.Variable([1.0, 2.0], trainable=False, name="w")
tf.Variable(3, name="n", dtype=tf.int64)
tf.get_variable("g", [2, 3])
tf.get_variable(name="h", shape=[2, 3], dtype=tf.float32, trainable=False)
tf.get_variable("k", initializer=[1.0, 2.0])
tf.variables_initializer([v], name="init")
tf.report_uninitialized_variables([v])
tf.assign(v, [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
tf.scatter_update(v, [0], [[1.0, 2.0, 3.0]])
tf.scatter_add(v, 1, [1.0, 2.0, 3.0])
tf.constant_initializer([1.0, 2.0])([2])
tf.random_uniform_initializer(-1.0, 1.0, seed=3)([2, 2])
tf.truncated_normal_initializer(0.0, 0.1)([2, 2])
tf.py_func(len, [x], [tf.int64])
tf.Print(x, [x], message="m", first_n=3, summarize=2)
tf.Assert(True, [x])
tf.map_fn(tf.negative, x, parallel_iterations=4)
tf.string_join(["a", "b"], separator="-")
tf.string_split(["a b"], delimiter=" ").values.dtype
tf.substr("hello", 1, 3)
tf.as_string(x, precision=3, width=8, fill="0")
tf.string_to_number(["1", "2"], tf.float32)
tf.string_to_hash_bucket_fast(["a"], 10)
tf.decode_raw(["ab"], "uint8")
tf.decode_csv(["1,2"], [[0], [0.0]], field_delim=",")
tf.parse_example(["x"], {"a": tf.FixedLenFeature([2], tf.float32, [0.0, 1.0])})
tf.FixedLenFeature([2], tf.float32, default_value=[0.0, 1.0]).shape
tf.TensorShape([2, 3])
tf.TensorShape([2]).concatenate([3])
tf.SparseTensor([[0, 1]], [1.0], [2, 3])
tf.sparse_to_dense([[0, 1]], [2, 3], 5.0)
tf.IndexedSlices(x, [0, 1]).indices
tf.dynamic_partition(x, [0, 1], 2)
tf.unique([1, 1, 2])
tf.nn.conv2d(image, kernel, [1, 1, 1, 1], "SAME")
tf.nn.conv2d(image, kernel, strides=[1, 2, 2, 1], padding="VALID", data_format="NHWC", dilations=[1, 1, 1, 1])
tf.nn.max_pool(image, [1, 2, 2, 1], [1, 2, 2, 1], "SAME")
tf.nn.avg_pool(image, ksize=[1, 2, 2, 1], strides=[1, 2, 2, 1], padding="VALID")
tf.nn.bias_add(x, [1.0, 2.0, 3.0])
tf.nn.dropout(x, 0.5, seed=1)
tf.nn.dropout(x, keep_prob=0.9, noise_shape=[2, 1])
tf.nn.top_k(x, 2)
tf.nn.in_top_k(x, [0, 1], 2)
tf.nn.softmax(x, axis=1)
tf.nn.l2_normalize(x, 1)
tf.nn.moments(x, [0])
tf.nn.moments(x, axes=[0, 1], keep_dims=True)
tf.nn.embedding_lookup(v, [0, 1])
tf.nn.embedding_lookup([v], [0, 1], partition_strategy="div")
tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=x)
tf.nn.lrn(image, 4, bias=1.0, alpha=0.001, beta=0.75)
tf.layers.dense(x, 4, name="d")
tf.layers.dense(x, units=4, use_bias=False)
tf.layers.conv2d(image, 4, 3)
tf.layers.conv2d(image, filters=4, kernel_size=[3, 3], strides=[2, 2], padding="same")
tf.layers.max_pooling2d(image, 2, 2)
tf.layers.max_pooling2d(image, pool_size=[2, 2], strides=[2, 2], padding="valid")
tf.layers.dropout(x, rate=0.5, training=True)
tf.layers.batch_normalization(x, axis=1, momentum=0.9, training=False)
tf.layers.flatten(image)
tf.losses.mean_squared_error(x, x, weights=2.0)
tf.losses.softmax_cross_entropy([[1, 0, 0], [0, 1, 0]], x, label_smoothing=0.1)
tf.losses.absolute_difference(x, x, weights=[[1.0], [2.0]])
tf.metrics.accuracy([1, 0], [1, 1])
tf.train.GradientDescentOptimizer(0.1).minimize(w, var_list=[v])
tf.train.AdamOptimizer(learning_rate=0.1, beta1=0.9, epsilon=1e-08).compute_gradients(w, [v])
tf.train.MomentumOptimizer(0.1, momentum=0.9, use_nesterov=True).minimize(w)
tf.train.MomentumOptimizer(0.1, 0.9).apply_gradients([(v, v)], name="apply")
tf.train.exponential_decay(0.1, 3, 10, 0.96, staircase=True)
tf.train.piecewise_constant(step, [10, 20], [0.1, 0.2, 0.3])
tf.train.ExponentialMovingAverage(0.9).apply([v])
tf.train.Saver([v], max_to_keep=3)
tf.train.Saver(var_list={"a": v}, keep_checkpoint_every_n_hours=2.0)
tf.train.string_input_producer(["a", "b"], num_epochs=1, shuffle=True, capacity=10)
tf.train.range_input_producer(5, num_epochs=2)
tf.train.slice_input_producer([x, x], shuffle=False)
tf.train.batch([x, x], 4, num_threads=2, capacity=10)
tf.train.batch([x], batch_size=4, shapes=[[2, 3]], dynamic_pad=False)
tf.train.batch_join([[x], [x]], 4)
tf.train.shuffle_batch([x, x], 4, 20, 10, seed=1)
tf.train.limit_epochs(x, 3)
tf.train.match_filenames_once(["a", "b"])
tf.train.Coordinator(clean_stop_exception_types=[ValueError])
tf.FIFOQueue(10, [tf.float32], [[2, 3]])
tf.FIFOQueue(10, [tf.float32, tf.int32], shapes=[[], []], names=["a", "b"], name="q").enqueue({"a": 1.0, "b": 2})
tf.FIFOQueue(10, [tf.float32, tf.int32]).enqueue([1.0, 2])
tf.FIFOQueue(10, tf.float32, [[]]).enqueue_many([[1.0, 2.0]])
tf.FIFOQueue(10, tf.float32, [[]]).dequeue_many(3)
tf.RandomShuffleQueue(10, 2, [tf.float32], shapes=[[2]], seed=3)
tf.PaddingFIFOQueue(10, [tf.float32], [[None]])
tf.image.resize_images(image, [4, 4])
tf.image.crop_to_bounding_box(image, 1, 1, 2, 2)
tf.image.random_flip_left_right(picture, seed=1)
tf.image.per_image_standardization(picture)
tf.image.adjust_brightness(picture, 0.5)
tf.image.resize_image_with_crop_or_pad(image, 4, 4)
tf.summary.scalar("loss", w, collections=["one"])
tf.summary.histogram("h", x)
tf.summary.merge([tf.summary.scalar("s", w)])
tf.summary.image("i", image, max_outputs=2)
tf.add_to_collection("c", x)
tf.get_collection("c", scope="a")
tf.name_scope("scope", values=[x])
tf.variable_scope("scope", reuse=False)
tf.control_dependencies([x])
tf.device("/cpu:0")
tf.while_loop(lambda i: i < 3, lambda i: [i + 1], [0], parallel_iterations=2)
tf.case([(tf.less(1, 2), lambda: x)], default=lambda: x, exclusive=False)
tf.TensorArray(tf.float32, 3).unstack(x)
tf.TensorArray(tf.float32, size=3, dynamic_size=False, element_shape=[3]).size()
tf.nn.rnn_cell.BasicLSTMCell(4).zero_state(2, tf.float32)
tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.GRUCell(4), tf.nn.rnn_cell.GRUCell(4)]).state_size
tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(4), y, sequence_length=[2], dtype=tf.float32)
tf.nn.static_rnn(tf.nn.rnn_cell.GRUCell(4), [x, x], dtype=tf.float32)
tf.contrib.layers.fully_connected(x, 4)
tf.contrib.layers.fully_connected(x, num_outputs=4, scope="fc")
tf.contrib.layers.stack(x, tf.contrib.layers.fully_connected, [4, 5])
tf.contrib.layers.l2_regularizer(0.1)(x)
tf.contrib.slim.conv2d(image, 4, [3, 3], stride=2, padding="SAME")
tf.contrib.training.bucket_by_sequence_length(4, [x], 2, [3, 5])
tf.space_to_batch_nd(image, [2, 2], [[0, 0], [0, 0]])
tf.meshgrid([1, 2], [3, 4])
tf.confusion_matrix([0, 1], [1, 1], num_classes=2)
tf.segment_sum(x, [0, 0])
tf.unsorted_segment_sum(x, [0, 1], 3)
tf.setdiff1d([1, 2], [1])
tf.broadcast_to(x, [4, 2, 3])
tf.nn.log_poisson_loss(x, x, compute_full_loss=True)
tf.trainable_variables("v")
tf.global_variables(scope="v")
tf.convert_to_tensor([1.0, 2.0], name="conv")
tf.ConditionalAccumulator(tf.float32, shape=[2], name="acc").apply_grad([1.0, 2.0], local_step=3)
tf.RunOptions(timeout_in_ms=3)
tf.contrib.layers.optimize_loss(w, step, 0.1, "SGD", variables=[v])
tf.train.AdagradOptimizer(0.1).minimize(w, global_step=step, var_list=[v, kernel])
tf.nest.flatten([1, [2, 3]])
tf.contrib.framework.get_variables_to_restore(include=["v"], exclude=["kernel"])
tf.contrib.slim.learning.create_train_op(w, tf.train.GradientDescentOptimizer(0.1), variables_to_train=[v])
tf.assert_variables_initialized([v, kernel])
tf.local_variables(scope="v")
tf.get_session_handle(x)
""".strip().splitlines()

LISTS = ("tuple", "values", "generator", "array")
NUMBERS = ("int32", "int64", "zero_d")
FLOATS = ("float32", "float64", "zero_d")
TEXTS = ("bytes", "str_")
BOOLS = ("bool_",)


def environment(tf):
    """What calls name, made in the default graph; and what makes the variations."""
    x = tf.placeholder(tf.float32, [2, 3], name="x")
    v = tf.get_variable("v", [2, 3])
    return {
        "tf": tf,
        "x": x,
        "y": tf.placeholder(tf.float32, [1, 2, 1], name="y"),
        "z": tf.reduce_sum(x * x),
        "v": v,
        "w": tf.reduce_sum(v * v),
        "step": tf.train.get_or_create_global_step(),
        "image": tf.placeholder(tf.float32, [1, 6, 6, 2], name="image"),
        "picture": tf.placeholder(tf.float32, [6, 6, 3], name="picture"),
        "kernel": tf.get_variable("kernel", [3, 3, 2, 4]),
        "as_tuple": tuple,
        "as_values": lambda some: collections.OrderedDict(enumerate(some)).values(),
        "as_generator": lambda some: (one for one in some),
        "as_array": np.array,
        "as_int32": np.int32,
        "as_int64": np.int64,
        "as_float32": np.float32,
        "as_float64": np.float64,
        "as_zero_d": np.array,
        "as_bytes": lambda text: text.encode(),
        "as_str_": np.str_,
        "as_bool_": np.bool_,
    }


class _Wrap(ast.NodeTransformer):
    """Puts a call around the literal of that number."""

    def __init__(self, number, kind):
        self.left = number
        self.kind = kind

    def visit(self, node):
        if kinds_of(node):
            self.left -= 1
            if self.left < 0 and self.kind is not None:
                kind, self.kind = self.kind, None
                return ast.Call(ast.Name(f"as_{kind}", ast.Load()), [node], [])
        return self.generic_visit(node)


def kinds_of(node):
    """How else people write a literal."""
    if isinstance(node, (ast.List, ast.Tuple)) and isinstance(node.ctx, ast.Load):
        plain = node.elts and all(_is_literal(one) or isinstance(one, ast.UnaryOp) for one in node.elts)
        return LISTS if plain else LISTS[:3]
    value = ast.literal_eval(node) if _is_literal(node) else None
    for kind, kinds in ((bool, BOOLS), (int, NUMBERS), (float, FLOATS), (str, TEXTS)):
        if isinstance(value, kind):
            return kinds
    return ()


def _is_literal(node):
    return type(node).__name__ in ("Constant", "Num", "Str", "NameConstant")


def variations(call):
    """The expressions that a call is varied to, by their texts."""
    literals = [node for node in ast.walk(ast.parse(call, mode="eval")) if kinds_of(node)]
    order = []

    class Numbered(ast.NodeVisitor):
        def visit(self, node):
            if kinds_of(node):
                order.append(kinds_of(node))
            self.generic_visit(node)

    Numbered().visit(ast.parse(call, mode="eval"))
    assert len(order) == len(literals)
    for number, kinds in enumerate(order):
        for kind in kinds:
            tree = ast.fix_missing_locations(_Wrap(number, kind).visit(ast.parse(call, mode="eval")))
            yield f"{number} {kind}", tree


def outcome(tf, tree):
    """What comes of an expression: types and shapes of what it gives, or the class of the error."""
    with tf.Graph().as_default():
        given = environment(tf)
        try:
            return described(eval(compile(tree, "call", "eval"), given))
        except Exception as error:
            return f"{type(error).__name__}"


def described(value):
    if isinstance(value, dict):
        return {str(key): described(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [described(each) for each in value]
    if hasattr(value, "dtype") and hasattr(value, "shape"):
        shape = value.shape
        sizes = None if getattr(shape, "ndims", 0) is None else [None if size is None else int(size) for size in _sizes(shape)]
        return ["tensor", getattr(value.dtype, "base_dtype", value.dtype).name, sizes]
    if value is None or isinstance(value, (int, float, str)):
        return value
    return "object"


def _sizes(shape):
    return shape.as_list() if hasattr(shape, "as_list") else shape


def in_all_ways(tf, call):
    """What comes of a call, and of its variations, where they are not as it is itself."""
    plain = outcome(tf, ast.parse(call, mode="eval"))
    varied = {key: outcome(tf, tree) for key, tree in variations(call)}
    return [plain, {key: each for key, each in varied.items() if each != plain}]


PROGRAMS = Programs(results, {call: functools.partial(in_all_ways, call=call) for call in CALLS})
