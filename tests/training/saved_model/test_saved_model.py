"""SavedModels: those of TensorFlow load here, what is refused is refused in its words, and what is written can be read."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden

import headrace as tf

RECORDED = golden.DIRECTORY / "saved_models"
REFUSALS = golden.load("saved_models/refusals.json")
DIRECTORY = "/tmp/saved_model_record"


def served(path, tags, signature):
    """What a signature gives for [[1, 1]], in a graph of its own."""
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        found = tf.saved_model.load(sess, tags, str(path)).signature_def[signature]
        fetches = {name: tf.saved_model.get_tensor_from_tensor_info(info) for name, info in found.outputs.items()}
        values = sess.run(fetches, {tf.saved_model.get_tensor_from_tensor_info(found.inputs["x"], graph): [[1, 1]]})
        return {name: value.tolist() for name, value in values.items()}


@pytest.mark.parametrize("form", ["binary", "text"])
def test_a_saved_model_of_tensorflow_gives_its_numbers_and_reads_its_assets(form):
    assert tf.saved_model.contains_saved_model(str(RECORDED / form))
    assert served(RECORDED / form, ["serve"], "serving_default") == {"y": [[8.0]], "length": 7}


def test_a_set_of_tags_is_one_graph():
    assert served(RECORDED / "binary", {"gpu", "serve"}, "other") == {"y": [[8.0]], "length": 7}


def test_a_saved_model_loads_into_a_scope():
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.get_variable("weights", [7])
        meta = tf.saved_model.loader.load(sess, ["serve"], str(RECORDED / "binary"), import_scope="a")
        y = tf.saved_model.utils.get_tensor_from_tensor_info(
            meta.signature_def["serving_default"].outputs["y"], import_scope="a"
        )
        assert y.name == "a/y:0"
        assert sess.run(y, {"a/x:0": [[2, 0]]}).tolist() == [[7.0]]
        assert sess.run("a/length:0") == 7


@pytest.mark.parametrize("as_text", [False, True])
def test_what_is_written_can_be_read(tmp_path, as_text):
    asset = tmp_path / "words"
    asset.write_text("four")
    with tf.Graph().as_default(), tf.Session() as sess:
        x = tf.placeholder(tf.float32, [None, 2])
        v = tf.get_variable("v", initializer=[1.0, 2.0])
        name = tf.constant(str(asset))
        text = tf.Variable("", collections=[tf.GraphKeys.LOCAL_VARIABLES])
        main = tf.group(text.assign(tf.read_file(name)))
        sess.run(tf.global_variables_initializer())
        signature = tf.saved_model.predict_signature_def({"x": x}, {"y": x * v, "length": tf.strings.length(text)})
        builder = tf.saved_model.builder.SavedModelBuilder(str(tmp_path / "model"))
        builder.add_meta_graph_and_variables(sess, ["serve"], {"serving_default": signature}, [name], main_op=main)
        assert builder.save(as_text) == str(tmp_path / "model" / f"saved_model.pb{'txt' if as_text else ''}").encode()
    asset.unlink()
    assert served(tmp_path / "model", ["serve"], "serving_default") == {"y": [[1.0, 2.0]], "length": 4}


def test_assets_of_one_name_are_kept_apart(tmp_path):
    paths = [tmp_path / name / "words" for name in "abc"]
    for path, text in zip(paths, ["same", "same", "other"], strict=True):
        path.parent.mkdir()
        path.write_text(text)
    with tf.Graph().as_default(), tf.Session() as sess:
        builder = tf.saved_model.Builder(str(tmp_path / "model"))
        builder.add_meta_graph_and_variables(sess, ["serve"], assets_collection=[tf.constant(str(path)) for path in paths])
    found = {path.name: path.read_text() for path in (tmp_path / "model" / "assets").iterdir()}
    assert found == {"words": "same", "words_1": "other"}


def test_simple_save_clears_devices_and_keeps_the_values(tmp_path):
    with tf.Graph().as_default(), tf.Session() as sess:
        with tf.device("/cpu:0"):
            x = tf.placeholder(tf.float32, [None, 2], name="x")
            v = tf.get_variable("v", initializer=[1.0, 2.0])
        sess.run(v.initializer)
        tf.saved_model.simple_save(sess, str(tmp_path / "model"), {"x": x}, {"y": x + v})
    assert served(tmp_path / "model", [tf.saved_model.tag_constants.SERVING], "serving_default") == {"y": [[2.0, 3.0]]}
    (graph,) = tf.python.saved_model.loader_impl.SavedModelLoader(str(tmp_path / "model")).saved_model.meta_graphs
    assert {node.device for node in graph.graph_def.node} == {""}
    with tf.Graph().as_default():
        assert tf.saved_model.is_valid_signature(graph.signature_def["serving_default"])


def test_main_ops_initialize_what_is_not_saved():
    with tf.Graph().as_default(), tf.Session() as sess:
        local = tf.Variable(3, collections=[tf.GraphKeys.LOCAL_VARIABLES])
        later = tf.Variable(0, collections=[])
        after = later.assign(local * 2).op
        sess.run(later.initializer)
        sess.run(tf.saved_model.main_op_with_restore(after))
        assert sess.run([local, later]) == [3, 6]
        sess.run(tf.saved_model.main_op.main_op())


def test_a_tensor_info_is_a_message_of_programs():
    with tf.Graph().as_default():
        x = tf.placeholder(tf.float32, [None, 2], name="x")
        made = tf.TensorInfo(name="x:0", dtype=tf.float32.as_datatype_enum, tensor_shape=x.shape.as_proto())
        assert tf.saved_model.build_tensor_info(x) == made
        assert tf.saved_model.get_tensor_from_tensor_info(made) is x


def test_signatures_have_the_types_of_their_method():
    with tf.Graph().as_default():
        text, number = tf.constant(["a"]), tf.constant([1.0])
        sparse = tf.SparseTensor([[0, 0]], [1.0], [1, 1])
        info = tf.saved_model.build_tensor_info(sparse)
        assert info.coo_sparse.values_tensor_name == sparse.values.name
        assert tf.saved_model.get_tensor_from_tensor_info(info).indices is sparse.indices
        utils = tf.saved_model.signature_def_utils
        good = [
            utils.classification_signature_def(text, text, number),
            utils.classification_signature_def(text, None, number),
            utils.regression_signature_def(text, number),
            utils.predict_signature_def({"a": number}, {"b": text}),
        ]
        assert [found.method_name.rpartition("/")[2] for found in good] == ["classify", "classify", "regress", "predict"]
        assert all(map(utils.is_valid_signature, good))
        swapped = [utils.build_signature_def(found.outputs, found.inputs, found.method_name) for found in good]
        assert not any(map(utils.is_valid_signature, [None, utils.build_signature_def(), *swapped[:3]]))


def refused(name, directory):
    """Does what TensorFlow has refused under that name."""
    s = tf.saved_model
    v, number, text = tf.Variable(1.0), tf.constant(1.0), tf.constant("a")
    sess = tf.Session()
    sess.run(v.initializer)
    builder = s.Builder(directory)

    def add(**given):
        builder.add_meta_graph_and_variables(sess, ["serve"], **given)

    empty, untyped = s.build_signature_def(), s.build_signature_def()
    empty.inputs["x"].dtype = 1
    untyped.inputs["x"].name = "y:0"
    plain = s.predict_signature_def({"a": number}, {"a": number})
    if name in ("twice", "not empty", "load tags"):
        add()
        builder.save()
    {
        "further first": lambda: builder.add_meta_graph(["serve"]),
        "twice": add,
        "not empty": lambda: s.Builder(directory),
        "asset no tensor": lambda: add(assets_collection=["x"]),
        "asset no constant": lambda: add(assets_collection=[v]),
        "asset computed": lambda: add(assets_collection=[tf.strings.join([text, text])]),
        "asset number": lambda: add(assets_collection=[number]),
        "asset two": lambda: add(assets_collection=[tf.constant(["a", "b"])]),
        "no encoding": lambda: add(signature_def_map={"a": empty}),
        "no dtype": lambda: add(signature_def_map={"a": untyped}),
        "__saved_model_init_op": lambda: add(signature_def_map={name: plain}),
        "__saved_model_train_op": lambda: add(signature_def_map={name: plain}),
        "predict inputs": lambda: s.predict_signature_def({}, {"a": number}),
        "predict outputs": lambda: s.predict_signature_def({"a": number}, None),
        "regress none": lambda: s.regression_signature_def(None, number),
        "regress no tensor": lambda: s.regression_signature_def("a", number),
        "regress no predictions": lambda: s.regression_signature_def(text, None),
        "regress number": lambda: s.regression_signature_def(number, number),
        "regress text": lambda: s.regression_signature_def(text, text),
        "classify none": lambda: s.classification_signature_def(None, None, None),
        "classify no tensor": lambda: s.classification_signature_def("a", None, None),
        "classify nothing": lambda: s.classification_signature_def(number, None, None),
        "classify number": lambda: s.classification_signature_def(number, text, None),
        "classify classes": lambda: s.classification_signature_def(text, number, None),
        "classify scores": lambda: s.classification_signature_def(text, None, text),
        "info": lambda: s.get_tensor_from_tensor_info(tf.MetaGraphDef().signature_def["a"].inputs["b"]),
        "load nothing": lambda: s.load(sess, ["serve"], f"{directory}/none"),
        "load tags": lambda: s.load(sess, ["serve", "tpu"], directory),
    }[name]()


@pytest.mark.parametrize("name", [name for name in REFUSALS if name != "main op"])
def test_what_is_refused_is_refused_in_tensorflows_words(name, tmp_path):
    kind, text = REFUSALS[name]
    kinds = {"AssertionError": AssertionError, "OSError": OSError, "RuntimeError": RuntimeError, "KeyError": KeyError}
    kinds |= {"TypeError": TypeError, "ValueError": ValueError}
    with tf.Graph().as_default(), pytest.raises(kinds[kind]) as caught:
        refused(name, str(tmp_path))
    for recorded in (f"{DIRECTORY}/none", f"{DIRECTORY}/b"):
        text = text.replace(recorded, str(tmp_path) + ("/none" if recorded.endswith("none") else ""))
    assert str(caught.value) == text


def test_a_main_op_is_an_operation_and_the_only_one(tmp_path):
    with tf.Graph().as_default(), tf.Session() as sess:
        for name, value in (("a", tf.zeros([])), ("b", "main")):
            with pytest.raises(TypeError, match="main_op needs to be an Operation"):
                tf.saved_model.Builder(str(tmp_path / name)).add_meta_graph_and_variables(sess, [], main_op=value)
        builder = tf.saved_model.Builder(str(tmp_path / "c"))
        builder.add_meta_graph_and_variables(sess, ["a"], main_op=tf.no_op())
        with pytest.raises(ValueError, match="already contains one or more main ops under the collection saved_model_main_op"):
            builder.add_meta_graph(["b"], legacy_init_op=tf.no_op())


def test_a_damaged_saved_model_is_named(tmp_path):
    for name, content in (("saved_model.pb", b"\xff\xff"), ("saved_model.pbtxt", b"meta_graphs { a")):
        directory = tmp_path / name
        directory.mkdir()
        (directory / name).write_bytes(content)
        with pytest.raises(OSError, match=f"Cannot parse file {directory / name}: "):
            tf.python.saved_model.loader_impl.SavedModelLoader(str(directory))


def test_the_parts_of_a_loader_can_be_used_one_by_one():
    loader = tf.python.saved_model.loader_impl.SavedModelLoader(str(RECORDED / "binary"))
    assert loader.export_dir == str(RECORDED / "binary")
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        saver, (y,) = loader.load_graph(graph, ["serve"], return_elements=["y:0"])
        loader.restore_variables(sess, saver)
        assert np.array_equal(sess.run(y, {"x:0": np.eye(2)}), [[4], [5]])
        with pytest.raises(ValueError, match="a saver is required"):
            loader.restore_variables(sess, None)
