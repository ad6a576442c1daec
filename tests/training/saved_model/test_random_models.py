"""Random small models come back from a SavedModel: their signatures, values and tables, under each set of tags."""

from __future__ import annotations

import numpy as np
import pytest

import headrace as tf

KINDS = (tf.float32, tf.float64, tf.int32, tf.int64)
METHODS = (
    tf.saved_model.signature_constants.PREDICT_METHOD_NAME,
    tf.saved_model.signature_constants.REGRESS_METHOD_NAME,
    "a/method/of/its/own",
)


def _value(random, kind, shape):
    return random.randint(-9, 10, shape).astype(kind.as_numpy_dtype)


def _model(random):
    """What a model is fed, what it gives and what initializes it: variables of all kinds, partitioned ones, a table."""
    fed, given = {}, {}
    for number in range(random.randint(1, 4)):
        kind, shape = KINDS[random.randint(4)], tuple(random.randint(1, 4, random.randint(3)))
        feed = tf.placeholder(kind, (None, *shape), name=f"in/x{number}")
        made = feed
        for layer in range(random.randint(3)):
            how = random.randint(3)
            if how == 0:
                made += tf.Variable(_value(random, kind, shape), name=f"v{number}_{layer}")
            elif how == 1:
                made *= tf.get_variable(f"w{number}_{layer}", initializer=tf.constant(_value(random, kind, shape)))
            else:
                parts = tf.fixed_size_partitioner(random.randint(1, 4))
                rows = tf.get_variable(f"p{number}_{layer}", [4], kind, tf.ones_initializer(kind), partitioner=parts)
                made += tf.reduce_sum(rows) * 2
        fed[feed] = _value(random, kind, (2, *shape))
        given[f"y{number}"] = tf.identity(made, name=["out", "out/y"][random.randint(2)])
    if random.rand() < 0.5:
        words = tf.contrib.lookup.index_table_from_tensor([b"a", b"b", b"c"][: random.randint(1, 4)], num_oov_buckets=1)
        feed = tf.placeholder(tf.string, [None], name="words")
        fed[feed] = np.array([b"c", b"a", b"?"], object)
        given["words"] = words.lookup(feed)
    return fed, given


def _signatures(random, fed, given):
    infos = {f"in{number}": tf.saved_model.build_tensor_info(feed) for number, feed in enumerate(fed)}
    found = {}
    for number in range(random.randint(1, 4)):
        names = [name for name in sorted(given) if random.rand() < 0.7] or [min(given)]
        outputs = {name: tf.saved_model.build_tensor_info(given[name]) for name in names}
        key = "serving_default" if number == 0 else f"signature {number}"
        found[key] = tf.saved_model.build_signature_def(infos, outputs, METHODS[random.randint(3)])
    return found


@pytest.mark.parametrize("seed", range(10))
def test_a_random_model_comes_back_with_its_signatures_and_values(seed, tmp_path):
    random = np.random.RandomState(seed)
    with tf.Graph().as_default(), tf.Session() as session:
        fed, given = _model(random)
        session.run([tf.global_variables_initializer(), tf.tables_initializer()])
        signatures = _signatures(random, fed, given)
        expected = session.run(given, fed)
        variables = {one.op.name: session.run(one).tolist() for one in tf.global_variables()}
        builder = tf.saved_model.builder.SavedModelBuilder(str(tmp_path / "model"))
        settings = {"signature_def_map": signatures, "main_op": tf.tables_initializer(), "strip_default_attrs": seed % 2 == 0}
        builder.add_meta_graph_and_variables(session, ["serve"], clear_devices=seed % 3 == 0, **settings)
        builder.add_meta_graph(["serve", "again"], signature_def_map=signatures)  # the main op stays in its collection
        builder.save(as_text=seed == 4)
        values = {f"in{number}": value for number, value in enumerate(fed.values())}
    for tags, scope in ((["serve"], None), (["again", "serve"], "some/scope")):
        with tf.Graph().as_default() as graph, tf.Session() as session:
            found = tf.saved_model.loader.load(session, tags, str(tmp_path / "model"), import_scope=scope).signature_def
            assert {key: one.method_name for key, one in found.items()} == {k: one.method_name for k, one in signatures.items()}
            for signature in found.values():
                tensors = [
                    {key: tf.saved_model.get_tensor_from_tensor_info(info, graph, scope) for key, info in infos.items()}
                    for infos in (signature.inputs, signature.outputs)
                ]
                outputs = session.run(tensors[1], {tensors[0][key]: value for key, value in values.items()})
                assert {key: value.tolist() for key, value in outputs.items()} == {
                    key: expected[key].tolist() for key in outputs
                }
                assert {key: value.dtype for key, value in outputs.items()} == {key: expected[key].dtype for key in outputs}
            inside = "" if scope is None else f"{scope}/"
            assert {one.op.name: session.run(one).tolist() for one in tf.global_variables()} == {
                inside + name: value for name, value in variables.items()
            }
