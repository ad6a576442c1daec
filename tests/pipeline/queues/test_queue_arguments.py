"""Senseless arguments of queues raise where the queue is made, or where it is first used, in TensorFlow's words."""

from __future__ import annotations

import pytest

import headrace as tf
from headrace.graph.types.dtypes import int32

NOT_AS_MANY = r"^Queue shapes must have the same length as dtypes, received len\(shapes\)={}, len\(dtypes\)={}$"
A_LIST = r"^When providing partial shapes, a list of shapes must be provided\.$"

WHEN_MADE = {
    "no int64": (lambda: tf.FIFOQueue(10**30, int32), ValueError, rf"^Value out of range: {10**30}$"),
    "no int64, below": (lambda: tf.PriorityQueue(-(2**63) - 1, int32), ValueError, r"^Value out of range: -"),
    "minimum no int64": (lambda: tf.RandomShuffleQueue(9, 2**63, int32), ValueError, r"^Value out of range: 9223"),
    "no number": (lambda: tf.FIFOQueue("3", int32), TypeError, r"^Expected int for argument 'capacity' not '3'\.$"),
    "no names": (
        lambda: tf.FIFOQueue(9, int32, names=[]),
        ValueError,
        r"^List of names must have the same length as the list of dtypes, received len\(names\)=0,len\(dtypes\)=1$",
    ),
    "shapes a number": (
        lambda: tf.FIFOQueue(9, int32, shapes=3),
        TypeError,
        r"^Shapes must be a TensorShape or a list or tuple of TensorShapes, got <class 'int'> instead\.$",
    ),
    "priorities have a shape": (lambda: tf.PriorityQueue(9, [int32] * 2, [()]), ValueError, NOT_AS_MANY.format(2, 3)),
    "nothing but priorities": (lambda: tf.PriorityQueue(9, [], [[2]]), ValueError, NOT_AS_MANY.format(2, 1)),
    "padding to no shape": (lambda: tf.PaddingFIFOQueue(9, [int32], [None]), ValueError, A_LIST),
    "padding, no shapes": (lambda: tf.PaddingFIFOQueue(9, [int32], []), ValueError, A_LIST),
    "padding, shapes None": (lambda: tf.PaddingFIFOQueue(9, [int32], None), ValueError, A_LIST),
    "padding, sizes": (lambda: tf.PaddingFIFOQueue(9, [int32], [2, None]), ValueError, A_LIST),
    "padding, one shape missing": (lambda: tf.PaddingFIFOQueue(9, [int32] * 2, [[None], None]), ValueError, A_LIST),
    "padding, no rank": (
        lambda: tf.PaddingFIFOQueue(9, [int32], [tf.TensorShape(None)]),
        ValueError,
        r"^All shapes must have a defined rank: \[TensorShape\(None\)\]$",
    ),
    "padding, too few": (
        lambda: tf.PaddingFIFOQueue(9, [int32] * 2, [[None]]),
        ValueError,
        r"^Shapes must be provided for all components, but received 2 dtypes and 1 shapes\.$",
    ),
}


@pytest.mark.parametrize(("make", "kind", "words"), WHEN_MADE.values(), ids=WHEN_MADE)
def test_a_senseless_argument_is_refused_where_the_queue_is_made(make, kind, words):
    with tf.Graph().as_default(), pytest.raises(kind, match=words):
        make()


@pytest.mark.parametrize("capacity", [2**31, -(2**31) - 1, 10**12])
@pytest.mark.parametrize("kind", [tf.FIFOQueue, tf.PaddingFIFOQueue, tf.PriorityQueue])
def test_a_capacity_that_is_no_int32_is_refused_when_the_queue_is_used(kind, capacity):
    with tf.Graph().as_default(), tf.Session() as session:
        size = kind(capacity, int32, [()]).size()
        words = f"Attr capacity has value {capacity} out of range for an int32"
        with pytest.raises(tf.errors.InvalidArgumentError, match=words):
            session.run(size)


def test_the_largest_capacity_is_none_too_large():
    with tf.Graph().as_default(), tf.Session() as session:
        assert session.run(tf.FIFOQueue(2**31 - 1, int32, [[]]).size()) == 0


# -- seeds and containers ----------------------------------------------------------------------------------------------


def seeds_of(queue):
    return queue.queue_ref.op.get_attr("seed"), queue.queue_ref.op.get_attr("seed2")


def shuffling(name=None, seed=None):
    return tf.RandomShuffleQueue(4, 0, tf.float32, ((),), seed=seed, shared_name=name)


def test_queues_of_one_shared_name_have_the_same_seeds_wherever_they_are_made():
    with tf.Graph().as_default():
        tf.set_random_seed(87654321)
        first, _, second = shuffling("z2"), tf.constant(1), shuffling("z2")
        assert seeds_of(first) == seeds_of(second) == (87654321, 1585709066)
        assert seeds_of(shuffling("")) == (87654321, 1585866660)
        assert seeds_of(shuffling("z2", seed=3)) == (87654321, 3)
        assert seeds_of(shuffling())[1] not in (1585709066, 1585866660)


def test_a_shared_queue_without_seeds_is_any():
    with tf.Graph().as_default(), tf.Session() as session:
        first, second, third = shuffling("z", seed=5), shuffling("z"), shuffling("z", seed=6)
        session.run(first.enqueue(1.0))
        assert session.run(second.size()) == 1
        words = r"^Shared queue 'z' has random seeds \(87654321, 5\) but requested seeds are \(87654321, 6\)\."
        with pytest.raises(tf.errors.InvalidArgumentError, match=words):
            session.run(third.size())


def test_what_is_made_in_a_container_says_so():
    def made():
        queue, reader = tf.FIFOQueue(3, tf.int32), tf.TextLineReader()
        variable = tf.Variable(1)
        return [op.node_def.attr["container"].s for op in (queue.queue_ref.op, reader.reader_ref.op, variable.op)]

    with tf.Graph().as_default():
        with tf.container("box"):
            assert made() == [b"box"] * 3
            with tf.container("inner"):
                assert made() == [b"inner"] * 3
            with tf.container(""):
                assert made() == [b""] * 3
            assert made() == [b"box"] * 3
        assert made() == [b""] * 3


def test_one_shared_name_in_two_containers_is_two_queues():
    def queue_in(container):
        with tf.container(container):
            return tf.FIFOQueue(3, tf.int32, [[]], shared_name="shared")

    with tf.Graph().as_default(), tf.Session() as session:
        first, other, again = queue_in("a"), queue_in("b"), queue_in("a")
        session.run(first.enqueue(1))
        assert session.run([queue.size() for queue in (first, other, again)]) == [1, 0, 1]
