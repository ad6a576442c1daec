"""Waiting: first come, first served; ends by room, elements, closing, cancelling, time and Ctrl-C; leaves no trace."""

from __future__ import annotations

import threading
from collections import Counter

import numpy as np
import pytest
from support.queues.kinds import NOWAIT, blocked, fifo
from support.queues.monitors import DequeuerMonitor
from support.threads import in_thread, no_threads_left, outcome, wait_until

from headrace.graph.runtime.run_context import RunContext, WouldBlock
from headrace.graph.types.errors import CancelledError, DeadlineExceededError, OutOfRangeError
from headrace.pipeline.queues import FIFOQueue, PaddingFIFOQueue, PriorityQueue, RandomShuffleQueue


def test_close_wakes_a_blocked_enqueue_and_the_element_is_not_added():
    queue = FIFOQueue(capacity=1, dtypes=[np.int32], name="files")
    queue.enqueue([1])
    thread, outcomes = in_thread(lambda: queue.enqueue([2]))
    wait_until(lambda: queue.statistics().blocked_enqueues == 1)
    queue.close(cancel_pending_enqueues=True)
    thread.join(timeout=5)
    assert not thread.is_alive()
    assert isinstance(outcomes[0], CancelledError)
    assert queue.dequeue() == [1]
    assert queue.size() == 0


@pytest.mark.parametrize("cancel", [False, True])
def test_close_wakes_all_blocked_dequeuers(cancel):
    queue = fifo(4)
    queue.enqueue([1])
    with no_threads_left():
        started = []
        for call in (lambda: queue.dequeue_many(3), lambda: queue.dequeue_up_to(3), queue.dequeue, queue.wait_ready):
            started.append(in_thread(call))
            blocked(queue, dequeuers=len(started))
        queue.close(cancel)
        many, up_to, one, ready = [outcome(each) for each in started]
    assert type(many) is OutOfRangeError
    assert many.message.endswith("(requested 3, current size 1)")
    assert up_to[0].tolist() == [1]
    assert type(one) is type(ready) is OutOfRangeError


def test_dequeuers_are_served_in_the_order_in_which_they_came():
    queue = fifo(10)
    with no_threads_left():
        first = in_thread(lambda: queue.dequeue_many(3))
        blocked(queue, dequeuers=1)
        second = in_thread(queue.dequeue)
        blocked(queue, dequeuers=2)
        queue.enqueue_many([[1, 2]])
        blocked(queue, dequeuers=2)
        with pytest.raises(WouldBlock):
            queue.take(NOWAIT)
        queue.enqueue_many([[3, 4]])
        assert outcome(first)[0].tolist() == [1, 2, 3]
        assert outcome(second) == [4]


def test_enqueuers_are_served_in_the_order_in_which_they_came():
    queue = fifo(2)
    with no_threads_left():
        started = [in_thread(lambda: queue.enqueue_many([[0, 1, 2, 3]]))]
        blocked(queue, enqueuers=1)
        for value in (4, 5, 6):
            started.append(in_thread(lambda value=value: queue.enqueue([value])))
            blocked(queue, enqueuers=len(started))
        with pytest.raises(WouldBlock):
            queue.put([np.int64(9)], NOWAIT)
        assert [queue.dequeue()[0] for _ in range(7)] == list(range(7))
        assert [outcome(each) for each in started] == [None] * 4


def test_nobody_overtakes_a_waiting_dequeuer():
    queue = fifo(10)
    with no_threads_left():
        head = in_thread(lambda: queue.dequeue_many(3))
        blocked(queue, dequeuers=1)
        queue.enqueue_many([[1, 2]])
        for call in (queue.take, queue.wait_ready, lambda run: queue.take_many(1, run)):
            with pytest.raises(WouldBlock):
                call(NOWAIT)
        queue.enqueue([3])
        assert outcome(head)[0].tolist() == [1, 2, 3]


def test_nobody_overtakes_a_waiting_close():
    queue = fifo(10)
    reserved = queue.reserve(2)
    with no_threads_left():
        close = in_thread(queue.close)
        blocked(queue, enqueuers=1)
        for call in (
            lambda: queue.put([np.int64(9)], NOWAIT),
            lambda: queue.put_many([np.array([9])], NOWAIT),
            lambda: queue.reserve(1, NOWAIT),
            lambda: queue.close(run=NOWAIT),
        ):
            with pytest.raises(WouldBlock):
                call()
        queue.release(reserved)
        assert outcome(close) is None


