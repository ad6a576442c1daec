"""Programs of feature columns, run by TensorFlow 1.15 (`cases.json`) and here. See support/compared."""

import re

import numpy as np
from support.compared import Programs, graphs


def fc(tf):
    return tf.feature_column


def sparse(tf, places, values, shape):
    return tf.SparseTensor(np.array(places, np.int64).reshape(-1, len(shape)), values, np.array(shape, np.int64))


def features(tf):
    return {
        "price": tf.constant([[1.5], [-2.0], [30.0]]),
        "size": tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, -6.0]]),
        "flat": tf.constant([1.0, 2.0, 3.0]),
        "int": tf.constant([[1], [2], [3]], tf.int64),
        "word": tf.constant([["a"], [""], ["b"]]),
        "words": sparse(tf, [[0, 0], [0, 1], [2, 0]], ["red", "blue", "red"], [3, 2]),
        "ids": sparse(tf, [[0, 0], [0, 1], [2, 0]], np.array([2, 0, 3], np.int64), [3, 2]),
        "dense_ids": tf.constant([[2, -1], [0, 3], [-1, -1]]),
        "weights": sparse(tf, [[0, 0], [0, 1], [2, 0]], np.array([0.5, 2.0, -1.0], np.float32), [3, 2]),
        "dense_weights": tf.constant([[0.5, 0.0], [1.0, 2.0], [0.0, 0.0]]),
    }


def words(tf, **options):
    return fc(tf).categorical_column_with_vocabulary_list("words", ["red", "green", "blue"], **options)


def ids(tf, key="ids", buckets=4):
    return fc(tf).categorical_column_with_identity(key, buckets)


def layer(columns, **options):
    def program(tf, use):
        return fc(tf).input_layer(features(tf), columns(tf), **options)

    return program


def linear(columns, **options):
    def program(tf, use):
        return fc(tf).linear_model(features(tf), columns(tf), **options)

    return program


def told(make):
    """What a column says of itself."""

    def program(tf, use):
        column = make(tf)
        return {"name": column.name, "column": repr(column), "spec": repr(sorted(column.parse_example_spec.items()))}

    return program


def refused(make):
    """How something is refused; modules of classes are left out."""

    def program(tf, use):
        try:
            return repr(make(tf))
        except (TypeError, ValueError) as error:
            return [type(error).__name__, re.sub(r"<class '[\w.]*\.", "<class '", str(error))]

    return program


def layer_of(tf, *columns):
    """An input layer of columns of ids."""
    return fc(tf).input_layer(features(tf), [fc(tf).indicator_column(column) for column in columns])


