"""Programs of DenseFeatures, SequenceFeatures and LinearModel, run by TensorFlow 1.15 (`objects.json`) and here."""

import importlib

import numpy as np
from support.compared import Programs, graphs


def kept(tf, name):
    """A class of columns: estimators of either make it from there, programs have no name for it."""
    if "headrace" in tf.__name__:
        return getattr(importlib.import_module("headrace.training.feature_columns.layers"), name)
    of_sequence = name == "SequenceFeatures"
    module = "sequence_feature_column" if of_sequence else "feature_column_lib"
    return getattr(importlib.import_module("tensorflow.python.feature_column." + module), name)


def ids(tf, key="ids"):
    return tf.feature_column.categorical_column_with_identity(key, 4)


def features(tf):
    places = np.array([[0, 0], [0, 1], [2, 0]], np.int64)
    shape = np.array([3, 2], np.int64)
    return {
        "price": tf.constant([[1.5], [-2.0], [30.0]]),
        "ids": tf.SparseTensor(places, np.array([2, 0, 3], np.int64), shape),
        "numbers": tf.SparseTensor(places, np.array([0.5, 2.0, -1.0], np.float32), shape),
    }


def columns(tf):
    return [
        tf.feature_column.numeric_column("price"),
        tf.feature_column.embedding_column(ids(tf), 2, initializer=tf.ones_initializer()),
    ]


def dense(tf, use):
    with tf.variable_scope("model"):
        made = [kept(tf, "DenseFeatures")(columns(tf)) for _ in range(2)]
        named = kept(tf, "DenseFeatures")(columns(tf), name="input_layer", trainable=False)
        held = {}
        found = [made[0](features(tf)), made[0](features(tf)), made[1](features(tf))]
        found.append(named(features(tf), cols_to_output_tensors=held))
    variables = [[variable.name for variable in one.variables] for one in (*made, named)]
    return found, variables, {column.name: tensor for column, tensor in held.items()}


def partitioned(tf, use):
    with tf.variable_scope("model", partitioner=tf.fixed_size_partitioner(2)):
        dense = kept(tf, "DenseFeatures")(columns(tf), name="input_layer")
        linear = kept(tf, "LinearModel")([ids(tf)], 3, name="linear_model")
        found = dense(features(tf)), linear(features(tf))
    return found, [variable.name for variable in (*dense.variables, *linear.variables)]


def linear(tf, use):
    with tf.variable_scope("model"):
        models = [kept(tf, "LinearModel")([ids(tf), *columns(tf)], 2, sparse_combiner="mean") for _ in range(2)]
        models.append(kept(tf, "LinearModel")([ids(tf)], name="mine", trainable=False))
        found = [model(features(tf)) for model in models]
    names = [[variable.name for variable in model.variables] for model in models]
    return found, names, [model.bias.name for model in models]


def sequence(tf, use):
    chosen = [
        tf.feature_column.embedding_column(tf.feature_column.sequence_categorical_column_with_identity("ids", 4), 2),
        tf.feature_column.sequence_numeric_column("numbers"),
    ]
    layer = kept(tf, "SequenceFeatures")(chosen)
    return layer(features(tf)), [variable.name for variable in layer.variables]


def refusal(make):
    def program(tf, use):
        try:
            return repr(make(tf))
        except (TypeError, ValueError) as error:
            return [type(error).__name__, str(error).split(" must be ")[0]]

    return program


PROGRAMS = Programs(
    graphs,
    {
        "dense": dense,
        "partitioned": partitioned,
        "linear": linear,
        "sequence": sequence,
        "dense_of_ids": refusal(lambda tf: kept(tf, "DenseFeatures")([ids(tf)])),
        "dense_of_text": refusal(lambda tf: kept(tf, "DenseFeatures")(["a"])),
        "linear_of_text": refusal(lambda tf: kept(tf, "LinearModel")(["a"])),
        "linear_of_sequence": refusal(lambda tf: kept(tf, "LinearModel")([tf.feature_column.sequence_numeric_column("a")])),
        "sequence_of_ids": refusal(lambda tf: kept(tf, "SequenceFeatures")(columns(tf))),
    },
)
