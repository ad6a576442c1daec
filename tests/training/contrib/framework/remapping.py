"""Programs that take matrices from checkpoints of another vocabulary."""

from __future__ import annotations

import numpy as np
from support.compared import Programs, results
from support.compared.results import refusal, run

PROGRAMS = Programs(results)


def vocabulary(name, *words):
    with open(name, "w") as file:
        file.write("".join(word + "\n" for word in words))
    return name


def saved_matrix(tf):
    with tf.Graph().as_default(), tf.Session() as session:
        matrix = tf.Variable(np.arange(12.0, dtype=np.float32).reshape(4, 3), name="matrix")
        bias = tf.Variable([[10.0], [20.0], [30.0], [40.0]], name="bias")
        session.run([matrix.initializer, bias.initializer])
        return tf.train.Saver().save(session, "./model")


@PROGRAMS
def remapped(tf):
    framework = tf.contrib.framework
    path = saved_matrix(tf)
    old_rows, new_rows = vocabulary("old", "a", "b", "c", "d"), vocabulary("new", "c", "x", "a", "y", "d")
    old_cols, new_cols = vocabulary("oldc", "p", "q", "r"), vocabulary("newc", "r", "s", "p")

    def fill(shape):
        return tf.fill(shape, -1.0)

    def numbered(shape):
        return tf.reshape(100.0 + tf.cast(tf.range(shape[0] * shape[1]), tf.float32), shape)

    rows = framework.load_and_remap_matrix_initializer(
        path, "matrix", 5, 3, old_row_vocab_file=old_rows, new_row_vocab_file=new_rows, num_row_oov_buckets=1, initializer=fill
    )
    cols = framework.load_and_remap_matrix_initializer(
        path, "matrix", 4, 3, old_col_vocab_file=old_cols, new_col_vocab_file=new_cols, num_col_oov_buckets=2, initializer=fill
    )
    both = framework.load_and_remap_matrix_initializer(
        path,
        "matrix",
        5,
        3,
        3,
        old_rows,
        new_rows,
        old_cols,
        new_cols,
        1,
        1,
        numbered,
    )
    embedding = framework.load_embedding_initializer(path, "matrix", 5, 3, old_rows, new_rows, initializer=fill)
    bias = framework.load_linear_multiclass_bias_initializer(path, "bias", 5, old_rows, new_rows, initializer=fill)
    random = framework.load_embedding_initializer(path, "matrix", 5, 3, old_rows, new_rows)
    variables = [
        tf.get_variable("rows", [6, 3], initializer=rows),
        tf.get_variable("cols", [4, 5], initializer=cols),
        tf.get_variable("both", [6, 4], initializer=both),
        tf.get_variable("embedding", [5, 3], initializer=embedding),
        tf.get_variable("bias", [5, 1], initializer=bias),
    ]
    parts = tf.get_variable("parts", [6, 3], initializer=rows, partitioner=tf.fixed_size_partitioner(3))
    drawn = tf.get_variable("random", [5, 3], initializer=random)
    slots = framework.load_variable_slot_initializer(path, "matrix", None, 5, 3, old_rows, new_rows, initializer=fill)
    found = run(tf, variables, list(parts), [drawn[0], drawn[2]], slots([5, 3]))
    return [found[0], found[1], found[2], found[3]]


@PROGRAMS
def refused_remappings(tf):
    framework = tf.contrib.framework
    path = saved_matrix(tf)
    old, new = vocabulary("old", "a", "b", "c", "d"), vocabulary("new", "c", "x", "a")
    make = framework.load_and_remap_matrix_initializer
    files = {"old_row_vocab_file": old, "new_row_vocab_file": new}
    good = make(path, "matrix", 3, 3, **files)
    absent = make(path, "absent", 3, 3, **files)
    narrow = make(path, "matrix", 3, 2, **files)
    short = make(path, "matrix", 5, 3, **files)
    missing = make(path, "matrix", 3, 3, old_row_vocab_file="nowhere", new_row_vocab_file=new)
    with tf.Session() as session:
        return [
            refusal(lambda: make(path, "matrix", 3, 3, initializer=1.0))[0],
            refusal(lambda: good([3, 3], tf.float64)),
            refusal(lambda: good([3])),
            refusal(lambda: good([3, 4])),
            refusal(lambda: good([4, 3])),
            refusal(lambda: make(path, "matrix", 3, 3)([3, 3])),
            refusal(lambda: make(path, "matrix", 3, 3, old_row_vocab_file=old)([3, 3])),
            refusal(lambda: make(path, "matrix", 3, 3, num_row_oov_buckets=-1, **files)([3, 3]))[0],
            refusal(lambda: session.run(absent([3, 3])))[0],
            refusal(lambda: session.run(narrow([3, 2])))[0],
            refusal(lambda: session.run(short([5, 3])))[0],
            refusal(lambda: session.run(missing([3, 3])))[0],
        ]
