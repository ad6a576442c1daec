"""Capacities in bytes, and a budget that several queues share: who waits, who never does, and that bytes are counted truly."""

from __future__ import annotations

import random

import numpy as np
import pytest
from support.queues.kinds import KINDS_OF_TENSORFLOW, plain
from support.threads import ended, in_thread, no_threads_left, wait_until

import headrace as tf
from headrace.graph.types.errors import DeadlineExceededError, InvalidArgumentError
from headrace.pipeline import FIFOQueue, PaddingFIFOQueue, RandomShuffleQueue
from headrace.pipeline.queues.memory import MemoryBudget, in_bytes

KB = 1000


def kilobytes(number):
    return [np.full(KB, number, np.uint8)]


def queue_of(kind, **limits):
    """A queue of kilobytes, texts, and arrays of any length where the kind has them."""
    shapes = {"PaddingFIFOQueue": [(KB,), (), (None,)]}.get(kind, [(KB,), (), (2,)])
    return plain(kind, 20, ["uint8", "string", "string"], shapes, **limits)


def element(number, length):
    text = b"x" * (number * 7 % 300)
    return [np.full(KB, number, np.uint8), text, np.array([text] * length, object)]


@pytest.mark.parametrize("kind", KINDS_OF_TENSORFLOW)
@pytest.mark.parametrize("seed", range(5))
def test_what_is_counted_is_what_is_there(kind, seed):
    queue, draw = queue_of(kind), random.Random(seed)
    queue.limit_memory(1 << 30)
    state = queue._state
    for number in range(200):
        room, size = 20 - queue.size(), queue.size()
        values = element(number, 2)
        if kind == "PriorityQueue":
            values = [draw.randrange(9), *values]
        what = draw.randrange(5)
        if what == 0 and room:
            queue.enqueue(values)
        elif what == 1 and room:
            n = draw.randrange(room) + 1
            queue.enqueue_many([[value] * n for value in values])
        elif what == 2 and size:
            queue.dequeue()
        elif what == 3 and size:
            queue.dequeue_many(draw.randrange(size) + 1)
        elif what == 4 and size:
            lease = queue.lease(size)
            held = state.memory.held()
            assert held == state.storage.held_bytes() + state.memory.leased > 0
            lease.commit(draw.randrange(lease.n + 1))
        storage = state.storage.inner
        assert state.memory.held() == storage.size * storage.row_bytes() + storage.loose_bytes()
        assert state.memory.leased == 0
    queue.dequeue_many(queue.size())
    assert queue.statistics().bytes == 0
    assert queue.statistics().most_bytes > 3 * KB


@pytest.mark.parametrize("moves", ["put_one", "put", "put_back", "take_one", "take", "take_singly", "unput"])
@pytest.mark.parametrize("moved", [True, False])
def test_what_is_counted_is_what_is_there_after_a_signal_on_the_way(monkeypatch, moves, moved):
    queue = FIFOQueue(20, ["string"], [()], capacity_bytes=1 << 20)
    queue.enqueue_many([[b"x" * 100 * number for number in range(1, 6)]])
    storage = queue._state.storage
    work = getattr(storage.inner, moves)

    def interrupted(*arguments):
        if moved:
            work(*arguments)
        raise KeyboardInterrupt

    arguments = {"put_one": [[b"y" * 500]], "take_one": []}.get(moves, [2])
    if moves in ("put", "put_back"):
        arguments = [[np.array([b"y" * 500, b"z" * 300], object)], 2]
    monkeypatch.setattr(storage.inner, moves, interrupted)
    before = storage.loose
    with pytest.raises(KeyboardInterrupt):
        getattr(storage, moves)(*arguments)
    assert storage.loose == storage.inner.loose_bytes()
    assert (storage.loose != before) == moved


