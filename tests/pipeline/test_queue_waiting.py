"""Waiting: first come, first served; ends by room, elements, closing, cancelling, time and Ctrl-C; leaves no trace."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
import time
from collections import Counter

import numpy as np
import pytest
from support.threads import ended, in_thread, no_threads_left, outcome, wait_until

from headrace.graph import run_context
from headrace.graph.errors import CancelledError, DeadlineExceededError, OpError, OutOfRangeError
from headrace.graph.run_context import RunContext, WouldBlock
from headrace.pipeline.queues import FIFOQueue, PaddingFIFOQueue, PriorityQueue, Queue, RandomShuffleQueue

NOWAIT = RunContext(nowait=True)


def fifo(capacity: int) -> Queue:
    return FIFOQueue(capacity, [np.int64], [()], name="files")


MAKERS = [
    fifo,
    lambda capacity: RandomShuffleQueue(capacity, 0, [np.int64], [()], seed=1),
    lambda capacity: PaddingFIFOQueue(capacity, [np.int64], [()]),
    lambda capacity: FIFOQueue(capacity, [np.int64]),
]


def blocked(queue: Queue, takers: int = 0, putters: int = 0) -> None:
    """Wait until so many threads wait at the queue."""

    def is_so() -> bool:
        statistics = queue.statistics()
        return (statistics.blocked_dequeues, statistics.blocked_enqueues) == (takers, putters)

    wait_until(is_so)


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
def test_close_wakes_all_blocked_takers(cancel):
    queue = fifo(4)
    queue.enqueue([1])
    with no_threads_left():
        started = []
        for call in (lambda: queue.dequeue_many(3), lambda: queue.dequeue_up_to(3), queue.dequeue, queue.wait_ready):
            started.append(in_thread(call))
            blocked(queue, takers=len(started))
        queue.close(cancel)
        many, up_to, one, ready = [outcome(each) for each in started]
    assert type(many) is OutOfRangeError
    assert many.message.endswith("(requested 3, current size 1)")
    assert up_to[0].tolist() == [1]
    assert type(one) is type(ready) is OutOfRangeError


def test_takers_are_served_in_the_order_in_which_they_came():
    queue = fifo(10)
    with no_threads_left():
        first = in_thread(lambda: queue.dequeue_many(3))
        blocked(queue, takers=1)
        second = in_thread(queue.dequeue)
        blocked(queue, takers=2)
        queue.enqueue_many([[1, 2]])
        blocked(queue, takers=2)
        with pytest.raises(WouldBlock):
            queue.take(NOWAIT)
        queue.enqueue_many([[3, 4]])
        assert outcome(first)[0].tolist() == [1, 2, 3]
        assert outcome(second) == [4]


def test_putters_are_served_in_the_order_in_which_they_came():
    queue = fifo(2)
    with no_threads_left():
        started = [in_thread(lambda: queue.enqueue_many([[0, 1, 2, 3]]))]
        blocked(queue, putters=1)
        for value in (4, 5, 6):
            started.append(in_thread(lambda value=value: queue.enqueue([value])))
            blocked(queue, putters=len(started))
        with pytest.raises(WouldBlock):
            queue.put([np.int64(9)], NOWAIT)
        assert [queue.dequeue()[0] for _ in range(7)] == list(range(7))
        assert [outcome(each) for each in started] == [None] * 4


def test_nobody_overtakes_a_waiting_taker():
    queue = fifo(10)
    with no_threads_left():
        head = in_thread(lambda: queue.dequeue_many(3))
        blocked(queue, takers=1)
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
        blocked(queue, putters=1)
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
        blocked(queue, takers=1)
        with queue._lock:  # the thread cannot run before all this is done
            queue.enqueue_many([[1, 2]])
            assert queue.statistics().blocked_dequeues == queue.size() == 0
            queue.enqueue_many([[3, 4]])
        assert outcome(taking)[0].tolist() == [1, 2]
        putting = in_thread(lambda: queue.enqueue_many([[5, 6, 7]]))
        blocked(queue, putters=1)
        with queue._lock:
            assert queue.dequeue_many(2)[0].tolist() == [3, 4]
            assert queue.dequeue_many(2)[0].tolist() == [5, 6]
            assert queue.size() == 1
            queue.close(cancel_pending_enqueues=True)
        assert outcome(putting) is None
    assert queue.dequeue() == [7]


class InterruptedAtTheEnd(RunContext):
    """Ctrl-C comes after the wait is over, and before its thread has run on."""

    def wait_for(self, condition, predicate, watchdog=None):
        super().wait_for(condition, predicate, watchdog)
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
def test_what_an_interrupted_taker_was_given_goes_back(make, n):
    queue = make()
    if n and not queue.signature.shapes_given:
        return
    run = InterruptedAtTheEnd()
    with no_threads_left():
        taking = in_thread(lambda: queue.dequeue_many(n, run=run) if n else queue.dequeue(run=run))
        blocked(queue, takers=1)
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
        blocked(queue, putters=1)
        following = in_thread(lambda: queue.enqueue([2]))
        blocked(queue, putters=2)
        assert queue.dequeue() == [1]
        assert isinstance(outcome(reserving), KeyboardInterrupt)
        assert outcome(following) is None
    assert queue.dequeue() == [2]


def test_room_for_several_wakes_one_putter_after_the_other():
    queue = fifo(3)
    queue.enqueue_many([[0, 0, 0]])
    with no_threads_left():
        started = []
        for call in (lambda: queue.reserve(1), lambda: queue.enqueue([1]), lambda: queue.enqueue_many([[2]])):
            started.append(in_thread(call))
            blocked(queue, putters=len(started))
        queue.dequeue_many(3)
        assert [outcome(each) for each in started] == [1, None, None]


def test_one_element_wakes_one_taker():
    queue = fifo(10)
    looks: Counter[int] = Counter()
    queue.taker_watchdog = lambda queue, seconds: looks.update([threading.get_ident()])
    with no_threads_left():
        started = []
        for _ in range(5):
            started.append(in_thread(queue.dequeue))
            blocked(queue, takers=len(started))
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
            blocked(queue, takers=1)
            queue.enqueue_many([range(11)])
            assert len(outcome(taking)[0]) == 8
        assert queue.size() == 3


def test_a_putter_who_waits_serves_a_taker_who_wants_more_than_the_capacity():
    queue = fifo(3)
    with no_threads_left():
        putting = in_thread(lambda: queue.enqueue_many([range(9)]))
        blocked(queue, putters=1)
        assert queue.dequeue_many(8)[0].tolist() == list(range(8))
        assert outcome(putting) is None
    assert queue.dequeue() == [8]


def test_a_large_taker_behind_another_gets_its_turn():
    queue = fifo(2)
    with no_threads_left():
        first = in_thread(lambda: queue.dequeue_many(2))
        blocked(queue, takers=1)
        second = in_thread(lambda: queue.dequeue_many(5))
        blocked(queue, takers=2)
        queue.enqueue_many([range(7)], timeout=20)
        assert outcome(first)[0].tolist() == [0, 1]
        assert outcome(second)[0].tolist() == [2, 3, 4, 5, 6]


def test_a_large_taker_that_gives_up_leaves_all_elements_there():
    queue = fifo(2)
    run = RunContext()
    with no_threads_left():
        taking = in_thread(lambda: queue.dequeue_many(9, run=run))
        blocked(queue, takers=1)
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
        blocked(queue, takers=1)
        following = in_thread(queue.dequeue)
        wait_until(lambda: leave == "timeout" or queue.statistics().blocked_dequeues == 2)
        queue.enqueue([1])
        if leave == "cancel":
            run.cancel("Step was cancelled")
        assert outcome(following) == [1]
        assert type(outcome(head)) is (CancelledError if leave == "cancel" else DeadlineExceededError)
    assert queue.size() == 0


def test_the_next_putter_goes_on_when_the_head_gives_up():
    queue = fifo(1)
    queue.enqueue([0])
    run = RunContext()
    with no_threads_left():
        head = in_thread(lambda: queue.enqueue([1], run=run))
        blocked(queue, putters=1)
        following = in_thread(lambda: queue.enqueue([2]))
        blocked(queue, putters=2)
        close = in_thread(queue.close)
        blocked(queue, putters=3)
        late = in_thread(lambda: queue.enqueue([3]))
        blocked(queue, putters=4)
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
        blocked(queue, putters=1)
        right = in_thread(lambda: queue.put([np.int64(1)]))
        blocked(queue, putters=2)
        assert queue.dequeue() == [0]
        assert isinstance(outcome(wrong), ValueError)
        assert outcome(right) is None
        assert queue.dequeue() == [1]


def test_a_cancelling_close_also_ends_a_waiting_close():
    queue = fifo(1)
    with no_threads_left():
        enqueue = in_thread(lambda: queue.enqueue_many([[1, 2]]))
        blocked(queue, putters=1)
        close = in_thread(queue.close)
        blocked(queue, putters=2)
        queue.close(cancel_pending_enqueues=True)
        assert outcome(enqueue).message == outcome(close).message == "Enqueue operation was cancelled"
    assert queue.is_closed()
    assert queue.size() == 1


def test_a_close_that_gives_up_has_not_closed():
    queue = fifo(1)
    with no_threads_left():
        enqueue = in_thread(lambda: queue.enqueue_many([[1, 2]]))
        blocked(queue, putters=1)
        with pytest.raises(DeadlineExceededError):
            queue.close(timeout=0.01)
        with pytest.raises(WouldBlock):
            queue.close(run=NOWAIT)
        assert not queue.is_closed()
        assert queue.dequeue() == [1]
        assert outcome(enqueue) is None


def test_nowait_changes_nothing_where_it_would_wait():
    queue = fifo(4)
    for call in (queue.take, queue.wait_ready):
        with pytest.raises(WouldBlock):
            call(NOWAIT)
    queue.put_many([np.arange(3)], NOWAIT)
    with pytest.raises(WouldBlock):
        queue.put_many([np.arange(2)], NOWAIT)
    with pytest.raises(WouldBlock):
        queue.take_many(4, NOWAIT)
    assert queue.take_many(3, NOWAIT)[0].tolist() == [0, 1, 2]
    queue.put_many([np.arange(4)], NOWAIT)
    for call in (lambda: queue.put([np.int64(1)], NOWAIT), lambda: queue.reserve(1, NOWAIT)):
        with pytest.raises(WouldBlock):
            call()
    statistics = queue.statistics()
    assert (statistics.size, statistics.seconds_enqueues_blocked, statistics.seconds_dequeues_blocked) == (4, 0, 0)
    queue.close(run=NOWAIT)
    with pytest.raises(CancelledError):
        queue.put_many([np.arange(2)], NOWAIT)
    with pytest.raises(OutOfRangeError):
        queue.take_many(5, NOWAIT)


def test_a_cancelled_run_wakes_those_who_wait_under_its_children():
    queue = fifo(1)
    session = RunContext()
    with no_threads_left():
        taking = in_thread(lambda: queue.dequeue(run=session, timeout=30))
        blocked(queue, takers=1)
        session.cancel("Session was closed")
        assert outcome(taking).message == "Session was closed"


def test_a_watchdog_sees_takers_wait_and_may_end_the_wait():
    queue = fifo(2)
    verdict: list[Exception] = []
    calls: list[tuple[int, int]] = []

    def watchdog(watched: Queue, seconds: float) -> float | None:
        calls.append((watched.size(), watched.statistics().blocked_dequeues))
        if verdict:
            raise verdict[0]
        return None

    queue.taker_watchdog = watchdog
    with no_threads_left():
        taking = in_thread(queue.dequeue)
        blocked(queue, takers=1)
        many = in_thread(lambda: queue.dequeue_many(2))
        blocked(queue, takers=2)
        assert calls == [(0, 1), (0, 2)]
        verdict.append(OutOfRangeError(None, None, "nobody feeds 'files'"))
        queue.wake_takers()
        assert outcome(taking) is outcome(many) is verdict[0]
    assert queue.statistics().blocked_dequeues == 0


def test_a_watchdog_is_called_again_when_it_asked_to_be():
    queue = fifo(2)
    seconds_seen: list[float] = []

    def watchdog(watched: Queue, seconds: float) -> float:
        seconds_seen.append(seconds)
        if len(seconds_seen) == 4:
            raise OutOfRangeError(None, None, "in vain")
        return 0.001

    queue.taker_watchdog = watchdog
    with pytest.raises(OutOfRangeError, match="in vain"):
        queue.dequeue()
    assert seconds_seen == sorted(seconds_seen)
    assert seconds_seen[-1] > 0.002


def test_putters_have_no_watchdog():
    queue = fifo(1)
    calls: list[float] = []
    queue.taker_watchdog = lambda queue, seconds: calls.append(seconds)
    queue.enqueue([1])
    with no_threads_left():
        putting = in_thread(lambda: queue.enqueue([2]))
        blocked(queue, putters=1)
        queue.wake_takers()
        queue.dequeue()
        assert outcome(putting) is None
    assert calls == []


def test_waits_of_the_main_thread_are_cut_into_short_ones(monkeypatch):
    """Python would hear a Ctrl-C that comes on the way into an unlimited wait at its end only."""
    assert run_context.longest_wait() is not None
    assert outcome(in_thread(run_context.longest_wait)) is None
    monkeypatch.setattr(run_context, "longest_wait", lambda: 0.001)
    queue = fifo(1)
    looks: list[float] = []
    queue.taker_watchdog = lambda queue, seconds: looks.append(seconds)
    with no_threads_left():
        taking = in_thread(queue.dequeue)
        wait_until(lambda: len(looks) > 3)
        queue.enqueue([1])
        assert outcome(taking) == [1]


def test_a_watchdog_that_comes_late_watches_who_waits_already():
    queue = fifo(2)
    with no_threads_left():
        taking = in_thread(queue.dequeue)
        blocked(queue, takers=1)

        def watchdog(watched: Queue, seconds: float) -> None:
            raise OutOfRangeError(None, None, "in vain")

        queue.taker_watchdog = watchdog
        queue.wake_takers()
        assert outcome(taking).message == "in vain"


INTERRUPTED = """
import os, signal, threading, time
from headrace.pipeline.queues import FIFOQueue