PROGRAMS = Programs(
    graphs,
    {
        # -- dense columns
        "numeric": layer(lambda tf: [fc(tf).numeric_column("price")]),
        "numeric_of_rank_1": layer(lambda tf: [fc(tf).numeric_column("flat")]),
        "numeric_of_two": layer(lambda tf: [fc(tf).numeric_column("size", 2), fc(tf).numeric_column("price")]),
        "numeric_int": layer(lambda tf: [fc(tf).numeric_column("int", dtype=tf.int64)]),
        "normalized": layer(lambda tf: [fc(tf).numeric_column("price", normalizer_fn=lambda x: (x - 1.0) / 2.0)]),
        "bucketized": layer(lambda tf: [fc(tf).bucketized_column(fc(tf).numeric_column("price"), [-2.0, 1.0, 30.0])]),
        "bucketized_of_two": layer(lambda tf: [fc(tf).bucketized_column(fc(tf).numeric_column("size", 2), (1, 2, 4))]),
        "indicator_of_list": layer(lambda tf: [fc(tf).indicator_column(words(tf))]),
        "indicator_of_hash": layer(
            lambda tf: [fc(tf).indicator_column(fc(tf).categorical_column_with_hash_bucket("words", 7))]
        ),
        "indicator_of_hash_of_ints": layer(
            lambda tf: [fc(tf).indicator_column(fc(tf).categorical_column_with_hash_bucket("ids", 7, tf.int32))]
        ),
        "indicator_of_dense_words": layer(
            lambda tf: [fc(tf).indicator_column(fc(tf).categorical_column_with_hash_bucket("word", 5))]
        ),
        "indicator_of_identity": layer(lambda tf: [fc(tf).indicator_column(ids(tf))]),
        "indicator_of_dense_ids": layer(lambda tf: [fc(tf).indicator_column(ids(tf, "dense_ids"))]),
        "indicator_of_few_ids": layer(
            lambda tf: [fc(tf).indicator_column(fc(tf).categorical_column_with_identity("ids", 3, default_value=1))]
        ),
        "ids_out_of_range": layer(lambda tf: [fc(tf).indicator_column(ids(tf, buckets=3))]),
        "indicator_of_weighted": layer(
            lambda tf: [fc(tf).indicator_column(fc(tf).weighted_categorical_column(ids(tf), "weights"))]
        ),
        "indicator_of_dense_weights": layer(
            lambda tf: [fc(tf).indicator_column(fc(tf).weighted_categorical_column(ids(tf, "dense_ids"), "dense_weights"))]
        ),
        "indicator_of_list_with_buckets": layer(lambda tf: [fc(tf).indicator_column(words(tf, num_oov_buckets=3))]),
        "indicator_of_ints": layer(
            lambda tf: [fc(tf).indicator_column(fc(tf).categorical_column_with_vocabulary_list("ids", (3, 2, 7)))]
        ),
        "indicator_of_crossed": layer(lambda tf: [fc(tf).indicator_column(fc(tf).crossed_column(["word", "words"], 9))]),
        "indicator_of_crossed_columns": layer(
            lambda tf: [
                fc(tf).indicator_column(
                    fc(tf).crossed_column(
                        ["words", fc(tf).bucketized_column(fc(tf).numeric_column("price"), [0.0, 2.0]), ids(tf)], 9, hash_key=5
                    )
                )
            ]
        ),
        "crossed_of_crossed": layer(
            lambda tf: [fc(tf).indicator_column(fc(tf).crossed_column([fc(tf).crossed_column(["word", "ids"], 3), "words"], 5))]
        ),
        # -- embeddings
        "embedding": layer(lambda tf: [fc(tf).embedding_column(words(tf), 2)]),
        "embedding_sum": layer(lambda tf: [fc(tf).embedding_column(ids(tf), 3, combiner="sum", max_norm=0.5)]),
        "embedding_sqrtn_weighted": layer(
            lambda tf: [fc(tf).embedding_column(fc(tf).weighted_categorical_column(ids(tf), "weights"), 2, combiner="sqrtn")]
        ),
        "embedding_sum_weighted": layer(
            lambda tf: [fc(tf).embedding_column(fc(tf).weighted_categorical_column(ids(tf), "weights"), 2, combiner="sum")]
        ),
        "embedding_not_trainable": layer(
            lambda tf: [fc(tf).embedding_column(ids(tf), 2, trainable=False, initializer=tf.ones_initializer())]
        ),
        "embedding_collections": layer(
            lambda tf: [fc(tf).embedding_column(ids(tf), 2, initializer=tf.zeros_initializer())],
            weight_collections=["mine"],
        ),
        "layer_not_trainable": layer(
            lambda tf: [fc(tf).embedding_column(ids(tf), 2, initializer=tf.ones_initializer())], trainable=False
        ),
        "shared": layer(
            lambda tf: fc(tf).shared_embedding_columns([ids(tf), ids(tf, "dense_ids")], 2) + [fc(tf).numeric_column("price")]
        ),
        "shared_named": layer(
            lambda tf: fc(tf).shared_embedding_columns(
                [ids(tf, "dense_ids"), ids(tf)], 2, combiner="sum", shared_embedding_collection_name="both", max_norm=0.3
            )
        ),
        # -- linear models
        "linear_numeric": linear(lambda tf: [fc(tf).numeric_column("size", 2)]),
        "linear_units": linear(lambda tf: [fc(tf).numeric_column("price"), words(tf), ids(tf, "dense_ids")], units=3),
        "linear_mean": linear(lambda tf: [ids(tf)], sparse_combiner="mean"),
        "linear_sqrtn": linear(lambda tf: [ids(tf), ids(tf, "dense_ids")], sparse_combiner="sqrtn"),
        "linear_weighted": linear(lambda tf: [fc(tf).weighted_categorical_column(ids(tf), "weights")]),
        "linear_bucketized": linear(lambda tf: [fc(tf).bucketized_column(fc(tf).numeric_column("size", 2), [1.0, 4.0])]),
        "linear_crossed": linear(lambda tf: [fc(tf).crossed_column(["word", "words"], 9)]),
        "linear_embedding": linear(lambda tf: [fc(tf).embedding_column(ids(tf), 2), fc(tf).indicator_column(words(tf))]),
        "linear_shared": linear(lambda tf: fc(tf).shared_embedding_columns([ids(tf), ids(tf, "dense_ids")], 2)),
        "linear_collections": linear(lambda tf: [ids(tf)], weight_collections=["mine"]),
        "linear_not_trainable": linear(lambda tf: [ids(tf)], trainable=False),
        # -- what columns say of themselves
        "told_numeric": told(lambda tf: fc(tf).numeric_column("a", [2, 3], default_value=1)),
        "told_numeric_default": told(lambda tf: fc(tf).numeric_column("a", 2, default_value=[1, 2.5])),
        "told_bucketized": told(lambda tf: fc(tf).bucketized_column(fc(tf).numeric_column("a"), [1, 2])),
        "told_hash": told(lambda tf: fc(tf).categorical_column_with_hash_bucket("a", 4, tf.int64)),
        "told_identity": told(lambda tf: fc(tf).categorical_column_with_identity("a", 4, 1)),
        "told_weighted": told(lambda tf: fc(tf).weighted_categorical_column(ids(tf), "w", tf.int64)),
        "told_crossed": told(lambda tf: fc(tf).crossed_column(["b", ids(tf), "a"], 4)),
        "told_indicator": told(lambda tf: fc(tf).indicator_column(ids(tf))),
        "told_embedding": told(lambda tf: fc(tf).embedding_column(ids(tf), 4)._replace(initializer=None)),
        "told_sequence": told(lambda tf: fc(tf).sequence_categorical_column_with_hash_bucket("a", 4)),
        "told_sequence_numeric": told(lambda tf: fc(tf).sequence_numeric_column("a", [2])),
    },
)

