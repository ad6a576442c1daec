"""What TensorFlow's queues do and say, call by call (tests/golden/queues.json), holds for the plain methods."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from support.golden import load
from support.threads import in_thread, no_threads_left, outcome, wait_until

from headrace.graph import errors
from headrace.pipeline.queues import FIFOQueue, PaddingFIFOQueue, PriorityQueue, Queue, RandomShuffleQueue

GOLDEN = load("queues.json")
KINDS = ["FIFOQueue", "RandomShuffleQueue", "PaddingFIFOQueue", "PriorityQueue"]


def make(kind: str, capacity: int = 10) -> Queue:
    if kind == "RandomShuffleQueue":
        return RandomShuffleQueue(capacity, 0, [np.int32], [()], shared_name="q")
    if kind == "PriorityQueue":
        return PriorityQueue(capacity, [np.int32], [()], shared_name="q")
    return {"FIFOQueue": FIFOQueue, "PaddingFIFOQueue": PaddingFIFOQueue}[kind](
        capacity, [np.int32], [()], shared_name="q"
    )


def element(kind: str, value: int) -> list[Any]:
    return [0, value] if kind == "PriorityQueue" else [value]


def elements(kind: str, values: list[int]) -> list[Any]:
    return [list(values), list(values)] if kind == "PriorityQueue" else [list(values)]


def assert_is(expected: dict[str, Any], error: Any) -> None:
    """`error` is what TensorFlow raises; its words come first in the message, the number of a nameless queue apart."""
    expected = expected["error"]
    assert type(error).__name__ == expected["class"], repr(error)
    assert getattr(error, "message", str(error)).startswith(re.sub(r"'_\d+_", "'", expected["message"])), error


def assert_raises(expected: dict[str, Any], call: Callable[[], Any]) -> None:
    with pytest.raises((errors.OpError, TypeError, ValueError)) as caught:
        call()
    assert_is(expected, caught.value)


@pytest.mark.parametrize("kind", KINDS)
def test_a_queue_from_its_first_element_to_its_last(kind):
    golden = GOLDEN[f"{kind} life"]["ok"]
    queue = make(kind)
    for value in (1, 2, 3, 5):
        queue.enqueue(element(kind, value))
    assert queue.size() == golden["size after 4 enqueues"]
    assert queue.is_closed() is golden["is_closed before"]
    queue.close()
    assert queue.size() == golden["size after close"]
    assert queue.is_closed() is golden["is_closed after"]
    assert_raises(golden["enqueue after close"], lambda: queue.enqueue(element(kind, 1)))
    assert_raises(golden["enqueue_many after close"], lambda: queue.enqueue_many(elements(kind, [1, 2])))
    two = queue.dequeue_many(2)[-1].tolist()
    assert len(two) == 2
    if kind != "RandomShuffleQueue":
        assert two == golden["dequeue_many(2) after close"]
    assert queue.size() == golden["size then"]
    # TensorFlow's PriorityQueue loses the last two here; ours gives them, as all its other queues do.
    fifo = GOLDEN["FIFOQueue life"]["ok"]
    assert list(queue.dequeue_up_to(4)[-1].shape) == fifo["dequeue_up_to(4) with 2 left gives shape"]
    assert queue.size() == golden["size then 2"]
    assert_raises(golden["dequeue when empty"], queue.dequeue)
    assert_raises(golden["dequeue_many when empty"], lambda: queue.dequeue_many(2))
    assert_raises(golden["dequeue_up_to when empty"], lambda: queue.dequeue_up_to(4))
    assert_raises(golden["close again"], queue.close)


@pytest.mark.parametrize("kind", KINDS)
def test_a_closed_queue_with_too_few_elements_keeps_them(kind):
    golden = GOLDEN[f"{kind} closed with insufficient elements"]["ok"]
    queue = make(kind)
    queue.enqueue_many(elements(kind, [1, 2, 3]))
    queue.close()
    assert_raises(golden["dequeue_many(4) of 3"], lambda: queue.dequeue_many(4))
    assert queue.size() == golden["size after the failure"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_cancelling_close_fails_a_pending_enqueue_many_whose_first_elements_stay(kind):
    golden = GOLDEN[f"{kind} close(cancel_pending_enqueues=True)"]["ok"]
    queue = make(kind)
    with no_threads_left():
        pending = in_thread(lambda: queue.enqueue_many(elements(kind, list(range(12)))))
        wait_until(lambda: queue.statistics().blocked_enqueues == 1)
        queue.close(cancel_pending_enqueues=True)
        assert_is(golden["pending enqueue_many(12) into capacity 10"], outcome(pending))
    assert queue.size() == golden["size"]
    assert_raises(golden["enqueue after"], lambda: queue.enqueue(element(kind, 1)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_close_waits_for_a_pending_enqueue(kind):
    golden = GOLDEN[f"{kind} close() with a pending enqueue"]["ok"]
    queue = make(kind)
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


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_arguments(kind):
    golden = GOLDEN[f"{kind} argument errors"]["ok"]
    queue = make(kind)
    assert_raises(golden["enqueue wrong dtype"], lambda: queue.enqueue(element(kind, 0)[:-1] + [1.5]))
    assert_raises(golden["enqueue_many of a scalar"], lambda: queue.enqueue_many(element(kind, 1)))
    wrong = np.array([1, 2], np.int32)
    assert_raises(golden["enqueue wrong shape at run time"], lambda: queue.enqueue(element(kind, 0)[:-1] + [wrong]))
    many = np.array([[1, 2]], np.int32)
    assert_raises(
        golden["enqueue_many wrong shape at run time"],
        lambda: queue.enqueue_many(([[0]] if kind == "PriorityQueue" else []) + [many]),
    )
    assert queue.enqueue_many(elements(kind, [])) is None
    assert_raises(golden["dequeue_many(-1)"], lambda: queue.dequeue_many(-1))
    assert_raises(golden["dequeue_up_to(-1)"], lambda: queue.dequeue_up_to(-1))
    assert [column.shape for column in queue.dequeue_many(0)] == [(0,)] * len(element(kind, 0))
    assert [column.dtype for column in queue.dequeue_up_to(0)][-1] == np.int32
    assert_raises(golden["dequeue_many(11) of capacity 10"], lambda: queue.dequeue_many(11, timeout=0.01))
    # TensorFlow drops components that are too many; ours refuses the element.
    with pytest.raises(errors.InvalidArgumentError, match="Wrong number of components in tuple"):
        queue.enqueue([*element(kind, 1), 2])
    assert queue.size() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_dequeue_with_a_timeout(kind):
    queue = make(kind)
    assert_raises(
        GOLDEN[f"{kind} dequeue with RunOptions(timeout_in_ms=200)"]["ok"], lambda: queue.dequeue(timeout=0.01)
    )


@pytest.mark.parametrize("arguments", [{}, {"name": "mine"}, {"shared_name": "sh"}])
def test_messages_use_the_shared_name_or_the_name(arguments):
    golden = GOLDEN["message uses shared_name, else '_<n>_<op name>'"]["ok"]
    queue = FIFOQueue(10, np.int32, [()], **arguments)
    queue.close()
    assert_raises(golden[repr(arguments)], queue.dequeue)


def test_names_of_components():
    assert GOLDEN["names=: enqueue dict and dequeue dict"]["ok"] == {"a": 1, "b": 2.0}
    queue = FIFOQueue(10, [np.int32, np.float32], [(), ()], names=["a", "b"])
    queue.enqueue({"b": 2.0, "a": 1})
    assert queue.dequeue() == {"a": 1, "b": 2.0}
    queue.enqueue_many({"a": [1, 2], "b": [3, 4]})
    assert {name: column.tolist() for name, column in queue.dequeue_many(2).items()} == {"a": [1, 2], "b": [3, 4]}
    assert_raises(GOLDEN["names=: enqueue of a list"], lambda: queue.enqueue([1, 2.0]))
    assert_raises(GOLDEN["names=: wrong keys"], lambda: queue.enqueue({"a": 1, "c": 2}))
    nameless = FIFOQueue(10, [np.int32], [()])
    assert_raises(GOLDEN["no names: dict"], lambda: nameless.enqueue({"a": 1}))


def test_wrong_signatures():
    assert_raises(GOLDEN["shapes count differs from dtypes"], lambda: FIFOQueue(10, [np.int32, np.int32], shapes=[()]))
    assert_raises(
        GOLDEN["RandomShuffleQueue min_after_dequeue > capacity"], lambda: RandomShuffleQueue(2, 5, [np.int32])
    )


def test_capacity_0_and_no_limit():
    assert FIFOQueue(0, [np.int32]).size() == GOLDEN["capacity 0"]["ok"]
    queue = FIFOQueue(-1, [np.int32], [()])
    queue.enqueue_many([np.arange(5000)])
    assert queue.size() == GOLDEN["capacity -1 (unbounded)"]["ok"]


def test_elements_of_any_shape():
    golden = GOLDEN["shapes unknown: mixed shapes through enqueue/dequeue"]["ok"]
    queue = FIFOQueue(10, [np.int32])
    queue.enqueue([[1, 2]])
    queue.enqueue([3])
    assert queue.dequeue()[0].tolist() == golden[0]["values"]
    assert queue.dequeue() == [golden[1]]


def test_min_after_dequeue_blocks_until_there_are_more_or_the_queue_is_closed():
    golden = GOLDEN["RandomShuffleQueue min_after_dequeue: dequeue blocks until more, or until closed"]["ok"]
    queue = RandomShuffleQueue(10, 3, [np.int32], [()])
    queue.enqueue_many([[1, 2, 3]])
    assert_raises(golden["dequeue of 3 with min_after_dequeue 3"], lambda: queue.dequeue(timeout=0.01))
    queue.enqueue([4])
    left = {1, 2, 3, 4} - set(queue.dequeue())
    assert_raises(golden["again"], lambda: queue.dequeue(timeout=0.01))
    queue.close()
    assert {int(queue.dequeue()[0]) for _ in range(3)} == left
    assert_raises(golden["and then"], queue.dequeue)


def test_padding_to_the_longest():
    golden = GOLDEN["PaddingFIFOQueue pads to the longest of the batch"]["ok"]
    queue = PaddingFIFOQueue(10, [np.int32, str], [(None,), (None, 2)])
    queue.enqueue([[1], [["x", "y"]]])
    queue.enqueue([[2, 3, 4], np.empty((0, 2), object)])
    numbers, texts = queue.dequeue_many(2)
    expected = golden["dequeue_many(2)"]
    assert (list(numbers.shape), numbers.ravel().tolist()) == (expected[0]["shape"], expected[0]["values"])
    assert list(texts.shape) == expected[1]["shape"]
    assert texts.ravel().tolist() == [cell["text"].encode() for cell in expected[1]["values"]]
    assert_raises(golden["wrong fixed dim"], lambda: queue.enqueue([[1], [["x"]]]))
    assert_raises(golden["wrong rank"], lambda: queue.enqueue([1, [["x", "y"]]]))


def test_priorities_and_ties():
    golden = GOLDEN["PriorityQueue: smallest priority first; ties"]["ok"]
    queue = PriorityQueue(10, [str], [()])
    assert [dtype.name for dtype in queue.signature.dtypes] == golden["types"]
    for priority, text in [(5, "a"), (1, "b"), (3, "c"), (1, "d"), (1, "e")]:
        queue.enqueue([priority, text])
    assert [queue.dequeue() for _ in range(5)] == [[p, t.encode()] for p, t in golden["out"]]
