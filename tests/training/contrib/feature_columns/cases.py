"""Programs of the columns of tf.contrib.layers, run by TensorFlow 1.15 (`cases.json`) and here. See support/compared."""

import re

import numpy as np
from support.compared import Programs, graphs


def sparse(tf, places, values, shape):
    return tf.SparseTensor(np.array(places, np.int64).reshape(-1, len(shape)), values, np.array(shape, np.int64))


def features(tf):
    return {
        "price": tf.constant([[1.5], [-2.0], [30.0]]),
        "size": tf.constant([[1.0, 2.0], [3.0, 4.0], [5.0, -6.0]]),
        "int": tf.constant([[1], [2], [3]], tf.int64),
        "word": tf.constant([["a"], [""], ["b"]]),
        "words": sparse(tf, [[0, 0], [0, 1], [2, 0]], ["red", "blue", "red"], [3, 2]),
        "ids": sparse(tf, [[0, 0], [0, 1], [2, 0]], np.array([2, 0, 3], np.int64), [3, 2]),
        "weights": sparse(tf, [[0, 0], [0, 1], [2, 0]], np.array([0.5, 2.0, -1.0], np.float32), [3, 2]),
        "int_weights": sparse(tf, [[0, 0], [0, 1], [2, 0]], np.array([1, 2, 3], np.int64), [3, 2]),
    }


def cl(tf):
    return tf.contrib.layers


def words(tf, **options):
    return cl(tf).sparse_column_with_keys("words", ["red", "green", "blue"], **options)


def ids(tf, **options):
    return cl(tf).sparse_column_with_integerized_feature("ids", 4, **options)


def price(tf, **options):
    return cl(tf).real_valued_column("price", **options)


def buckets(tf):
    return cl(tf).bucketized_column(price(tf), [-2.0, 1.0, 1.0, 30.0])


def pairs(tf):
    return cl(tf).bucketized_column(cl(tf).real_valued_column("size", 2), (1, 4))


def weighted(tf):
    return cl(tf).weighted_sparse_column(ids(tf), "weights")


def layer(columns, **options):
    def program(tf, use):
        return cl(tf).input_from_feature_columns(features(tf), columns(tf), **options)

    return program


def named(variables):
    return sorted([column.name, [part.name for part in parts]] for column, parts in variables.items())


def summed(columns, **options):
    def program(tf, use):
        options.setdefault("num_outputs", 2)
        made, variables, bias = cl(tf).weighted_sum_from_feature_columns(features(tf), columns(tf), **options)
        return made, named(variables), bias.name

    return program


def jointly(columns):
    def program(tf, use):
        made, variables, bias = cl(tf).joint_weighted_sum_from_feature_columns(features(tf), columns(tf), 2)
        return made, [part.name for part in variables], bias.name

    return program


def refused(make):
    """How something is refused; modules of classes, and places of objects are left out."""

    def program(tf, use):
        try:
            return repr(make(tf))
        except (TypeError, ValueError, KeyError, NotImplementedError, AssertionError) as error:
            text = re.sub(r"<class '[\w.]*\.", "<class '", str(error))
            text = re.sub(r"<[\w.]* object at 0x\w*>", "<object>", text)
            return [type(error).__name__, re.sub(r"SparseTensor\(.*\)\)", "<object>)", text)]

    return program


def told(make):
    def program(tf, use):
        column = make(tf)
        return {
            "name": column.name,
            "key": column.key,
            "config": repr(sorted(column.config.items())),
            "length": getattr(column, "length", None),
        }

    return program


