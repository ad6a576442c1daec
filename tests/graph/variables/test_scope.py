"""Scopes and shared variables: the table of nested reuse, what is found, what threads see, what errors tell."""

from __future__ import annotations

import threading

import pytest
from support import golden
from support.threads import in_thread

import headrace as tf
from headrace.graph.variables.store import variable_store

REUSE = golden.load("rules/variable_scope_reuse.json")
RULES = golden.load("rules/variables.json")
MODES = {"None": None, "True": True, "False": False, "AUTO_REUSE": tf.AUTO_REUSE}


@pytest.mark.parametrize("case", REUSE)
def test_nested_reuse_is_as_in_tensorflow(case):
    outer, inner, exists = (MODES.get(part.split("=")[1], part.split("=")[1]) for part in case.split())
    if exists is True:
        with tf.variable_scope("o"), tf.variable_scope("i"):
            tf.get_variable("v", [1])
    expected = dict(REUSE[case])
    with tf.variable_scope("o", reuse=outer) as o, tf.variable_scope("i", reuse=inner) as i:
        assert str(o.reuse) == expected.pop("outer.reuse")
        assert str(i.reuse) == expected.pop("inner.reuse")
        if "error" in expected:
            with pytest.raises(ValueError) as caught:
                tf.get_variable("v", [1])
            said = str(caught.value).split("Originally defined at:")[0].strip()
            assert said == expected["error"]["message"].split("Originally defined at:")[0].strip()
        else:
            assert tf.get_variable("v", [1]).name == expected["var"]
            assert len(tf.global_variables()) == expected["variables"]


def operations(graph):
    return [[op.name, op.type] for op in graph.get_operations()]


def of_1_15(operations):
    """The answers are those of TensorFlow 2.21, where `add` is an AddV2."""
    return [[name, kind.replace("AddV2", "Add")] for name, kind in operations]


def reuse(**arguments):
    with tf.variable_scope(tf.get_variable_scope(), reuse=True):
        tf.get_variable("v", **arguments)


@pytest.mark.parametrize(
    ("probe", "before", "call"),
    [
        ("get_variable twice", lambda: tf.get_variable("v", [1]), lambda: tf.get_variable("v", [1])),
        ("get_variable reuse wrong shape", lambda: tf.get_variable("v", [1]), lambda: reuse(shape=[2])),
        ("get_variable reuse wrong dtype", lambda: tf.get_variable("v", [1]), lambda: reuse(shape=[1], dtype=tf.int32)),
        ("get_variable no shape", lambda: None, lambda: tf.get_variable("v")),
        ("get_variable unknown shape", lambda: None, lambda: tf.get_variable("v", [None])),
        ("get_variable initializer array and shape", lambda: None, lambda: tf.get_variable("v", [1], initializer=[1.0])),
        ("reuse of a tf.Variable", lambda: tf.Variable(1.0, name="v"), lambda: reuse(shape=[])),
    ],
)
def test_a_wrong_call_is_refused_in_tensorflows_words(probe, before, call):
    before()
    with pytest.raises(ValueError) as caught:
        call()
    expected = RULES[probe]["ok"]["error"]["message"].split("Originally defined at:")[0]
    assert str(caught.value).split("Originally defined at:")[0] == expected


@pytest.mark.parametrize("probe", [probe for probe in RULES if probe.startswith("default initializer of ")])
def test_without_initializer_a_variable_starts_as_in_tensorflow(graph, session, probe):
    dtype = tf.as_dtype(probe.split()[-1])
    if "error" in RULES[probe]:
        with pytest.raises(ValueError) as caught:
            tf.get_variable("v", [2, 2], dtype)
        assert str(caught.value) == RULES[probe]["error"]["message"]
        return
    v = tf.get_variable("v", [2, 2], dtype)
    expected = RULES[probe]["ok"]
    made = operations(graph)
    assert made[: len(expected["ops"])] == of_1_15(expected["ops"])
    assert made[len(expected["ops"])][0] == "v"
    session.run(v.initializer)
    if expected["value_if_constant"] is not None:
        assert session.run(v).reshape(-1).tolist() == expected["value_if_constant"]["values"]


