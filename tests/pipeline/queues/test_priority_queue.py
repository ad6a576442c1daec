"""PriorityQueue: the smallest priority first, ties in order of arrival, nothing lost."""

from __future__ import annotations

import numpy as np
import pytest

from headrace.graph.types.errors import InvalidArgumentError
from headrace.pipeline.queues import PriorityQueue


def test_the_smallest_priority_leaves_first_and_ties_in_order_of_arrival():
    queue = PriorityQueue(20, [str], [()])
    queue.enqueue_many([[5, 1, 3, 1], ["a", "b", "c", "d"]])
    queue.enqueue([1, "e"])
    queue.enqueue([-(1 << 62), "f"])
    assert queue.dequeue() == [-(1 << 62), b"f"]
    priorities, texts = queue.dequeue_many(4)
    assert priorities.tolist() == [1, 1, 1, 3]
    assert texts.tolist() == [b"b", b"d", b"e", b"c"]
    assert priorities.dtype == np.int64


def test_dequeue_up_to_with_too_few_left_gives_them():
    queue = PriorityQueue(10, [np.int32], [()])
    queue.enqueue_many([[2, 1], [20, 10]])
    queue.close()
    assert queue.dequeue_up_to(4)[1].tolist() == [10, 20]


def test_order_survives_growing_and_reuse_of_rows():
    queue = PriorityQueue(-1, [np.float64, str], [(2,), ()])
    generator = np.random.default_rng(3)
    model: list[tuple[int, int]] = []
    arrivals = 0
    for _ in range(80):
        n = int(generator.integers(1, 400))
        priorities = generator.integers(0, 50, n)
        numbers = np.arange(arrivals, arrivals + n)
        queue.enqueue_many([priorities, np.stack([numbers, -numbers], 1).astype(float), [b"%d" % i for i in numbers]])
        model = sorted([*model, *zip(priorities.tolist(), numbers.tolist(), strict=True)])
        arrivals += n
        n = int(generator.integers(0, len(model) + 1))
        taken, model = model[:n], model[n:]
        priorities, pairs, texts = queue.dequeue_many(n)
        assert list(zip(priorities.tolist(), pairs[:, 0].tolist(), strict=True)) == taken
        assert texts.tolist() == [b"%d" % number for _, number in taken]


def test_returned_elements_leave_before_later_ones_of_the_same_priority():
    queue = PriorityQueue(10, [str], [()])
    queue.enqueue_many([[1, 1, 1, 1], ["a", "b", "c", "d"]])
    first, second = queue.lease(2), queue.lease(2)
    second.commit(0)
    queue.enqueue([1, "e"])
    first.commit(1)
    queue.enqueue([0, "f"])
    assert queue.dequeue_many(5)[1].tolist() == [b"f", b"b", b"c", b"d", b"e"]


def test_elements_of_any_shape_have_a_priority_too():
    queue = PriorityQueue(10, [np.int32])
    queue.enqueue([2, [1, 2, 3]])
    queue.enqueue([1, 7])
    queue.put_many([np.array([0, 3]), [np.int32(8), np.zeros(2, np.int32)]])
    assert queue.dequeue() == [0, 8]
    assert queue.dequeue() == [1, 7]
    assert queue.dequeue()[1].tolist() == [1, 2, 3]
    with pytest.raises(InvalidArgumentError, match="PriorityQueue's DequeueMany and DequeueUpTo require"):
        queue.dequeue_many(1)
    with pytest.raises(InvalidArgumentError, match=r"tuple component 0. Expected \[\], got \[2\]"):
        queue.enqueue([[1, 2], 3])


def test_names_include_the_priority():
    queue = PriorityQueue(10, [np.int32], [()], names=["when", "what"])
    queue.enqueue({"what": 3, "when": 1})
    assert queue.dequeue() == {"when": 1, "what": 3}
    with pytest.raises(ValueError, match=r"len\(names\)=1"):
        PriorityQueue(10, [np.int32], [()], names=["what"])


def test_order_survives_a_dequeue_that_is_interrupted(monkeypatch):
    queue = PriorityQueue(20, [np.int32], [()])
    priorities = [8, 3, 9, 1, 7, 2, 6, 4, 5]
    queue.enqueue_many([priorities, priorities])
    storage = queue._state.storage

    def interrupted(rows):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(storage, "_gather", interrupted)
        with pytest.raises(KeyboardInterrupt):
            queue.dequeue_many(4)
    assert [int(queue.dequeue()[1]) for _ in priorities] == sorted(priorities)