PROGRAMS = Programs(
    graphs,
    {
        "real_valued": layer(lambda tf: [price(tf), cl(tf).real_valued_column("size", 2)]),
        "real_valued_int": layer(lambda tf: [cl(tf).real_valued_column("int", dtype=tf.int64)]),
        "normalized": layer(lambda tf: [price(tf, normalizer=lambda x: (x - 1.0) / 2.0)]),
        "bucketized": layer(lambda tf: [buckets(tf), pairs(tf)]),
        "one_hot": layer(lambda tf: [cl(tf).one_hot_column(words(tf))]),
        "one_hot_of_weighted": layer(lambda tf: [cl(tf).one_hot_column(weighted(tf))]),
        "one_hot_of_integers": layer(lambda tf: [cl(tf).one_hot_column(ids(tf))]),
        "one_hot_of_hash": layer(lambda tf: [cl(tf).one_hot_column(cl(tf).sparse_column_with_hash_bucket("words", 7))]),
        "one_hot_of_dense": layer(lambda tf: [cl(tf).one_hot_column(cl(tf).sparse_column_with_hash_bucket("word", 5))]),
        "one_hot_of_hashed_ints": layer(
            lambda tf: [cl(tf).one_hot_column(cl(tf).sparse_column_with_hash_bucket("ids", 7, dtype=tf.int64))]
        ),
        "hash_keys": layer(
            lambda tf: [cl(tf).one_hot_column(cl(tf).sparse_column_with_hash_bucket("words", 7, hash_keys=[[1, 2], [3, 4]]))]
        ),
        "embedding": layer(lambda tf: [cl(tf).embedding_column(words(tf), 2), price(tf)]),
        "embedding_sqrtn": layer(lambda tf: [cl(tf).embedding_column(weighted(tf), 3, combiner="sqrtn", max_norm=0.5)]),
        "embedding_of_crossed": layer(
            lambda tf: [cl(tf).embedding_column(cl(tf).crossed_column([words(tf), buckets(tf)], 9), 2)]
        ),
        "embedding_not_trainable": layer(
            lambda tf: [cl(tf).embedding_column(ids(tf), 2, initializer=tf.ones_initializer(), trainable=False)]
        ),
        "layer_collections": layer(
            lambda tf: [cl(tf).embedding_column(ids(tf), 2, initializer=tf.ones_initializer())],
            weight_collections=["mine"],
            trainable=False,
            scope="mine",
        ),
        "shared": layer(
            lambda tf: cl(tf).shared_embedding_columns(
                [ids(tf), cl(tf).weighted_sparse_column(ids(tf), "weights")], 2, combiner="sum"
            )
        ),
        "shared_one": layer(lambda tf: cl(tf).shared_embedding_columns([ids(tf)], 2, shared_embedding_name="mine")),
        "scattered": layer(lambda tf: [cl(tf).scattered_embedding_column("words", 11, 3, 7)]),
        "scattered_sum": layer(lambda tf: [cl(tf).scattered_embedding_column("ids", 11, 3, 7, combiner="sum")]),
        "weighted_sum": summed(lambda tf: [price(tf), words(tf), buckets(tf), pairs(tf), weighted(tf)]),
        "weighted_sum_mean": summed(lambda tf: [ids(tf, combiner="mean")], num_outputs=1),
        "weighted_sum_crossed": summed(lambda tf: [cl(tf).crossed_column([words(tf), ids(tf), buckets(tf)], 9)]),
        "weighted_sum_keyed": summed(lambda tf: [cl(tf).crossed_column([words(tf), pairs(tf)], 9, hash_key=5)]),
        "weighted_sum_crossed_twice": summed(
            lambda tf: [cl(tf).crossed_column([cl(tf).crossed_column([words(tf), ids(tf)], 9), buckets(tf)], 5)]
        ),
        "weighted_sum_settings": summed(lambda tf: [ids(tf)], weight_collections=["mine"], trainable=False, scope="mine"),
        "joint": jointly(lambda tf: [words(tf), ids(tf)]),
        "joint_of_buckets": jointly(lambda tf: [buckets(tf), pairs(tf)]),
        "joint_of_types": jointly(lambda tf: [words(tf), pairs(tf)]),
        "told_hash": told(lambda tf: cl(tf).sparse_column_with_hash_bucket("a", 4, "mean")),
        "told_keys": told(words),
        "told_ids": told(ids),
        "told_file": told(lambda tf: cl(tf).sparse_column_with_vocabulary_file("a", "b", 2, 3)),
        "told_real": told(lambda tf: cl(tf).real_valued_column("a", 2, 1)),
        "told_real_list": told(lambda tf: cl(tf).real_valued_column("a", 2, [1, 2], tf.int64)),
        "told_bucketized": told(buckets),
        "told_weighted": told(weighted),
        "told_one_hot": told(lambda tf: cl(tf).one_hot_column(words(tf))),
        "told_embedding": told(lambda tf: cl(tf).embedding_column(words(tf), 2)),
        "told_scattered": told(lambda tf: cl(tf).scattered_embedding_column("a", 2, 3, 4)),
        "told_crossed": told(lambda tf: cl(tf).crossed_column([words(tf), buckets(tf)], 9)),
    },
)

