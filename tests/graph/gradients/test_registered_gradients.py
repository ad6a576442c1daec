"""Gradient rules of programs: registered, chosen for the operations of a block, refused where TensorFlow refuses them."""

from __future__ import annotations

import itertools
import threading

import numpy as np
import pytest

import headrace as tf
from headrace.graph.core.rules.registered_gradients import get_gradient_function

_numbers = itertools.count()


def registered(rule):
    """The name of a new entry for `rule`; names are never given back."""
    name = f"rule of test_gradient_registry {next(_numbers)}"
    tf.RegisterGradient(name)(rule)
    return name


def run(tensors):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return session.run(tensors)


def test_operations_made_in_the_block_take_their_gradients_from_the_rule(graph):
    x = tf.constant(2.0)
    before = tf.identity(x)
    with graph.gradient_override_map({"Identity": registered(lambda op, dy: dy * 5.0)}):
        inside, other = tf.identity(x), tf.square(x)
    after = tf.identity(x)
    assert run([tf.gradients(y, x)[0] for y in (before, inside, other, after)]) == [1, 5, 4, 1]


def test_a_rule_sees_the_operation_and_one_gradient_per_output(graph):
    seen = []

    def rule(op, *output_gradients):
        seen.append((op.type, op.inputs[0], op.get_attr("_gradient_op_type"), len(output_gradients)))
        return [output_gradients[0], None]

    name = registered(rule)
    x = tf.constant([3.0, 1.0, 2.0])
    with graph.gradient_override_map({"TopKV2": name}):
        y, _ = tf.nn.top_k(x, 3)
    assert run(tf.gradients(y * [1.0, 2.0, 3.0], x))[0].tolist() == [1, 2, 3]
    assert seen == [("TopKV2", x, name, 2)]


def test_inner_blocks_change_the_rules_of_their_types_only(graph):
    x = tf.constant(2.0)
    tenfold, none = registered(lambda op, dy: dy * 10.0), registered(lambda op, dy: None)
    with graph.gradient_override_map({"Identity": tenfold, "Square": tenfold}):
        with graph.gradient_override_map({"Square": none}):
            inner = [tf.identity(x), tf.square(x)]
        outer = [tf.identity(x), tf.square(x)]
    assert run([tf.gradients(y, x)[0] for y in (inner[0], *outer)]) == [10, 10, 10]
    assert tf.gradients(inner[1], x) == [None]


def test_other_graphs_and_threads_have_rules_of_their_own(graph):
    name = registered(lambda op, dy: dy * 5.0)
    found = []

    def build():
        with graph.as_default():
            found.append(tf.identity(tf.constant(2.0)))

    with graph.gradient_override_map({"Identity": name}):
        thread = threading.Thread(target=build)
        thread.start()
        thread.join(timeout=5)
        with tf.Graph().as_default():
            found.append(tf.identity(tf.constant(2.0)))
    assert ["_gradient_op_type" in y.op.attributes for y in found] == [False, False]


def test_a_python_function_gets_a_gradient(graph):
    def square_gradient(op, dy):
        return dy * 2.0 * op.inputs[0]

    x = tf.Variable([1.0, 2.0, 3.0])
    with graph.gradient_override_map({"PyFunc": registered(square_gradient)}):
        y = tf.py_func(np.square, [x], tf.float32)
    assert run(tf.gradients(tf.reduce_sum(y), x))[0].tolist() == [2, 4, 6]


def test_the_rule_of_another_op_type_may_be_chosen(graph):
    x = tf.constant([-2.0, 3.0])
    with graph.gradient_override_map({"Relu": "Identity"}):
        y = tf.nn.relu(x)
    assert run(tf.gradients(y, x))[0].tolist() == [1, 1]


def test_an_exported_graph_says_which_rules_its_operations_use(graph):
    x = tf.constant(2.0, name="x")
    name = registered(lambda op, dy: dy * 5.0)
    with graph.gradient_override_map({"Identity": name}):
        tf.identity(x, name="y")
    definition = graph.as_graph_def()
    assert definition.node[1].attr["_gradient_op_type"].s == name.encode()
    with tf.Graph().as_default():
        x, y = tf.import_graph_def(definition, return_elements=["x:0", "y:0"], name="")
        assert run(tf.gradients(y, x)) == [5]


