"""Names of operations, scopes and tensors, held against TensorFlow's."""

from __future__ import annotations

import ast

import pytest
from support import golden
from support.threads import in_thread, outcome

import headrace as tf

RULES = golden.load("rules/names.json")
PLAIN = [probe for probe in RULES if probe.startswith("op named") and not probe.endswith("inside a scope")]
SCOPES = [probe for probe in RULES if probe.startswith("name_scope(")]


def named(name=None):
    return tf.constant(1, name=name).name if name else tf.constant(1).name


def test_a_name_in_use_gets_the_next_number_whatever_its_case(graph):
    found = [named(), named(), named(), named("a"), named("a"), named("A"), named("a_1"), named("a")]
    found += [graph.unique_name("a"), graph.unique_name("a", mark_as_used=False), named("a")]
    assert found == RULES["uniquifying"]["ok"]


def test_scopes_nest_restart_and_are_entered_again():
    found = []

    def inside(scope, name="x"):
        found.append(scope)
        found.append(named(name))

    with tf.name_scope("s") as scope:
        inside(scope)
        with tf.name_scope("t") as inner:
            inside(inner)
        with tf.name_scope(None) as root:
            inside(root)
        with tf.name_scope("s/") as again:
            inside(again)
    with tf.name_scope("s") as scope:
        inside(scope)
    with tf.name_scope("S") as scope:
        inside(scope)
    with tf.name_scope("s/") as again:
        inside(again, "y")
    found.append(named("s/x"))
    for _ in range(2):
        with tf.name_scope(None, "default") as scope:
            found.append(scope)
    assert found == RULES["name_scope"]["ok"]


@pytest.mark.parametrize("probe", PLAIN)
def test_names_of_operations_are_those_that_tensorflow_accepts(probe):
    name = ast.literal_eval(probe.removeprefix("op named "))
    if not name:  # headrace takes the op's type for an empty name
        assert tf.constant(1, name=name).name == "Const:0"
        return
    expected = RULES[probe]
    if "ok" in expected:
        assert tf.constant(1, name=name).name == expected["ok"]
    else:
        with pytest.raises(ValueError) as caught:
            tf.constant(1, name=name)
        assert str(caught.value) == expected["error"]["message"]


@pytest.mark.parametrize("probe", SCOPES)
def test_names_of_scopes_are_those_that_tensorflow_accepts(probe):
    name = ast.literal_eval(probe.removeprefix("name_scope")[1:-1])
    expected = RULES[probe]
    if "ok" in expected:
        with tf.name_scope(name) as scope:
            assert scope == expected["ok"]
    else:
        with pytest.raises(ValueError) as caught, tf.name_scope(name):
            pass
        assert str(caught.value) == expected["error"]["message"]


@pytest.mark.parametrize("name", ["a b", "x:0", "a@b", "\u00e9"])
def test_a_scope_inside_a_scope_is_checked_too(name):
    with tf.name_scope("outer"), pytest.raises(ValueError, match="is not a valid scope name"), tf.name_scope(name):
        pass


def test_inside_a_scope_a_name_may_begin_with_any_sign():
    with tf.name_scope("outer"):
        assert named("_x") == "outer/_x:0"
        assert named("-x") == "outer/-x:0"
        with tf.name_scope("_s") as scope:
            assert scope == "outer/_s/"


def test_a_refused_name_leaves_the_scope_as_it_was(graph):
    with tf.name_scope("s"):
        with pytest.raises(ValueError), tf.name_scope("a b"):
            pass
        with pytest.raises(ValueError):
            tf.constant(1, name="a b")
        assert graph.get_name_scope() == "s"
    assert graph.get_name_scope() == ""


def test_a_scope_ends_when_an_error_leaves_it():
    with pytest.raises(KeyError), tf.name_scope("s"):
        raise KeyError
    assert named("x") == "x:0"


def test_a_scope_needs_a_name_where_a_function_was_given_values():
    with pytest.raises(ValueError, match=r"At least one of name \(None\) and default_name \(None\) must be provided"):
        tf.name_scope(None, None, [tf.constant(1)]).__enter__()
    with pytest.raises(TypeError, match="name must be a string"):
        tf.name_scope(3)


def test_a_scope_with_values_is_of_their_graph():
    other = tf.Graph()
    with other.as_default():
        x = tf.constant(1, name="x")
    with tf.name_scope("s", values=[x]):
        y = tf.constant(2, name="y")
    assert y.graph is other
    assert y.name == "s/y:0"


def test_python_values_among_inputs_become_constants_named_after_the_argument(graph):
    with tf.name_scope("s"):
        total = tf.add(1, 2, name="total")
    assert [x.name for x in total.op.inputs] == ["s/total/x:0", "s/total/y:0"]


def test_each_thread_has_its_own_scope(graph):
    def make():
        with graph.as_default():
            return tf.constant(1, name="x").name

    with tf.name_scope("s"):
        assert outcome(in_thread(make)) == "x:0"


def test_threads_that_name_alike_get_different_names(graph):
    def make():
        with graph.as_default():
            return [tf.constant(1, name="x").name for _ in range(50)]

    started = [in_thread(make) for _ in range(4)]
    names = [name for one in started for name in outcome(one)]
    assert len(set(names)) == 200
    assert {graph.get_tensor_by_name(name).name for name in names} == set(names)


def test_what_is_made_is_found_by_its_name(graph):
    x = tf.constant(1, name="x")
    assert graph.get_tensor_by_name("x:0") is x
    assert graph.get_operation_by_name("x") is x.op
    assert graph.as_graph_element("x:0") is x
    assert graph.as_graph_element("x") is x.op
    assert graph.as_graph_element(b"x:0") is x
    assert [op.name for op in graph.get_operations()] == ["x"]


@pytest.mark.parametrize(
    ("ask", "kind", "says"),
    [
        (lambda g: g.get_tensor_by_name("no:0"), KeyError, "The operation, 'no', does not exist in the graph."),
        (lambda g: g.get_tensor_by_name("x:1"), KeyError, "The operation, 'x', exists but only has 1 outputs."),
        (lambda g: g.get_tensor_by_name("x"), ValueError, "The name 'x' refers to an Operation, not a Tensor."),
        (lambda g: g.get_tensor_by_name("y"), ValueError, "'y' looks like an (invalid) Operation name, not a Tensor."),
        (lambda g: g.get_tensor_by_name("x:b"), ValueError, "'x:b' looks a like a Tensor name, but is not a valid one."),
        (lambda g: g.get_tensor_by_name(3), TypeError, "Tensor names are strings (or similar), not int."),
        (lambda g: g.get_operation_by_name("no"), KeyError, "The name 'no' refers to an Operation not in the graph."),
        (lambda g: g.get_operation_by_name("x:0"), ValueError, "Name 'x:0' appears to refer to a Tensor, not a Operation."),
        (lambda g: g.get_operation_by_name(3), TypeError, "Operation names are strings (or similar), not int."),
        (lambda g: g.as_graph_element(3), TypeError, "Can not convert a int into a Tensor or Operation."),
    ],
)
def test_a_wrong_name_is_refused_in_tensorflows_words(graph, ask, kind, says):
    named("x")
    with pytest.raises(kind) as caught:
        ask(graph)
    assert says in str(caught.value)


def test_a_finalized_graph_takes_nothing_more(graph):
    graph.finalize()
    with pytest.raises(RuntimeError, match="Graph is finalized and cannot be modified"):
        tf.constant(1)
    with pytest.raises(RuntimeError, match="Graph is finalized and cannot be modified"):
        graph.add_to_collection("c", 1)
    assert graph.get_operations() == []
