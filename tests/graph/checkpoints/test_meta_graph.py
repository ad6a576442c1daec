"""MetaGraphDefs: what TensorFlow wrote comes in and goes out as it was; collections, scopes, savers."""

from __future__ import annotations

import numpy as np
import pytest
from google.protobuf import text_format
from support import golden

import headrace as tf
from headrace.formats.proto.meta_graph_pb2 import CollectionDef
from headrace.graph.checkpoints.import_meta_graph import import_meta_graph_with_return_elements, import_scoped_meta_graph
from headrace.graph.graphdef.collection_protos import register_proto_function

TENSORFLOWS = golden.DIRECTORY / "meta_graph" / "m-0.meta"
"""Written by TensorFlow 2.21: a reader, queues, a product, summaries, a saver, collections of every kind."""


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as made:
        yield made


def collection(text):
    return text_format.Parse(text, CollectionDef())


def test_tensorflows_meta_graph_comes_in_and_goes_out_as_it_was():
    given = tf.MetaGraphDef.FromString(TENSORFLOWS.read_bytes())
    saver = tf.train.import_meta_graph(str(TENSORFLOWS))
    found = tf.train.export_meta_graph(saver_def=saver.saver_def)
    for node in given.graph_def.node:
        for new in ("grad_a", "grad_b"):  # attributes of later versions, with their defaults
            node.attr.pop(new, None)
    mine = {node.name: node for node in found.graph_def.node}
    assert len(mine) == len(given.graph_def.node)
    for node in given.graph_def.node:
        if node.op == "ParseExampleV2":  # written as each TensorFlow knows it
            assert mine[node.name].op == "ParseSingleExample"
        else:
            assert mine[node.name] == node
    assert found.saver_def == given.saver_def
    assert dict(found.collection_def) == dict(given.collection_def)
    assert [op.name for op in found.meta_info_def.stripped_op_list.op] == [
        op.name for op in given.meta_info_def.stripped_op_list.op if op.name != "ParseExampleV2"
    ]


def test_items_of_collections_are_what_they_were(graph):
    tf.train.import_meta_graph(TENSORFLOWS)
    (w,) = tf.trainable_variables()
    assert isinstance(w, tf.Variable)
    assert w is tf.global_variables()[0]  # one object in both
    assert [v.name for v in tf.local_variables()] == ["files/limit_epochs/epochs:0"]
    runners = graph.get_collection(tf.GraphKeys.QUEUE_RUNNERS)
    assert [runner.name for runner in runners] == ["files", "shuffle_batch/random_shuffle_queue"]
    assert graph.get_collection("outputs") == [graph.get_tensor_by_name("y:0")]
    assert (graph.get_collection("ints"), graph.get_collection("floats")) == ([3], [0.5])
    assert graph.get_collection("strs") == ["text"]
    assert tf.train.get_global_step().name == "global_step:0"


def model():
    """A variable that is trained, saved and fed from a queue."""
    queue = tf.FIFOQueue(8, [tf.float32], [[]], name="numbers")
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue(2.0)]))
    w = tf.Variable(3.0, name="w")
    tf.multiply(w, queue.dequeue(), name="y")
    saver = tf.train.Saver()
    tf.assign(w, 7.0, name="change")
    tf.global_variables_initializer()
    return saver


def test_a_program_goes_on_from_the_file_of_another(tmp_path):
    saver = model()
    with tf.Session() as session:
        session.run("init")
        session.run("change:0")
        path = saver.save(session, str(tmp_path / "model"))
    with tf.Graph().as_default(), tf.Session() as session:
        tf.train.import_meta_graph(path + ".meta").restore(session, path)
        coordinator = tf.train.Coordinator()
        threads = tf.train.start_queue_runners(session, coordinator)
        assert session.run("y:0") == 14.0
        coordinator.request_stop()
        coordinator.join(threads, stop_grace_period_secs=10)


@pytest.mark.parametrize("as_text", [True, False])
def test_files_are_text_or_binary(tmp_path, as_text):
    saver = model()
    path = tmp_path / "graphs" / "model.meta"
    written = tf.train.export_meta_graph(str(path), saver_def=saver.saver_def, as_text=as_text)
    assert path.read_bytes().startswith(b"meta_info_def {") == as_text
    assert written.meta_info_def.tensorflow_version == "1.15.0"
    with tf.Graph().as_default() as again:
        tf.train.import_meta_graph(path)
    assert again.as_graph_def(add_shapes=True) == written.graph_def


