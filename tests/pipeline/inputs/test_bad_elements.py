"""Elements that a queue cannot take, and queues that cannot be: refused where the program says it, or named when run."""

from __future__ import annotations

import re

import numpy as np
import pytest
from support.programs import loop
from support.threads import no_threads_left

import headrace as tf


@pytest.fixture(autouse=True)
def graph():
    with tf.Graph().as_default() as graph, no_threads_left():
        yield graph


@pytest.fixture
def path(tmp_path):
    """Seven lines of two words, one of three, and one of two."""
    path = tmp_path / "words"
    path.write_text("".join(f"{k} b\n" for k in range(7)) + "7 b c\n8 b\n")
    return path


def words(path, claimed=None):
    """The words of each line; `claimed`: how many the program says they are."""
    files = tf.train.string_input_producer([str(path)], num_epochs=1)
    found = tf.string_split([tf.TextLineReader().read(files)[1]]).values
    if claimed is not None:
        found.set_shape([claimed])
    return found


def _by_hand(path, kind, **shapes):
    queue = kind(10, dtypes=[tf.string], **shapes)
    tf.train.add_queue_runner(tf.train.QueueRunner(queue, [queue.enqueue(words(path))]))
    return tf.reshape(queue.dequeue(), [1, 2])


INTO = {
    "batch": lambda path: tf.train.batch([words(path, 2)], 1),
    "batch with shapes": lambda path: tf.train.batch([words(path)], 1, shapes=[[2]]),
    "padded": lambda path: tf.train.batch([words(path)], 1, dynamic_pad=True, shapes=[[2]]),
    "shuffled": lambda path: tf.train.shuffle_batch([words(path, 2)], 1, 20, 3),
    "FIFOQueue": lambda path: _by_hand(path, tf.FIFOQueue, shapes=[[2]]),
    "PaddingFIFOQueue": lambda path: _by_hand(path, tf.PaddingFIFOQueue, shapes=[[2]]),
}


@pytest.mark.parametrize("into", sorted(INTO))
def test_an_element_of_another_shape_is_named_by_file_and_line_and_those_before_it_arrive(path, into):
    got, ended, joined = loop(INTO[into](path))
    found = np.concatenate(got).tolist()
    assert (sorted(found) if into == "shuffled" else found) == [[b"%d" % k, b"b"] for k in range(7)]
    assert joined.message == f"Shape mismatch in tuple component 0. Expected [2], got [3]; {path}:8"
    assert ended.message.splitlines()[1] == f"What fed it ended with InvalidArgumentError: {joined.message}"


def test_a_later_component_of_another_shape_is_named_by_its_position(path):
    found = words(path, 2)
    _, _, joined = loop(tf.train.batch([found[0], found], 1))
    assert joined.message == f"Shape mismatch in tuple component 1. Expected [2], got [3]; {path}:8"


def test_elements_put_in_many_at_a_time_are_refused_together():
    rows = tf.placeholder_with_default(np.zeros((4, 3), np.int32), [None, None])
    rows.set_shape([None, 2])
    queue = tf.FIFOQueue(10, tf.int32, shapes=[2])
    with tf.Session() as session:
        with pytest.raises(tf.errors.InvalidArgumentError, match=re.escape("Expected [4,2], got [4,3]")):
            session.run(queue.enqueue_many([rows]))
        assert session.run(queue.size()) == 0