queue, full = FIFOQueue(4, [int], [()]), FIFOQueue(1, [int], [()])
threading.Thread(target=lambda: full.enqueue_many([[1, 1]]), daemon=True).start()
while full.statistics().blocked_enqueues < 1:
    time.sleep(0.001)

def interrupt():
    while queue.statistics().blocked_dequeues + full.statistics().blocked_enqueues < 2:
        time.sleep(0.001)
    global sent
    sent = time.monotonic()
    os.kill(os.getpid(), signal.SIGINT)

for call in (
    queue.dequeue,
    lambda: queue.dequeue_many(3),
    queue.wait_ready,
    lambda: full.enqueue([2]),
    lambda: full.enqueue_many([[2, 3]]),
    lambda: full.reserve(1),
    full.close,
):
    interrupter = threading.Thread(target=interrupt)
    interrupter.start()
    try:
        call()
    except KeyboardInterrupt:
        took = time.monotonic() - sent
    interrupter.join()
    assert took < 1, took
    assert (queue.statistics().blocked_dequeues, full.statistics().blocked_enqueues) == (0, 1)
queue.enqueue([5])
assert queue.dequeue() == [5]
full.dequeue()
full.dequeue()
print("good")
"""


def test_ctrl_c_ends_a_wait_and_leaves_the_queue_usable():
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=50, check=False)
    assert (done.stdout, done.stderr) == ("good\n", "")


@pytest.mark.parametrize("make", MAKERS)
def test_many_threads_move_every_element_once_and_in_each_producers_order(make):
    queue = make(7)
    per_producer = 300
    generator = random.Random(1)
    seeds = [generator.random() for _ in range(8)]

    def produce(producer: int) -> None:
        rng = random.Random(seeds[producer])
        values = [producer * 1000 + i for i in range(per_producer)]
        while values:
            n = rng.choice([1, 1, 2, 5, 12])
            part, values = values[:n], values[n:]
            if len(part) == 1:
                queue.enqueue(part)
            else:
                queue.enqueue_many([part])

    def consume(consumer: int) -> list[int]:
        rng = random.Random(seeds[4 + consumer])
        taken: list[int] = []
        try:
            while True:
                n = rng.choice([0, 1, 2, 9])
                if n == 0 or not queue.signature.shapes_given:
                    taken.append(int(queue.dequeue()[0]))
                else:
                    taken.extend(queue.dequeue_up_to(n)[0].tolist())
        except OutOfRangeError:
            return taken

    with no_threads_left():
        producers = [in_thread(lambda p=p: produce(p)) for p in range(4)]
        consumers = [in_thread(lambda c=c: consume(c)) for c in range(4)]
        assert [outcome(each) for each in producers] == [None] * 4
        queue.close()
        taken = [outcome(each) for each in consumers]
    assert Counter(v for part in taken for v in part) == Counter(
        p * 1000 + i for p in range(4) for i in range(per_producer)
    )
    if not isinstance(queue, RandomShuffleQueue):
        for part in taken:
            for producer in range(4):
                own = [value for value in part if value // 1000 == producer]
                assert own == sorted(own)


def test_a_storm_of_timeouts_and_cancellations_loses_and_doubles_nothing():
    queue = fifo(3)
    stop = threading.Event()
    runs: list[RunContext] = []

    def context(rng: random.Random) -> RunContext:
        run = RunContext(timeout=rng.choice([0.0, 0.0005, 0.002, 30]))
        runs.append(run)
        return run

    def produce(producer: int) -> list[int]:
        rng = random.Random(producer)
        put = []
        for i in range(300):
            value = producer * 1000 + i
            try:
                queue.put([np.int64(value)], context(rng))
                put.append(value)
            except OpError:
                pass
        return put

    def consume(consumer: int) -> list[int]:
        rng = random.Random(consumer + 50)
        taken: list[int] = []
        while True:
            try:
                n = rng.choice([1, 1, 2, 5])
                part = queue.take(context(rng)) if n == 1 else queue.take_many(n, context(rng), partial_ok=True)[0]
                taken.extend(int(value) for value in part)
            except OutOfRangeError:
                return taken
            except OpError:
                pass

    def cancel() -> None:
        rng = random.Random(99)
        while not stop.is_set():
            if runs:
                rng.choice(runs[-8:]).cancel("cancelled by the storm")
            time.sleep(0.0003)

    with no_threads_left():
        producers = [in_thread(lambda p=p: produce(p)) for p in range(3)]
        consumers = [in_thread(lambda c=c: consume(c)) for c in range(3)]
        storm = in_thread(cancel)
        put = [value for each in producers for value in outcome(each)]
        queue.close()
        taken = [value for each in consumers for value in outcome(each)]
        stop.set()
        assert outcome(storm) is None
    assert Counter(taken) == Counter(put)
    statistics = queue.statistics()
    assert (statistics.enqueued, statistics.dequeued, statistics.size) == (len(put), len(taken), 0)
    assert (statistics.blocked_enqueues, statistics.blocked_dequeues) == (0, 0)


def test_threads_that_close_and_cancel_at_once_leave_no_one_waiting():
    def close_and_cancel() -> None:
        queue = fifo(2)
        with no_threads_left():
            calls = (
                lambda: queue.enqueue_many([range(9)]),
                lambda: queue.dequeue_many(4),
                lambda: queue.enqueue([7]),
                queue.close,
                queue.dequeue,
                lambda: queue.dequeue_many(20),
                lambda: queue.close(cancel_pending_enqueues=True),
            )
            ended(*(in_thread(call)[0] for call in calls))
        statistics = queue.statistics()
        assert statistics.enqueued == statistics.dequeued + statistics.size

    for _ in range(30):
        close_and_cancel()
