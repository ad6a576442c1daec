"""Graphs as GraphDefs: every sampled op there and back, the fields of nodes, files."""

from __future__ import annotations

import numpy as np
import pytest
from google.protobuf import text_format
from support.op_samples import all_samples, built, names_of

import headrace as tf
from headrace.graph.core.op import OPS
from headrace.graph.core.traits import PURE
from headrace.graph.execution.session import Session
from headrace.graph.graphdef.export import op_def

SAMPLES = all_samples()


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as made:
        yield made


def nodes(graph, **options):
    return {node.name: node for node in graph.as_graph_def(**options).node}


@pytest.mark.parametrize("sample", SAMPLES, ids=names_of(SAMPLES))
def test_an_exported_graph_is_imported_as_it_was(sample):
    node = built(sample)
    made, feeds = node.graph, node.feeds
    exported = made.as_graph_def(add_shapes=True)
    names = [tensor.name for tensor in node.outputs if isinstance(tensor, tf.Tensor)]
    with tf.Graph().as_default() as copy:
        tensors = tf.import_graph_def(exported, name="", return_elements=names)
    again = copy.as_graph_def(add_shapes=True)
    types = {node.op for node in exported.node}
    if all(op.definition.export.function is None for op in made.get_operations()):  # else others stand for them
        assert again == exported
    if any(PURE not in OPS[name].traits for name in types if name in OPS):
        return
    with Session(graph=made) as session:
        expected = session.run(names, feeds)
    with Session(graph=copy) as session:
        found = session.run(tensors, {tensor.name: array for tensor, array in feeds.items()})
    for one, other in zip(found, expected, strict=True):
        if np.asarray(other).dtype.kind in "fc":
            np.testing.assert_allclose(one, other, rtol=1e-5, atol=1e-6)
        else:
            assert np.asarray(one).tolist() == np.asarray(other).tolist()


def test_only_tensorflows_ops_are_exported():
    for sample in SAMPLES:
        own = [node.op for node in built(sample).graph.as_graph_def().node if "Headrace" in node.op]
        assert set(own) <= {"HeadraceCTCLossDense", "HeadraceDecodeJSON"}, "only what TensorFlow has no ops for, or loops"


def test_a_node_names_its_inputs_attributes_and_device(graph):
    with tf.device("/job:worker/task:1"):
        parts = tf.split(tf.placeholder(tf.float32, [4, None], name="x"), 2, name="parts")
    with tf.control_dependencies([tf.no_op(name="later"), tf.no_op(name="before")]):
        tf.add(parts[0], parts[1], name="sum")
    expected = """
      name: "sum" op: "Add" input: "parts" input: "parts:1" input: "^before" input: "^later"
      attr { key: "T" value { type: DT_FLOAT } }
      attr { key: "_output_shapes" value { list { shape { dim { size: 2 } dim { size: -1 } } } } }
    """
    found = nodes(graph, add_shapes=True)
    assert found["sum"] == text_format.Parse(expected, tf.NodeDef())
    assert found["parts"].device == "/job:worker/task:1"
    assert found["parts"].attr["num_split"].i == 2
    assert found["x"].attr["shape"].shape.dim[1].size == -1
    assert graph.get_operation_by_name("sum").node_def.input == found["sum"].input
    assert "_output_shapes" not in graph.get_operation_by_name("sum").node_def.attr


