"""Functions that no other test calls, on small values, run by TensorFlow 1.15 and here. See support/compared."""

import os

import numpy as np
from support.compared import Programs, results

PROGRAMS = Programs(results)


def _run(make):
    """A program: the values of what `make` gives, with variables and tables initialized."""

    def program(tf):
        fetches = make(tf)
        return results.run(tf, fetches)

    return program


def _sparse(tf):
    return tf.SparseTensor(np.int64([[0, 0], [1, 1]]), [1.0, 2.0], [3, 2])


X = np.float32([[1.0, -2.0], [3.0, 4.0], [0.5, 0.0]])
IMAGES = (np.arange(48, dtype=np.float32) / 7).reshape(1, 4, 4, 3)
STATISTICS = [[1.0, 2.0, 3.0], [1.0, 1.0, 4.0], [0.0, 0.0, 1.0], [1.0, 1.0, 2.0]]

PROGRAMS.update(
    {
        "casts": _run(lambda tf: [tf.to_double(X), tf.to_complex64(X), tf.to_complex128(X)]),
        "arg_min": _run(lambda tf: tf.arg_min(X, 1)),
        "batch_to_space": _run(lambda tf: tf.batch_to_space(np.arange(4).reshape(4, 1, 1, 1), [[0, 0], [0, 0]], 2)),
        "scaled": _run(lambda tf: [tf.scalar_mul(2.0, tf.constant(X)), tf.math.scalar_mul(3.0, tf.constant(X))]),
        "segments": _run(
            lambda tf: [tf.unsorted_segment_sqrt_n(X, [0, 2, 0], 3), tf.math.unsorted_segment_sqrt_n(X, [0, 0, 0], 1)]
        ),
        "static_shapes": lambda tf: [
            tf.broadcast_static_shape(tf.TensorShape([1, 3]), tf.TensorShape([2, 1])).as_list(),
            tf.executing_eagerly(),
            tf.test.is_built_with_rocm(),
            tf.test.is_built_with_gpu_support(),
        ],
        "sparse": _run(
            lambda tf: [
                tf.sparse.retain(_sparse(tf), [True, False]).values,
                tf.sparse.fill_empty_rows(_sparse(tf), 7.0)[0].values,
                tf.sparse.to_indicator(tf.SparseTensor(np.int64([[0, 0]]), np.int64([1]), [1, 2]), 3),
                tf.sparse_concat(0, [_sparse(tf), _sparse(tf)]).indices,
            ]
        ),
        "moments": _run(
            lambda tf: [
                list(tf.nn.normalize_moments(2.0, [1.0, 4.0], [3.0, 9.0], None)),
                list(tf.nn.sufficient_statistics(X, [0])[:3]),
            ]
        ),
        "normalized": _run(
            lambda tf: [
                tf.nn.local_response_normalization(IMAGES),
                tf.nn.batch_norm_with_global_normalization(
                    IMAGES, *[tf.constant(row) for row in STATISTICS], variance_epsilon=0.001, scale_after_normalization=True
                ),
            ]
        ),
        "depthwise": _run(
            lambda tf: tf.nn.depthwise_conv2d_native(IMAGES, np.ones([2, 2, 3, 1], np.float32), [1, 1, 1, 1], "VALID")
        ),
        "resized": _run(
            lambda tf: [tf.image.resize_image_with_pad(IMAGES, 2, 4), tf.image.resize_with_crop_or_pad(IMAGES, 2, 6)]
        ),
        "flipped": _run(
            lambda tf: [
                tf.contrib.nn.deprecated_flipped_softmax_cross_entropy_with_logits(X, np.float32([[1, 0], [0, 1], [1, 0]])),
                tf.contrib.nn.deprecated_flipped_sparse_softmax_cross_entropy_with_logits(X, [0, 1, 0]),
            ]
        ),
        "collapsed": _run(lambda tf: list(tf.nn.collapse_repeated([[1, 1, 2], [3, 3, 3]], [3, 2]))),
        "unique_labels": _run(lambda tf: list(tf.nn.ctc_unique_labels(tf.constant([[1, 2, 1], [3, 3, 0]])))),
        "time_first": _run(lambda tf: tf.contrib.rnn.transpose_batch_time(tf.constant(X))),
        "initialized": _run(lambda tf: tf.get_variable("w", [1, 1, 2, 2], initializer=tf.zeros_initializer())),
        "xavier": lambda tf: [
            tf.get_variable("w", [3, 3, 2, 4], initializer=make(seed=1)).shape.as_list()
            for make in (tf.contrib.layers.xavier_initializer_conv2d,)
        ],
    }
)


@PROGRAMS
def collections(tf):
    tf.add_to_collections(["a", "b"], 3)
    tf.get_default_graph().add_to_collections(("a",), 4)
    step = tf.train.create_global_step()
    tf.train.assert_global_step(step)
    tf.contrib.framework.assert_global_step(step)
    v = tf.Variable(1.0)
    tf.contrib.framework.add_model_variable(v)
    with tf.init_scope():
        outside = tf.constant(1.0)
    in_model = [one.name for one in tf.model_variables()]
    return [tf.get_collection("a"), tf.get_collection("b"), in_model, outside.name]


@PROGRAMS
def datasets(tf, session):
    rows = tf.SparseTensor(np.int64([[0, 0], [1, 1]]), [1, 2], [2, 2])
    with open("records", "wb") as file:
        file.write(b"abcdef")
    with open("rows.csv", "w") as file:
        file.write("1,a\n2,b\n")
    experimental = tf.data.experimental
    made = [
        tf.data.FixedLengthRecordDataset("records", 2),
        experimental.CsvDataset("rows.csv", [tf.int32, tf.string]),
        tf.data.Dataset.range(3).apply(experimental.enumerate_dataset(5)),
        tf.data.Dataset.from_sparse_tensor_slices(rows).map(lambda *row: tf.constant(1)),
        tf.data.Dataset.range(4)
        .map(lambda k: tf.expand_dims(k, 0))
        .apply(experimental.dense_to_sparse_batch(2, [1]))
        .map(lambda b: b.values),
    ]
    firsts = [dataset.make_one_shot_iterator().get_next() for dataset in made]
    return session.run([list(first) if isinstance(first, tuple) else [first] for first in firsts])


@PROGRAMS
def flags_of_all_kinds(tf):
    flags = tf.flags
    parsers = [
        flags.FloatParser().parse("1.5"),
        flags.IntegerParser().parse("3"),
        flags.ListParser().parse("a,b"),
        flags.WhitespaceSeparatedListParser().parse("a b"),
        flags.EnumParser(["a"]).parse("a"),
        flags.ListSerializer(",").serialize(["a", "b"]),
    ]
    refusal = results.refusal(lambda: flags.IntegerParser().parse("x"))
    return [parsers, refusal, flags.text_wrap("a b c", 20), flags.flag_dict_to_args({"a": 1, "b": True}) is not None]


@PROGRAMS
def supervised(tf):
    tf.train.create_global_step()
    supervisor = tf.train.Supervisor(logdir="logs", save_model_secs=0, save_summaries_secs=0)
    session = supervisor.PrepareSession(start_standard_services=False)
    threads = [supervisor.StartQueueRunners(session), len(supervisor.StartStandardServices(session))]
    with supervisor.StopOnException():
        before = supervisor.ShouldStop()
        supervisor.RequestStop()
    after = supervisor.ShouldStop()
    supervisor.WaitForStop()
    supervisor.Stop()
    manager = type(supervisor.session_manager).__name__
    session.close()
    return [threads[0], before, after, manager, os.path.exists("logs")]
