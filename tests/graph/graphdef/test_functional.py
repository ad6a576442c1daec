"""Branches and calls that are functions, in graphs that TensorFlow wrote: values and gradients are what they are there."""

from __future__ import annotations

import base64
import gzip
import json

import numpy as np
import pytest
from support.golden import DIRECTORY
from support.journeys.functional import NUMBERS, fed

import headrace as tf

RECORDED = json.loads(gzip.decompress((DIRECTORY / "graphs" / "functional.json.gz").read_bytes()))
NAMES = ["found:0", "by_x:0", "by_y:0"]


def imported(recorded, which):
    tf.import_graph_def(tf.GraphDef.FromString(base64.b64decode(recorded[which])), name="")
    return tf.get_default_graph()


def derived(graph):
    """Let the graph have the gradients that a recorded one has."""
    found, x, y = (graph.get_tensor_by_name(name) for name in ("found:0", "x:0", "y:0"))
    for name, slope in zip("xy", tf.gradients(found, [x, y]), strict=True):
        tf.identity(tf.zeros([]) if slope is None else slope, f"by_{name}")


def check(recorded, session):
    for n, expected in zip(NUMBERS, recorded["values"], strict=True):
        for value, (kind, shape, numbers) in zip(session.run(NAMES, fed(n)), expected, strict=True):
            assert (value.dtype, value.shape) == (kind, tuple(shape))
            np.testing.assert_allclose(value.ravel(), numbers, 1e-5, 1e-6)


@pytest.mark.parametrize("name", RECORDED)
def test_gradients_that_tensorflow_wrote(name):
    imported(RECORDED[name], "with gradients")
    with tf.Session() as session:
        check(RECORDED[name], session)


@pytest.mark.parametrize("name", RECORDED)
def test_gradients_that_are_asked_for_here(name):
    graph = imported(RECORDED[name], "alone")
    with tf.Session() as session:
        before = session.run("found:0", fed(1))
        derived(graph)
        check(RECORDED[name], session)
        np.testing.assert_allclose(session.run("found:0", fed(1)), before, 1e-6)
    written = graph.as_graph_def()
    with tf.Graph().as_default(), tf.Session() as session:
        tf.import_graph_def(written, name="")
        check(RECORDED[name], session)


def types(graph, among):
    return sorted({op.type for op in graph.get_operations()} & among)


@pytest.mark.parametrize("name", RECORDED)
def test_the_gradients_are_of_tensorflows_ops(name):
    among = {"If", "StatelessIf", "Case", "StatelessCase", "SymbolicGradient", "Switch", "Merge"}
    graph = imported(RECORDED[name], "alone")
    derived(graph)
    with tf.Graph().as_default():
        theirs = types(imported(RECORDED[name], "with gradients"), among)
    assert set(types(graph, among)) - {"SymbolicGradient"} == set(theirs)  # TensorFlow's tf.function has a gradient of its own


def function(name, arguments, results, nodes):
    from headrace.formats import proto

    found = proto.graph_pb2.FunctionDef()
    found.signature.name = name
    for one, kind in arguments:
        found.signature.input_arg.add(name=one, type=kind)
    for one, kind, source in results:
        found.signature.output_arg.add(name=one, type=kind)
        found.ret[one] = source
    found.node_def.extend(nodes)
    return found


def with_body(op, inputs, kind=1):
    """A graph with one node that calls `body`: (i, x) -> x + cast(i)."""
    graph_def = tf.GraphDef()
    for name in ("start", "limit", "delta"):
        graph_def.node.add(name=name, op="Placeholder").attr["dtype"].type = 3
    graph_def.node.add(name="x", op="Placeholder").attr["dtype"].type = kind
    node = graph_def.node.add(name="called", op=op, input=inputs)
    node.attr["T"].list.type.append(kind)
    node.attr["body"].func.name = "body"
    cast = tf.NodeDef(name="number", op="Cast", input=["i"])
    cast.attr["SrcT"].type, cast.attr["DstT"].type = 3, kind
    add = tf.NodeDef(name="more", op="Add", input=["x", "number:y:0"])
    add.attr["T"].type = kind
    graph_def.library.function.append(function("body", [("i", 3), ("x", kind)], [("y", kind, "more:z:0")], [cast, add]))
    return graph_def


@pytest.mark.parametrize(("span", "expected"), [((0, 4, 1), 7.0), ((4, 0, -2), 7.0), ((2, 2, 1), 1.0), ((2, 2, 0), 1.0)])
def test_a_loop_over_numbers(span, expected):
    tf.import_graph_def(with_body("For", ["start", "limit", "delta", "x"]), name="")
    with tf.Session() as session:
        feeds = dict(zip(("start:0", "limit:0", "delta:0"), span, strict=True))
        assert session.run("called:0", {**feeds, "x:0": 1.0}) == expected


@pytest.mark.parametrize("span", [(0, 4, -1), (4, 0, 1), (0, 4, 0)])
def test_a_loop_over_numbers_that_never_ends(span):
    tf.import_graph_def(with_body("For", ["start", "limit", "delta", "x"]), name="")
    feeds = dict(zip(("start:0", "limit:0", "delta:0"), span, strict=True))
    with (
        tf.Session() as session,
        pytest.raises(tf.errors.InvalidArgumentError, match=r"Invalid start/limit/delta: {} {} {}".format(*span)),
    ):
        session.run("called:0", {**feeds, "x:0": 1.0})


def test_a_loop_that_is_a_function_has_no_gradient():
    tf.import_graph_def(with_body("For", ["start", "limit", "delta", "x"]), name="")
    graph = tf.get_default_graph()
    with pytest.raises(LookupError, match=r"No gradient defined for operation 'called' \(op type: For\)"):
        tf.gradients(graph.get_tensor_by_name("called:0"), graph.get_tensor_by_name("x:0"))
