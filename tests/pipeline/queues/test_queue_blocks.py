"""Blocks: threads reserve room and lease elements, hold none while they wait, and lose none when they are stopped."""

from __future__ import annotations

import threading
from collections import Counter

import numpy as np
import pytest
from support.threads import in_thread, no_threads_left, outcome, wait_until

from headrace.graph.runtime.run_context import RunContext, WouldBlock
from headrace.graph.types.errors import CancelledError, OpError, OutOfRangeError
from headrace.pipeline.queues import FIFOQueue, PriorityQueue, Queue, RandomShuffleQueue

NOWAIT = RunContext(nowait=True)


def fifo(capacity: int, values=()) -> FIFOQueue:
    queue = FIFOQueue(capacity, [np.int64], [()], name="files")
    queue.enqueue_many([np.array(values, np.int64)])
    return queue


def column(*values: int) -> list[np.ndarray]:
    return [np.array(values, np.int64)]


def rest(queue: Queue) -> list[int]:
    return queue.dequeue_many(queue.size())[0].tolist()


def test_reserved_room_is_taken_but_holds_no_elements():
    queue = fifo(5, [1])
    assert queue.reserve(3) == 3
    assert queue.size() == 1
    queue.enqueue([2])
    with pytest.raises(WouldBlock):
        queue.put([np.int64(3)], NOWAIT)
    queue.put_reserved(column(4, 5), 2, 3)
    queue.put([np.int64(6)], NOWAIT)
    with pytest.raises(WouldBlock):
        queue.put([np.int64(7)], NOWAIT)
    assert rest(queue) == [1, 2, 4, 5, 6]


def test_reserve_gives_what_there_is_and_waits_for_one():
    queue = fifo(3, [1, 2])
    assert queue.reserve(10) == 1
    with no_threads_left():
        reserving = in_thread(lambda: queue.reserve(10))
        wait_until(lambda: queue.statistics().blocked_enqueues == 1)
        putting = in_thread(lambda: queue.enqueue([9]))
        wait_until(lambda: queue.statistics().blocked_enqueues == 2)
        queue.release(1)
        assert outcome(reserving) == 1
        assert queue.statistics().blocked_enqueues == 1
        queue.put_reserved(column(), 0, 1)
        assert outcome(putting) is None
    assert rest(queue) == [1, 2, 9]
    assert FIFOQueue(-1, [np.int64], [()]).reserve(1000) == 1000


def test_what_is_put_into_reserved_room_wakes_dequeuers_and_what_is_given_back_wakes_enqueuers():
    queue = fifo(4)
    reserved = queue.reserve(4)
    with no_threads_left():
        taking = in_thread(lambda: queue.dequeue_many(2))
        wait_until(lambda: queue.statistics().blocked_dequeues == 1)
        putting = in_thread(lambda: queue.enqueue([7]))
        wait_until(lambda: queue.statistics().blocked_enqueues == 1)
        queue.put_reserved(column(1, 2), 2, reserved)
        assert outcome(taking)[0].tolist() == [1, 2]
        assert outcome(putting) is None


def test_a_dequeuer_who_wants_more_than_the_capacity_opens_room_to_reserve():
    queue = fifo(2)
    with no_threads_left():
        taking = in_thread(lambda: queue.dequeue_many(5))
        wait_until(lambda: queue.statistics().blocked_dequeues == 1)
        assert queue.reserve(9) == 5
        queue.put_reserved(column(1, 2, 3, 4, 5), 5, 5)
        assert outcome(taking)[0].tolist() == [1, 2, 3, 4, 5]


def test_a_cancelling_close_voids_reservations():
    queue = fifo(4)
    first, second = queue.reserve(1), queue.reserve(2)
    queue.close(cancel_pending_enqueues=True)
    with pytest.raises(CancelledError) as caught:
        queue.put_reserved(column(1), 1, first)
    assert caught.value.message == "Enqueue operation was cancelled"
    queue.release(second)
    assert queue.size() == 0
    with pytest.raises(CancelledError, match="Queue 'files' is already closed"):
        queue.close(run=NOWAIT)
    with pytest.raises(CancelledError, match="FIFOQueue 'files' is closed"):
        queue.reserve(1)


def test_a_close_waits_for_reserved_room_and_later_reservations_fail():
    queue = fifo(4)
    reserved = queue.reserve(2)
    with no_threads_left():
        close = in_thread(queue.close)
        wait_until(lambda: queue.statistics().blocked_enqueues == 1)
        late = in_thread(lambda: queue.reserve(1))
        wait_until(lambda: queue.statistics().blocked_enqueues == 2)
        with pytest.raises(WouldBlock):
            queue.close(run=NOWAIT)
        assert not queue.is_closed()
        queue.put_reserved(column(1), 1, reserved)
        assert outcome(close) is None
        assert outcome(late).message == "FIFOQueue 'files' is closed."
    assert rest(queue) == [1]


