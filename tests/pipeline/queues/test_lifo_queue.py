"""A kind that one file declares (tests/support/queues/lifo_queue.py) obeys the laws of queues, with and without a graph."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import pytest
from support.queues.cases import InAGraph, QueueLaws, WithoutAGraph
from support.queues.kinds import in_graph
from support.queues.lifo_queue import LIFOQueue
from support.queues.machine import MODEST, Element, QueueMachine
from support.threads import no_threads_left

import headrace as tf
from headrace.pipeline.queues import Queue


class LIFOLaws(QueueLaws):
    """TensorFlow has no such queue: it does and says what TensorFlow's FIFOQueue does and says, in another order."""

    kinds = ("LIFOQueue",)

    def golden(self, kind, case):
        return renamed(super().golden("FIFOQueue", case))

    def first_two(self, kind, recorded):
        return [5, 3]


def renamed(golden):
    if isinstance(golden, dict):
        return {key: renamed(value) for key, value in golden.items()}
    return re.sub("FIFOQueue", "LIFOQueue", golden).replace("fifo_queue", "lifo_queue") if isinstance(golden, str) else golden


class TestLIFOQueue(WithoutAGraph, LIFOLaws):
    pass


class TestLIFOQueueInAGraph(InAGraph, LIFOLaws):
    pass


class LIFOMachine(QueueMachine):
    """The model holds the elements in the order in which they leave."""

    def make(self) -> Queue:
        return LIFOQueue(self.capacity, [np.int64], [()])

    def insert(self, new: Sequence[Element]) -> None:
        self.model[:0] = reversed(new)


class ShapelessLIFOMachine(LIFOMachine):
    shaped = False

    def make(self) -> Queue:
        return LIFOQueue(self.capacity, [np.int64])


TestModel = LIFOMachine.TestCase
TestModelWithoutShapes = ShapelessLIFOMachine.TestCase
for case in (TestModel, TestModelWithoutShapes):
    case.settings = MODEST
del case


def test_its_class_and_its_op_have_the_names_that_the_declaration_gives_them():
    with tf.Graph().as_default() as graph:
        queue = in_graph("LIFOQueue", 3, tf.int32)
        assert [[op.name, op.type] for op in graph.get_operations()] == [["lifo_queue", "LIFOQueueV2"]]
        assert type(queue).__name__ == "LIFOQueue"
        assert isinstance(queue, tf.QueueBase)


def test_any_number_of_elements_comes_in_at_once():
    queue = LIFOQueue(200_000, [np.int64], [()])
    for first, count in ((0, 1), (1, 60_000), (60_001, 100_000)):
        queue.enqueue_many([np.arange(first, first + count)])
    assert queue.dequeue_many(160_001)[0].tolist() == list(range(160_000, -1, -1))


def test_a_queue_runner_fills_and_closes_it():
    with tf.Graph().as_default(), tf.Session() as session:
        queue = in_graph("LIFOQueue", 9, tf.int64, [()])
        numbers = tf.train.limit_epochs(tf.range(5, dtype=tf.int64), num_epochs=1)
        runner = tf.train.QueueRunner(queue, [queue.enqueue_many([numbers])])
        session.run(tf.local_variables_initializer())
        with no_threads_left():
            runner.create_threads(session, start=True)
        assert session.run(queue.dequeue_many(5)).tolist() == [4, 3, 2, 1, 0]
        assert session.run(queue.is_closed())


def test_queues_of_one_shared_name_are_one_and_of_one_kind():
    with tf.Graph().as_default(), tf.Session() as session:
        first, second = (in_graph("LIFOQueue", 3, tf.int32, [()], shared_name="shared") for _ in range(2))
        session.run(first.enqueue(1))
        assert session.run(second.dequeue()) == 1
        other = in_graph("FIFOQueue", 3, tf.int32, [()], shared_name="shared")
        with pytest.raises(tf.errors.InvalidArgumentError, match="Expected LIFOQueue, found FIFOQueueV2"):
            session.run(other.size())