def test_who_waits_is_served_before_its_thread_runs():
    queue = fifo(2)
    with no_threads_left():
        taking = in_thread(lambda: queue.dequeue_many(2))
        blocked(queue, dequeuers=1)
        with queue._state.lock:  # the thread cannot run before all this is done
            queue.enqueue_many([[1, 2]])
            assert queue.statistics().blocked_dequeues == queue.size() == 0
            queue.enqueue_many([[3, 4]])
        assert outcome(taking)[0].tolist() == [1, 2]
        putting = in_thread(lambda: queue.enqueue_many([[5, 6, 7]]))
        blocked(queue, enqueuers=1)
        with queue._state.lock:
            assert queue.dequeue_many(2)[0].tolist() == [3, 4]
            assert queue.dequeue_many(2)[0].tolist() == [5, 6]
            assert queue.size() == 1
            queue.close(cancel_pending_enqueues=True)
        assert outcome(putting) is None
    assert queue.dequeue() == [7]


class InterruptedAtTheEnd(RunContext):
    """Ctrl-C comes after the wait is over, and before its thread has run on."""

    def wait_for(self, *arguments, **options):
        super().wait_for(*arguments, **options)
        raise KeyboardInterrupt


@pytest.mark.parametrize(
    "make",
    [
        lambda: FIFOQueue(3, [np.int64, str], [(), (2,)]),
        lambda: FIFOQueue(3, [np.int64, str]),
        lambda: PaddingFIFOQueue(3, [np.int64, str], [(), (None,)]),
        lambda: RandomShuffleQueue(3, 0, [np.int64, str], [(), (2,)]),
        lambda: PriorityQueue(3, [str], [(2,)]),
    ],
)
@pytest.mark.parametrize("n", [0, 2])
def test_what_an_interrupted_dequeuer_was_given_goes_back(make, n):
    queue = make()
    if n and not queue.signature.shapes_given:
        return
    run = InterruptedAtTheEnd()
    with no_threads_left():
        taking = in_thread(lambda: queue.dequeue_many(n, run=run) if n else queue.dequeue(run=run))
        blocked(queue, dequeuers=1)
        queue.put_many([np.array([1, 2, 3]), np.array([[b"a\0", b""], [b"b", b"b"], [b"c", b"c"]], object)])
        assert isinstance(outcome(taking), KeyboardInterrupt)
    assert (queue.size(), queue.statistics().dequeued) == (3, 0)
    taken = {int(number): texts.tolist() for number, texts in (queue.dequeue() for _ in range(3))}
    assert taken == {1: [b"a\0", b""], 2: [b"b", b"b"], 3: [b"c", b"c"]}
    if not isinstance(queue, RandomShuffleQueue):
        assert list(taken) == [1, 2, 3]


def test_what_an_interrupted_thread_reserved_is_given_back():
    queue = fifo(1)
    queue.enqueue([1])
    with no_threads_left():
        reserving = in_thread(lambda: queue.reserve(1, InterruptedAtTheEnd()))
        blocked(queue, enqueuers=1)
        following = in_thread(lambda: queue.enqueue([2]))
        blocked(queue, enqueuers=2)
        assert queue.dequeue() == [1]
        assert isinstance(outcome(reserving), KeyboardInterrupt)
        assert outcome(following) is None
    assert queue.dequeue() == [2]


def test_room_for_several_wakes_one_enqueuer_after_the_other():
    queue = fifo(3)
    queue.enqueue_many([[0, 0, 0]])
    with no_threads_left():
        started = []
        for call in (lambda: queue.reserve(1), lambda: queue.enqueue([1]), lambda: queue.enqueue_many([[2]])):
            started.append(in_thread(call))
            blocked(queue, enqueuers=len(started))
        queue.dequeue_many(3)
        assert [outcome(each) for each in started] == [1, None, None]


def test_one_element_wakes_one_dequeuer():
    queue = fifo(10)
    looks: Counter[int] = Counter()
    queue.monitor = DequeuerMonitor(lambda state, seconds: looks.update([threading.get_ident()]))
    with no_threads_left():
        started = []
        for _ in range(5):
            started.append(in_thread(queue.dequeue))
            blocked(queue, dequeuers=len(started))
        assert sorted(looks.values()) == [1] * 5
        for value in range(4):
            queue.enqueue([value])
            assert outcome(started[value]) == [value]
        assert sorted(looks.values()) == [1] * 5
        queue.enqueue([4])
        assert outcome(started[4]) == [4]


def test_more_than_the_capacity_can_be_taken_at_once():
    for queue in (fifo(3), RandomShuffleQueue(4, 3, [np.int64], [()])):
        with no_threads_left():
            taking = in_thread(lambda queue=queue: queue.dequeue_many(8))
            blocked(queue, dequeuers=1)
            queue.enqueue_many([range(11)])
            assert len(outcome(taking)[0]) == 8
        assert queue.size() == 3


