"""Graphs with ops that are not here."""

from __future__ import annotations

import pytest
from google.protobuf import text_format

import headrace as tf


def graph_def(*texts):
    return text_format.Parse("".join(texts), tf.GraphDef())


def test_an_unknown_op_is_not_found():
    with pytest.raises(tf.errors.NotFoundError, match="Op type not registered 'Nope' in binary running on "):
        tf.import_graph_def(graph_def('node { name: "A" op: "Nope" }'))


def test_all_unknown_ops_are_named_at_once_those_in_functions_too():
    called = 'node { name: "C" op: "PartitionedCall" attr { key: "f" value { func { name: "body" } } } }'
    given = graph_def(
        'node { name: "A" op: "Nope" }', 'node { name: "B" op: "Nope" }', 'node { name: "D" op: "Never" }', called
    )
    given.library.function.add().signature.name = "body"
    given.library.function[0].node_def.add(name="inside", op="Nowhere")
    given.library.function.add().signature.name = "not_called"
    given.library.function[1].node_def.add(name="inside", op="Elsewhere")
    with pytest.raises(tf.errors.NotFoundError, match="Op type not registered 'Nope' in binary running on ") as raised:
        tf.import_graph_def(given)
    assert str(raised.value).endswith(
        "The node is 'A'. Nor are registered: 'Never' (the node 'D'), 'Nowhere' (the node 'inside')."
    )