REFUSED = {
    "key": lambda tf: fc(tf).numeric_column(3),
    "shape": lambda tf: fc(tf).numeric_column("a", "b"),
    "shape_of_zero": lambda tf: fc(tf).numeric_column("a", [0]),
    "number": lambda tf: fc(tf).numeric_column("a", dtype=tf.string),
    "default": lambda tf: fc(tf).numeric_column("a", default_value="b"),
    "default_float": lambda tf: fc(tf).numeric_column("a", default_value=1.5, dtype=tf.int32),
    "default_shape": lambda tf: fc(tf).numeric_column("a", [2], default_value=[1, 2, 3]),
    "normalizer": lambda tf: fc(tf).numeric_column("a", normalizer_fn="b"),
    "source": lambda tf: fc(tf).bucketized_column(ids(tf), [1]),
    "source_shape": lambda tf: fc(tf).bucketized_column(fc(tf).numeric_column("a", [2, 2]), [1]),
    "no_boundaries": lambda tf: fc(tf).bucketized_column(fc(tf).numeric_column("a"), []),
    "boundaries": lambda tf: fc(tf).bucketized_column(fc(tf).numeric_column("a"), [2, 1]),
    "boundaries_kind": lambda tf: fc(tf).bucketized_column(fc(tf).numeric_column("a"), 3),
    "no_hash_size": lambda tf: fc(tf).categorical_column_with_hash_bucket("a", None),
    "hash_size": lambda tf: fc(tf).categorical_column_with_hash_bucket("a", 0),
    "hash_type": lambda tf: fc(tf).categorical_column_with_hash_bucket("a", 3, tf.float32),
    "hash_key": lambda tf: fc(tf).categorical_column_with_hash_bucket(("a",), 3),
    "list_empty": lambda tf: fc(tf).categorical_column_with_vocabulary_list("a", []),
    "list_twice": lambda tf: fc(tf).categorical_column_with_vocabulary_list("a", ["b", "b"]),
    "list_both": lambda tf: words(tf, num_oov_buckets=1, default_value=2),
    "list_buckets": lambda tf: words(tf, num_oov_buckets=-1),
    "list_floats": lambda tf: fc(tf).categorical_column_with_vocabulary_list("a", [1.5]),
    "list_type": lambda tf: words(tf, dtype=tf.int64),
    "list_other_type": lambda tf: words(tf, dtype=tf.float32),
    "no_file": lambda tf: fc(tf).categorical_column_with_vocabulary_file("a", ""),
    "missing_file": lambda tf: fc(tf).categorical_column_with_vocabulary_file("a", "/no/such/file"),
    "file_size": lambda tf: fc(tf).categorical_column_with_vocabulary_file("a", "b", 0),
    "file_both": lambda tf: fc(tf).categorical_column_with_vocabulary_file("a", "b", 2, 1, 1),
    "file_buckets": lambda tf: fc(tf).categorical_column_with_vocabulary_file("a", "b", 2, -1),
    "file_type": lambda tf: fc(tf).categorical_column_with_vocabulary_file("a", "b", 2, dtype=tf.float32),
    "identity": lambda tf: fc(tf).categorical_column_with_identity("a", 0),
    "identity_default": lambda tf: fc(tf).categorical_column_with_identity("a", 2, 2),
    "weights_type": lambda tf: fc(tf).weighted_categorical_column(ids(tf), "w", tf.string),
    "crossed_size": lambda tf: fc(tf).crossed_column(["a", "b"], 0),
    "crossed_one": lambda tf: fc(tf).crossed_column(["a"], 3),
    "crossed_dense": lambda tf: fc(tf).crossed_column(["a", fc(tf).numeric_column("b")], 3),
    "crossed_hash": lambda tf: fc(tf).crossed_column(["a", fc(tf).categorical_column_with_hash_bucket("b", 3)], 3),
    "dimension": lambda tf: fc(tf).embedding_column(ids(tf), 0),
    "checkpoint": lambda tf: fc(tf).embedding_column(ids(tf), 1, ckpt_to_load_from="a"),
    "initializer": lambda tf: fc(tf).embedding_column(ids(tf), 1, initializer="a"),
    "shared_dimension": lambda tf: fc(tf).shared_embedding_columns([ids(tf)], None),
    "shared_initializer": lambda tf: fc(tf).shared_embedding_columns([ids(tf)], 1, initializer="a"),
    "shared_kinds": lambda tf: fc(tf).shared_embedding_columns([ids(tf), words(tf)], 1),
    "shared_buckets": lambda tf: fc(tf).shared_embedding_columns([ids(tf), ids(tf, "b", 7)], 1),
    "spec_of_no_column": lambda tf: fc(tf).make_parse_example_spec(["a"]),
    "two_specs": lambda tf: fc(tf).make_parse_example_spec(
        [fc(tf).numeric_column("a"), fc(tf).categorical_column_with_hash_bucket("a", 3)]
    ),
    "weights_of_ids": lambda tf: fc(tf).make_parse_example_spec([fc(tf).weighted_categorical_column(ids(tf), "ids")]),
    "layer_of_nothing": lambda tf: fc(tf).input_layer(features(tf), []),
    "layer_of_dict": lambda tf: fc(tf).input_layer(features(tf), {"a": 1}),
    "layer_of_text": lambda tf: fc(tf).input_layer(features(tf), ["a"]),
    "layer_of_ids": lambda tf: fc(tf).input_layer(features(tf), [ids(tf)]),
    "layer_twice": lambda tf: fc(tf).input_layer(features(tf), [fc(tf).numeric_column("a"), fc(tf).numeric_column("a", 2)]),
    "no_feature": lambda tf: fc(tf).input_layer(features(tf), [fc(tf).numeric_column("other")]),
    "scalar": lambda tf: fc(tf).input_layer({"a": tf.constant(1.0)}, [fc(tf).numeric_column("a")]),
    "sparse_number": lambda tf: fc(tf).input_layer(features(tf), [fc(tf).numeric_column("weights")]),
    "float_ids": lambda tf: layer_of(tf, ids(tf, "price")),
    "float_words": lambda tf: layer_of(tf, fc(tf).categorical_column_with_hash_bucket("price", 3)),
    "ids_as_words": lambda tf: layer_of(tf, fc(tf).categorical_column_with_hash_bucket("ids", 3)),
    "words_as_ids": lambda tf: layer_of(tf, fc(tf).categorical_column_with_vocabulary_list("words", [1, 2])),
    "weights_of_ints": lambda tf: layer_of(tf, fc(tf).weighted_categorical_column(ids(tf), "int")),
    "crossed_weighted": lambda tf: layer_of(
        tf, fc(tf).crossed_column(["words", fc(tf).weighted_categorical_column(ids(tf), "weights")], 5)
    ),
    "batch_sizes": lambda tf: fc(tf).input_layer(
        {"a": [[1.0]], "b": [[1.0], [2.0]]}, [fc(tf).numeric_column("a"), fc(tf).numeric_column("b")]
    ),
    "layer_of_sequence": lambda tf: fc(tf).input_layer(
        features(tf),
        [fc(tf).indicator_column(fc(tf).sequence_categorical_column_with_identity("ids", 4))],
    ),
    "embedding_of_sequence": lambda tf: fc(tf).input_layer(
        features(tf),
        [
            fc(tf).embedding_column(
                fc(tf).sequence_categorical_column_with_identity("ids", 4), 2, initializer=tf.ones_initializer
            )
        ],
    ),
    "wrong_collection": lambda tf: (
        tf.add_to_collection("both", tf.Variable([1.0])),
        fc(tf).input_layer(
            features(tf), fc(tf).shared_embedding_columns([ids(tf)], 2, shared_embedding_collection_name="both")
        ),
    ),
}
PROGRAMS.update({"refused_" + name: refused(make) for name, make in REFUSED.items()})