def test_a_queue_without_limits_counts_nothing():
    queue = FIFOQueue(9, ["string"], [()])
    queue.enqueue([b"a" * 100])
    assert queue._state.memory is None
    assert queue._state.storage is queue._state.storage.inner
    found = queue.statistics()
    assert 100 < found.bytes < 200
    assert (found.most_bytes, found.capacity_bytes, found.budget) == (None, None, None)


def test_enqueues_wait_for_room_in_bytes():
    queue = FIFOQueue(100, ["uint8"], [(KB,)], capacity_bytes=3500)
    for number in range(3):
        queue.enqueue(kilobytes(number))
    with pytest.raises(DeadlineExceededError, match=r"\(capacity 100, 3 in it, 3 KB of 3\.5 KB\)"):
        queue.enqueue(kilobytes(3), timeout=0.01)
    with no_threads_left():
        more, _ = in_thread(lambda: queue.enqueue_many([np.zeros((4, KB), np.uint8)]))
        wait_until(lambda: queue.statistics().blocked_enqueues)
        assert queue.statistics().size == 3
        assert [queue.dequeue()[0][0] for _ in range(3)] == [0, 1, 2]
        wait_until(lambda: queue.size() == 3)
        queue.dequeue()
        ended(more)
    assert queue.statistics().most_bytes == 3 * KB


def test_what_a_dequeue_waits_for_comes_in_whatever_the_limit():
    queue = RandomShuffleQueue(100, 4, ["uint8"], [(KB,)], capacity_bytes=1)
    queue.enqueue(kilobytes(0))
    with pytest.raises(DeadlineExceededError):
        queue.enqueue(kilobytes(1), timeout=0.01)
    with no_threads_left():
        batch, _ = in_thread(lambda: queue.dequeue_many(3))
        wait_until(lambda: queue.statistics().blocked_dequeues)
        queue.enqueue_many([np.zeros((6, KB), np.uint8)])
        ended(batch)
    assert queue.size() == 4


def test_an_element_that_is_too_large_passes_alone():
    queue = PaddingFIFOQueue(100, ["uint8"], [(None,)], capacity_bytes=5 * KB)
    queue.enqueue([np.zeros(KB, np.uint8)])
    with pytest.raises(DeadlineExceededError):
        queue.enqueue([np.zeros(9 * KB, np.uint8)], timeout=0.01)
    queue.dequeue()
    queue.enqueue([np.zeros(9 * KB, np.uint8)])
    with pytest.raises(DeadlineExceededError):
        queue.enqueue([np.zeros(1, np.uint8)], timeout=0.01)


def sharing(count, limit):
    budget = MemoryBudget(limit)
    queues = [FIFOQueue(100, ["uint8"], [(KB,)], name=f"q{k}") for k in range(count)]
    for queue in queues:
        queue.limit_memory(None, budget)
    return queues


def test_room_in_one_queue_lets_those_go_on_who_wait_at_another():
    first, second = sharing(2, 10 * KB)
    for number in range(7):
        first.enqueue(kilobytes(number))
    with no_threads_left():
        more, _ = in_thread(lambda: [second.enqueue(kilobytes(number)) for number in range(5)])
        wait_until(lambda: second.statistics().blocked_enqueues)
        assert second.size() == 3  # what is left of the budget, and more than its guaranteed quarter
        first.dequeue_many(2)
        ended(more)
    assert first.size() + second.size() == 10


def test_each_queue_has_a_part_of_the_budget_that_nobody_else_takes():
    first, second = sharing(2, 8 * KB)
    with no_threads_left():
        more, _ = in_thread(lambda: first.enqueue_many([np.zeros((8, KB), np.uint8)]))
        wait_until(lambda: first.statistics().blocked_enqueues)
        assert first.size() == 6
        second.enqueue_many([np.zeros((2, KB), np.uint8)], timeout=5)
        second.close()
        second.dequeue_many(2)
        ended(more)