REFUSED = {
    "hash_size": lambda tf: cl(tf).sparse_column_with_hash_bucket("a", 0),
    "hash_type": lambda tf: cl(tf).sparse_column_with_hash_bucket("a", 2, dtype=tf.float32),
    "hash_keys": lambda tf: cl(tf).sparse_column_with_hash_bucket("a", 2, hash_keys=[]),
    "hash_pairs": lambda tf: cl(tf).sparse_column_with_hash_bucket("a", 2, hash_keys=[[1]]),
    "ids_size": lambda tf: cl(tf).sparse_column_with_integerized_feature("a", None),
    "ids_type": lambda tf: cl(tf).sparse_column_with_integerized_feature("a", 2, dtype=tf.string),
    "file_size": lambda tf: cl(tf).sparse_column_with_vocabulary_file("a", "b"),
    "weights_type": lambda tf: cl(tf).weighted_sparse_column(ids(tf), "b", tf.string),
    "embedding_initializer": lambda tf: cl(tf).embedding_column(ids(tf), 2, initializer="a"),
    "embedding_checkpoint": lambda tf: cl(tf).embedding_column(ids(tf), 2, ckpt_to_load_from="a"),
    "shared_text": lambda tf: cl(tf).shared_embedding_columns("a", 2),
    "shared_none": lambda tf: cl(tf).shared_embedding_columns([], 2),
    "shared_real": lambda tf: cl(tf).shared_embedding_columns([price(tf)], 2),
    "shared_other": lambda tf: cl(tf).shared_embedding_columns([ids(tf), words(tf)], 2),
    "scattered_size": lambda tf: cl(tf).scattered_embedding_column("a", 0, 2, 3),
    "scattered_combiner": lambda tf: cl(tf).scattered_embedding_column("a", 1, 2, 3, combiner="b"),
    "scattered_initializer": lambda tf: cl(tf).scattered_embedding_column("a", 1, 2, 3, initializer="b"),
    "real_none": lambda tf: price(tf, dimension=None),
    "real_text": lambda tf: price(tf, dimension="b"),
    "real_zero": lambda tf: price(tf, dimension=0),
    "real_type": lambda tf: price(tf, dtype=tf.string),
    "real_default": lambda tf: price(tf, default_value=1.5, dtype=tf.int32),
    "real_defaults": lambda tf: price(tf, default_value=[1.5, 2.0]),
    "bucketized_source": lambda tf: cl(tf).bucketized_column(ids(tf), [1]),
    "bucketized_none": lambda tf: cl(tf).bucketized_column(price(tf), []),
    "bucketized_order": lambda tf: cl(tf).bucketized_column(price(tf), [2, 1]),
    "crossed_real": lambda tf: cl(tf).crossed_column([price(tf), ids(tf)], 9),
    "crossed_one": lambda tf: cl(tf).crossed_column([ids(tf)], 9),
    "crossed_size": lambda tf: cl(tf).crossed_column([ids(tf), words(tf)], 1),
    "crossed_checkpoint": lambda tf: cl(tf).crossed_column([ids(tf), words(tf)], 3, tensor_name_in_ckpt="a"),
    "layer_of_ids": lambda tf: layer(lambda tf: [ids(tf)])(tf, None),
    "layer_of_weighted": lambda tf: layer(lambda tf: [weighted(tf)])(tf, None),
    "layer_of_crossed": lambda tf: layer(lambda tf: [cl(tf).crossed_column([ids(tf), words(tf)], 3)])(tf, None),
    "layer_of_dict": lambda tf: layer(lambda tf: {"a": 1})(tf, None),
    "layer_twice": lambda tf: layer(lambda tf: [ids(tf), ids(tf)])(tf, None),
    "no_feature": lambda tf: layer(lambda tf: [cl(tf).real_valued_column("other")])(tf, None),
    "no_bucketized_feature": lambda tf: layer(lambda tf: [cl(tf).bucketized_column(cl(tf).real_valued_column("other"), [1])])(
        tf, None
    ),
    "no_crossed_feature": lambda tf: summed(
        lambda tf: [cl(tf).crossed_column([cl(tf).sparse_column_with_hash_bucket("other", 3), ids(tf)], 3)]
    )(tf, None),
    "outs": lambda tf: cl(tf).input_from_feature_columns(features(tf), [price(tf)], cols_to_outs=[]),
    "joint_real": lambda tf: jointly(lambda tf: [price(tf)])(tf, None),
    "joint_weighted": lambda tf: jointly(lambda tf: [weighted(tf)])(tf, None),
    "joint_mean": lambda tf: jointly(lambda tf: [ids(tf, combiner="mean")])(tf, None),
    "joint_none": lambda tf: jointly(lambda tf: [])(tf, None),
    "spec": lambda tf: cl(tf).create_feature_spec_for_parsing(["a"]),
    "sequence_of_crossed": lambda tf: cl(tf).sequence_input_from_feature_columns({}, [buckets(tf)]),
    "sequence_of_one_hot_crossed": lambda tf: cl(tf).sequence_input_from_feature_columns(
        {}, [cl(tf).one_hot_column(cl(tf).crossed_column([ids(tf), words(tf)], 3))]
    ),
    "infer_sparse": lambda tf: cl(tf).infer_real_valued_columns({"a": sparse(tf, [[0, 0]], [1], [1, 1])}),
    "infer_text": lambda tf: cl(tf).infer_real_valued_columns(tf.constant([["a"]])),
}
PROGRAMS.update({"refused_" + name: refused(make) for name, make in REFUSED.items()})


