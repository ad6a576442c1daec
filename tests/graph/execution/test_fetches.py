"""What a session gives back and what it takes instead of computing: fetches, feeds, callables."""

from __future__ import annotations

from collections import OrderedDict, defaultdict, namedtuple

import numpy as np
import pytest
from support import golden
from support.threads import in_thread, outcome

import headrace as tf

RULES = golden.load("rules/session.json")
Pair = namedtuple("Pair", "first second")


@pytest.fixture
def foreign():
    with tf.Graph().as_default():
        return tf.constant(0, name="other")


def refused_as(rule, call):
    """`call()` raises what TensorFlow raises in the golden case `rule`."""
    expected = RULES[rule].get("ok", RULES[rule])["error"]
    with pytest.raises(Exception) as caught:
        call()
    assert type(caught.value).__name__ == expected["class"]
    assert getattr(caught.value, "message", str(caught.value)) == expected["message"]
    if "node_suffix" in expected:
        assert str(caught.value).startswith(f"{expected['message']}\n\t [[node {caught.value.op.name} (defined at ")
        assert caught.value.error_code == expected["code"]


# -- structures --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "nest",
    [
        lambda x: x,
        lambda x: [x, x],
        lambda x: (x, [x, (x,)]),
        lambda x: Pair(x, [x]),
        lambda x: {"z": x, "a": [x], 1: Pair(x, ())},
        lambda x: OrderedDict([("z", x), ("a", {"b": x})]),
        lambda x: [[], (), {}, [x]],
    ],
)
def test_results_are_nested_as_their_fetches_are(session, nest):
    found = session.run(nest(tf.constant(7)))
    expected = nest(np.int32(7))
    assert found == expected
    assert repr(found) == repr(expected)  # also types, and the order of keys


def test_results_are_nested_as_tensorflow_nests_them(session):
    one, two = tf.constant(1, name="one"), tf.constant(2, name="two")
    assert session.run({"a": [one, [two]], "b": tf.no_op()}) == RULES["nested fetches"]["ok"]
    assert session.run([]) == RULES["fetch of an empty list"]["ok"]
    assert session.run([tf.add(one, two, name="sum"), "sum"][1:]) == [None]


def test_a_defaultdict_keeps_its_factory(session):
    asked = defaultdict(list, x=tf.constant(1))
    found = session.run(asked)
    assert found == {"x": 1}
    assert found.default_factory is list


def test_names_stand_for_what_they_name(session):
    tf.constant(3, name="three")
    assert session.run(["three:0", "three"]) == RULES["fetch by name"]["ok"]
    assert session.run({"t": b"three:0"}) == {"t": 3}


def test_operations_are_run_and_give_none(session):
    v = tf.Variable(1)
    assert session.run(v.initializer) is None
    assert session.run([v.assign_add(1).op, tf.group(), tf.no_op()]) == [None] * 3
    assert session.run(v) == 2


def test_what_is_asked_for_twice_is_computed_once(session):
    count = tf.Variable(0)
    session.run(count.initializer)
    counted = count.assign_add(1)
    assert session.run([counted, {"again": counted}, counted.name, counted]) == [1, {"again": 1}, 1, 1]
    assert session.run(count) == 1


@pytest.mark.parametrize(
    ("make", "kind", "dtype"),
    [
        (lambda: tf.constant(1.5), np.float32, None),
        (lambda: tf.constant(True), np.bool_, None),
        (lambda: tf.constant(2, tf.uint8), np.uint8, None),
        (lambda: tf.constant("text"), bytes, None),
        (lambda: tf.constant(["a", "b"]), np.ndarray, object),
        (lambda: tf.reshape(tf.placeholder_with_default([1.5], [1]), []), np.float32, None),
        (lambda: tf.reshape(tf.placeholder_with_default(["text"], [1]), []), bytes, None),
        (lambda: tf.py_func(lambda: np.array(2, np.int64), [], tf.int64), np.int64, None),
        (lambda: tf.constant([[1.0]]), np.ndarray, np.float32),
        (lambda: tf.zeros([0, 2], tf.int64), np.ndarray, np.int64),
        (lambda: tf.constant(["a", "b"], shape=[0]), np.ndarray, object),
    ],
)
def test_scalars_come_as_scalars_and_the_rest_as_arrays(session, make, kind, dtype):
    for tensor in (x := make(), tf.identity(x)):
        value = session.run(tensor)
        assert type(value) is kind
        assert dtype is None or value.dtype == dtype


