"""Runs that wait in several places at once: none keeps another from going on, one error ends them all."""

from __future__ import annotations

import pytest
from support.threads import in_thread, no_threads_left, outcome, wait_until

import headrace as tf
from headrace.graph.execution import segments
from headrace.graph.runtime.conditions import Condition
from headrace.pipeline.queues import Queue


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


def queues(count, capacity=5):
    return [tf.FIFOQueue(capacity, [tf.int32], [()], name=f"q{k}") for k in range(count)]


def blocked(session, count):
    """Wait until so many dequeues of the session wait."""
    wait_until(lambda: sum(queue.statistics().blocked_dequeues for queue in session.resources(Queue)) == count)


def test_a_run_feeds_the_queue_that_it_waits_for(session):
    (queue,) = queues(1)
    put = queue.enqueue(7)
    taken = queue.dequeue()
    assert session.run([taken, put]) == [7, None]
    assert session.run([put, taken]) == [None, 7]


def test_a_full_queue_is_emptied_by_the_run_that_fills_it(session):
    (queue,) = queues(1, capacity=1)
    put, taken = queue.enqueue(2), queue.dequeue()
    session.run(queue.enqueue(1))
    assert session.run([put, taken]) == [None, 1]
    assert session.run(queue.dequeue()) == 2


def test_what_comes_out_of_one_queue_goes_through_others(session):
    first, second, third = queues(3)
    end = third.dequeue()  # made first: it waits for all the rest
    middle = second.dequeue()
    moves = [third.enqueue(middle * 10), second.enqueue(first.dequeue() + 1), first.enqueue(1)]
    assert session.run([end, middle, *moves]) == [20, 2, None, None, None]


@pytest.mark.parametrize("first", [0, 1])
def test_elements_may_come_in_any_order(session, first):
    pair = queues(2)
    total = pair[0].dequeue() * 10 + pair[1].dequeue()
    started = in_thread(lambda: session.run(total))
    blocked(session, 2)
    session.run(pair[first].enqueue(first + 1))
    blocked(session, 1)
    session.run(pair[1 - first].enqueue(2 - first))
    assert outcome(started) == 12


def test_what_waits_for_one_goes_on_while_another_waits(session):
    one, two, out = queues(3)
    forwarded = out.enqueue(one.dequeue() * 2)
    waiting = two.dequeue()
    started = in_thread(lambda: session.run([waiting, forwarded]))
    blocked(session, 2)
    session.run(one.enqueue(4))
    assert session.run(out.dequeue()) == 8  # which comes before `two` has an element
    session.run(two.enqueue(1))
    assert outcome(started) == [1, None]


def test_control_dependencies_order_waits(session):
    (queue,) = queues(1)
    first = queue.dequeue()
    with tf.control_dependencies([first]):
        second = queue.dequeue()
    with tf.control_dependencies([second]):
        third = queue.dequeue()
    for _ in range(5):
        session.run(queue.enqueue_many([[1, 2, 3]]))
        assert session.run([third, first, second]) == [3, 1, 2]


def test_equal_expressions_behind_different_waits_do_not_wait_for_each_other(session):
    one, two, out = queues(3)
    x = tf.placeholder(tf.int32, [])
    with tf.control_dependencies([one.dequeue()]):
        behind_one = x + 1
    with tf.control_dependencies([two.dequeue()]):
        behind_two = out.enqueue((x + 1) * 2)
    started = in_thread(lambda: session.run([behind_one, behind_two], {x: 3}))
    blocked(session, 2)
    session.run(two.enqueue(0))
    assert session.run(out.dequeue()) == 8
    session.run(one.enqueue(0))
    assert outcome(started) == [4, None]


def test_only_the_branch_that_is_taken_waits(session):
    one, two = queues(2)
    p = tf.placeholder(tf.bool, [])
    taken = tf.cond(p, lambda: one.dequeue(), lambda: two.dequeue() * 10)
    session.run(one.enqueue(1))
    assert session.run(taken, {p: True}) == 1
    session.run(two.enqueue(2))
    assert session.run(taken, {p: False}) == 20
    assert session.run([one.size(), two.size()]) == [0, 0]


# -- ends --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [0, 1])
def test_an_error_in_one_wait_ends_the_others(session, ending):
    pair = queues(2)
    taken = [queue.dequeue(name=f"take{k}") for k, queue in enumerate(pair)]
    started = in_thread(lambda: session.run(taken))
    blocked(session, 2)
    session.run(pair[ending].close())
    error = outcome(started)
    assert isinstance(error, tf.errors.OutOfRangeError)
    assert error.op is taken[ending].op
    session.run(pair[1 - ending].enqueue(1))
    assert session.run(pair[1 - ending].dequeue()) == 1  # nobody else took it


def test_an_error_after_a_wait_ends_the_others_and_names_its_operation(session):
    one, two = queues(2)
    x = one.dequeue()
    bad = tf.gather([1, 2], x, name="look")
    started = in_thread(lambda: session.run([bad, two.dequeue()]))
    blocked(session, 2)
    session.run(one.enqueue(5))
    error = outcome(started)
    assert isinstance(error, tf.errors.InvalidArgumentError)
    assert (error.op, error.message) == (bad.op, "indices = 5 is not in [0, 2)")


def test_an_error_before_anything_waits_is_raised_at_once(session):
    one, two = queues(2)
    session.run(two.close())
    with pytest.raises(tf.errors.OutOfRangeError, match="q1"):
        session.run([one.dequeue(), two.dequeue()])


def test_a_time_limit_holds_for_all_waits_together(session):
    one, two = queues(2)
    both = [one.dequeue(), two.dequeue()]
    with pytest.raises(tf.errors.DeadlineExceededError, match="Timed out waiting for notification"):
        session.run(both, options=tf.RunOptions(timeout_in_ms=20))
    session.run([one.enqueue(1), two.enqueue(2)])
    assert session.run(both, options=tf.RunOptions(timeout_in_ms=20_000)) == [1, 2]


def test_closing_the_session_ends_all_waits(session):
    one, two = queues(2)
    both = one.dequeue() + two.dequeue()
    started = in_thread(lambda: session.run(both))
    blocked(session, 2)
    session.close()
    error = outcome(started)
    assert isinstance(error, tf.errors.CancelledError)
    assert "Session was closed." in error.message


def test_many_threads_wait_in_two_places_each(session):
    one, two = queues(2, capacity=100)
    both = [one.dequeue(), two.dequeue()]
    started = [in_thread(lambda: session.run(both)) for _ in range(6)]
    blocked(session, 12)
    session.run([one.enqueue_many([list(range(6))]), two.enqueue_many([list(range(6))])])
    pairs = [outcome(each) for each in started]
    assert sorted(pair[0] for pair in pairs) == sorted(pair[1] for pair in pairs) == list(range(6))


def test_an_interrupt_just_when_one_wait_has_ended_ends_the_others(session, monkeypatch):
    interrupts = [KeyboardInterrupt()]

    class Interrupted(Condition):
        def wait(self, timeout=None):
            super().wait(timeout)
            if interrupts:
                raise interrupts.pop()

    monkeypatch.setattr(segments, "Condition", Interrupted)
    first, second = queues(2)
    put = first.enqueue(1)
    taken = [first.dequeue(), second.dequeue()]
    running = in_thread(lambda: session.run(taken))
    blocked(session, 2)
    session.run(put)
    assert isinstance(outcome(running), KeyboardInterrupt)
    assert session.run([first.size(), second.size()]) == [0, 0]