def _outs(tf, use):
    columns = [price(tf), cl(tf).embedding_column(ids(tf), 2)]
    held = {}
    with tf.variable_scope("model", partitioner=tf.fixed_size_partitioner(2)):
        made = cl(tf).input_from_feature_columns(features(tf), columns, cols_to_outs=held)
        total, variables, _ = cl(tf).weighted_sum_from_feature_columns(features(tf), [ids(tf)], 1)
    return made, {column.name: tensor for column, tensor in held.items()}, total, named(variables)


def _core(tf, use):
    """Columns of tf.contrib.layers in tf.feature_column."""
    columns = [price(tf), buckets(tf), cl(tf).one_hot_column(words(tf)), cl(tf).embedding_column(ids(tf), 2)]
    layer = tf.feature_column.input_layer(features(tf), columns)
    model = tf.feature_column.linear_model(features(tf), [price(tf), buckets(tf), words(tf), weighted(tf)])
    return layer, model, repr(sorted(tf.feature_column.make_parse_example_spec(columns).items()))


def _sequences(tf, use):
    places = [[0, 0, 0], [0, 1, 0], [1, 0, 0]]
    given = {
        "price": tf.constant([[[1.0], [2.0]], [[3.0], [4.0]]]),
        "ids": sparse(tf, places, np.array([2, 0, 3], np.int64), [2, 2, 1]),
        "words": sparse(tf, [[0, 0], [1, 1]], ["red", "blue"], [2, 2]),
    }
    columns = [price(tf), cl(tf).embedding_column(ids(tf), 2), cl(tf).one_hot_column(words(tf))]
    return cl(tf).sequence_input_from_feature_columns(given, columns)


def _example(tf, row):
    made = tf.train.Example()
    for key, values in row.items():
        feature = made.features.feature[key]
        (feature.bytes_list if isinstance(values[0], bytes) else feature.float_list).value.extend(values)
    return made.SerializeToString()


def _parsed(tf, use):
    columns = [price(tf, default_value=7.0), cl(tf).one_hot_column(words(tf))]
    rows = [_example(tf, {"price": [1.0], "words": [b"red", b"red"]}), _example(tf, {"words": [b"blue"]})]
    tensors = cl(tf).parse_feature_columns_from_examples(rows, columns)
    return cl(tf).input_from_feature_columns(tensors, columns), sorted(getattr(key, "name", key) for key in tensors)


def _parsed_sequence(tf, use):
    made = tf.train.SequenceExample()
    made.context.feature["price"].float_list.value.append(2.0)
    for word in ("red", "blue"):
        made.feature_lists.feature_list["words"].feature.add().bytes_list.value.append(word.encode())
    serialized = made.SerializeToString()
    context, steps = cl(tf).parse_feature_columns_from_sequence_examples(
        serialized, [price(tf)], [cl(tf).one_hot_column(words(tf)), cl(tf).real_valued_column("size", 2, 1.0)]
    )
    found = [context["price"], steps["size"], steps["words"].indices, steps["words"].values]
    return [tf.identity(tensor) for tensor in found]


def _transformed(tf, use):
    made = cl(tf).transform_features(features(tf), [price(tf), words(tf), weighted(tf)])
    return {column.name: tensor for column, tensor in made.items()}


def _placeholders(tf, use):
    found = cl(tf).make_place_holder_tensors_for_base_features([price(tf), words(tf)])
    return [found["price"].name, found["price"].shape.as_list(), found["words"].indices.name, found["words"].dtype.name]


def _inferred(tf, use):
    given = {"a": tf.zeros([2, 3, 4]), "b": tf.zeros([2, 1], tf.int64)}
    return sorted(map(repr, cl(tf).infer_real_valued_columns(given))), repr(cl(tf).infer_real_valued_columns(given["b"]))


PROGRAMS.update(
    {
        "outs": _outs,
        "core": _core,
        "sequences": _sequences,
        "parsed": _parsed,
        "parsed_sequence": _parsed_sequence,
        "transformed": _transformed,
        "placeholders": _placeholders,
        "inferred": _inferred,
        "default_key": lambda tf, use: cl(tf).SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY,
    }
)
