"""`peek` and `snapshot` show what would leave next, and take nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.threads import wait_until

import headrace as tf
from headrace.pipeline import FIFOQueue, PaddingFIFOQueue, PriorityQueue, RandomShuffleQueue

KINDS = {
    "fifo": lambda: FIFOQueue(8, ["int64", "string"], [(), ()]),
    "fifo without shapes": lambda: FIFOQueue(8, ["int64", "string"]),
    "padding": lambda: PaddingFIFOQueue(8, ["int64", "string"], [(), (None,)]),
    "priority": lambda: PriorityQueue(8, ["string"], [()]),
}


def element(kind, number):
    return [number, [b"%d" % number] if kind == "padding" else b"%d" % number]


@pytest.mark.parametrize("kind", KINDS)
@given(steps=st.lists(st.one_of(st.none(), st.integers(0, 99)), max_size=40), n=st.integers(0, 9))
def test_what_is_seen_is_what_leaves(kind, steps, n):
    queue = KINDS[kind]()
    for step in steps:  # a number is put in, where there is room; None: one is taken out, where there is one
        if step is not None and queue.size() < 8:
            queue.enqueue(element(kind, step))
        elif step is None and queue.size():
            queue.dequeue()
    seen, all_seen, size = queue.peek(n), queue.snapshot(), queue.size()
    left = [queue.dequeue() for _ in range(size)]
    plain = [[np.asarray(part).tolist() for part in one] for one in left]
    assert [[np.asarray(part).tolist() for part in one] for one in all_seen] == plain
    assert [[np.asarray(part).tolist() for part in one] for one in seen] == plain[:n]
    assert [type(part) for one in seen for part in one] == [type(part) for one in left[:n] for part in one]


def test_a_shuffle_queue_shows_all_and_draws_as_if_nobody_had_looked():
    def order(look):
        queue = RandomShuffleQueue(50, 0, ["int32"], [()], seed=3)
        queue.enqueue_many([range(50)])
        drawn = []
        while queue.size():
            if look:
                assert sorted(int(one[0]) for one in queue.snapshot()) == sorted(set(range(50)) - set(drawn))
            drawn.append(int(queue.dequeue()[0]))
        return drawn

    assert order(look=True) == order(look=False)


def test_what_is_seen_is_a_copy():
    queue = FIFOQueue(4, ["int32"], [(2,)])
    queue.enqueue([[1, 2]])
    queue.peek()[0][0][:] = 9
    assert queue.dequeue()[0].tolist() == [1, 2]


def test_names_closed_queues_and_wrong_numbers():
    queue = FIFOQueue(4, ["int32"], [()], names=["a"])
    queue.enqueue_many({"a": [1, 2]})
    queue.close()
    assert queue.snapshot() == [{"a": 1}, {"a": 2}]
    with pytest.raises(tf.errors.InvalidArgumentError, match="must be >= 0"):
        queue.peek(-1)


def test_queues_of_a_graph_are_seen_in_a_session():
    with tf.Graph().as_default():
        queue = tf.PriorityQueue(8, [tf.string], [[]])
        put = queue.enqueue_many([np.array([3, 1, 2], np.int64), ["c", "a", "b"]])
        with tf.Session() as session:
            assert queue.peek() == []
            session.run(put)
            assert queue.peek(2) == [[1, b"a"], [2, b"b"]]
            assert queue.snapshot(session) == [[1, b"a"], [2, b"b"], [3, b"c"]]
            assert session.run(queue.size()) == 3
        with pytest.raises(ValueError, match="no default session"):
            queue.peek()
        with tf.train.MonitoredSession() as monitored:
            monitored.run(put)
            assert len(queue.snapshot(monitored)) == 3


def test_which_of_several_queues_is_for_a_run_to_say():
    with tf.Graph().as_default(), tf.Session():
        queues = [tf.FIFOQueue(3, [tf.int32], [[]]) for _ in range(2)]
        with pytest.raises(ValueError, match="only a run decides"):
            tf.QueueBase.from_list(tf.constant(1), queues).peek()


def test_elements_that_are_stored_in_short_are_seen_in_full(tmp_path):
    path = tmp_path / "bytes"
    path.write_bytes(bytes(range(16)))
    with tf.Graph().as_default():
        _, record = tf.FixedLengthRecordReader(4).read(tf.train.string_input_producer([str(path)], num_epochs=1))
        values = tf.reshape(tf.cast(tf.decode_raw(record, tf.uint8), tf.float32), [4])
        batch = tf.train.batch([values], 4, allow_smaller_final_batch=True)
        queue = next(r.queue for r in tf.get_collection(tf.GraphKeys.QUEUE_RUNNERS) if "batch" in r.queue.name)
        with tf.Session() as session:
            session.run(tf.local_variables_initializer())
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coordinator)
            wait_until(lambda: len(queue.snapshot()) == 4)
            seen = queue.snapshot()
            assert np.array([one[0] for one in seen]).tolist() == session.run(batch).tolist()
            coordinator.request_stop()
            coordinator.join(threads)