def test_slices_reach_rules_of_programs_as_slices(graph):
    seen = []
    v = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    with graph.gradient_override_map({"Identity": registered(lambda op, dy: seen.append(dy) or dy)}):
        y = tf.identity(v)
    (found,) = tf.gradients(tf.gather(y, [1]), v)
    assert isinstance(found, tf.IndexedSlices)
    assert seen == [found]


def test_an_op_type_without_gradients_can_be_given_some():
    @tf.RegisterGradient("Floor of a test of the registry")
    def unused(op, dy):
        return dy

    tf.NotDifferentiable("Ceil of a test of the registry")
    x = tf.constant(2.5)
    graph = tf.get_default_graph()
    with graph.gradient_override_map({"Floor": "Floor of a test of the registry"}):
        passed = tf.floor(x)
    with graph.gradient_override_map({"Square": "Ceil of a test of the registry"}):
        stopped = tf.square(x)
    assert run(tf.gradients(passed, x)) == [1]
    assert tf.gradients(stopped, x) == [None]
    assert tf.NoGradient is tf.NotDifferentiable


def test_the_function_of_an_operation_can_be_asked_for(graph):
    def rule(op, dy):
        return dy

    x = tf.constant(2.0)
    with graph.gradient_override_map({"Exp": registered(rule), "Log": "nowhere", "Const": "nowhere"}):
        y, z, nothing = tf.exp(x), tf.log(x), tf.constant(1.0)
    assert get_gradient_function(y.op) is rule
    assert [get_gradient_function(op) for op in (nothing.op, tf.floor(x).op)] == [None, None]
    with pytest.raises(LookupError):
        get_gradient_function(z.op)


# -- what is refused ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Relu", "MatMul"])
def test_a_rule_that_is_there_is_not_replaced(name):
    with pytest.raises(KeyError, match=f"Registering two gradient with name '{name}'!"):
        tf.RegisterGradient(name)(lambda op, dy: dy)
    with pytest.raises(KeyError, match=f"Registering two gradient with name '{name}'!"):
        tf.NotDifferentiable(name)


def test_a_name_is_registered_once():
    once, never = registered(lambda op, dy: dy), f"rule of test_gradient_registry {next(_numbers)}"
    tf.NotDifferentiable(never)
    for name in (once, never):
        with pytest.raises(KeyError, match="Registering two gradient with name"):
            tf.RegisterGradient(name)(lambda op, dy: dy)
        with pytest.raises(KeyError, match="Registering two gradient with name"):
            tf.NotDifferentiable(name)


def test_op_types_are_strings():
    for register in (tf.RegisterGradient, tf.NotDifferentiable):
        with pytest.raises(TypeError, match=r"^op_type must be a string$"):
            register(3)


@pytest.mark.parametrize("wrong", [["Relu"], {1: "a"}, {"Relu": 1}, None])
def test_the_map_is_from_strings_to_strings(graph, wrong):
    with pytest.raises(TypeError, match=r"^op_type_map must be a dictionary mapping strings to strings$"):
        graph.gradient_override_map(wrong).__enter__()


@pytest.mark.parametrize(
    ("rule", "kind", "says"),
    [
        (None, LookupError, "No gradient defined for operation 'y' (op type: Square)"),
        (lambda op, dy: (dy, dy), ValueError, "Num gradients 2 generated for op "),
        (lambda op, dy: [], ValueError, " do not match num inputs 1"),
        (
            lambda op, dy: tf.zeros([3]),
            ValueError,
            "Incompatible shapes between op input and calculated input gradient.  Forward operation: y.  Input index: 0. "
            "Original input shape: (2,).  Calculated input gradient shape: (3,)",
        ),
    ],
)
def test_what_a_rule_does_wrong_is_said_in_tensorflows_words(graph, rule, kind, says):
    x = tf.constant([1.0, 2.0])
    with graph.gradient_override_map({"Square": "nowhere" if rule is None else registered(rule)}):
        y = tf.square(x, name="y")
    with pytest.raises(kind) as caught:
        tf.gradients(y, x)
    assert says in str(caught.value)