def _several(tf, use):
    """Two layers and two models in one graph, below a scope."""
    with tf.variable_scope("outer"):
        columns = [fc(tf).embedding_column(ids(tf), 2), fc(tf).numeric_column("price")]
        found = [fc(tf).input_layer(features(tf), columns) for _ in range(2)]
        found += [fc(tf).linear_model(features(tf), [ids(tf), fc(tf).numeric_column("price")]) for _ in range(2)]
    return found


def _reused(tf, use):
    columns = [fc(tf).embedding_column(ids(tf), 2)]
    with tf.variable_scope("a", reuse=tf.AUTO_REUSE):
        first = fc(tf).input_layer(features(tf), columns)
    with tf.variable_scope("a", reuse=tf.AUTO_REUSE):
        second = fc(tf).input_layer(features(tf), columns)
    return first, second


def _partitioned(tf, use):
    columns = [fc(tf).embedding_column(ids(tf), 2), fc(tf).numeric_column("price")]
    with tf.variable_scope("a", partitioner=tf.fixed_size_partitioner(2)):
        layer = fc(tf).input_layer(features(tf), columns)
        held = {}
        model = fc(tf).linear_model(features(tf), [ids(tf)], cols_to_vars=held)
    return layer, model, [[variable.name for variable in many] for _, many in sorted(held.items(), key=str)]