def test_kinds_of_attributes_are_tensorflows(graph):
    tf.placeholder(tf.float32, name="any")
    tf.nn.leaky_relu(tf.constant([1.0]), alpha=1, name="leaky")
    tf.squeeze(tf.constant([[1.0]]), [], name="squeezed")
    tf.FIFOQueue(3, [tf.int32, tf.string], [[], [2]], shared_name="shared", name="queue")
    found = nodes(graph)
    assert found["any"].attr["shape"].shape.unknown_rank
    assert found["leaky"].attr["alpha"].WhichOneof("value") == "f"
    assert found["squeezed"].attr["squeeze_dims"].WhichOneof("value") == "list"
    queue = found["queue"].attr
    assert list(queue["component_types"].list.type) == [3, 7]
    assert [[dim.size for dim in shape.dim] for shape in queue["shapes"].list.shape] == [[], [2]]
    assert (queue["capacity"].i, queue["shared_name"].s) == (3, b"shared")


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        (np.float32(2.5), "float_val: 2.5"),
        (np.int8(-3), "int_val: -3"),
        (np.array([7], np.int64), "int64_val: 7"),
        (np.True_, "bool_val: true"),
        (np.float16(1), "half_val: 15360"),
        (np.complex64(1 - 2j), "scomplex_val: 1.0 scomplex_val: -2.0"),
        (np.zeros([2, 3], np.float32), "float_val: 0.0"),
        (np.array([0.0, -0.0], np.float32), r'tensor_content: "\000\000\000\000\000\000\000\200"'),
        (np.array([1, 2], np.int16), r'tensor_content: "\001\000\002\000"'),
        (np.array([b"a", b""], object), 'string_val: "a" string_val: ""'),
    ],
)
def test_constants_are_written_as_one_number_or_as_bytes(graph, value, fields):
    tf.constant(value, name="c")
    proto = nodes(graph)["c"].attr["value"].tensor
    written = text_format.MessageToString(proto, as_one_line=True)
    assert written.endswith(" " + fields)
    (again,) = tf.import_graph_def(graph.as_graph_def(), return_elements=["c:0"])
    with tf.Session() as session:
        result = session.run(again)
    assert np.asarray(result).dtype == np.asarray(value).dtype
    assert np.asarray(result).tobytes() == np.asarray(value).tobytes() or np.asarray(value).dtype == object


def test_versions_and_parts_of_a_graph(graph):
    tf.constant(1, name="a")
    before = graph.version
    tf.constant(2, name="b")
    assert graph.as_graph_def().versions.producer == graph.graph_def_versions.producer == 134
    assert list(nodes(graph, from_version=before)) == ["b"]


def test_an_error_knows_the_node_that_failed():
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError) as raised:
        session.run(tf.gather([1, 2], tf.placeholder_with_default(5, [], name="index"), name="chosen"))
    assert raised.value.node_def.name == "chosen"
    assert raised.value.node_def.op == "GatherV2"


def test_an_op_is_described(graph):
    described = op_def(OPS["QueueDequeueManyV2"])
    expected = """
      name: "QueueDequeueManyV2" is_stateful: true
      input_arg { name: "handle" type: DT_RESOURCE } input_arg { name: "n" type: DT_INT32 }
      output_arg { name: "components" type_list_attr: "component_types" }
      attr { name: "component_types" type: "list(type)" has_minimum: true minimum: 1 }
      attr { name: "timeout_ms" type: "int" default_value { i: -1 } }
    """
    assert described == text_format.Parse(expected, type(described)())
    assert tf.constant(1).op.op_def.name == "Const"
    padding = next(attr for attr in op_def(OPS["MaxPool"]).attr if attr.name == "padding")
    assert list(padding.allowed_values.list.s) == [b"SAME", b"VALID"]


@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("as_graph", [True, False])
def test_a_graph_is_written_to_a_file(graph, tmp_path, as_text, as_graph):
    tf.constant([1.0, 2.0], name="a")
    given = graph if as_graph else graph.as_graph_def()
    path = tf.train.write_graph(given, str(tmp_path / "new" / "directory"), "graph.pb", as_text)
    assert path == str(tmp_path / "new" / "directory" / "graph.pb")
    content = (tmp_path / "new" / "directory" / "graph.pb").read_bytes()
    found = text_format.Parse(content, tf.GraphDef()) if as_text else tf.GraphDef.FromString(content)
    assert found == graph.as_graph_def()


def test_text_is_the_default_of_write_graph(graph, tmp_path):
    tf.constant(1, name="a")
    assert tf.io.write_graph(graph, tmp_path, "graph.pbtxt") == str(tmp_path / "graph.pbtxt")
    assert 'op: "Const"' in (tmp_path / "graph.pbtxt").read_text()
