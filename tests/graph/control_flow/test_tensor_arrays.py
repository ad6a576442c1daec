"""TensorArrays: values, gradients, nodes and refusals are TensorFlow's, of every program of arrays.txt."""

from __future__ import annotations

import numpy as np
import pytest
from support import golden
from support.program_texts.running import outcome, texts

import headrace as tf

TEXTS = texts("arrays.txt")
RECORDED = golden.load("control_flow/arrays/arrays.json")


def test_every_program_is_recorded():
    assert set(TEXTS) == set(RECORDED)


@pytest.mark.parametrize("name", TEXTS)
def test_what_comes_of_a_program_is_what_comes_of_it_in_tensorflow(name):
    found, expected = outcome(tf, TEXTS[name]), RECORDED[name]
    assert {key: found.get(key) for key in ("error", "words", "values")} == {
        key: expected.get(key) for key in ("error", "words", "values")
    }


@pytest.mark.parametrize("name", [name for name, found in RECORDED.items() if "nodes" in found])
def test_nodes_of_arrays_are_tensorflows(name):
    found, expected = outcome(tf, TEXTS[name])["nodes"], RECORDED[name]["nodes"]
    assert of_arrays(found) == of_arrays(expected)


def of_arrays(nodes):
    """The nodes of TensorArrays, and those nodes before them that are of TensorArrays, too."""
    return {
        name: [word for word in words.split() if "TensorArray" in word]
        for name, words in nodes.items()
        if words.startswith("TensorArray") or "/TensorArray" in name
    }


def test_callers_get_arrays_of_their_own():
    x = tf.placeholder(tf.float32, [2])
    written = x * 2
    array = tf.TensorArray(tf.float32, 2, clear_after_read=False).write(0, written).write(1, x)
    with tf.Session() as session:
        fed = np.array([1, 2], np.float32)
        one, two, three, four = session.run([written, array.read(0), array.read(0), array.read(1)], {x: fed})
        one[:] = 7
        two[:] = 8
        four[:] = 9
    assert (three.tolist(), fed.tolist(), two.tolist()) == ([2, 4], [1, 2], [8, 8])


def test_what_a_variable_held_when_it_was_written_stays():
    v = tf.Variable([1.0, 2.0])
    array = tf.TensorArray(tf.float32, 1).write(0, v)
    with tf.control_dependencies([array.flow]):
        changed = v.assign_add([10.0, 10.0])
    with tf.control_dependencies([changed]):
        found = array.read(0)
    with tf.Session() as session:
        session.run(v.initializer)
        assert session.run(found).tolist() == [1, 2]


def test_each_run_has_arrays_of_its_own():
    x = tf.placeholder(tf.float32, [])
    found = tf.TensorArray(tf.float32, 1).write(0, x).read(0)
    with tf.Session() as session:
        assert [session.run(found, {x: value}) for value in (1, 2)] == [1, 2]


def test_a_graph_with_arrays_travels_as_a_graph_def():
    x = tf.constant([1.0, 2.0], name="x")
    tf.identity(tf.gradients(tf.TensorArray(tf.float32, 2).unstack(x).stack() ** 3, x)[0], name="gradient")
    graph_def = tf.get_default_graph().as_graph_def()
    with tf.Graph().as_default(), tf.Session() as session:
        (gradient,) = tf.import_graph_def(graph_def, return_elements=["gradient:0"])
        assert session.run(gradient).tolist() == [3, 12]