def test_names_collections_and_operations_of_both_kinds_of_variables(graph):
    with tf.variable_scope("sc") as sc:
        made = [tf.get_variable("a", [1]), tf.get_variable("b", [1], trainable=False)]
        made.append(tf.get_variable("c", [1], collections=[tf.GraphKeys.LOCAL_VARIABLES]))
        made.append(tf.get_local_variable("d", [1]))
        made += [tf.Variable(1.0, name="e"), tf.Variable(1.0, name="e"), tf.constant(1.0, name="op")]
    with tf.variable_scope(sc, reuse=True):
        made += [tf.constant(1.0, name="op"), tf.Variable(1.0, name="e")]
    with tf.variable_scope("sc", reuse=True):
        made.append(tf.constant(1.0, name="op"))
    with tf.variable_scope(sc, auxiliary_name_scope=False):
        made.append(tf.constant(1.0, name="op"))
    for _ in range(2):
        with tf.variable_scope(None, default_name="dflt"):
            made.append(tf.get_variable("a", [1]))
    made.append(tf.train.get_or_create_global_step())
    expected = RULES["names and collections, use_resource=False"]["ok"]
    assert [element.name for element in made] == expected["names"]
    assert operations(graph) == of_1_15(expected["ops"])
    for name, listed in expected["collections"].items():
        assert [variable.name for variable in tf.get_collection(name)] == listed
    assert made[-1].dtype.name == expected["gs dtype"]


def test_an_error_tells_where_the_variable_was_made():
    def make():
        tf.get_variable("v", [1])  # the line that is told

    make()
    with pytest.raises(ValueError) as caught:
        tf.get_variable("v", [1])
    told = str(caught.value).split("Originally defined at:\n\n")[1]
    assert told.startswith(f'  File "{__file__}", line ')
    assert told.splitlines()[1].strip() == 'tf.get_variable("v", [1])  # the line that is told'
    assert "in make" in told
    assert len([line for line in told.splitlines() if "File " in line]) <= 5


def test_without_initializer_there_must_be_a_shape():
    with pytest.raises(ValueError, match="Variable v did not get an initializer, so its `shape` argument must be specified"):
        tf.get_variable("v")


def test_a_variable_that_tf_variable_made_is_not_found():
    tf.Variable(1.0, name="v")
    with tf.variable_scope(tf.get_variable_scope(), reuse=True), pytest.raises(ValueError, match="Variable v does not exist"):
        tf.get_variable("v", [])


def test_shared_variables_hold_one_value(session):
    with tf.variable_scope("s"):
        first = tf.get_variable("v", [2], initializer=tf.constant_initializer([1.0, 2.0]))
    with tf.variable_scope("s", reuse=True):
        second = tf.get_variable("v")
    assert second is first
    session.run(tf.global_variables_initializer())
    session.run(tf.assign_add(second, [1.0, 1.0]))
    assert session.run(first).tolist() == [2.0, 3.0]


def test_each_graph_has_its_own_variables_and_scopes():
    with tf.variable_scope("s"):
        tf.get_variable("v", [1])
        with tf.Graph().as_default():
            assert tf.get_variable_scope().name == ""
            assert tf.get_variable("s/v", [2]).name == "s/v:0"
        assert tf.get_variable_scope().name == "s"


def test_a_thread_begins_outside_of_all_scopes_and_shares_the_variables(graph):
    seen = []

    def work():
        with graph.as_default():
            seen.append(tf.get_variable_scope().name)
            with tf.variable_scope("s", reuse=True):
                seen.append(tf.get_variable("v", [1]))

    with tf.variable_scope("s", reuse=tf.AUTO_REUSE):
        v = tf.get_variable("v", [1])
        thread, outcomes = in_thread(work)
        thread.join(timeout=20)
    assert not thread.is_alive()
    assert outcomes == [None]
    assert seen == ["", v]


def test_threads_that_ask_for_a_variable_at_once_get_the_same_one(graph):
    first_is_at_it, both_are_at_it = threading.Event(), threading.Event()

    def initializer(shape, dtype, partition_info):
        if first_is_at_it.is_set():
            both_are_at_it.set()
        first_is_at_it.set()
        both_are_at_it.wait(0.2)  # the other thread has its chance
        return tf.zeros(shape, dtype)

    def work():
        with graph.as_default(), tf.variable_scope("s", reuse=tf.AUTO_REUSE):
            return tf.get_variable("v", [1], initializer=initializer).name

    one, outcomes = in_thread(work)
    assert first_is_at_it.wait(20)
    other, others = in_thread(work)
    for thread in (one, other):
        thread.join(timeout=20)
        assert not thread.is_alive()
    assert outcomes == others == ["s/v:0"]
    assert len(tf.global_variables()) == 1


def test_scopes_left_in_another_order_are_refused():
    outer = tf.variable_scope("a")
    inner = tf.variable_scope("b")
    outer.__enter__()
    inner.__enter__()
    with pytest.raises(RuntimeError, match="Improper nesting of variable_scope"):
        outer.__exit__(None, None, None)


def test_an_error_inside_leaves_the_scopes_as_they_were():
    with pytest.raises(KeyError), tf.variable_scope("s"):
        raise KeyError
    with pytest.raises(ValueError), tf.variable_scope(None, "a b"):
        pass
    assert tf.get_variable_scope().name == ""
    assert tf.constant(1).name == "Const:0"


