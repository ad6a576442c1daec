"""What is in a graph, whatever the file that holds it."""

from __future__ import annotations

import pytest
from support import golden

import headrace as tf
from headrace.formats import proto
from headrace.formats.errors import InvalidArgumentError, NotFoundError
from headrace.graph.graphdef import inspection
from headrace.graph.graphdef.inspection import Port

DIRECTORY = golden.DIRECTORY / "saved_model"
FORMS = {
    "": "SavedModel",
    "saved_model.pb": "SavedModel",
    "graph.pb": "GraphDef",
    "graph.pbtxt": "GraphDef",
    "graph.tfevents": "event file",
}


@pytest.mark.parametrize("name", FORMS)
def test_one_graph_in_every_form(name):
    (found,) = inspection.graphs(DIRECTORY / name)
    assert found.form == FORMS[name]
    assert found.nodes == sum(found.ops.values()) == 28
    assert list(found.ops)[:2] == ["Const", "Identity"]
    assert found.inputs[0] == Port("x", "Placeholder", "float32", (None, 3))
    assert Port("y", "MatMul", "float32", (None, 1)) in found.outputs
    assert Port("init", "NoOp", "", None) in found.outputs
    assert (found.not_covered, found.refused) == ((), "")


def test_a_saved_model_has_signatures_and_tags():
    (found,) = inspection.graphs(DIRECTORY)
    assert found.tags == ("serve",)
    (signature,) = found.signatures
    assert (signature.name, signature.method) == ("serving_default", "tensorflow/serving/predict")
    assert signature.inputs == {"input": Port("x:0", "", "float32", (None, 3))}
    assert signature.outputs == {"output": Port("y:0", "", "float32", (None, 1))}


def test_an_operation_in_a_signature_has_no_type(tmp_path):
    model = proto.saved_model_pb2.SavedModel.FromString((DIRECTORY / "saved_model.pb").read_bytes())
    model.meta_graphs[0].signature_def["init"].outputs["op"].name = "init"
    (tmp_path / "saved_model.pb").write_bytes(model.SerializeToString())
    (found,) = inspection.graphs(tmp_path)
    assert [one.name for one in found.signatures] == ["init", "serving_default"]
    assert found.signatures[0].outputs["op"].dtype == ""


@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("form", ["SavedModel", "MetaGraphDef", "GraphDef"])
def test_forms_are_told_apart_in_both_writings(tmp_path, form, as_text):
    from google.protobuf import text_format

    meta = proto.saved_model_pb2.SavedModel.FromString((DIRECTORY / "saved_model.pb").read_bytes()).meta_graphs[0]
    model = proto.saved_model_pb2.SavedModel(saved_model_schema_version=1, meta_graphs=[meta, meta])
    message = {"SavedModel": model, "MetaGraphDef": meta, "GraphDef": meta.graph_def}[form]
    content = text_format.MessageToString(message).encode() if as_text else message.SerializeToString()
    (tmp_path / "file").write_bytes(content)
    found = inspection.graphs(tmp_path / "file")
    assert [one.form for one in found] == [form] * (2 if form == "SavedModel" else 1)
    assert found[0].nodes == 28


def test_the_name_of_a_checkpoint_means_its_meta_graph():
    (found,) = inspection.graphs(golden.DIRECTORY / "meta_graph/m-0")
    assert (found.form, found.nodes, found.refused) == ("MetaGraphDef", 78, "")


def test_types_that_are_not_there_are_told_and_what_is_known_of_the_rest_is_said(tmp_path):
    graph = proto.graph_pb2.GraphDef()
    graph.node.add(name="x", op="Placeholder").attr["dtype"].type = 1
    graph.node[0].attr["shape"].shape.dim.add(size=-1)
    graph.node.add(name="y", op="QuantumAdd", input=["x"])
    (tmp_path / "g.pb").write_bytes(graph.SerializeToString())
    (found,) = inspection.graphs(tmp_path / "g.pb")
    assert found.not_covered == ("QuantumAdd",)
    assert found.inputs == (Port("x", "Placeholder", "float32", (None,)),)
    assert found.outputs == (Port("y", "QuantumAdd", "", None),)


def test_why_a_graph_is_not_imported_is_said(tmp_path):
    graph = proto.graph_pb2.GraphDef()
    graph.node.add(name="y", op="Neg", input=["absent"])
    (tmp_path / "g.pb").write_bytes(graph.SerializeToString())
    (found,) = inspection.graphs(tmp_path / "g.pb")
    assert "Unknown input node 'absent'" in found.refused


def test_looking_leaves_the_default_graph_alone():
    with tf.Graph().as_default() as graph:
        inspection.graphs(DIRECTORY)
        assert graph.get_operations() == []


@pytest.mark.parametrize("content", [b"", b"some text", b"node {", b"\x00\x01\x02\x03" * 100, b"\x0a\x04\x0a\x02ab"])
def test_what_is_no_graph_is_refused(tmp_path, content):
    (tmp_path / "file").write_bytes(content)
    with pytest.raises(InvalidArgumentError, match=r"file: .*no"):
        inspection.graphs(tmp_path / "file")


def test_what_is_not_there_is_said(tmp_path):
    with pytest.raises(NotFoundError):
        inspection.graphs(tmp_path / "absent")
    with pytest.raises(NotFoundError, match=r"a directory without saved_model.pb"):
        inspection.graphs(tmp_path)


def test_ops_that_something_stands_for_here_are_covered(tmp_path):
    given = tf.GraphDef()
    for op in ("VarHandleOp", "Variable", "Nope"):
        given.node.add(name=op, op=op)
        if op != "Nope":
            given.node[-1].attr["dtype"].type = 1
            given.node[-1].attr["shape"].shape.SetInParent()
    (tmp_path / "graph.pb").write_bytes(given.SerializeToString())
    (found,) = inspection.graphs(tmp_path / "graph.pb")
    assert found.not_covered == ("Nope",)
