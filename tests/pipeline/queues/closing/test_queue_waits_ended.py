"""Waits that end early: nowait, cancelled runs, watchdogs, Ctrl-C."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from support.queues.kinds import NOWAIT, blocked, fifo
from support.queues.monitors import DequeuerMonitor
from support.threads import in_thread, no_threads_left, outcome, wait_until

from headrace.graph.runtime import run_context
from headrace.graph.runtime.run_context import RunContext, WouldBlock
from headrace.graph.types.errors import CancelledError, OutOfRangeError
from headrace.pipeline.queues.state import QueueState


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
        blocked(queue, dequeuers=1)
        session.cancel("Session was closed")
        assert outcome(taking).message == "Session was closed"


def test_a_watchdog_sees_dequeuers_wait_and_may_end_the_wait():
    queue = fifo(2)
    verdict: list[Exception] = []
    calls: list[tuple[int, int]] = []

    def watchdog(state: QueueState, seconds: float) -> float | None:
        calls.append((queue.size(), queue.statistics().blocked_dequeues))
        if verdict:
            raise verdict[0]
        return None

    queue.monitor = DequeuerMonitor(watchdog)
    with no_threads_left():
        taking = in_thread(queue.dequeue)
        blocked(queue, dequeuers=1)
        many = in_thread(lambda: queue.dequeue_many(2))
        blocked(queue, dequeuers=2)
        assert calls == [(0, 1), (0, 2)]
        verdict.append(OutOfRangeError(None, None, "nobody feeds 'files'"))
        queue.wake_dequeuers()
        assert outcome(taking) is outcome(many) is verdict[0]
    assert queue.statistics().blocked_dequeues == 0


def test_a_watchdog_is_called_again_when_it_asked_to_be():
    queue = fifo(2)
    seconds_seen: list[float] = []

    def watchdog(state: QueueState, seconds: float) -> float:
        seconds_seen.append(seconds)
        if len(seconds_seen) == 4:
            raise OutOfRangeError(None, None, "in vain")
        return 0.001

    queue.monitor = DequeuerMonitor(watchdog)
    with pytest.raises(OutOfRangeError, match="in vain"):
        queue.dequeue()
    assert seconds_seen == sorted(seconds_seen)
    assert seconds_seen[-1] > 0.002


def test_enqueuers_are_not_watched_as_dequeuers():
    queue = fifo(1)
    calls: list[float] = []
    queue.monitor = DequeuerMonitor(lambda state, seconds: calls.append(seconds))
    queue.enqueue([1])
    with no_threads_left():
        putting = in_thread(lambda: queue.enqueue([2]))
        blocked(queue, enqueuers=1)
        queue.wake_dequeuers()
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
    queue.monitor = DequeuerMonitor(lambda state, seconds: looks.append(seconds))
    with no_threads_left():
        taking = in_thread(queue.dequeue)
        wait_until(lambda: len(looks) > 3)
        queue.enqueue([1])
        assert outcome(taking) == [1]


def test_a_watchdog_that_comes_late_watches_who_waits_already():
    queue = fifo(2)
    with no_threads_left():
        taking = in_thread(queue.dequeue)
        blocked(queue, dequeuers=1)

        def watchdog(state: QueueState, seconds: float) -> None:
            raise OutOfRangeError(None, None, "in vain")

        queue.monitor = DequeuerMonitor(watchdog)
        queue.wake_dequeuers()
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
