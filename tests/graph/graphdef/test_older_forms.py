"""Graphs in ops that TensorFlow has replaced since run here, with the values that they have there."""

from __future__ import annotations

import base64
import gzip
import json

import numpy as np
import pytest
from google.protobuf import text_format
from support.golden import DIRECTORY
from support.journeys.older import FILES

import headrace as tf
from headrace.graph.execution.interpreted_session import InterpretedSession

RECORDED = json.loads(gzip.decompress((DIRECTORY / "graphs" / "older.json.gz").read_bytes()))


def same(recorded, value):
    kind, shape, expected = recorded
    value = np.asarray(value, object if kind == "string" else None)
    assert value.shape == tuple(shape)
    if kind == "string":
        assert value.ravel().tolist() == [base64.b64decode(one) for one in expected]
    else:
        assert value.dtype == kind
        np.testing.assert_allclose(value.ravel(), expected, 1e-5, 1e-6)


@pytest.mark.parametrize("session", [tf.Session, InterpretedSession])
@pytest.mark.parametrize("name", RECORDED)
def test_values_are_those_of_tensorflow(name, session, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for path, data in FILES.items():
        (tmp_path / path).write_bytes(data)
    recorded = RECORDED[name]
    tf.import_graph_def(tf.GraphDef.FromString(base64.b64decode(recorded["graph"])), name="")
    with session() as running:
        for fetches, expected in zip(recorded["runs"], recorded["values"], strict=True):
            values = [value for value in running.run(fetches) if value is not None]
            assert len(values) == len(expected)
            for one, value in zip(expected, values, strict=True):
                same(one, value)


@pytest.mark.parametrize(
    "name", sorted(set(RECORDED) - {"sequences"})
)  # keys of sequences are constants each time they are read
def test_they_are_written_in_the_newer_ops_and_read_again(name):
    tf.import_graph_def(tf.GraphDef.FromString(base64.b64decode(RECORDED[name]["graph"])), name="")
    written = tf.get_default_graph().as_graph_def()
    with tf.Graph().as_default() as again:
        tf.import_graph_def(written, name="")
        assert again.as_graph_def() == written


def test_what_is_added_for_a_node_has_a_name_of_its_own():
    with tf.Graph().as_default() as graph:
        tf.identity(tf.constant(5), name="gathered/axis")
    graph_def = graph.as_graph_def()
    for name, values in (("from", [1.0, 2.0, 3.0]), ("at", [2, 0])):
        graph_def.node.add().CopyFrom(_constant(name, values))
    gather = graph_def.node.add(name="gathered", op="Gather", input=["from", "at"])
    gather.attr["Tparams"].type, gather.attr["Tindices"].type = 1, 3
    tf.import_graph_def(graph_def, name="")
    with tf.Session() as sess:
        assert sess.run("gathered:0").tolist() == [3.0, 1.0]
        assert sess.run("gathered/axis:0") == 5


def _constant(name, values):
    with tf.Graph().as_default() as graph:
        tf.constant(values, name=name)
    return graph.as_graph_def().node[0]


def _graph(text):
    return text_format.Parse(text, tf.GraphDef())


_LATER = """
node { name: "data" op: "Placeholder" attr { key: "dtype" value { type: DT_FLOAT } } }
node { name: "indices" op: "Placeholder" attr { key: "dtype" value { type: DT_INT32 } } }
node { name: "ids" op: "Placeholder" attr { key: "dtype" value { type: DT_INT64 } } }
node { name: "size" op: "Placeholder" attr { key: "dtype" value { type: DT_INT32 } } }
node { name: "found" op: "%s" input: "data" input: "indices" input: "ids" %s
  attr { key: "T" value { type: DT_FLOAT } } attr { key: "Tidx" value { type: DT_INT32 } }
  attr { key: "Tsegmentids" value { type: DT_INT64 } } }
versions { producer: 2000 }
"""


@pytest.mark.parametrize(
    ("op", "expected"),
    [
        ("SparseSegmentSum", [[4.0, 5.0], [2.0, 3.0]]),
        ("SparseSegmentMean", [[2.0, 2.5], [2.0, 3.0]]),
        ("SparseSegmentMeanGrad", [[0.0, 0.5], [0.0, 0.0], [2.0, 3.5]]),
        ("SparseSegmentSumGrad", [[0.0, 1.0], [0.0, 0.0], [2.0, 4.0]]),
    ],
)
def test_numbers_of_segments_may_be_int64(op, expected):
    tf.import_graph_def(_graph(_LATER % (op, 'input: "size"' if op.endswith("Grad") else "")), name="")
    data = [[0.0, 1.0], [2.0, 3.0]] if op.endswith("Grad") else [[2.0, 2.0], [5.0, 5.0], [2.0, 3.0]]
    with tf.Session() as sess:
        found = sess.run("found:0", {"data:0": data, "indices:0": [0, 2, 2], "ids:0": [0, 0, 1], "size:0": 3})
    assert found.tolist() == expected


def test_a_hint_of_later_releases_is_no_operation():
    kind = 'attr { key: "dtype" value { type: DT_FLOAT } }'
    variable = f'node {{ name: "v" op: "VarHandleOp" {kind} attr {{ key: "shape" value {{ shape {{ }} }} }} }}'
    hint = 'node { name: "hint" op: "DisableCopyOnRead" input: "v" }'
    read = f'node {{ name: "read" op: "ReadVariableOp" input: "v" input: "^hint" {kind} }}'
    tf.import_graph_def(_graph(variable + hint + read), name="")
    assert [op.type for op in tf.get_default_graph().get_operations()] == ["VariableV2", "NoOp", "Identity"]