def test_files_that_are_none_are_refused(tmp_path):
    with pytest.raises(OSError, match=r"File .*none\.meta does not exist\."):
        tf.train.import_meta_graph(str(tmp_path / "none.meta"))
    (tmp_path / "bad.meta").write_bytes(b"graph_def { node { what")
    with pytest.raises(OSError, match=r"Cannot parse file .*bad\.meta"):
        tf.train.import_meta_graph(str(tmp_path / "bad.meta"))


def test_each_kind_of_collection_has_its_list(graph):
    tensor = tf.constant(1.0, name="c")
    for name, items in {
        "nodes": [tensor, tensor.op],
        "texts": ["a", b"b"],
        "ints": [1, 2],
        "floats": [0.5],
        "none": [],
    }.items():
        graph.get_collection_ref(name).extend(items)
    found = tf.train.export_meta_graph().collection_def
    assert found["nodes"] == collection('node_list { value: "c:0" value: "c" }')
    assert found["texts"] == collection('bytes_list { value: "a" value: "b" }')
    assert found["ints"] == collection("int64_list { value: [1, 2] }")
    assert found["floats"] == collection("float_list { value: 0.5 }")
    assert "none" not in found
    assert set(tf.train.export_meta_graph(collection_list=["ints"]).collection_def) == {"ints"}


def test_what_no_message_can_hold_is_left_out_with_a_warning(graph, caplog):
    graph.add_to_collection("objects", object())
    graph.add_to_collection("mixed", 1)
    graph.add_to_collection("mixed", "text")
    with caplog.at_level("WARNING"):
        found = tf.train.export_meta_graph()
    assert not found.collection_def
    assert "Issue encountered when serializing objects." in caplog.text
    assert "Issue encountered when serializing mixed." in caplog.text


def test_programs_say_how_their_items_become_messages(graph):
    class Named:
        def __init__(self, name):
            self.name = name

        def to_proto(self, export_scope=None):
            return tf.NodeDef(name=self.name)

        @staticmethod
        def from_proto(proto, import_scope=None):
            return Named(f"{import_scope}|{proto.name}")

    register_proto_function("named_of_this_test", tf.NodeDef, Named.to_proto, Named.from_proto)
    with pytest.raises(KeyError, match="Registering two proto_function with name 'named_of_this_test'"):
        register_proto_function("named_of_this_test")
    with pytest.raises(KeyError):
        register_proto_function(tf.GraphKeys.GLOBAL_VARIABLES)
    with pytest.raises(TypeError, match="to_proto must be callable"):
        register_proto_function("another_of_this_test", to_proto=1)
    graph.add_to_collection("named_of_this_test", Named("one"))
    exported = tf.train.export_meta_graph()
    with tf.Graph().as_default() as again:
        tf.train.import_meta_graph(exported, import_scope="in")
    assert [item.name for item in again.get_collection("named_of_this_test")] == ["in|one"]


def test_a_scope_is_exported_without_its_name_and_imported_under_another(graph):
    x = tf.placeholder(tf.float32, [], name="x")
    with tf.name_scope("part"):
        w = tf.Variable(2.0, name="w")
        tf.multiply(w, x, name="y")
    tf.Variable(5.0, name="other")
    exported = tf.train.export_meta_graph(export_scope="part")
    assert {node.name for node in exported.graph_def.node} == {"w", "w/initial_value", "w/Assign", "w/read", "y"}
    (y,) = (node for node in exported.graph_def.node if node.name == "y")
    assert list(y.input) == ["w/read", "$unbound_inputs_x"]
    (assign,) = (node for node in exported.graph_def.node if node.name == "w/Assign")
    assert list(assign.attr["_class"].list.s) == [b"loc:@w"]
    assert exported.collection_def["unbound_inputs"] == collection('bytes_list { value: "$unbound_inputs_x" }')
    with pytest.raises(ValueError, match=r"Graph contains unbound inputs: \$unbound_inputs_x\. Must provide these inputs"):
        import_scoped_meta_graph(exported)
    mine = tf.constant(10.0)
    variables = import_scoped_meta_graph(exported, import_scope="copy", input_map={"$unbound_inputs_x": mine})
    assert {name: variable.name for name, variable in variables.items()} == {"w:0": "copy/w:0"}
    assert graph.get_tensor_by_name("copy/y:0").op.inputs[1] is mine
    with tf.Session() as session:
        session.run(variables["w:0"].initializer)
        assert session.run("copy/y:0") == 20.0


