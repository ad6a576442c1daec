"""`shuffle_report` measures how elements are mixed, and changes nothing about it."""

from __future__ import annotations

import numpy as np
import pytest
from support.threads import no_threads_left

import headrace as tf
from headrace.pipeline import RandomShuffleQueue
from headrace.pipeline.queues.storage import tracked


def passed(queue, values, labels, block):
    """What leaves a queue that is kept full while elements come in order."""
    left = []
    for first in range(0, len(values), block):
        queue.enqueue_many([values[first : first + block], labels[first : first + block]])
        while queue.size() > queue.min_after_dequeue:
            left.append(int(queue.dequeue()[0]))
    queue.close()
    while queue.size():
        left += queue.dequeue_up_to(7)[0].tolist()
    return left


@pytest.mark.parametrize("block", [1, 50])
def test_places_are_those_that_one_would_count(block):
    queue = RandomShuffleQueue(500, 40, ["int32", "int64"], [(), ()], seed=1)
    queue.shuffle_report()
    left = passed(queue, np.arange(1000), np.zeros(1000, np.int64), block)
    found = queue.shuffle_report()
    moved = np.abs(np.arange(1000) - np.array(left))
    assert found.moved == (np.median(moved), np.percentile(moved, 90), moved.max())
    assert (found.elements, found.buffer, found.warning) == (1000, 41, None)
    assert "1,000 elements, drawn among 41 at least, have moved by" in str(found)


def test_runs_are_those_that_one_would_count():
    queue = RandomShuffleQueue(500, 40, ["int32", "int64"], [(), ()], seed=1)
    labels = np.repeat(np.arange(10), 100)
    queue.shuffle_report(by=1)
    left = labels[passed(queue, np.arange(1000), labels, 50)]
    found = queue.shuffle_report()
    assert found.runs_in == 100
    assert found.runs_out == pytest.approx(1000 / (1 + np.count_nonzero(np.diff(left))))
    assert found.runs_mixed == pytest.approx(1 / 0.9)


@pytest.mark.parametrize(("buffer", "warns"), [(5, True), (100, True), (3000, False)])
def test_it_warns_where_the_buffer_is_small_beside_the_runs(buffer, warns):
    queue = RandomShuffleQueue(2 * buffer + 100, buffer, ["int32", "int64"], [(), ()], seed=1)
    queue.shuffle_report(by=1)
    passed(queue, np.arange(4000), np.repeat(np.arange(10), 400), 20)
    found = queue.shuffle_report()
    assert (found.warning is not None) is warns
    if warns:
        assert "The buffer is small beside them" in " ".join(str(found).split())


def test_labels_that_come_mixed_need_no_warning():
    queue = RandomShuffleQueue(200, 5, ["int32", "int64"], [(), ()], seed=1)
    queue.shuffle_report(by=1)
    passed(queue, np.arange(2000), np.arange(2000) % 10, 20)
    assert queue.shuffle_report().warning is None


def test_what_leaves_is_the_same_whether_it_is_measured_or_not():
    def left(measured):
        queue = RandomShuffleQueue(500, 40, ["int32", "int64"], [(), ()], seed=7)
        if measured:
            queue.shuffle_report(by=1)
        return passed(queue, np.arange(700), np.arange(700), 30)

    assert left(True) == left(False)


def test_elements_that_were_in_before_count_from_then_on():
    queue = RandomShuffleQueue(50, 0, ["int32", "int64"], [(), ()])
    queue.enqueue_many([range(20), range(20)])
    assert "measured from now on" in str(queue.shuffle_report(by=1))
    queue.dequeue_many(20)
    assert queue.shuffle_report().elements == 20


def test_what_is_leased_and_given_back_has_not_left():
    queue = RandomShuffleQueue(50, 0, ["int32", "int64"], [(), ()])
    queue.shuffle_report()
    queue.enqueue_many([range(20), range(20)])
    queue.lease(8).commit(3)
    assert queue.shuffle_report().elements == 3
    queue.dequeue_many(17)
    found = queue.shuffle_report()
    assert (found.elements, queue._state.storage.left.count) == (20, 20)
    assert sorted(queue._state.storage.left.last()[:, 0].tolist()) == list(range(20))


@pytest.mark.parametrize("limit", [300, 10_000])
def test_a_queue_with_a_limit_in_bytes_counts_them_on(limit):
    queue = RandomShuffleQueue(500, 0, ["int32", "string"], [(), ()], seed=1)
    queue.limit_memory(limit)
    queue.shuffle_report(by=1)
    for number in range(100):
        queue.enqueue([number, b"%03d" % number])
        if number % 2:
            queue.dequeue()
            queue.dequeue()
    assert queue.shuffle_report().elements == 100
    assert queue.statistics().bytes == 0


def test_only_the_last_elements_are_remembered(monkeypatch):
    monkeypatch.setattr(tracked, "MOST_NOTED", 100)
    queue = RandomShuffleQueue(-1, 0, ["int32", "int64"], [(), ()], seed=1)
    queue.shuffle_report()
    left = passed(queue, np.arange(5000), np.zeros(5000, np.int64), 37)
    found = queue.shuffle_report()
    assert found.elements == 100
    assert found.moved[2] == np.abs(np.arange(4900, 5000) - np.array(left[-100:])).max()


def test_components_that_are_not_there_are_named():
    queue = RandomShuffleQueue(50, 0, ["int32", "int64"], [(), ()], names=["value", "label"])
    with pytest.raises(tf.errors.InvalidArgumentError, match=r"by='key' names no component of the elements"):
        queue.shuffle_report(by="key")
    assert queue.shuffle_report(by="label").elements == 0


@pytest.mark.parametrize("width", [1, 40_000])  # large elements are written without the lock
def test_files_of_records_in_a_session(tmp_path, width):
    for name in "abc":
        (tmp_path / name).write_text("".join(f"{name}{line}\n" for line in range(200)))
    with tf.Graph().as_default(), no_threads_left():
        names = tf.train.string_input_producer([str(tmp_path / name) for name in "abc"], shuffle=False, num_epochs=1)
        key, line = tf.TextLineReader().read(names)
        wide = tf.fill([width], tf.size(tf.string_split([line])))
        batch = tf.train.shuffle_batch([key, wide], 30, 100, 20)
        with tf.Session() as session:
            session.run(tf.local_variables_initializer())
            tf.train.shuffle_report(session, by=0)
            coordinator = tf.train.Coordinator()
            threads = tf.train.start_queue_runners(session, coordinator)
            for _ in range(15):
                session.run(batch)
            (found,) = tf.train.shuffle_report(session)
            assert found.elements == 450
            assert found.runs_in > 20
            assert "The buffer is small beside them" in " ".join(str(found).split())
            assert str(found).partition(" have moved")[0] in str(tf.train.shuffle_report(session))  # more may have come
            coordinator.request_stop()
            coordinator.join(threads)


def test_a_session_without_a_shuffle_queue():
    with tf.Graph().as_default(), tf.Session() as session:
        assert str(tf.train.shuffle_report(session)).startswith("There is no shuffle queue, and no iterator is in a pass")