def test_a_sparse_tensor_comes_as_its_three_arrays(session):
    sparse = tf.SparseTensor([[0, 1]], [5], [2, 2])
    found = session.run({"s": sparse, "v": sparse.values})
    assert type(found["s"]) is tf.SparseTensorValue
    assert [part.tolist() for part in found["s"]] == [[[0, 1]], [5], [2, 2]]
    assert found["v"].tolist() == [5]


def test_slices_come_as_their_arrays_and_none_for_a_shape_they_lack(session):
    rows, places = tf.constant([[1.0]]), tf.constant([4])
    (without,) = session.run([tf.IndexedSlices(rows, places)])
    assert (without.values.tolist(), without.indices.tolist(), without.dense_shape) == ([[1.0]], [4], None)
    complete = session.run(tf.IndexedSlices(rows, places, tf.constant([9, 1])))
    assert type(complete) is type(without)
    assert complete.dense_shape.tolist() == [9, 1]


def test_a_variable_comes_as_a_copy_of_its_value(session):
    v = tf.Variable([1.0, 2.0], name="v")
    session.run(v.initializer)
    before, by_name, read = session.run([v, "v:0", v.read_value()])
    before[:] = by_name[:] = read[:] = 9
    assert session.run(v).tolist() == [1, 2]
    kept = session.run(v)
    session.run(v.assign_add([1, 1]))
    assert kept.tolist() == [1, 2]
    assert session.run(v).tolist() == [2, 3]


def test_values_of_one_run_stay_as_they_are_in_the_next(session):
    x = tf.placeholder(tf.float32, [3])
    y = x * 2.0
    fetches = [y, tf.reshape(y, [1, 3]), tf.transpose(tf.reshape(y, [3, 1])), y[1:], tf.identity(x)]
    first = session.run(fetches, {x: [1, 2, 3]})
    kept = [value.copy() for value in first]
    session.run(fetches, {x: [4, 5, 6]})
    for value, copy in zip(first, kept, strict=True):
        np.testing.assert_array_equal(value, copy)
        value[...] = 0  # and the others stay as they are


# -- what cannot be fetched --------------------------------------------------------------------------------------------


def test_wrong_fetches_are_refused_as_tensorflow_refuses_them(session, foreign):
    tf.no_op()
    refused_as("fetch of None", lambda: session.run(None))
    refused_as("fetch of None", lambda: session.run([tf.constant(1), {"a": None}]))
    refused_as("fetch of an unknown name", lambda: session.run("nope:0"))
    refused_as("fetch of an unknown op name", lambda: session.run("nope"))
    refused_as("fetch of another graph's tensor", lambda: session.run(foreign))
    refused_as("fetch of another graph's tensor", lambda: session.run([tf.constant(1), (foreign,)]))


