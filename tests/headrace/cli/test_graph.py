"""`headrace graph`."""

from __future__ import annotations

import json

from support import golden
from support.cli import run

from headrace.formats import proto

DIRECTORY = golden.DIRECTORY / "saved_model"


def test_a_saved_model():
    shown = " ".join(run("graph", DIRECTORY).stdout.split())
    assert shown.startswith("SavedModel, tags serve: 28 nodes of 14 types, version 134")
    for part in (
        "Const 9",
        "x float32 [?, 3] Placeholder",
        "y float32 [?, 1] MatMul",
        "signature serving_default (tensorflow/serving/predict)",
        "in input x:0 float32 [?, 3]",
    ):
        assert part in shown
    assert shown.endswith("headrace imports it")


def test_as_json():
    (found,) = json.loads(run("graph", DIRECTORY / "graph.pbtxt", "--json").stdout)
    assert found["form"] == "GraphDef"
    assert found["ops"]["MatMul"] == 1
    assert found["inputs"][0] == {"name": "x", "op": "Placeholder", "dtype": "float32", "shape": [None, 3]}


def test_what_is_not_covered_is_marked(tmp_path):
    graph = proto.graph_pb2.GraphDef()
    for number in range(25):
        graph.node.add(name=f"y{number}", op="QuantumAdd")
    (tmp_path / "g.pb").write_bytes(graph.SerializeToString())
    shown = run("graph", tmp_path / "g.pb").stdout
    assert "QuantumAdd     25  not covered" in shown
    assert "headrace does not have 1 of its types: QuantumAdd" in shown
    assert "... and 5 more" in shown
    assert "y24" not in shown
    assert "y24" in run("graph", tmp_path / "g.pb", "--all").stdout
