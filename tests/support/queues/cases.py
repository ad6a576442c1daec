"""What TensorFlow's queues do and say, call by call (tests/golden/queues.json), as tests of anything with their methods."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import headrace as tf
from headrace.graph.types import errors
from headrace.pipeline.queues import Queue

from ..threads import in_thread, no_threads_left, outcome, wait_until
from .kinds import GOLDEN, KINDS_OF_TENSORFLOW, kind_named, sizes


def element(kind: str, value: Any) -> list[Any]:
    """An element of a queue of int32: of a PriorityQueue, with a priority before it."""
    return [0, value] if kind == "PriorityQueue" else [value]


def elements(kind: str, values: list[int]) -> list[Any]:
    return [list(values), list(values)] if kind == "PriorityQueue" else [list(values)]


def assert_is(expected: dict[str, Any], error: Any) -> None:
    """`error` is what TensorFlow raises; its words come first in the message, the number of a nameless queue apart."""
    expected = expected["error"]
    assert type(error).__name__ == expected["class"], repr(error)
    assert _nameless(getattr(error, "message", str(error))).startswith(_nameless(expected["message"])), error
    if isinstance(error, errors.OpError):
        assert error.error_code == expected["code"]


def _nameless(message: str) -> str:
    return re.sub(r"'_\d+_", "'", message)


class QueueLaws:
    """What every kind of queue does. A class that inherits these tests says how queues are made, and of which kinds.

    To them `queue` is a queue with plain methods.
    """

    kinds = KINDS_OF_TENSORFLOW

    def pytest_generate_tests(self, metafunc: Any) -> None:
        if "kind" in metafunc.fixturenames:
            metafunc.parametrize("kind", self.kinds)

    def make(self, kind: str, *arguments: Any, **named: Any) -> Any:
        """A queue of a kind, with the arguments of its class."""
        raise NotImplementedError

    def golden(self, kind: str, case: str) -> Any:
        """What TensorFlow's queue of that kind does and says."""
        return GOLDEN[f"{kind} {case}"]["ok"]

    def first_two(self, kind: str, recorded: list[int]) -> list[int] | None:
        """Which of 1, 2, 3, 5 leave first, where 1 came first; None: any. `recorded` is what TensorFlow's queue gave."""
        return None if kind == "RandomShuffleQueue" else recorded

    def assert_is(self, expected: dict[str, Any], error: Any) -> None:
        assert_is(expected, error)

    def assert_raises(self, expected: dict[str, Any], call: Callable[[], Any]) -> None:
        with pytest.raises((errors.OpError, TypeError, ValueError)) as caught:
            call()
        self.assert_is(expected, caught.value)

    def queue(self, kind: str) -> Any:
        """A queue 'q' for ten int32 numbers."""
        return self.make(kind, *sizes(kind, 10), [np.int32], [()], shared_name="q", name="q")

    def test_a_queue_from_its_first_element_to_its_last(self, kind):
        golden = self.golden(kind, "life")
        queue = self.queue(kind)
        for value in (1, 2, 3, 5):
            queue.enqueue(element(kind, value))
        assert queue.size() == golden["size after 4 enqueues"]
        assert bool(queue.is_closed()) is golden["is_closed before"]
        queue.close()
        assert queue.size() == golden["size after close"]
        assert bool(queue.is_closed()) is golden["is_closed after"]
        self.assert_raises(golden["enqueue after close"], lambda: queue.enqueue(element(kind, 1)))
        self.assert_raises(golden["enqueue_many after close"], lambda: queue.enqueue_many(elements(kind, [1, 2])))
        two = queue.dequeue_many(2)[-1].tolist()
        assert len(two) == 2
        assert two == (self.first_two(kind, golden["dequeue_many(2) after close"]) or two)
        assert queue.size() == golden["size then"]
        # TensorFlow's PriorityQueue loses the last two here; ours gives them, as all its other queues do.
        fifo = self.golden("FIFOQueue", "life")
        rest = queue.dequeue_up_to(4)[-1]
        assert list(rest.shape) == fifo["dequeue_up_to(4) with 2 left gives shape"]
        assert sorted([*two, *rest.tolist()]) == [1, 2, 3, 5]
        assert queue.size() == golden["size then 2"]
        self.assert_raises(golden["dequeue when empty"], queue.dequeue)
        self.assert_raises(golden["dequeue_many when empty"], lambda: queue.dequeue_many(2))
        self.assert_raises(golden["dequeue_up_to when empty"], lambda: queue.dequeue_up_to(4))
        self.assert_raises(golden["close again"], queue.close)

    def test_a_closed_queue_with_too_few_elements_keeps_them(self, kind):
        golden = self.golden(kind, "closed with insufficient elements")
        queue = self.queue(kind)
        queue.enqueue_many(elements(kind, [1, 2, 3]))
        queue.close()
        self.assert_raises(golden["dequeue_many(4) of 3"], lambda: queue.dequeue_many(4))
        assert queue.size() == golden["size after the failure"]
        assert sorted(queue.dequeue_many(3)[-1].tolist()) == [1, 2, 3]

    def test_a_cancelling_close_fails_a_pending_enqueue_many_whose_first_elements_stay(self, kind):
        golden = self.golden(kind, "close(cancel_pending_enqueues=True)")
        queue = self.queue(kind)
        with no_threads_left():
            pending = in_thread(lambda: queue.enqueue_many(elements(kind, list(range(12)))))
            wait_until(lambda: queue.statistics().blocked_enqueues == 1)
            queue.close(cancel_pending_enqueues=True)
            self.assert_is(golden["pending enqueue_many(12) into capacity 10"], outcome(pending))
        assert queue.size() == golden["size"]
        assert sorted(queue.dequeue_many(10)[-1].tolist()) == list(range(10))
        self.assert_raises(golden["enqueue after"], lambda: queue.enqueue(element(kind, 1)))

    def test_a_close_waits_for_a_pending_enqueue(self, kind):
        golden = self.golden(kind, "close() with a pending enqueue")
        queue = self.queue(kind)
        with no_threads_left():
            enqueue = in_thread(lambda: queue.enqueue_many(elements(kind, list(range(12)))))
            wait_until(lambda: queue.statistics().blocked_enqueues == 1)
            close = in_thread(queue.close)
            wait_until(lambda: queue.statistics().blocked_enqueues == 2)
            assert (not close[0].is_alive()) is golden["close has returned while an enqueue is pending"]
            assert not queue.is_closed()
            queue.dequeue_many(6)
            assert outcome(enqueue) is None
            assert outcome(close) is None
        assert queue.is_closed()
        assert queue.size() == golden["size"]

    def test_wrong_arguments(self, kind):
        golden = self.golden(kind, "argument errors")
        queue = self.queue(kind)
        self.assert_raises(golden["enqueue wrong dtype"], lambda: queue.enqueue(element(kind, 1.5)))
        self.assert_raises(golden["enqueue_many of a scalar"], lambda: queue.enqueue_many(element(kind, 1)))
        wrong = np.array([1, 2], np.int32)
        self.assert_raises(golden["enqueue wrong shape at run time"], lambda: queue.enqueue(element(kind, wrong)))
        many = np.array([[1, 2]], np.int32)
        self.assert_raises(
            golden["enqueue_many wrong shape at run time"],
            lambda: queue.enqueue_many(([[0]] if kind == "PriorityQueue" else []) + [many]),
        )
        assert queue.enqueue_many(elements(kind, [])) is None
        self.assert_raises(golden["dequeue_many(-1)"], lambda: queue.dequeue_many(-1))
        self.assert_raises(golden["dequeue_up_to(-1)"], lambda: queue.dequeue_up_to(-1))
        for none, case in ((queue.dequeue_many(0), "dequeue_many(0)"), (queue.dequeue_up_to(0), "dequeue_up_to(0)")):
            expected = golden[case] if kind == "PriorityQueue" else [golden[case]]
            assert [(column.dtype.name, list(column.shape)) for column in none] == [
                (column["dtype"], column["shape"]) for column in expected
            ]
        self.assert_raises(golden["dequeue_many(11) of capacity 10"], lambda: queue.dequeue_many(11, timeout=0.01))
        assert queue.size() == 0

    def test_a_dequeue_with_a_timeout(self, kind):
        queue = self.queue(kind)
        self.assert_raises(self.golden(kind, "dequeue with RunOptions(timeout_in_ms=200)"), lambda: queue.dequeue(timeout=0.01))