@pytest.mark.parametrize("kind", ["FIFOQueue", "PaddingFIFOQueue", "RandomShuffleQueue", "PriorityQueue"])
def test_a_type_or_shape_that_is_known_to_be_wrong_is_refused_when_the_graph_is_built(kind):
    more = {"min_after_dequeue": 0} if kind == "RandomShuffleQueue" else {}
    queue = getattr(tf, kind)(10, **more, **{"types" if kind == "PriorityQueue" else "dtypes": [tf.int32]}, shapes=[[2]])
    first = [np.int64(0)] if kind == "PriorityQueue" else []
    with pytest.raises(ValueError, match="Tensor conversion requested dtype int32 for Tensor with dtype string"):
        queue.enqueue([*first, tf.constant(["a", "b"])])
    with pytest.raises(ValueError, match=re.escape("Shapes (3,) and (2,) are incompatible")):
        queue.enqueue([*first, tf.constant([1, 2, 3])])
    with pytest.raises(ValueError, match=re.escape("(3,) and (2,) are incompatible")):
        queue.enqueue_many([*[[k] * 4 for k in first], tf.zeros([4, 3], tf.int32)])
    with pytest.raises(TypeError):
        queue.enqueue([*first, ["a", "b"]])
    queue.enqueue([*first, [1, 2]])


# -- queues out of range -------------------------------------------------------------------------------------------------


def _element():
    return tf.train.range_input_producer(10, num_epochs=1).dequeue()


OUT_OF_RANGE = {
    "shuffle_batch, nothing held back but -1": (
        lambda: tf.train.shuffle_batch([_element()], 2, 10, -1),
        "min_after_dequeue -1 must be >= 0",
        "min_after_dequeue must be in [0, 10), the capacity; got -1",
    ),
    "shuffle_batch, capacity": (
        lambda: tf.train.shuffle_batch([_element()], 2, -2, -3),
        "random_shuffle_queue '",
        "/random_shuffle_queue': capacity must be at least 0, or -1 for no limit; got -2",
    ),
    "batch, capacity": (
        lambda: tf.train.batch([_element()], 2, capacity=-5),
        "fifo_queue '",
        "/fifo_queue': capacity must be at least 0, or -1 for no limit; got -5",
    ),
    "a producer's capacity": (
        lambda: tf.train.string_input_producer(["a"], capacity=-5, name="files").dequeue(),
        "fifo_queue '",
        "files': capacity must be at least 0, or -1 for no limit; got -5",
    ),
}


@pytest.mark.parametrize("case", sorted(OUT_OF_RANGE))
def test_a_queue_out_of_range_is_named_when_its_runner_is_to_start_and_no_thread_is_left(case):
    build, begins, ends = OUT_OF_RANGE[case]
    build()
    with tf.Session() as session:
        session.run(tf.local_variables_initializer())
        coordinator = tf.train.Coordinator()
        with pytest.raises(tf.errors.InvalidArgumentError) as caught:
            tf.train.start_queue_runners(session, coordinator)
        assert caught.value.message.startswith(begins)
        assert caught.value.message.endswith(ends)
        assert caught.value.op.type in ("RandomShuffleQueueV2", "FIFOQueueV2")
        coordinator.request_stop()
        coordinator.join()


@pytest.mark.parametrize("held_back", [10, 11, 1000])
def test_what_is_held_back_must_be_less_than_the_capacity(held_back):
    with pytest.raises(ValueError, match=f"capacity 10 must be bigger than min_after_dequeue {held_back}."):
        tf.train.shuffle_batch([_element()], 2, capacity=10, min_after_dequeue=held_back)


def test_a_queue_made_by_hand_that_holds_back_more_than_it_takes_says_so_when_it_is_used():
    queue = tf.RandomShuffleQueue(4, 5, tf.int32, shapes=[()], name="cards")
    with tf.Session() as session, pytest.raises(tf.errors.InvalidArgumentError) as caught:
        session.run(queue.enqueue(1))
    assert "cards': min_after_dequeue must be in [0, 4), the capacity; got 5" in caught.value.message
    assert caught.value.op.name == "cards"


def test_batches_larger_than_the_queue_are_delivered(tmp_path):
    path = tmp_path / "numbers"
    path.write_text("".join(f"{k}\n" for k in range(10)))
    files = tf.train.string_input_producer([str(path)], num_epochs=1)
    number = tf.string_to_number(tf.TextLineReader().read(files)[1], tf.int32)
    batches = tf.train.batch([number], 5, capacity=2)
    assert [values.tolist() for values in tf.train.iterate(batches)] == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