def test_wait_ready_takes_nothing_and_raises_as_a_dequeue_does():
    queue = fifo(4)
    with no_threads_left():
        waiting = [in_thread(queue.wait_ready) for _ in range(3)]
        wait_until(lambda: queue.statistics().blocked_dequeues == 3)
        queue.enqueue([1])
        assert [outcome(each) for each in waiting] == [None] * 3
    assert queue.size() == 1
    queue.wait_ready()
    queue.dequeue()
    queue.close()
    with pytest.raises(OutOfRangeError) as caught:
        queue.wait_ready()
    assert caught.value.message == "FIFOQueue 'files' is closed and has insufficient elements (requested 1, current size 0)"


def test_leased_elements_occupy_their_room_and_unused_ones_go_back_in_order():
    queue = fifo(5, [1, 2, 3, 4, 5])
    lease = queue.lease(4)
    assert (lease.n, lease.columns[0].tolist(), queue.size()) == (4, [1, 2, 3, 4], 1)
    with pytest.raises(WouldBlock):
        queue.put([np.int64(6)], NOWAIT)
    assert queue.statistics().dequeued == 0
    lease.commit(1)
    assert queue.statistics().dequeued == 1
    queue.put([np.int64(6)], NOWAIT)
    assert rest(queue) == [2, 3, 4, 5, 6]
    with pytest.raises(RuntimeError, match="only once"):
        lease.commit(0)


def test_leases_returned_in_reverse_keep_the_order():
    queue = fifo(6, [1, 2, 3, 4, 5, 6])
    leases = [queue.lease(2) for _ in range(3)]
    assert queue.lease(2).n == 0
    for lease in reversed(leases):
        lease.commit(0)
    assert rest(queue) == [1, 2, 3, 4, 5, 6]


def test_a_lease_of_nothing_is_harmless():
    queue = fifo(2)
    lease = queue.lease(3)
    assert (lease.n, lease.columns) == (0, [])
    lease.commit(0)
    assert queue.size() == 0


def test_what_was_leased_is_the_callers_to_change():
    queue = fifo(3, [1, 2, 3])
    lease = queue.lease(2)
    kept = lease.columns[0][:1]
    lease.commit(1)
    queue.enqueue_many([[8]])
    assert rest(queue) == [2, 3, 8]
    assert kept.tolist() == [1]


@pytest.mark.parametrize("call", ["take", "dequeue_many", "dequeue_up_to", "wait_ready"])
def test_dequeuers_of_a_closed_queue_wait_for_leased_elements_to_come_back(call):
    queue = fifo(4, [1, 2])
    lease = queue.lease(2)
    queue.close()
    wait = {
        "take": queue.take,
        "dequeue_many": lambda: queue.dequeue_many(2),
        "dequeue_up_to": lambda: queue.dequeue_up_to(2),
        "wait_ready": queue.wait_ready,
    }[call]
    with no_threads_left():
        taking = in_thread(wait)
        wait_until(lambda: queue.statistics().blocked_dequeues == 1)
        lease.commit(1)
        found = outcome(taking)
    if call == "dequeue_many":
        assert found.message.endswith("(requested 2, current size 1)")
    else:
        assert found == {"take": [2], "dequeue_up_to": [np.array([2])], "wait_ready": None}[call]


def test_dequeuers_of_a_closed_queue_fail_at_once_where_leased_elements_cannot_help():
    queue = fifo(4, [1, 2])
    queue.lease(2)
    queue.close()
    with pytest.raises(OutOfRangeError, match=r"requested 3, current size 0"):
        queue.dequeue_many(3)


def test_elements_go_back_into_queues_of_any_order():
    shuffled = RandomShuffleQueue(10, 2, [np.int64], [()], seed=1)
    shuffled.enqueue_many([range(10)])
    lease = shuffled.lease(20)
    assert lease.n == 8
    lease.commit(3)
    shuffled.close()
    assert sorted([*lease.columns[0][:3].tolist(), *rest(shuffled)]) == list(range(10))
    prioritised = PriorityQueue(10, [np.int64], [()])
    prioritised.enqueue_many([[3, 1, 2], [30, 10, 20]])
    lease = prioritised.lease(2)
    assert lease.columns[1].tolist() == [10, 20]
    lease.commit(1)
    assert prioritised.dequeue_many(2)[1].tolist() == [20, 30]