class QueueCases(QueueLaws):
    """The laws, and what TensorFlow's own kinds do beyond them."""

    @pytest.mark.parametrize("arguments", [{}, {"name": "mine"}, {"shared_name": "sh"}])
    def test_messages_use_the_shared_name_or_the_name(self, arguments):
        golden = GOLDEN["message uses shared_name, else '_<n>_<op name>'"]["ok"]
        queue = self.make("FIFOQueue", 10, np.int32, [()], **arguments)
        queue.close()
        self.assert_raises(golden[repr(arguments)], queue.dequeue)

    def test_names_of_components(self):
        assert GOLDEN["names=: enqueue dict and dequeue dict"]["ok"] == {"a": 1, "b": 2.0}
        queue = self.make("FIFOQueue", 10, [np.int32, np.float32], [(), ()], names=["a", "b"])
        queue.enqueue({"b": 2.0, "a": 1})
        assert queue.dequeue() == {"a": 1, "b": 2.0}
        queue.enqueue_many({"a": [1, 2], "b": [3, 4]})
        assert {name: column.tolist() for name, column in queue.dequeue_many(2).items()} == {"a": [1, 2], "b": [3, 4]}
        self.assert_raises(GOLDEN["names=: enqueue of a list"], lambda: queue.enqueue([1, 2.0]))
        self.assert_raises(GOLDEN["names=: wrong keys"], lambda: queue.enqueue({"a": 1, "c": 2}))
        nameless = self.make("FIFOQueue", 10, [np.int32], [()])
        self.assert_raises(GOLDEN["no names: dict"], lambda: nameless.enqueue({"a": 1}))

    def test_wrong_signatures(self):
        self.assert_raises(
            GOLDEN["shapes count differs from dtypes"],
            lambda: self.make("FIFOQueue", 10, [np.int32, np.int32], shapes=[()]),
        )
        self.assert_raises(
            GOLDEN["RandomShuffleQueue min_after_dequeue > capacity"],
            lambda: self.make("RandomShuffleQueue", 2, 5, [np.int32]),
        )

    def test_capacity_0_and_no_limit(self):
        assert self.make("FIFOQueue", 0, [np.int32]).size() == GOLDEN["capacity 0"]["ok"]
        queue = self.make("FIFOQueue", -1, [np.int32], [()])
        queue.enqueue_many([np.arange(5000)])
        assert queue.size() == GOLDEN["capacity -1 (unbounded)"]["ok"]

    def test_elements_of_any_shape(self):
        golden = GOLDEN["shapes unknown: mixed shapes through enqueue/dequeue"]["ok"]
        queue = self.make("FIFOQueue", 10, [np.int32])
        queue.enqueue([[1, 2]])
        queue.enqueue([3])
        assert queue.dequeue()[0].tolist() == golden[0]["values"]
        assert queue.dequeue() == [golden[1]]

    def test_min_after_dequeue_blocks_until_there_are_more_or_the_queue_is_closed(self):
        golden = GOLDEN["RandomShuffleQueue min_after_dequeue: dequeue blocks until more, or until closed"]["ok"]
        queue = self.make("RandomShuffleQueue", 10, 3, [np.int32], [()])
        queue.enqueue_many([[1, 2, 3]])
        self.assert_raises(golden["dequeue of 3 with min_after_dequeue 3"], lambda: queue.dequeue(timeout=0.01))
        queue.enqueue([4])
        left = {1, 2, 3, 4} - set(queue.dequeue())
        self.assert_raises(golden["again"], lambda: queue.dequeue(timeout=0.01))
        queue.close()
        assert {int(queue.dequeue()[0]) for _ in range(3)} == left
        self.assert_raises(golden["and then"], queue.dequeue)

    def test_padding_to_the_longest(self):
        golden = GOLDEN["PaddingFIFOQueue pads to the longest of the batch"]["ok"]
        queue = self.make("PaddingFIFOQueue", 10, [np.int32, str], [(None,), (None, 2)])
        queue.enqueue([[1], [["x", "y"]]])
        queue.enqueue([[2, 3, 4], np.empty((0, 2), object)])
        numbers, texts = queue.dequeue_many(2)
        expected = golden["dequeue_many(2)"]
        assert (list(numbers.shape), numbers.ravel().tolist()) == (expected[0]["shape"], expected[0]["values"])
        assert list(texts.shape) == expected[1]["shape"]
        assert texts.ravel().tolist() == [cell["text"].encode() for cell in expected[1]["values"]]
        cell, number = np.array([["x"]], object), np.array(1, np.int32)
        self.assert_raises(golden["wrong fixed dim"], lambda: queue.enqueue([[1], cell]))
        self.assert_raises(golden["wrong rank"], lambda: queue.enqueue([number, [["x", "y"]]]))

    def test_priorities_and_ties(self):
        golden = GOLDEN["PriorityQueue: smallest priority first; ties"]["ok"]
        queue = self.make("PriorityQueue", 10, [str], [()])
        assert [dtype.name for dtype in queue.signature.dtypes] == golden["types"]
        for priority, text in [(5, "a"), (1, "b"), (3, "c"), (1, "d"), (1, "e")]:
            queue.enqueue([priority, text])
        assert [queue.dequeue() for _ in range(5)] == [[p, t.encode()] for p, t in golden["out"]]


