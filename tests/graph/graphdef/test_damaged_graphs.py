"""Damaged GraphDefs: an error that names the node, whatever byte is another one."""

from __future__ import annotations

import re

import pytest
from google.protobuf.message import DecodeError
from support.damage.judging import flips
from support.damage.small_files import a_graph, composed_graph, older_graph

import headrace as tf


def imported(contents):
    definition = tf.GraphDef.FromString(contents)
    with tf.Graph().as_default() as graph:
        tf.import_graph_def(definition, name="")
        return graph.as_graph_def()


def names(contents):
    definition = tf.GraphDef.FromString(contents)
    inside = [node for function in definition.library.function for node in function.node_def]
    return {re.escape(node.name) for node in (*definition.node, *inside)}


@pytest.mark.parametrize("good", [a_graph(), older_graph(), composed_graph()], ids=["a graph", "older ops", "composed ops"])
def test_an_error_names_a_node(good):
    unnamed, met = [], 0
    for what, contents in flips(good):
        try:
            imported(contents)
        except DecodeError:
            continue
        except (ValueError, TypeError, tf.errors.OpError) as error:
            met += 1
            if not re.search("|".join(rf"(?<!\w)({name})(?!\w)" for name in names(contents)), str(error)):
                unnamed.append(f"{what}: {error}")
    assert unnamed == []
    assert met > 100


def test_a_whole_one_is_imported_and_written_again():
    written = imported(older_graph())
    assert written.library.function[0].node_def[0].op == "Reciprocal"
    assert imported(written.SerializeToString()) == written


def test_a_node_with_too_few_inputs_is_named():
    given = tf.GraphDef.FromString(older_graph())
    del given.node[3].input[1]
    with pytest.raises(ValueError, match=r"\{\{node import/picked\}\}"):
        tf.import_graph_def(given)


@pytest.mark.parametrize("kind", [0, 7, 20, 99])
@pytest.mark.parametrize("inputs", [0, 1, 9])
def test_composed_nodes_of_odd_types_and_numbers_of_inputs_are_named(kind, inputs):
    given = tf.GraphDef.FromString(composed_graph())
    for node in [node for node in given.node if node.op != "Placeholder"]:
        one = tf.GraphDef()
        one.CopyFrom(given)
        del one.node[3:]
        one.node.add().CopyFrom(node)
        del one.node[3].input[:]
        one.node[3].input.extend(["vx"] * inputs)
        one.node[3].attr["T"].type = one.node[3].attr["T_threshold"].type = kind
        with tf.Graph().as_default(), pytest.raises((ValueError, TypeError, tf.errors.OpError), match=node.name):
            tf.import_graph_def(one, name="")
