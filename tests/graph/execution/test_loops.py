"""Loops as their nodes say them, in plans and in the interpreter."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

import headrace as tf
from headrace.graph.control_flow.frames import CONTROL_TRIGGER, ENTER, EXIT, LOOP_COND, NEXT_ITERATION
from headrace.graph.control_flow.switches import MERGE, SWITCH
from headrace.graph.execution.interpreted_session import InterpretedSession


@pytest.fixture(params=[tf.Session, InterpretedSession], ids=["plan", "interpreter"])
def session(request, graph):
    with request.param(graph=graph) as opened:
        yield opened


def entered(value: Any, frame: str) -> Any:
    """What comes into a frame and stays the same."""
    return ENTER(value, frame_name=frame, is_constant=True)


def loop(test: Callable[..., Any], body: Callable[..., Sequence[Any]], first: Sequence[Any], frame: str = "loop") -> list:
    """The nodes of a loop without contexts: `test` and `body` get its variables, and bring in what is from outside."""
    merges = []
    for value in first:
        enter = ENTER(value, frame_name=frame)
        merges.append(MERGE([enter, enter]))
    goes_on = LOOP_COND(test(*(merge[0] for merge in merges)))
    switches = [SWITCH(merge[0], goes_on) for merge in merges]
    following = body(*(tf.identity(switch[1]) for switch in switches))
    for merge, value in zip(merges, following, strict=True):
        merge[0].op.inputs = (merge[0].op.inputs[0], NEXT_ITERATION(value))
    return [EXIT(switch[0]) for switch in switches]


def const(value: Any, after: Any, dtype: Any = None) -> Any:
    """A constant of an iteration."""
    with tf.control_dependencies([after.op]):
        return tf.constant(value, dtype)


def count_to(n: int, frame: str = "loop", step: Callable[[Any], Any] | None = None) -> Any:
    def body(i: Any) -> list:
        if step is not None:
            with tf.control_dependencies([step(i)]):
                i = tf.identity(i)
        return [i + const(1, i)]

    return loop(lambda i: i < const(n, i), body, [tf.constant(0)], frame)[0]


def test_a_loop_runs_until_its_condition_fails(session):
    i, total = loop(
        lambda i, total: i < const(5, i),
        lambda i, total: (i + const(1, i), total + i),
        [tf.constant(0), tf.constant(100)],
    )
    assert session.run([i, total]) == [5, 110]
    assert session.run(total) == 110


def test_a_loop_that_never_runs_gives_what_entered(session):
    x = tf.placeholder(tf.float32, [2])
    _, y = loop(lambda i, y: i < const(0, i), lambda i, y: (i + const(1, i), y * y), [tf.constant(0), x])
    given = np.array([1, 2], np.float32)
    found = session.run(y, {x: given})
    assert found.tolist() == [1, 2]
    assert found is not given


def test_variables_that_begin_alike_are_one_only_while_the_same_goes_round(session):
    step = tf.placeholder(tf.int32, [])

    def body(i: Any, j: Any, k: Any, late: Any, later: Any, other: Any) -> Sequence[Any]:
        one = const(1, i)
        return i + one, j + one, k + entered(step, "loop"), late + k, later + late, other + one

    first = [*(tf.constant(0) for _ in range(5)), tf.constant(7)]
    found = loop(lambda i, j, *_: i + j < const(8, i), body, first)
    for given, k in [(1, [4, 6, 4]), (2, [8, 12, 8])]:
        assert session.run(found, {step: given}) == [4, 4, *k, 11]
        assert session.run(found[4], {step: given}) == k[2]


def test_variables_that_change_places(session):
    n = tf.placeholder(tf.int32, [])
    _, a, b, c = loop(
        lambda i, *_: i < entered(n, "loop"),
        lambda i, a, b, c: (i + const(1, i), b, c, a),
        [tf.constant(0), tf.constant([1]), tf.constant([2]), tf.constant([3])],
    )
    assert [x.tolist() for x in session.run([a, b, c], {n: 4})] == [[2], [3], [1]]
    found = session.run([a, b, c], {n: 0})
    assert [x.tolist() for x in found] == [[1], [2], [3]]


def test_what_is_given_twice_is_two_arrays(session):
    _, a, b = loop(
        lambda i, a, b: i < const(3, i),
        lambda i, a, b: (i + const(1, i), *[a + const([1.0, 1.0], i)] * 2),
        [tf.constant(0), tf.zeros([2]), tf.zeros([2])],
    )
    one, two, again = session.run([a, b, tf.identity(a)])
    one += 1
    two += 2
    assert (one.tolist(), two.tolist(), again.tolist()) == ([4, 4], [5, 5], [3, 3])


def test_loops_in_loops(session):
    def inner(i: Any, total: Any) -> list:
        _, grown = loop(
            lambda j, x: j < entered(i, "inner"),
            lambda j, x: (j + const(1, j), x * const(2, j) + j),
            [const(0, i), total],
            "inner",
        )
        return [i + const(1, i), grown + const(1, i)]

    found = loop(lambda i, total: i < const(5, i), inner, [tf.constant(0), tf.constant(1)])
    i, total = 0, 1
    while i < 5:
        for j in range(i):
            total = total * 2 + j
        i, total = i + 1, total + 1
    assert session.run(found) == [i, total]


def branches(predicate: Any, then: Callable[[Any], Any], otherwise: Callable[[Any], Any], x: Any) -> Any:
    switched = SWITCH(x, predicate)
    return MERGE([otherwise(switched[0]), then(switched[1])])[0]


def test_a_branch_in_a_loop(session):
    even = lambda i: tf.equal(i % const(2, i), const(0, i))  # noqa: E731
    _, x = loop(
        lambda i, x: i < const(6, i),
        lambda i, x: (i + const(1, i), branches(even(i), lambda x: x + const(10, x), lambda x: x * const(2, x), x)),
        [tf.constant(0), tf.constant(1)],
    )
    expected = 1
    for number in range(6):
        expected = expected * 2 if number % 2 else expected + 10
    assert session.run(x) == expected


def test_a_loop_in_a_branch(session):
    p, x = tf.placeholder(tf.bool, []), tf.placeholder(tf.float32, [2])
    grown = branches(
        p,
        lambda x: loop(lambda i, x: i < const(3, i), lambda i, x: (i + const(1, i), x * const(2.0, x)), [const(0, x), x])[1],
        lambda x: -x,
        x,
    )
    assert session.run(grown, {p: True, x: [1, 2]}).tolist() == [8, 16]
    assert session.run(grown, {p: False, x: [1, 2]}).tolist() == [-1, -2]


def test_effects_happen_once_for_each_iteration(session):
    seen = []
    counted = count_to(4, step=lambda i: tf.py_func(lambda i: seen.append(int(i)) or i, [i], tf.int32))
    v = tf.Variable([0.0])
    session.run(v.initializer)
    assert session.run(counted) == 4
    assert seen == [0, 1, 2, 3]


def test_a_variable_that_changes_in_a_loop(session):
    v = tf.Variable([1.0, 2.0])

    def body(i: Any, old: Any) -> list:
        with tf.control_dependencies([i.op, old.op]):
            kept = tf.identity(v)
        with tf.control_dependencies([kept]):
            changed = v.assign_add(kept)
        with tf.control_dependencies([changed]):
            return [i + const(1, i), kept]

    first = v.read_value()
    _, old = loop(lambda i, old: i < const(3, i), body, [tf.constant(0), first])
    session.run(v.initializer)
    before, found = session.run([first, old])
    assert before.tolist() == [1, 2]
    assert found.tolist() == [4, 8]
    assert session.run(v).tolist() == [8, 16]


def test_what_enters_is_what_a_variable_was(session):
    v = tf.Variable([1.0, 2.0])

    def body(i: Any, x: Any) -> list:
        seen = entered(v, "loop")
        with tf.control_dependencies([x.op]):
            changed = v.assign_add(x)
        with tf.control_dependencies([changed]):
            return [i + const(1, i), x + seen]

    _, x = loop(lambda i, x: i < const(3, i), body, [tf.constant(0), tf.zeros([2])])
    session.run(v.initializer)
    assert session.run(x).tolist() == [3, 6]
    assert session.run(v).tolist() == [4, 8]


def test_what_waits_for_a_branch_that_is_not_taken_does_not_run(session):
    p, v = tf.placeholder(tf.bool, []), tf.Variable(1.0)
    with tf.control_dependencies([tf.identity(SWITCH(p, p)[1])]):
        added = v.assign_add(1.0)
    with tf.control_dependencies([added, CONTROL_TRIGGER()]):
        after = v.assign_add(10.0)
    with tf.control_dependencies([added]):
        trigger = CONTROL_TRIGGER()
    with tf.control_dependencies([trigger]):
        always = tf.constant(3.0) + 0.0
    session.run(v.initializer)
    session.run([added.op, after.op], {p: False})
    assert session.run(v) == 1
    assert session.run(always, {p: False}) == 3
    session.run(after.op, {p: True})
    assert session.run(v) == 12


def test_errors_in_loops_name_the_node(session):
    x = tf.constant([1.0, 2.0])
    rows = loop(
        lambda i, y: i < const(5, i),
        lambda i, y: (i + const(1, i), tf.gather(entered(x, "loop"), i, name="row")),
        [tf.constant(0), tf.constant(0.0)],
    )
    with pytest.raises(tf.errors.InvalidArgumentError, match="indices = 2 is not in") as raised:
        session.run(rows)
    assert raised.value.op.name == "row"


def test_a_value_of_each_iteration_is_not_fetched(session):
    inside = []
    loop(lambda i: i < const(3, i), lambda i: inside.append(i) or [i + const(1, i)], [tf.constant(0)])
    with pytest.raises(tf.errors.InternalError, match="Retval"):
        session.run(inside)


# -- loops that would not end ------------------------------------------------------------------------------------------


def endless(first: Any) -> Any:
    return loop(lambda i: i >= const(0, i), lambda i: [i * const(0, i)], [first])[0]


def test_a_time_limit_ends_a_loop(session):
    with pytest.raises(tf.errors.DeadlineExceededError):
        session.run(endless(tf.constant(0)), options=tf.RunOptions(timeout_in_ms=20))


def test_closing_the_session_ends_a_loop(session):
    ended = []
    begun = threading.Event()
    begins = tf.py_func(lambda: begun.set() or np.int32(0), [], tf.int32)
    with tf.control_dependencies([begins]):
        forever = endless(tf.constant(0))

    def run() -> None:
        try:
            session.run(forever)
        except tf.errors.CancelledError as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    begun.wait()
    session.close()
    thread.join()
    assert len(ended) == 1


def test_loops_that_wait_for_each_other_run_side_by_side(session):
    queue = tf.FIFOQueue(1, [tf.int32], [[]])
    taken = loop(
        lambda i, total: i < const(5, i),
        lambda i, total: (i + const(1, i), total + _dequeued(queue, i)),
        [tf.constant(0), tf.constant(0)],
        "taking",
    )[1]
    given = count_to(5, "giving", lambda i: queue.enqueue(i))
    assert session.run([given, taken]) == [5, 10]
    assert session.run([taken, given]) == [10, 5]


def _dequeued(queue: Any, after: Any) -> Any:
    with tf.control_dependencies([after.op]):
        return queue.dequeue()


# -- other ways to run -------------------------------------------------------------------------------------------------


def test_a_traced_run_tells_of_each_iteration(session):
    counted = count_to(3)
    metadata = tf.RunMetadata()
    assert session.run(counted, options=tf.RunOptions(trace_level=tf.RunOptions.FULL_TRACE), run_metadata=metadata) == 3
    (device,) = metadata.step_stats.dev_stats
    names = [node.node_name for node in device.node_stats]
    assert names.count("LoopCond") == 4
    assert names.count("NextIteration") == 3


def test_a_step_in_parts_runs_a_loop_once(session):
    x, seen = tf.placeholder(tf.int32, []), []
    counted = count_to(3, step=lambda i: tf.py_func(lambda i: seen.append(int(i)) or i, [i], tf.int32))
    total = counted + x
    handle = session.partial_run_setup([counted, total], [x])
    assert session.partial_run(handle, counted) == 3
    assert session.partial_run(handle, total, {x: 5}) == 8
    assert seen == [0, 1, 2]


def test_nodes_that_make_no_loop_of_programs_run_all_the_same(session):
    """A value that goes round under a condition of its own: the loop ends when nothing goes round any more."""
    enter = ENTER(tf.constant(0), frame_name="odd")
    merge = MERGE([enter, enter])[0]
    switched = SWITCH(merge, merge < const(3, merge))
    merge.op.inputs = (enter, NEXT_ITERATION(switched[1] + const(1, switched[1])))
    assert session.run(EXIT(switched[0])) == 3


def test_counters_of_loops_that_stand_side_by_side_are_their_own(session):
    first = tf.while_loop(lambda i: i < 10, lambda i: i + 1, [tf.constant(0)])
    second = tf.while_loop(lambda i, total: i < 10, lambda i, total: (i + 1, total + i), [tf.constant(0), tf.constant(0)])
    assert session.run([first, second]) == [10, (10, 45)]
