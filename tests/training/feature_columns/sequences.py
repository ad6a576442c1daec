"""Programs of columns of sequences, run by TensorFlow 1.15 (`sequences.json`) and here. See support/compared."""

import re

import numpy as np
from support.compared import Programs, graphs


def sparse(tf, places, values, shape):
    return tf.SparseTensor(np.array(places, np.int64).reshape(-1, len(shape)), values, np.array(shape, np.int64))


def refused(make):
    """How something is refused; modules of classes are left out."""

    def program(tf, use):
        try:
            return repr(make(tf))
        except (TypeError, ValueError) as error:
            return [type(error).__name__, re.sub(r"<class '[\w.]*\.", "<class '", str(error))]

    return program


def _sequences(tf):
    return {
        "ids": sparse(tf, [[0, 0], [0, 1], [2, 0]], np.array([2, 0, 3], np.int64), [3, 2]),
        "deep": sparse(tf, [[0, 0, 0], [0, 1, 1], [2, 0, 0]], np.array([2, 0, 3], np.int64), [3, 2, 2]),
        "numbers": sparse(tf, [[0, 0], [0, 1], [2, 0]], np.array([0.5, 2.0, -1.0], np.float32), [3, 2]),
        "pairs": sparse(tf, [[0, 0], [0, 1], [0, 2], [0, 3], [2, 0], [2, 1]], np.arange(6, dtype=np.float32), [3, 4]),
    }


def _sequence(columns):
    def program(tf, use):
        return tf.contrib.feature_column.sequence_input_layer(_sequences(tf), columns(tf))

    return program


PROGRAMS = Programs(
    graphs,
    {
        "sequence_embedding": _sequence(
            lambda tf: [
                tf.feature_column.embedding_column(
                    tf.contrib.feature_column.sequence_categorical_column_with_identity("ids", 4), 2
                ),
                tf.contrib.feature_column.sequence_numeric_column("numbers"),
            ]
        ),
        "sequence_indicator": _sequence(
            lambda tf: [
                tf.feature_column.indicator_column(
                    tf.contrib.feature_column.sequence_categorical_column_with_identity("deep", 4)
                )
            ]
        ),
        "sequence_hash": _sequence(
            lambda tf: [
                tf.feature_column.indicator_column(
                    tf.contrib.feature_column.sequence_categorical_column_with_hash_bucket("ids", 5, tf.int64)
                )
            ]
        ),
        "sequence_list": _sequence(
            lambda tf: [
                tf.feature_column.indicator_column(
                    tf.contrib.feature_column.sequence_categorical_column_with_vocabulary_list("ids", [3, 2])
                )
            ]
        ),
        "sequence_pairs": _sequence(
            lambda tf: [tf.contrib.feature_column.sequence_numeric_column("pairs", 2, default_value=9.0)]
        ),
        "sequence_shared": _sequence(
            lambda tf: tf.feature_column.shared_embedding_columns(
                [tf.contrib.feature_column.sequence_categorical_column_with_identity(key, 4) for key in ("ids", "deep")], 2
            )
        ),
        "sequences_that_differ": _sequence(
            lambda tf: [
                tf.contrib.feature_column.sequence_numeric_column("pairs"),
                tf.contrib.feature_column.sequence_numeric_column("numbers"),
            ]
        ),
    },
)
REFUSED = {
    "sequence_of_none": lambda tf: tf.contrib.feature_column.sequence_input_layer(
        _sequences(tf), [tf.feature_column.indicator_column(tf.feature_column.categorical_column_with_identity("ids", 4))]
    ),
    "sequence_embedding_of_none": lambda tf: tf.contrib.feature_column.sequence_input_layer(
        _sequences(tf),
        [
            tf.feature_column.embedding_column(
                tf.feature_column.categorical_column_with_identity("ids", 4), 1, initializer=tf.ones_initializer
            )
        ],
    ),
}
PROGRAMS.update({"refused_" + name: refused(make) for name, make in REFUSED.items()})