@pytest.mark.parametrize("value", [3, 1.5, {1, 2}, np.zeros(2), object, tf.TensorShape([])], ids=lambda v: type(v).__name__)
def test_what_is_no_element_of_a_graph_is_no_fetch(session, value):
    tf.no_op()
    kind = type(value).__name__
    with pytest.raises(TypeError) as caught:
        session.run([value])
    assert str(caught.value) == (
        f'Argument `fetch` = {value} has invalid type "{kind}" must be a string or Tensor. '
        f"(Can not convert a {kind} into a Tensor or Operation.)"
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a:1", "(\"The name 'a:1' refers to a Tensor which does not exist. The operation, 'a', exists but only has 1 out"),
        ("a:x", "(The name 'a:x' looks a like a Tensor name, but is not a valid one. Tensor names must be of the form "),
    ],
)
def test_a_name_that_is_wrong_after_its_colon_is_no_fetch(session, name, says):
    tf.constant(1, name="a")
    with pytest.raises(ValueError) as caught:
        session.run(name)
    assert str(caught.value).startswith(f"Argument `fetch` = {name} cannot be interpreted as a Tensor. {says}")


def test_a_refused_fetch_runs_nothing_of_the_rest(session):
    v = tf.Variable(1)
    session.run(v.initializer)
    with pytest.raises(ValueError, match="refers to an Operation not in the graph"):
        session.run([v.assign(2), "nope"])
    assert session.run(v) == 1


def test_a_name_that_was_refused_is_found_once_it_exists(session):
    tf.no_op()
    with pytest.raises(ValueError):
        session.run("later:0")
    tf.constant(5, name="later")
    assert session.run("later:0") == 5


def test_a_queue_is_no_value(session):
    queue = tf.FIFOQueue(1, [tf.int32])
    with pytest.raises(TypeError, match='has invalid type "FIFOQueue" must be a string or Tensor'):
        session.run(queue)
    with pytest.raises(tf.errors.InvalidArgumentError, match="is a resource: it cannot be fetched"):
        session.run(queue.queue_ref)


# -- sessions that cannot run ------------------------------------------------------------------------------------------


def test_a_session_without_operations_or_closed_runs_nothing(graph):
    session = tf.Session(graph=graph)
    refused_as("run in an empty graph", lambda: session.run([]))
    x = tf.constant(1)
    call = session.make_callable(x)
    assert call() == 1
    session.close()
    session.close()
    for run in (lambda: session.run(x), lambda: session.run([]), lambda: session.run(None), call):
        refused_as("run after close", run)
    with session:  # closed it stays
        refused_as("run after close", x.eval)


def test_sessions_need_a_graph_and_a_target_that_somebody_knows():
    with pytest.raises(TypeError, match=r"graph must be a tf\.Graph, but got"):
        tf.Session(graph=3)
    with pytest.raises(tf.errors.NotFoundError, match=r"^No session factory .*are \{DIRECT_SESSION, GRPC_SESSION\}\.$"):
        tf.Session(b"nowhere")
    with pytest.raises(tf.errors.InvalidArgumentError, match='Could not interpret "elsewhere" as a host-port pair'):
        tf.Session("grpc://elsewhere")
    with pytest.raises(TypeError, match='must be a string, but got "int"'):
        tf.Session(3)


# -- many threads ------------------------------------------------------------------------------------------------------


def test_threads_that_ask_for_the_same_and_for_their_own_do_not_mix(session):
    x = tf.placeholder(tf.float32, [None])
    squares = x * x
    own = [squares + float(k) for k in range(6)]

    def work(k):
        given = np.full(3, k, np.float32)
        for count in range(30):
            fetches = [own[k], squares] if count % 2 else {"own": own[k], "squares": squares}
            found = session.run(fetches, {x: given})
            values = found if count % 2 else [found["own"], found["squares"]]
            assert [value.tolist() for value in values] == [[k * k + k] * 3, [k * k] * 3]

    started = [in_thread(lambda k=k: work(k)) for k in range(6)]
    assert [outcome(one) for one in started] == [None] * 6


def test_a_graph_may_grow_while_a_thread_runs_it(graph, session):
    x = tf.placeholder(tf.int32, [])
    y = x + 1
    runs = in_thread(lambda: [session.run(y, {x: k}) for k in range(200)])
    grown = [session.run(y * k, {x: 1}) for k in range(50)]
    assert outcome(runs) == list(range(1, 201))
    assert grown == list(range(0, 100, 2))