def test_what_a_queue_held_that_is_let_go_is_room_for_the_others():
    first, second = sharing(2, 8 * KB)
    first.enqueue_many([np.zeros((6, KB), np.uint8)])
    with no_threads_left():
        more, _ = in_thread(lambda: second.enqueue_many([np.zeros((8, KB), np.uint8)]))
        wait_until(lambda: second.statistics().blocked_enqueues)
        assert second.size() == 2
        first.let_go("it is not used any more")
        ended(more)
    assert second.size() == 8


def test_a_block_reserves_its_bytes():
    first, second = sharing(2, 8 * KB)
    assert first.reserve(100) == 6
    assert second.reserve(100) == 2
    with pytest.raises(DeadlineExceededError):
        second.enqueue(kilobytes(0), timeout=0.01)
    first.release(6)
    second.put_reserved([np.zeros((2, KB), np.uint8)], 2, 2)
    second.enqueue(kilobytes(0), timeout=5)


def test_a_limit_is_at_least_a_byte():
    with pytest.raises(InvalidArgumentError, match="capacity_bytes must be at least 1; got 0"):
        FIFOQueue(1, ["int32"], capacity_bytes=0)
    with pytest.raises(ValueError, match="at least 1 byte; got 0"):
        tf.train.memory_budget(0)
    with pytest.raises(ValueError, match="at least 1 byte; got -1"), tf.train.capacity_bytes(-1):
        pass


# -- in graphs ---------------------------------------------------------------------------------------------------------


def test_the_queues_of_a_session_keep_to_its_budget():
    with tf.Graph().as_default():
        tf.train.memory_budget(64 * KB)
        number = tf.train.range_input_producer(300, num_epochs=1, shuffle=False).dequeue()
        image = tf.cast(tf.fill([KB], number), tf.float32)
        text = tf.as_string(number)
        inner = tf.train.batch([image, text], 5, num_threads=2, capacity=10_000, allow_smaller_final_batch=True)
        batch = tf.train.batch(inner, 10, enqueue_many=True, capacity=10_000)
        with tf.Session() as session, no_threads_left():
            seen = [int(text) for _, texts in tf.train.iterate(batch, session=session) for text in texts]
            found = tf.train.statistics(session)
    assert sorted(seen) == list(range(300))
    assert {one.budget for one in found} == {64 * KB}
    assert sum(one.most_bytes for one in found) > 30 * KB
    assert max(one.most_bytes for one in found) <= 64 * KB
    assert "The queues hold 0 B of their budget of 64 KB." in str(found)


def test_each_session_has_a_budget_of_its_own():
    with tf.Graph().as_default():
        tf.train.memory_budget(3 * KB)
        queue = tf.FIFOQueue(9, tf.uint8, [[KB]])
        put = queue.enqueue(np.zeros(KB, np.uint8))
        for _ in range(2):
            with tf.Session() as session:
                for _ in range(3):
                    session.run(put)
                with pytest.raises(tf.errors.DeadlineExceededError):
                    session.run(put, options=tf.RunOptions(timeout_in_ms=10))


def test_a_capacity_in_bytes_goes_along_with_the_graph():
    with tf.Graph().as_default() as graph:
        with tf.train.capacity_bytes(2 * KB):
            limited = tf.FIFOQueue(9, tf.uint8, [[KB]], name="limited")
        free = tf.FIFOQueue(9, tf.uint8, [[KB]], name="free")
        assert "_capacity_bytes" not in free.queue_ref.op.node_def.attr
        assert limited.queue_ref.op.node_def.attr["_capacity_bytes"].i == 2 * KB
        limited.enqueue(np.zeros(KB, np.uint8), name="put")
    with tf.Graph().as_default(), tf.Session() as session:
        tf.import_graph_def(graph.as_graph_def(), name="")
        session.run("put")
        session.run("put")
        with pytest.raises(tf.errors.DeadlineExceededError):
            session.run("put", options=tf.RunOptions(timeout_in_ms=10))


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 KB"), (99_950, "100 KB"), (1_234_567, "1.23 MB"), (10**15, "1,000 TB")],
)
def test_bytes_have_three_digits_and_a_unit(number, text):
    assert in_bytes(number) == text