def _held(tf, use):
    columns = [fc(tf).embedding_column(ids(tf), 2), fc(tf).numeric_column("price"), fc(tf).indicator_column(words(tf))]
    variables, outputs, of_model = {}, {}, {}
    fc(tf).input_layer(features(tf), columns, cols_to_vars=variables, cols_to_output_tensors=outputs)
    fc(tf).linear_model(features(tf), [ids(tf), *columns], cols_to_vars=of_model)
    return {
        "variables": {column.name: [v.name for v in many] for column, many in variables.items()},
        "outputs": {column.name: tensor for column, tensor in outputs.items()},
        "of_model": {getattr(column, "name", column): [v.name for v in many] for column, many in of_model.items()},
    }


def _fed(tf, use):
    """Features of unknown shape."""
    known = {"price": use.feed([np.array([[1.0], [2.0]], np.float32)], [None, 1])}
    known["flat"] = use.feed([np.array([3.0, 4.0], np.float32)])
    return fc(tf).input_layer(known, [fc(tf).numeric_column("price"), fc(tf).numeric_column("flat")])


def _parsed(tf, use):
    columns = [fc(tf).numeric_column("price", default_value=7.0), fc(tf).indicator_column(words(tf))]

    def feature(name, value):
        kind = tf.train.BytesList if name == "words" else tf.train.FloatList
        made = kind(value=value)
        return tf.train.Feature(bytes_list=made) if name == "words" else tf.train.Feature(float_list=made)

    rows = [{"price": [1.0], "words": [b"red", b"red"]}, {"words": [b"blue"]}]
    serialized = [
        tf.train.Example(
            features=tf.train.Features(feature={name: feature(name, value) for name, value in row.items()})
        ).SerializeToString()
        for row in rows
    ]
    parsed = tf.parse_example(serialized, fc(tf).make_parse_example_spec(columns))
    return fc(tf).input_layer(parsed, columns)


def _gradient(tf, use):
    fed = {"ids": use.feed([np.array([[2, 0], [1, -1]])], [None, 2], "int64")}
    layer = fc(tf).input_layer(fed, [fc(tf).embedding_column(ids(tf), 2)])
    return tf.gradients(tf.reduce_sum(layer * [1.0, 2.0]), tf.trainable_variables())


PROGRAMS.update(
    {
        "several": _several,
        "reused": _reused,
        "partitioned": _partitioned,
        "held": _held,
        "fed": _fed,
        "parsed": _parsed,
        "gradient": _gradient,
        "told_shared": lambda tf, use: [
            (column.name, repr(column._replace(initializer=None)))
            for column in fc(tf).shared_embedding_columns([ids(tf), ids(tf, "dense_ids")], 2)
        ],
    }
)