def test_tensors_say_which_graph_is_meant():
    other = tf.Graph()
    with other.as_default():
        x = tf.constant(1.0)
    with tf.variable_scope("s", values=[x]):
        assert tf.get_variable("v", [1]).graph is other


def test_an_initializer_waits_for_nothing_around_it(session):
    with tf.control_dependencies([tf.Assert(False, ["never run"])]):
        v = tf.get_variable("v", [2], initializer=tf.ones_initializer())
    session.run(v.initializer)
    assert session.run(v).tolist() == [1.0, 1.0]


def test_a_custom_getter_may_give_something_else(session):
    def doubled(getter, *args, **kwargs):
        return 2.0 * getter(*args, **kwargs)

    with tf.variable_scope("s", custom_getter=doubled):
        v = tf.get_variable("v", [1], initializer=tf.ones_initializer())
    session.run(tf.global_variables_initializer())
    assert session.run(v).tolist() == [2.0]
    assert [variable.name for variable in tf.global_variables()] == ["s/v:0"]


GETTER_ARGUMENTS = [
    *["name", "shape", "dtype", "initializer", "regularizer", "reuse", "trainable", "collections", "caching_device"],
    *["partitioner", "validate_shape", "use_resource", "synchronization", "aggregation"],
]


DOORS = pytest.mark.parametrize(
    "door",
    [
        lambda **given: tf.get_variable("v", **given),
        lambda **given: tf.get_local_variable("v", **given),
        lambda **given: tf.get_variable_scope().get_variable(variable_store(), "v", **given),
    ],
    ids=["get_variable", "get_local_variable", "VariableScope.get_variable"],
)


@DOORS
def test_a_custom_getter_is_told_what_was_asked_for_and_what_the_scope_adds(door):
    told = []

    def noted(getter, **arguments):
        told.append(arguments)
        return getter(**arguments)

    scoped = {"initializer": tf.ones_initializer(), "regularizer": tf.no_regularizer, "caching_device": "/cpu:0"}
    asked = {"shape": [2], "validate_shape": False, "constraint": abs, "collections": ["own"], "use_resource": True}
    with tf.variable_scope("s", custom_getter=noted, dtype=tf.float64, **scoped):
        variable = door(**asked)
    (arguments,) = told
    assert list(arguments) == [*GETTER_ARGUMENTS, "constraint"]
    assert arguments["name"] == "s/v"
    assert (arguments["dtype"], arguments["reuse"], arguments["partitioner"]) == (tf.float64, False, None)
    assert {key: arguments[key] for key in scoped} == scoped
    assert arguments["collections"][0] == "own"
    assert {key: arguments[key] for key in asked if key != "collections"} == {
        k: v for k, v in asked.items() if k != "collections"
    }
    assert arguments["trainable"] is ("local_variables" not in arguments["collections"])
    assert (arguments["synchronization"], arguments["aggregation"]) == (
        tf.VariableSynchronization.AUTO,
        tf.VariableAggregation.NONE,
    )
    assert (variable.dtype.base_dtype, variable.constraint) == (tf.float64, abs)


@DOORS
def test_what_is_asked_for_counts_more_than_the_scope(door):
    asked = {
        "shape": [4],
        "dtype": tf.float64,
        "initializer": tf.ones_initializer(),
        "regularizer": tf.no_regularizer,
        "caching_device": "/cpu:0",
        "partitioner": tf.fixed_size_partitioner(2),
        "use_resource": True,
        "constraint": abs,
        "synchronization": tf.VariableSynchronization.ON_WRITE,
        "aggregation": tf.VariableAggregation.MEAN,
    }
    others = {key: object() for key in ("initializer", "regularizer", "caching_device", "partitioner", "constraint")}
    with tf.variable_scope("s", dtype=tf.int32, use_resource=False, custom_getter=lambda **_: None, **others):
        told = door(custom_getter=lambda getter, **arguments: arguments, **asked)
    assert {key: told[key] for key in asked} == asked


def test_a_custom_getter_may_ask_by_position_and_leave_the_rest_to_defaults():
    def short(getter, name, *args, **kwargs):
        return getter(f"{name}_short", [3], tf.int32)

    v = tf.get_variable("v", [2], trainable=False, custom_getter=short)
    assert (v.name, v.shape.as_list(), v.dtype.base_dtype, v.trainable) == ("v_short:0", [3], tf.int32, True)


def test_constraints_reach_the_variable():
    v = tf.get_variable("v", [1], constraint=abs)
    assert v.constraint is abs
    with pytest.raises(ValueError, match="The `constraint` argument must be a callable"):
        tf.get_variable("w", [1], constraint=3)
