"""Threads behind prefetch, parallel map and parallel interleave: in order, lazily begun, none left."""

from __future__ import annotations

import gc
import random
import sys
import threading

import numpy as np
import pytest
from support.flows.functions import Function
from support.flows.pulling import elements_of
from support.threads import in_thread, no_threads_left, outcome, wait_until

from headrace.graph.runtime.run_context import FOREVER, RunContext
from headrace.graph.types.errors import CancelledError, DeadlineExceededError, InvalidArgumentError, OutOfRangeError, invalid
from headrace.pipeline.data.flow.elements import Elements
from headrace.pipeline.data.flow.groups import Unique
from headrace.pipeline.data.flow.interleaves import Interleave
from headrace.pipeline.data.flow.maps import Filter, Map
from headrace.pipeline.data.flow.order import IgnoreErrors, Repeat, Skip
from headrace.pipeline.data.flow.parallel_maps import ParallelMap
from headrace.pipeline.data.flow.prefetching import Prefetch
from headrace.pipeline.data.flow.shuffles import Shuffle
from headrace.pipeline.data.flow.sources import Generator, Range


@pytest.fixture(autouse=True)
def all_threads_end():
    with no_threads_left():
        yield


@pytest.fixture
def often():
    """Threads change as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def doubled(ahead=True, in_blocks=True, bad=()):
    def call(x):
        if x in bad:
            raise invalid(f"bad {x}")
        return [x * 2]

    return Function(call, ahead, in_blocks)


def behind(dataset, kind, ahead=True, bad=()):
    if kind == "prefetch":
        return Prefetch(Map(dataset, doubled(ahead, ahead, bad)), 3)
    if kind == "map":
        return ParallelMap(dataset, doubled(ahead, ahead, bad), 4)
    return Interleave(dataset, Function(lambda x: [Map(Range(x, x + 1, 1), doubled(ahead, ahead, bad))]), 3, 1, True)


KINDS = ["prefetch", "map", "interleave"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ahead", [True, False])
def test_they_keep_the_order(kind, ahead, often):
    for n in [*range(30), 300]:
        assert elements_of(behind(Range(0, n, 1), kind, ahead)) == [2 * x for x in range(n)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ahead", [True, False])
def test_errors_come_in_their_places(kind, ahead, often):
    for round in range(60):
        draw = random.Random(round)
        n = draw.randrange(1, 20)
        bad = {x for x in range(n) if draw.random() < 0.3}
        elements = Elements(behind(Range(0, n, 1), kind, ahead, bad).begin(FOREVER))
        for x in range(n):
            if x in bad:
                with pytest.raises(InvalidArgumentError, match=f"bad {x}"):
                    elements.next(FOREVER)
            else:
                assert elements.next(FOREVER) == (2 * x,)
        for _ in range(2):
            with pytest.raises(OutOfRangeError):
                elements.next(FOREVER)
        elements.close()


@pytest.mark.parametrize("kind", KINDS)
def test_they_begin_when_the_first_element_is_asked_for(kind):
    before = threading.active_count()
    elements = Elements(behind(Range(0, 100000, 1), kind).begin(FOREVER))
    assert threading.active_count() == before
    elements.next(FOREVER)
    elements.close()


@pytest.mark.parametrize("kind", KINDS)
def test_closing_ends_them_wherever_they_are(kind, often):
    for taken in range(200):
        elements = Elements(behind(Repeat(Range(0, 1000, 1), -1), kind).begin(FOREVER))
        for _ in range(taken % 7):
            elements.next(FOREVER)
        elements.close()
        with pytest.raises(CancelledError):
            elements.next(FOREVER)


@pytest.mark.parametrize("kind", KINDS)
def test_an_iterator_that_nobody_holds_lets_them_go(kind):
    for _ in range(20):
        elements = Elements(behind(Repeat(Range(0, 1000, 1), -1), kind).begin(FOREVER))
        elements.next(FOREVER)
        del elements
        gc.collect()


@pytest.mark.parametrize("kind", KINDS)
def test_they_end_with_their_session(kind):
    session = RunContext(parent=FOREVER)
    elements = Elements(behind(Repeat(Range(0, 1000, 1), -1), kind).begin(RunContext(parent=session)))
    elements.next(session)
    elements.close()


def test_no_more_is_computed_than_there_is_room_for():
    noted = []

    def numbers(run):
        for x in range(100):
            noted.append(x)
            yield (np.int64(x),)

    elements = Elements(Prefetch(Generator(numbers), 5).begin(FOREVER))
    assert elements.next(FOREVER) == (0,)
    wait_until(lambda: len(noted) == 6)
    assert elements.next(FOREVER) == (1,)
    wait_until(lambda: len(noted) == 7)
    elements.close()
    assert len(noted) == 7


def test_calls_that_are_noticed_are_as_many_at_once_as_was_said():
    lock, at_work, most = threading.Lock(), [0], [0]
    gate = threading.Event()

    def call(x):
        with lock:
            at_work[0] += 1
            most[0] = max(most[0], at_work[0])
        if at_work[0] == 4:
            gate.set()
        gate.wait(10)
        with lock:
            at_work[0] -= 1
        return [x]

    assert elements_of(ParallelMap(Range(0, 12, 1), Function(call, False, False), 4)) == list(range(12))
    assert most == [4]


@pytest.mark.parametrize("ahead", [True, False])
def test_a_wait_that_times_out_loses_nothing(ahead):
    gate = threading.Event()

    def call(x):
        gate.wait(10)
        return [x]

    for dataset in (
        Prefetch(Map(Range(0, 5, 1), Function(call, ahead, False)), 2),
        ParallelMap(Range(0, 5, 1), Function(call, ahead, False), 2),
    ):
        gate.clear()
        elements = Elements(dataset.begin(FOREVER))
        for _ in range(3):
            with pytest.raises(DeadlineExceededError):
                elements.next(RunContext(timeout=0.01))
        gate.set()
        assert [elements.next(FOREVER)[0] for _ in range(5)] == list(range(5))
        elements.close()


def test_several_threads_take_each_element_once(often):
    for _ in range(20):
        elements = Elements(Prefetch(Shuffle(Range(0, 300, 1), 40), 10).begin(FOREVER))

        def take(elements=elements):
            own = []
            while True:
                try:
                    own.append(int(elements.next(FOREVER)[0]))
                except OutOfRangeError:
                    return own

        found = [outcome(started) for started in [in_thread(take) for _ in range(3)]]
        assert sorted(x for own in found for x in own) == list(range(300))
        elements.close()


def test_numbers_that_are_drawn_are_those_of_one_call_after_the_other():
    def drawing():
        draws = np.random.Generator(np.random.PCG64(7))
        function = Function(lambda x: [x + draws.random()])
        function.draws = draws
        return function

    expected = elements_of(Map(Range(0, 200, 1), drawing()))
    assert elements_of(ParallelMap(Range(0, 200, 1), drawing(), 8)) == expected


def test_what_a_thread_dies_of_is_raised():
    def call(x):
        raise SystemExit("out")

    elements = Elements(Prefetch(Map(Range(0, 5, 1), Function(call, True, False)), 2).begin(FOREVER))
    for _ in range(2):
        with pytest.raises(SystemExit):
            elements.next(FOREVER)
    elements.close()


@pytest.mark.parametrize(
    "dataset",
    [
        Filter(Repeat(Range(0, 9, 1), -1), Function(lambda x: [np.bool_(False)])),
        IgnoreErrors(Repeat(Map(Range(0, 9, 1), doubled(bad=range(9))), -1)),
        Skip(Repeat(Range(0, 9, 1), -1), 1 << 50),
        Unique(Repeat(Range(0, 1, 1), -1)),
    ],
    ids=lambda dataset: dataset.name,
)
def test_what_goes_on_for_ever_without_an_element_is_ended_by_a_deadline(dataset):
    elements = Elements((Skip(dataset, 1) if dataset.name == "UniqueDataset" else dataset).begin(FOREVER))
    with pytest.raises(DeadlineExceededError):
        elements.next(RunContext(timeout=0.02))
    elements.close()