def test_an_enqueuer_who_waits_serves_a_dequeuer_who_wants_more_than_the_capacity():
    queue = fifo(3)
    with no_threads_left():
        putting = in_thread(lambda: queue.enqueue_many([range(9)]))
        blocked(queue, enqueuers=1)
        assert queue.dequeue_many(8)[0].tolist() == list(range(8))
        assert outcome(putting) is None
    assert queue.dequeue() == [8]


def test_a_large_dequeuer_behind_another_gets_its_turn():
    queue = fifo(2)
    with no_threads_left():
        first = in_thread(lambda: queue.dequeue_many(2))
        blocked(queue, dequeuers=1)
        second = in_thread(lambda: queue.dequeue_many(5))
        blocked(queue, dequeuers=2)
        queue.enqueue_many([range(7)], timeout=20)
        assert outcome(first)[0].tolist() == [0, 1]
        assert outcome(second)[0].tolist() == [2, 3, 4, 5, 6]


def test_a_large_dequeuer_that_gives_up_leaves_all_elements_there():
    queue = fifo(2)
    run = RunContext()
    with no_threads_left():
        taking = in_thread(lambda: queue.dequeue_many(9, run=run))
        blocked(queue, dequeuers=1)
        queue.enqueue_many([range(5)])
        run.cancel("the session closed")
        assert isinstance(outcome(taking), CancelledError)
    assert queue.size() == 5
    with pytest.raises(WouldBlock):
        queue.put([np.int64(1)], NOWAIT)
    assert queue.dequeue_many(5)[0].tolist() == list(range(5))


@pytest.mark.parametrize("leave", ["cancel", "timeout"])
def test_the_next_in_line_goes_on_when_the_head_gives_up(leave):
    queue = fifo(4)
    run = RunContext() if leave == "cancel" else RunContext(timeout=0.05)
    with no_threads_left():
        head = in_thread(lambda: queue.take_many(3, run))
        blocked(queue, dequeuers=1)
        following = in_thread(queue.dequeue)
        wait_until(lambda: leave == "timeout" or queue.statistics().blocked_dequeues == 2)
        queue.enqueue([1])
        if leave == "cancel":
            run.cancel("Step was cancelled")
        assert outcome(following) == [1]
        assert type(outcome(head)) is (CancelledError if leave == "cancel" else DeadlineExceededError)
    assert queue.size() == 0


def test_the_next_enqueuer_goes_on_when_the_head_gives_up():
    queue = fifo(1)
    queue.enqueue([0])
    run = RunContext()
    with no_threads_left():
        head = in_thread(lambda: queue.enqueue([1], run=run))
        blocked(queue, enqueuers=1)
        following = in_thread(lambda: queue.enqueue([2]))
        blocked(queue, enqueuers=2)
        close = in_thread(queue.close)
        blocked(queue, enqueuers=3)
        late = in_thread(lambda: queue.enqueue([3]))
        blocked(queue, enqueuers=4)
        run.cancel("Step was cancelled")
        assert outcome(head).message == "Step was cancelled"
        assert queue.dequeue() == [0]
        assert outcome(following) is None
        assert outcome(close) is None
        assert outcome(late).message == "FIFOQueue 'files' is closed."
        assert queue.dequeue() == [2]


def test_a_wrong_element_does_not_stop_the_line():
    """A kernel that skips the check and is wrong fails alone."""
    queue = fifo(1)
    queue.enqueue([0])
    with no_threads_left():
        wrong = in_thread(lambda: queue.put([np.zeros(2)]))
        blocked(queue, enqueuers=1)
        right = in_thread(lambda: queue.put([np.int64(1)]))
        blocked(queue, enqueuers=2)
        assert queue.dequeue() == [0]
        assert isinstance(outcome(wrong), ValueError)
        assert outcome(right) is None
        assert queue.dequeue() == [1]


def test_a_cancelling_close_also_ends_a_waiting_close():
    queue = fifo(1)
    with no_threads_left():
        enqueue = in_thread(lambda: queue.enqueue_many([[1, 2]]))
        blocked(queue, enqueuers=1)
        close = in_thread(queue.close)
        blocked(queue, enqueuers=2)
        queue.close(cancel_pending_enqueues=True)
        assert outcome(enqueue).message == outcome(close).message == "Enqueue operation was cancelled"
    assert queue.is_closed()
    assert queue.size() == 1


def test_a_close_that_gives_up_has_not_closed():
    queue = fifo(1)
    with no_threads_left():
        enqueue = in_thread(lambda: queue.enqueue_many([[1, 2]]))
        blocked(queue, enqueuers=1)
        with pytest.raises(DeadlineExceededError):
            queue.close(timeout=0.01)
        with pytest.raises(WouldBlock):
            queue.close(run=NOWAIT)
        assert not queue.is_closed()
        assert queue.dequeue() == [1]
        assert outcome(enqueue) is None