def test_devices_defaults_and_other_savers_are_left_out_on_request(graph):
    with tf.device("/job:ps"):
        w = tf.Variable(1.0, name="w")
        tf.matmul([[1.0]], [[2.0]], transpose_a=True, name="product")
    first, second = tf.train.Saver([w]), tf.train.Saver([w])
    graph.add_to_collection(tf.GraphKeys.SAVERS, first)
    graph.add_to_collection(tf.GraphKeys.SAVERS, second)
    whole = tf.train.export_meta_graph(saver_def=first.saver_def)
    assert {node.device for node in whole.graph_def.node if node.name == "w"} == {"/job:ps"}
    assert len(whole.collection_def["savers"].bytes_list.value) == 2
    small = tf.train.export_meta_graph(
        saver_def=first.saver_def, clear_devices=True, clear_extraneous_savers=True, strip_default_attrs=True
    )
    assert not [node.name for node in small.graph_def.node if node.device]
    assert [node.name for node in whole.graph_def.node if node.name.startswith("save_1/")]
    assert [node.name for node in small.graph_def.node if node.name.startswith("save/")]
    assert not [node.name for node in small.graph_def.node if node.name.startswith("save_1/")]
    assert len(small.collection_def["savers"].bytes_list.value) == 1
    (product,) = (node for node in small.graph_def.node if node.name == "product")
    assert "transpose_a" in product.attr
    assert "transpose_b" not in product.attr
    assert small.meta_info_def.stripped_default_attrs
    with tf.Graph().as_default() as again:
        tf.train.import_meta_graph(whole, clear_devices=True)
        assert again.get_operation_by_name("w").device == ""
        assert again.get_operation_by_name("product").get_attr("transpose_b") is False


def test_elements_are_returned_and_collections_chosen(graph):
    tf.constant(2.0, name="c")
    graph.add_to_collection("a", 1)
    graph.add_to_collection("b", 2)
    exported = tf.train.export_meta_graph()
    with tf.Graph().as_default() as again:
        saver, (c,) = import_meta_graph_with_return_elements(
            exported, return_elements=["c:0"], restore_collections_predicate=lambda key: key == "b"
        )
        assert saver is None  # there are no variables
        assert c.name == "c:0"
        assert again.collections == ["b"]
        with tf.Session() as session:
            np.testing.assert_array_equal(session.run(c), 2.0)


def test_variables_of_graphs_before_1_9_are_trained_if_they_are_listed_so(graph):
    tf.Variable(1.0, name="w")
    tf.Variable(1.0, name="fixed", trainable=False)
    exported = tf.train.export_meta_graph()
    for key in ("variables", "trainable_variables"):  # their messages did not say
        values = [value.replace(b"8\x01", b"") for value in exported.collection_def[key].bytes_list.value]
        exported.collection_def[key].bytes_list.value[:] = values
    exported.meta_info_def.tensorflow_version = "1.4.0"
    with tf.Graph().as_default():
        tf.train.import_meta_graph(exported)
        assert [(v.name, v.trainable) for v in tf.global_variables()] == [("w:0", True), ("fixed:0", False)]
        assert tf.trainable_variables() == tf.global_variables()[:1]


@pytest.mark.parametrize("name", ["graph_def", "saver_def", "meta_info_def"])
def test_arguments_of_other_types_are_refused(name):
    with pytest.raises(TypeError, match=f"{name} must be of type "):
        tf.train.export_meta_graph(**{name: "text"})


@pytest.mark.parametrize("scope", [tf.name_scope, tf.variable_scope])
def test_a_meta_graph_comes_into_the_scope_around_the_call(tmp_path, scope):
    with tf.Graph().as_default(), tf.Session() as session:
        v = tf.Variable(3.0, name="v")
        tf.assign(v, v + 1.0, name="optimize")
        tf.train.batch([v + 0.0], 2)
        session.run(tf.global_variables_initializer())
        path = tf.train.Saver().save(session, str(tmp_path / "m"))
    with tf.Graph().as_default() as graph, tf.Session() as session:
        for _ in range(2):
            with scope("new"):
                saver = tf.train.import_meta_graph(f"{path}.meta")
        with scope("other"):
            tf.train.import_meta_graph(f"{path}.meta", import_scope="in")
        found = [op.name for op in graph.get_operations() if op.name.endswith("optimize")]
        assert found == ["new/optimize", "new_1/optimize", "other/in/optimize"]
        assert [w.name for w in tf.global_variables()] == ["new/v:0", "new_1/v:0", "other/in/v:0"]
        runners = graph.get_collection(tf.GraphKeys.QUEUE_RUNNERS)
        assert [runner.name for runner in runners] == [f"{place}/batch/fifo_queue" for place in ("new", "new_1", "other/in")]
        saver.restore(session, path)
        assert session.run("new_1/v:0") == 3
