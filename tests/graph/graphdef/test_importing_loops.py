"""Loops and branches in GraphDefs and MetaGraphs: they run, gradients go through them, and messages are TensorFlow's."""

from __future__ import annotations

import numpy as np
import pytest
from support.golden import DIRECTORY
from support.loops.named import nested

import headrace as tf
from headrace.formats.proto import control_flow_pb2

RECORDED = (DIRECTORY / "control_flow" / "nested.meta").read_bytes()
X = [1.0, 2.0, 3.0]
Y = [3.8135319, 3.8135693, 3.8135843]
GRADIENTS = [[5.7196394e-05, 2.3139053e-05, 8.6887212e-06], 7.0606785]
"""The derivatives of `nested` by x and w, as TensorFlow computes them."""


def parts(scope=""):
    graph = tf.get_default_graph()
    return [graph.get_tensor_by_name(f"{scope}{name}:0") for name in "yxw"]


def recorded():
    found = tf.MetaGraphDef()
    found.ParseFromString(RECORDED)
    return found


def exported():
    with tf.Graph().as_default() as graph:
        nested(tf)
        return tf.train.export_meta_graph(graph=graph)


@pytest.mark.parametrize("made", [recorded, exported])
@pytest.mark.parametrize("scope", [None, "inside"])
def test_gradients_go_through_loops_of_a_meta_graph(made, scope):
    tf.train.import_meta_graph(made(), import_scope=scope)
    y, x, w = parts(f"{scope}/" if scope else "")
    with tf.Session() as sess:
        value, gradients = sess.run([y, tf.gradients(y, [x, w])], {x: X})
    np.testing.assert_allclose(value, Y, 1e-5)
    np.testing.assert_allclose(gradients[0], GRADIENTS[0], 1e-4)
    np.testing.assert_allclose(gradients[1], GRADIENTS[1], 1e-4)


def contexts(meta_graph):
    kinds = (("cond_context", "CondContextDef"), ("while_context", "WhileContextDef"))
    return {
        key: [getattr(control_flow_pb2, kind).FromString(one) for one in meta_graph.collection_def[key].bytes_list.value]
        for key, kind in kinds
    }


def test_collections_of_branches_and_loops_are_written_as_in_tensorflow():
    found = contexts(exported())
    assert found == contexts(recorded())
    assert all(found.values())


def test_what_was_imported_is_written_again():
    tf.train.import_meta_graph(recorded())
    assert contexts(tf.train.export_meta_graph()) == contexts(recorded())


@pytest.mark.parametrize("made", [recorded, exported])
def test_loops_of_a_graph_def_run_and_have_no_gradient(made):
    tf.import_graph_def(made().graph_def, name="")
    y, x, _ = parts()
    with tf.Session() as sess:
        np.testing.assert_allclose(sess.run(y, {x: X}), Y, 1e-5)
    with pytest.raises(ValueError, match="Failed to call gradients on a while loop without"):
        tf.gradients(y, x)


def test_a_branch_of_a_graph_def_has_a_gradient():
    with tf.Graph().as_default() as graph:
        x, p = tf.placeholder(tf.float32, [], "x"), tf.placeholder(tf.bool, [], "p")
        tf.identity(tf.cond(p, lambda: x * x, lambda: -x), name="y")
    tf.import_graph_def(graph.as_graph_def(), name="")
    y, x, p = (tf.get_default_graph().get_tensor_by_name(f"{name}:0") for name in "yxp")
    with tf.Session() as sess:
        dx = tf.gradients(y, x)
        assert [sess.run(dx, {x: 3.0, p: taken}) for taken in (True, False)] == [[6.0], [-1.0]]


def test_nodes_imported_in_a_branch_belong_to_it():
    with tf.Graph().as_default() as graph:
        tf.identity(tf.placeholder(tf.float32, [], "x") * 2.0, name="y")
    count, p, x = tf.Variable(0.0), tf.placeholder(tf.bool, []), tf.constant(3.0)

    def imported():
        added = count.assign_add(1.0)
        return tf.import_graph_def(graph.as_graph_def(), {"x": added}, ["y:0"])[0]

    y = tf.cond(p, imported, lambda: x)
    with tf.Session() as sess:
        sess.run(tf.global_variables_initializer())
        assert [sess.run(y, {p: taken}) for taken in (True, False, True)] == [2.0, 3.0, 4.0]
