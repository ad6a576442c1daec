"""Single names and arguments that programs use now and then, run by TensorFlow 1.15 and here. See support/compared."""

import os
import shutil

import numpy as np
from support.compared import Programs, results

PROGRAMS = Programs(results)


@PROGRAMS
def arguments_by_both_names(tf, session):
    found = [
        tf.string_to_number(input=["1.5", "2"]),
        tf.strings.to_number(["3"], tf.int32),
        tf.decode_raw(input_bytes=["ab"], out_type=tf.uint8),
        tf.decode_raw(bytes=["ab"], out_type=tf.uint8),
        tf.io.decode_raw(["ab"], tf.uint8, True),
        tf.count_nonzero(input=[[0, 1], [2, 0]], axis=1),
        tf.math.count_nonzero([[0, 1], [2, 0]]),
        tf.string_split(["a b"], result_type="SparseTensor").values,
        tf.image.transpose_image(np.arange(6).reshape(1, 2, 3), name="turned"),
        tf.image.transpose_image(np.arange(6).reshape(1, 2, 3)),
        tf.image.random_crop(value=np.zeros([2, 2, 1]), size=[2, 2, 1]),
        tf.contrib.nn.deprecated_flipped_sigmoid_cross_entropy_with_logits([1.0], targets=[1.0]),
    ]
    return [[tensor.name for tensor in found if tensor.name.startswith(("t", "T"))], session.run(found)]


@PROGRAMS
def refused(tf):
    calls = [
        lambda: tf.string_to_number(["1"], input=["1"]),
        lambda: tf.decode_raw(["a"], tf.uint8, bytes=["a"]),
        lambda: tf.decode_raw(["a"]),
        lambda: tf.count_nonzero([1], input=[1]),
        lambda: tf.string_split(["a"], result_type="other"),
    ]
    return [results.refusal(call) for call in calls]


@PROGRAMS
def variables(tf, session):
    v = tf.Variable(1.0)
    with tf.variable_op_scope([v], "a", initializer=tf.ones_initializer()):
        made = tf.get_variable("w", [2])
    with tf.variable_op_scope([v], "a", reuse=True):
        same = tf.get_variable("w", [2])
    before = session.run(tf.is_variable_initialized(v))
    session.run(tf.global_variables_initializer())
    after = session.run(tf.is_variable_initialized(variable=v))
    return [before, after, same is made, session.run(made), made.name]


@PROGRAMS
def buckets(tf, session):
    slim = tf.contrib.slim
    crossed = slim.sparse_feature_cross([tf.constant([["a", "b"]]), tf.constant([["c"]])])
    hashed = slim.sparse_feature_cross([tf.constant([["a"]]), tf.constant([["c"]])], True, 100, hash_key=7)
    return session.run([slim.bucketize([0.5, 1.0, 5.0], boundaries=[1.0, 2.0]), crossed.values, hashed.values])


@PROGRAMS
def input_layer(tf, session):
    column = tf.feature_column.numeric_column("a", 2)
    ids = tf.feature_column.categorical_column_with_identity("b", 3)
    layer = tf.contrib.slim.InputLayer([column, tf.feature_column.embedding_column(ids, 2)])
    features = {"a": tf.constant([[1.0, 2.0]]), "b": tf.constant([[1]])}
    first, second = layer(features), layer(features)
    session.run(tf.global_variables_initializer())
    first, second = session.run([first, second])
    return [first[0, :2], (first == second).all(), [variable.name for variable in layer.variables]]


@PROGRAMS
def decorators(tf):
    def doubled(x):
        """Doubles."""
        return 2 * x

    slim, learn = tf.contrib.slim, tf.contrib.learn
    by_all = [learn.datasets.deprecated, learn.preprocessing.deprecated, tf.contrib.tfprof.model_analyzer.deprecated]
    tried = slim.experimental(doubled)
    keys = [slim.arg_scope_func_key(slim.conv2d) == slim.arg_scope_func_key(slim.conv2d), slim.arg_scope_func_key(3)]
    made = tf.contrib.grid_rnn.namedtuple("Made", "a b")(1, 2)
    same = [one is by_all[0] for one in by_all]
    return [tried(3), tried.__doc__, keys, list(made), same, by_all[0](None, "Other.")(doubled)(4)]


@PROGRAMS
def stubs(tf):
    class Own:
        value = 1

        @staticmethod
        def call():
            return "old"

    own = Own()
    put = tf.test.StubOutForTesting()
    put.Set(os.path, "exists", lambda path: "stub")
    put.Set(Own, "call", lambda: "new")
    put.SmartSet(own, "value", 2)
    put.SmartSet(shutil, "which", lambda name: "found")
    inside = [os.path.exists("x"), Own.call(), own.value, Own.value, shutil.which("x")]
    put.CleanUp()
    after = [os.path.exists("x"), Own.call(), own.value, type(Own.__dict__["call"]).__name__]
    with tf.test.StubOutForTesting() as other:
        other.Set(own, "value", 7)
        inside.append(own.value)
    refusal = results.refusal(lambda: other.SmartSet(own, "none", 1))
    return [inside, after, own.value, refusal]


@PROGRAMS
def testing(tf):
    os.environ["TEST_SRCDIR"] = "/sources"
    path = tf.test.test_src_dir_path("a/b")
    del os.environ["TEST_SRCDIR"]
    return [path, str(tf.test.benchmark_config())]


@PROGRAMS
def flags(tf):
    parser = tf.flags.BaseListParser(",", "comma separated list")
    return [parser.parse("a, b"), parser.parse(""), parser.flag_type()]


@PROGRAMS
def files(tf):
    gfile = tf.io.gfile
    gfile.makedirs("top/inner")
    gfile.mkdir("top/other")
    with gfile.GFile("top/a.txt", "w") as file:
        file.write("one")
    gfile.copy("top/a.txt", "top/inner/b.txt")
    gfile.copy("top/a.txt", "top/inner/b.txt", overwrite=True)
    gfile.rename("top/inner/b.txt", "top/inner/c.txt")
    walks = [gfile.walk("top"), gfile.walk("top", topdown=False)]
    walked = [sorted([place, sorted(inner), sorted(names)] for place, inner, names in walk) for walk in walks]
    found = [
        gfile.exists("top/a.txt"),
        gfile.exists("none"),
        gfile.isdir("top"),
        sorted(gfile.listdir("top")),
        gfile.glob("top/*.txt"),
        sorted(gfile.glob(["top/*.txt", "top/inner/*"])),
        gfile.stat("top/a.txt").length,
        list(gfile.walk("none")),
        walked,
    ]
    gfile.remove("top/a.txt")
    gfile.rmtree("top/inner")
    found.append(sorted(gfile.listdir("top")))
    calls = [
        lambda: gfile.listdir("none"),
        lambda: gfile.remove("none"),
        lambda: gfile.rmtree("none"),
        lambda: gfile.mkdir("top"),
        lambda: gfile.rename("none", "other"),
        lambda: gfile.stat("none"),
    ]
    return found + [(results.refusal(call) or [None])[0] for call in calls]