def pump(source: Queue, sink: Queue, run: RunContext, limit: int, fail_at: int = -1) -> None:
    """What a runner's thread does: move blocks until the source ends; fail at one element, keeping those before it."""
    while True:
        source.wait_ready(run)
        room = sink.reserve(limit, run)
        lease = source.lease(room)
        if not lease.n:
            sink.release(room)
            continue
        values = lease.columns[0]
        bad = np.flatnonzero(values == fail_at)
        good = int(bad[0]) if len(bad) else lease.n
        try:
            sink.put_reserved([values[:good]], good, room)
        except CancelledError:
            lease.commit(0)
            raise
        lease.commit(good + len(bad[:1]))
        if len(bad):
            raise ValueError(f"record {fail_at} is torn")


@pytest.mark.parametrize("threads", [1, 4])
def test_blocks_move_every_element_once_and_a_single_thread_keeps_the_order(threads):
    source, sink = fifo(50), fifo(20)
    run = RunContext()
    with no_threads_left():
        feeding = in_thread(lambda: [source.enqueue_many([range(i, i + 30)]) for i in range(0, 3000, 30)])
        pumps = [in_thread(lambda: pump(source, sink, run, 16)) for _ in range(threads)]
        taken: list[int] = []
        while len(taken) < 3000:
            taken.extend(sink.dequeue_many(10)[0].tolist())
        source.close()
        assert [type(outcome(each)) for each in pumps] == [OutOfRangeError] * threads
        outcome(feeding)
    assert taken == list(range(3000)) if threads == 1 else sorted(taken) == list(range(3000))


@pytest.mark.parametrize("fail_at", [0, 1, 7, 8, 9, 19])
def test_what_comes_before_a_failure_is_delivered_and_what_follows_stays(fail_at):
    source, sink = fifo(20, range(20)), fifo(30)
    with pytest.raises(ValueError, match=f"record {fail_at} is torn"):
        pump(source, sink, NOWAIT, 8, fail_at)
    assert rest(sink) == list(range(fail_at))
    assert rest(source) == list(range(fail_at + 1, 20))


def test_stopping_blocked_threads_loses_nothing():
    """Stop at any moment: what went in is in the source, in the sink, or was taken."""
    for round_ in range(25):
        source, sink = fifo(40), fifo(6)
        run = RunContext()
        with no_threads_left():
            feeding = in_thread(lambda source=source, run=run: source.enqueue_many([range(500)], run=run))
            pumps = [in_thread(lambda source=source, sink=sink, run=run: pump(source, sink, run, 4)) for _ in range(3)]
            taken = [sink.dequeue()[0] for _ in range(round_ * 3)]
            if round_ % 2:
                run.cancel("stopped")
            else:
                sink.close(cancel_pending_enqueues=True)
                source.close(cancel_pending_enqueues=True)
            assert all(isinstance(outcome(each), OpError) for each in [feeding, *pumps])
        came = source.statistics().enqueued
        assert Counter([*taken, *rest(sink), *rest(source)]) == Counter(range(came))


def test_a_thread_that_reserves_does_not_overtake_a_waiting_enqueue():
    queue = fifo(2, [1, 2])
    with no_threads_left():
        putting = in_thread(lambda: queue.enqueue([3]))
        wait_until(lambda: queue.statistics().blocked_enqueues == 1)
        with pytest.raises(WouldBlock):
            queue.reserve(1, NOWAIT)
        reserving = in_thread(lambda: queue.reserve(1))
        wait_until(lambda: queue.statistics().blocked_enqueues == 2)
        assert queue.dequeue() == [1]
        assert outcome(putting) is None
        assert queue.dequeue() == [2]
        assert outcome(reserving) == 1
    assert rest(queue) == [3]


def test_a_lease_in_one_thread_and_dequeuers_in_others_share_the_elements():
    queue = fifo(10)
    barrier = threading.Barrier(3)

    def lease() -> list[int]:
        barrier.wait()
        taken: list[int] = []
        try:
            while True:
                queue.wait_ready()
                leased = queue.lease(3)
                used = leased.n // 2 + leased.n % 2
                taken.extend(leased.columns[0][:used].tolist() if leased.n else [])
                leased.commit(used)
        except OutOfRangeError:
            return taken

    def take() -> list[int]:
        barrier.wait()
        taken: list[int] = []
        try:
            while True:
                taken.extend(queue.dequeue_up_to(2)[0].tolist())
        except OutOfRangeError:
            return taken

    with no_threads_left():
        dequeuers = [in_thread(lease), in_thread(take), in_thread(take)]
        for start in range(0, 1000, 5):
            queue.enqueue_many([range(start, start + 5)])
        queue.close()
        taken = [value for each in dequeuers for value in outcome(each)]
    assert sorted(taken) == list(range(1000))
