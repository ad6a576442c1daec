"""shuffle: each element once, one order for one seed, another for each pass, whatever blocks it is asked for."""

from __future__ import annotations

import numpy as np
import pytest
from support.flows.functions import Function
from support.flows.pulling import elements_of
from support.hot_modules import uncompiled

from headrace.graph.blocks.deferred import CompactColumn, DeferredSteps
from headrace.graph.runtime.run_context import FOREVER
from headrace.graph.types.errors import InvalidArgumentError
from headrace.pipeline.data.flow.batches import Batch, Unbatch
from headrace.pipeline.data.flow.choices import Zip
from headrace.pipeline.data.flow.maps import Map
from headrace.pipeline.data.flow.order import Repeat
from headrace.pipeline.data.flow.prefetching import Prefetch
from headrace.pipeline.data.flow.shuffles import Shuffle, ShuffleAndRepeat
from headrace.pipeline.data.flow.sources import Range
from headrace.pipeline.queues.storage import _draw_cy


def test_passes_differ_unless_they_must_not():
    first, second = np.array(elements_of(Repeat(Shuffle(Range(0, 50, 1), 20, 5), 2))).reshape(2, 50).tolist()
    assert sorted(first) == sorted(second) == list(range(50))
    assert first != second
    first, second = np.array(elements_of(Repeat(Shuffle(Range(0, 50, 1), 20, 5, 0, False), 2))).reshape(2, 50).tolist()
    assert first == second != list(range(50))


def test_seeds_say_the_order():
    assert elements_of(Shuffle(Range(0, 50, 1), 20, 5)) == elements_of(Shuffle(Range(0, 50, 1), 20, 5))
    assert elements_of(Shuffle(Range(0, 50, 1), 20, 5)) != elements_of(Shuffle(Range(0, 50, 1), 20, 6))
    assert elements_of(Shuffle(Range(0, 50, 1), 20)) != elements_of(Shuffle(Range(0, 50, 1), 20))
    fused = elements_of(ShuffleAndRepeat(Range(0, 50, 1), 20, 2, 5))
    assert fused == elements_of(Repeat(Shuffle(Range(0, 50, 1), 20, 5), 2))


def test_no_element_comes_before_its_time():
    for seed in range(1, 30):
        found = elements_of(Shuffle(Range(0, 200, 1), 10, seed))
        assert all(x < place + 10 for place, x in enumerate(found))


def test_all_places_of_a_buffer_are_equally_likely():
    counts = np.zeros(4)
    for seed in range(1, 2001):
        counts[elements_of(Shuffle(Range(0, 4, 1), 4, seed))[0]] += 1
    assert counts.min() > 400


@pytest.mark.parametrize("size", [0, -3])
def test_a_buffer_has_room(size):
    with pytest.raises(InvalidArgumentError, match="buffer_size must be greater than zero"):
        Shuffle(Range(0, 4, 1), size)


class _Widening(Function):
    """Makes rows of 100 floats, which may be left out until they are needed."""

    def __init__(self):
        super().__init__(lambda x: [np.full(100, x, np.float64)])
        self.deferred = 0

    def block(self, run, n, columns, deferring=False):
        if not deferring:
            return super().block(run, n, columns)
        self.deferred += n
        steps = DeferredSteps("wide", np.dtype(np.int64), (), (100,), lambda n, x: np.repeat(x[:, None], 100, 1).astype(float))
        return [CompactColumn(np.asarray(columns[0]), steps)]


def test_what_only_makes_elements_bigger_is_done_behind_it():
    function = _Widening()
    found = elements_of(Batch(Shuffle(Map(Range(0, 300, 1), function), 100, 3), 8))
    assert function.deferred == 300
    assert found == elements_of(Batch(Shuffle(Map(Range(0, 300, 1), Function(function.call)), 100, 3), 8))
    assert elements_of(Shuffle(Map(Range(0, 30, 1), function), 9, 3)) == elements_of(
        Shuffle(Map(Range(0, 30, 1), Function(function.call)), 9, 3)
    )


def test_what_is_prefetched_is_compact():
    function = _Widening()
    meant = elements_of(Batch(Map(Range(0, 300, 1), Function(function.call)), 8))
    for dataset in (
        Batch(Map(Range(0, 300, 1), function), 8),
        Batch(Map(Range(0, 300, 1), function), 8, False, True),
        Map(Batch(Map(Range(0, 300, 1), function), 8), Function(lambda x: [x])),
    ):
        assert elements_of(Prefetch(dataset, 3)) == meant
        assert elements_of(Unbatch(Prefetch(dataset, 3))) == [row for batch in meant for row in batch]
    assert function.deferred > 300
    mixed = Zip(Map(Range(0, 30, 1), function), Map(Range(0, 30, 1), Function(lambda x: [np.full(int(x) // 5, x)])))
    wide, narrow = zip(*elements_of(Prefetch(Batch(mixed, 5), 2)), strict=True)
    assert list(wide) == elements_of(Batch(Map(Range(0, 30, 1), Function(function.call)), 5))
    assert narrow[2] == [[x] * 2 for x in range(10, 15)]


def test_what_is_not_kept_is_not_compact():
    function = _Widening()
    assert len(elements_of(Batch(Map(Range(0, 30, 1), function), 10))) == 3
    assert function.deferred == 0


@pytest.mark.parametrize("exchange", [_draw_cy.exchange, uncompiled("headrace.pipeline.queues.storage._draw_cy").exchange])
def test_exchange(exchange):
    order = np.array([10, 11, 12])
    assert exchange(order, np.array([1, 1, 0, 1]), np.array([20, 21, 22])).tolist() == [11, 20, 10, 21]
    assert order.tolist() == [22, 21, 12]
    with pytest.raises(ValueError, match="a place is none of the order"):
        exchange(order, np.array([3]), np.array([], np.int64))
    with pytest.raises(ValueError, match="2 numbers for 1 places"):
        exchange(order, np.array([0]), np.array([1, 2]))


def test_elements_of_several_shapes_are_kept_as_they_are():
    ragged = Map(Range(0, 40, 1), Function(lambda x: [np.full(int(x) % 3, x), np.asarray(b"x" * int(x), object)]))
    found = elements_of(Shuffle(ragged, 15, 2))
    assert sorted(len(text) for _, text in found) == list(range(40))
    assert all(value == [len(text)] * (len(text) % 3) for value, text in found)
    flow = Shuffle(ragged, 15, 2).begin(FOREVER)
    flow.next(FOREVER, 7)
    flow.close()


def test_the_room_of_elements_that_have_gone_is_used_again():
    flow = Shuffle(Range(0, 20_000, 1), 40).begin(FOREVER)
    flow.next(FOREVER, 1)
    _, held = flow.held()
    for _ in range(10_000):
        flow.next(FOREVER, 1)
    assert flow.held()[1] <= held
    flow.close()


def test_a_buffer_that_no_dataset_fills_takes_memory_as_elements_come():
    flow = Shuffle(Range(0, 100, 1), 1 << 24).begin(FOREVER)
    flow.next(FOREVER, 1)
    assert flow.held()[1] < 1 << 20
    flow.close()
