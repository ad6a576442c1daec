"""RandomShuffleQueue: uniform draws, repeatable by seed, never below min_after_dequeue while open."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from support.hot_modules import uncompiled

from headrace.graph.runtime.run_context import RunContext, WouldBlock
from headrace.graph.types.errors import InvalidArgumentError
from headrace.pipeline.queues import RandomShuffleQueue
from headrace.pipeline.queues.storage import _draw_cy


def filled(n: int, seed: int | None = 1, **arguments) -> RandomShuffleQueue:
    queue = RandomShuffleQueue(
        arguments.pop("capacity", n), arguments.pop("min_after_dequeue", 0), [np.int32], [()], seed=seed, **arguments
    )
    queue.enqueue_many([np.arange(n)])
    return queue


def drawn(queue: RandomShuffleQueue, sizes: list[int]) -> list[int]:
    """Elements taken in calls of these sizes; 1: a dequeue."""
    out: list[int] = []
    for size in sizes:
        out.extend([int(queue.dequeue()[0])] if size == 1 else queue.dequeue_many(size)[0].tolist())
    return out


@pytest.mark.parametrize("sizes", [[1] * 50, [50], [7, 1, 20, 1, 1, 20]])
def test_the_same_seed_gives_the_same_permutation(sizes):
    first = drawn(filled(50, seed=3), sizes)
    assert sorted(first) == list(range(50))
    assert first != sorted(first)
    assert drawn(filled(50, seed=3), sizes) == first
    assert drawn(filled(50, seed=4), sizes) != first
    assert drawn(filled(50, seed=None), sizes) != drawn(filled(50, seed=None), sizes)


def test_seeds_may_be_negative_huge_or_several():
    for seed in (-1, 1 << 80, (3, 4)):
        assert drawn(filled(20, seed=seed), [20]) == drawn(filled(20, seed=seed), [20])
    assert drawn(filled(20, seed=-1), [20]) != drawn(filled(20, seed=1), [20])
    assert drawn(filled(20, seed=(3, 4)), [20]) != drawn(filled(20, seed=(4, 3)), [20])


def chi_square(counts: np.ndarray) -> float:
    expected = counts.sum() / counts.size
    return float(((counts - expected) ** 2 / expected).sum())


@pytest.mark.parametrize("sizes", [[1] * 8, [8], [3, 5], [1, 6, 1]])
def test_every_element_is_equally_likely_at_every_place(sizes):
    counts = np.zeros((8, 8))
    for trial in range(1000):
        for place, value in enumerate(drawn(filled(8, seed=trial), sizes)):
            counts[place, value] += 1
    # 49 degrees of freedom: beyond 85.4 with a chance of 1 in 1000, and the seeds are fixed.
    assert chi_square(counts) < 85.4


@pytest.mark.parametrize("draw", [_draw_cy.draw, uncompiled("headrace.pipeline.queues.storage._draw_cy").draw])
@pytest.mark.parametrize(("size", "n"), [(16, 2), (24, 3), (9, 2)])
def test_every_ordered_sample_is_equally_likely(draw, size, n):
    random = np.random.default_rng(6)
    order = np.arange(size + 3)
    counts = np.zeros((size, size))
    for _ in range(6_000):
        draw(order, size, random.random(n))
        assert sorted(order[:size]) == list(range(size))
        counts[tuple(order[size - 2 : size])] += 1
    counts = counts[~np.eye(size, dtype=bool)]
    freedom = counts.size - 1
    assert chi_square(counts) < freedom + 3.3 * (2 * freedom) ** 0.5


@pytest.mark.parametrize("draw", [_draw_cy.draw, uncompiled("headrace.pipeline.queues.storage._draw_cy").draw])
def test_the_largest_fraction_draws_the_last_number_and_too_many_draws_are_refused(draw):
    order = np.arange(4)
    draw(order, 3, np.array([np.nextafter(1, 0)] * 3))
    assert order.tolist() == [0, 1, 2, 3]
    with pytest.raises(ValueError, match="cannot draw 4 of 3 of 4 numbers"):
        draw(order, 3, np.zeros(4))
    with pytest.raises(ValueError, match="cannot draw 1 of 5 of 4 numbers"):
        draw(order, 5, np.zeros(1))


@pytest.mark.parametrize("step", [1, 5])
def test_draws_stay_uniform_while_elements_come_and_go(step):
    """How long an element stays is geometric where each draw takes `step` of 20 and as many come after it."""
    queue = filled(20, seed=8, capacity=25)
    came = 20
    stays = Counter()
    entered = dict.fromkeys(range(20), 0)
    for draw in range(4000 // step):
        for value in drawn(queue, [step]):
            stays[min(draw - entered.pop(value), 30)] += 1
        queue.enqueue_many([np.arange(came, came + step)])
        entered.update(dict.fromkeys(range(came, came + step), draw + 1))
        came += step
    leave = step / 20
    places = np.arange(30)
    expected = np.append(leave * (1 - leave) ** places, (1 - leave) ** 30) * sum(stays.values())
    found = np.array([stays[place] for place in range(31)])
    enough = expected > 5
    value = ((found - expected)[enough] ** 2 / expected[enough]).sum()
    assert value < 61.1  # 30 degrees of freedom, 1 in 1000


@pytest.mark.parametrize("shapes", [[(), (), (2,)], None])
def test_the_components_of_an_element_stay_together(shapes):
    queue = RandomShuffleQueue(-1, 0, [np.int32, str, np.int32], shapes, seed=2)
    came = np.arange(0, 0)
    left: list[int] = []
    generator = np.random.default_rng(0)
    for _ in range(60):
        n = int(generator.integers(1, 30))
        new = np.arange(len(came), len(came) + n, dtype=np.int32)
        came = np.append(came, new)
        queue.put_many([new, np.array([b"%d" % i for i in new], object), np.stack([new, -new], 1)])
        lease = queue.lease(int(generator.integers(0, queue.size() + 1)))
        lease.commit(lease.n)
        for number, text, pair in zip(*(lease.columns or [[]] * 3), strict=True):
            assert (text, pair.tolist()) == (b"%d" % number, [number, -number])
            left.append(int(number))
        for _ in range(min(queue.size(), 3)):
            number, text, pair = queue.take()
            assert (text, pair.tolist()) == (b"%d" % number, [number, -number])
            left.append(int(number))
    while queue.size():
        left.append(int(queue.take()[0]))
    assert sorted(left) == came.tolist()


def test_min_after_dequeue_stays_behind_until_the_queue_is_closed():
    queue = filled(10, capacity=20, min_after_dequeue=4)
    nowait = RunContext(nowait=True)
    queue.dequeue_many(5)
    queue.dequeue()
    for call in (queue.take, queue.wait_ready):
        with pytest.raises(WouldBlock):
            call(nowait)
    with pytest.raises(WouldBlock):
        queue.take_many(2, nowait, partial_ok=True)
    assert queue.lease(3).n == 0
    queue.close()
    assert len(queue.dequeue_up_to(10)[0]) == 4


@pytest.mark.parametrize(
    ("capacity", "found", "message"),
    [
        (
            32,
            40,
            "min_after_dequeue 40 must be < capacity 32\n"
            "random_shuffle_queue 'images': min_after_dequeue must be in [0, 32), the capacity; got 40",
        ),
        (
            32,
            -1,
            "min_after_dequeue -1 must be >= 0\n"
            "random_shuffle_queue 'images': min_after_dequeue must be in [0, 32), the capacity; got -1",
        ),
        (
            -1,
            -1,
            "min_after_dequeue -1 must be >= 0\nrandom_shuffle_queue 'images': min_after_dequeue must be at least 0; got -1",
        ),
        (
            0,
            0,
            "min_after_dequeue 0 must be < capacity 0\n"
            "random_shuffle_queue 'images': min_after_dequeue must be in [0, 0), the capacity; got 0",
        ),
    ],
)
def test_min_after_dequeue_out_of_range(capacity, found, message):
    with pytest.raises(InvalidArgumentError) as caught:
        RandomShuffleQueue(capacity, found, [np.int32], name="images")
    assert caught.value.message == message


def test_without_a_limit_any_min_after_dequeue_is_good():
    assert filled(10, capacity=-1, min_after_dequeue=5).dequeue_many(5)[0].shape == (5,)
