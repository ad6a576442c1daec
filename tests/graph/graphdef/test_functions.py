"""Functions in GraphDefs: FunctionDefs that TensorFlow wrote run here, and ours are what we read."""

from __future__ import annotations

import pathlib

import numpy as np
import pytest

import headrace as tf
from headrace.formats import proto

THEIRS = pathlib.Path(__file__).parents[2] / "golden/datasets/graph.pb"


def run(graph_def):
    """What the recorded graph gives."""
    with tf.Graph().as_default() as graph, tf.Session() as sess:
        tf.import_graph_def(graph_def, name="")
        batches = [sess.run("batch:0").tolist() for _ in range(2)]
        sess.run("MakeIterator")
        return batches, [int(sess.run("sum:0")) for _ in range(8)], graph.as_graph_def()


EXPECTED = [[[0, 0], [10, 20]], [[20, 40], [30, 60]]], [3, 3, 33, 43, 33, 43, 33, 43]


def test_a_graph_of_tensorflows_runs_and_is_written_again():
    graph_def = proto.graph_pb2.GraphDef.FromString(THEIRS.read_bytes())
    *found, ours = run(graph_def)
    assert tuple(found) == EXPECTED
    *again, _ = run(ours)
    assert tuple(again) == EXPECTED
    assert {one.signature.name for one in ours.library.function} <= {one.signature.name for one in graph_def.library.function}


def test_functions_of_ours_are_read_back():
    with tf.Graph().as_default() as graph:
        c = tf.constant([10, 20], tf.int64)
        dataset = tf.data.Dataset.range(4).map(lambda x: tf.cond(x < 2, lambda: x * c, lambda: c))
        dataset = dataset.flat_map(lambda x: tf.data.Dataset.from_tensor_slices(x).map(lambda y: y + x[1]))
        tf.identity(dataset.make_one_shot_iterator().get_next(), name="element")
        graph_def = graph.as_graph_def()
    names = [one.signature.name for one in graph_def.library.function]
    assert len(names) == len(set(names)) == 4  # two maps, the flat_map, what makes the dataset
    called = {node.attr["f"].func.name for one in graph_def.library.function for node in one.node_def if "f" in node.attr}
    assert called <= set(names)
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.import_graph_def(graph_def, name="")
        assert [int(sess.run("element:0")) for _ in range(8)] == [0, 0, 30, 40, 30, 40, 30, 40]
        with pytest.raises(tf.errors.OutOfRangeError, match="End of sequence"):
            sess.run("element:0")


def test_a_function_that_is_not_there():
    with tf.Graph().as_default() as graph:
        tf.data.Dataset.range(3).map(lambda x: x)
        graph_def = graph.as_graph_def()
    del graph_def.library.function[:]
    with tf.Graph().as_default(), pytest.raises(tf.errors.NotFoundError, match=r"Function .* is not defined"):
        tf.import_graph_def(graph_def)


def test_a_function_def_names_arguments_results_and_effects():
    with tf.Graph().as_default() as graph:
        c = tf.constant(2.0, name="Scale/Value")

        def function(x):
            tf.Assert(x > -1.0, [x])
            return x * c, tf.split(tf.stack([x, x]), 2)[1]

        tf.data.Dataset.from_tensors(np.float32(1)).map(function)
        (found,) = graph.as_graph_def().library.function
    assert [one.name for one in found.signature.input_arg] == ["args_0", "scale_value"]
    assert len(found.signature.output_arg) == len(found.ret) == 2
    assert set(found.ret.values()) == {"mul:z:0", "split:output:1"}
    assert any("Assert" in name for name in found.control_ret)
    assert found.signature.is_stateful


def test_a_function_that_parses_examples_is_read_back():
    examples = []
    for k in range(3):
        feature = {"a": tf.train.Feature(int64_list=tf.train.Int64List(value=[k, 2 * k]))}
        examples.append(tf.train.Example(features=tf.train.Features(feature=feature)).SerializeToString())
    with tf.Graph().as_default() as graph:
        spec = {"a": tf.FixedLenFeature([2], tf.int64), "b": tf.VarLenFeature(tf.string)}
        dataset = tf.data.Dataset.from_tensor_slices(examples).map(lambda x: tf.parse_single_example(x, spec))
        found = dataset.make_one_shot_iterator().get_next()
        tf.identity(found["a"], name="a")
        meta_graph = tf.train.export_meta_graph()
        (body,) = [one for one in graph.as_graph_def().library.function if "map" in one.signature.name]
        assert "ParseSingleExample" in [node.op for node in body.node_def]
    with tf.Graph().as_default(), tf.Session() as sess:
        tf.train.import_meta_graph(meta_graph)
        assert [sess.run("a:0").tolist() for _ in range(3)] == [[0, 0], [1, 2], [2, 4]]
        assert [one.name for one in tf.get_collection("iterators")] == ["OneShotIterator:0"]