class WithoutAGraph:
    """Makes the queues of laws from the classes that work without a graph."""

    def make(self, kind: str, *arguments: Any, **named: Any) -> Queue:
        return kind_named(kind).queue(*arguments, **named)


class Called:
    """A queue of a graph with plain methods: each builds an op, runs it and returns what the run gave.

    Arrays are fed, so that their shapes are known in the run only; all other arguments are constants of the graph.
    """

    def __init__(self, graph: tf.Graph, session: tf.Session, queue: Any) -> None:
        self._graph = graph
        self._session = session
        self.signature = self._queue = queue
        self.size()

    def _run(self, build: Any, timeout: float | None = None, feed: dict | None = None) -> Any:
        options = None if timeout is None else tf.RunOptions(timeout_in_ms=round(timeout * 1000))
        with self._graph.as_default():
            built = build()
        return self._session.run(built, feed, options)

    def _fed(self, components: Any, feed: dict) -> Any:
        if isinstance(components, dict):
            return components
        with self._graph.as_default():
            given = []
            for component, dtype in zip(components, self._queue.dtypes, strict=True):
                if isinstance(component, np.ndarray):
                    given.append(tf.placeholder(dtype))
                    feed[given[-1]] = component
                else:
                    given.append(component)
        return given

    def enqueue(self, components: Any) -> None:
        feed: dict = {}
        components = self._fed(components, feed)
        return self._run(lambda: self._queue.enqueue(components), feed=feed)

    def enqueue_many(self, components: Any) -> None:
        feed: dict = {}
        components = self._fed(components, feed)
        return self._run(lambda: self._queue.enqueue_many(components), feed=feed)

    def dequeue(self, timeout: float | None = None) -> Any:
        return self._listed(self._run(self._queue.dequeue, timeout))

    def dequeue_many(self, n: int, timeout: float | None = None) -> Any:
        return self._listed(self._run(lambda: self._queue.dequeue_many(n), timeout))

    def dequeue_up_to(self, n: int) -> Any:
        return self._listed(self._run(lambda: self._queue.dequeue_up_to(n)))

    @staticmethod
    def _listed(found: Any) -> Any:
        return found if isinstance(found, (list, dict)) else [found]

    def close(self, cancel_pending_enqueues: bool = False) -> None:
        return self._run(lambda: self._queue.close(cancel_pending_enqueues))

    def size(self) -> int:
        return self._run(self._queue.size)

    def is_closed(self) -> bool:
        return self._run(self._queue.is_closed)

    def statistics(self) -> Any:
        (statistics,) = tf.train.statistics(self._session)
        return statistics


def _unnumbered(text: str) -> str:
    return re.sub(r"_\d+(?=_|$)", "", text)


class InAGraph:
    """Makes the queues of laws in a graph, and runs what their methods build."""

    @pytest.fixture(autouse=True)
    def session(self):
        with tf.Graph().as_default() as self.graph, no_threads_left(), tf.Session() as self.session:
            yield

    def make(self, kind: str, *arguments: Any, **named: Any) -> Called:
        return Called(self.graph, self.session, kind_named(kind).graph_class(*arguments, **named))

    def assert_is(self, expected: dict[str, Any], error: Any) -> None:
        """The error also tells its op, whose number depends on how many the test has built."""
        assert_is(expected, error)
        suffix = expected["error"].get("node_suffix")
        if suffix is not None:
            (name,) = re.findall(r"{{node (.*)}}", suffix)
            assert _unnumbered(error.op.name) == _unnumbered(name)
            assert f"\n\t [[node {error.op.name} (defined at " in str(error)
