"""Ctrl-C while an iterator is at work: nothing is lost, and waits end."""

from __future__ import annotations

import signal
import threading

import pytest
from support.flows.functions import Function
from support.flows.pulling import elements_of
from support.threads import no_threads_left

from headrace.graph.runtime.run_context import FOREVER
from headrace.graph.types.errors import InvalidArgumentError, OutOfRangeError, invalid
from headrace.pipeline.data.flow.batches import Batch
from headrace.pipeline.data.flow.choices import Zip
from headrace.pipeline.data.flow.elements import Elements
from headrace.pipeline.data.flow.interleaves import Interleave
from headrace.pipeline.data.flow.maps import Map
from headrace.pipeline.data.flow.order import Repeat
from headrace.pipeline.data.flow.parallel_maps import ParallelMap
from headrace.pipeline.data.flow.shuffles import Shuffle
from headrace.pipeline.data.flow.sources import Generator, Range


def interrupted(at):
    """Numbers; a signal comes while one of them is computed."""
    came = []

    def call(x):
        if x == at and not came:
            came.append(x)
            signal.raise_signal(signal.SIGINT)
        return [x]

    return Map(Range(0, 12, 1), Function(call))


DATASETS = {
    "map": lambda numbers: numbers,
    "batch": lambda numbers: Batch(numbers, 3),
    "shuffle": lambda numbers: Shuffle(numbers, 4, 1),
    "zip": lambda numbers: Zip(Range(0, 12, 1), numbers, Range(0, 12, 1)),
    "interleave": lambda numbers: Interleave(numbers, Function(lambda x: [Range(x, x + 2, 1)]), 2, 1),
    "repeat": lambda numbers: Repeat(numbers, 3),
}


@pytest.mark.parametrize("name", DATASETS)
@pytest.mark.parametrize("at", range(12))
def test_it_goes_on_where_it_was(name, at):
    elements, found, interrupts = Elements(DATASETS[name](interrupted(at)).begin(FOREVER)), [], 0
    while True:
        try:
            found.append(tuple(value.tolist() for value in elements.next(FOREVER)))
        except KeyboardInterrupt:
            interrupts += 1
        except OutOfRangeError:
            break
    assert interrupts == 1
    assert [one if len(one) > 1 else one[0] for one in found] == elements_of(DATASETS[name](Range(0, 12, 1)))


def test_the_handler_is_the_same_after_it():
    before = signal.getsignal(signal.SIGINT)
    elements_of(Shuffle(Range(0, 30, 1), 4))
    assert signal.getsignal(signal.SIGINT) is before


def test_a_handler_that_goes_on_changes_nothing():
    came = []
    before = signal.signal(signal.SIGINT, lambda *_: came.append(1))
    try:
        for at in range(12):
            assert elements_of(Zip(interrupted(at), Range(0, 12, 1))) == [(x, x) for x in range(12)]
        gate = threading.Event()

        def call(x):
            if not came[12:]:
                signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
                gate.wait(0.2)
            return [x]

        assert elements_of(ParallelMap(Range(0, 5, 1), Function(call), 2)) == [0, 1, 2, 3, 4]
    finally:
        signal.signal(signal.SIGINT, before)
    assert len(came) >= 13


def test_an_error_is_not_lost():
    def call(x):
        if x == 3:
            signal.raise_signal(signal.SIGINT)
            raise invalid("bad")
        return [x]

    elements = Elements(Map(Range(0, 5, 1), Function(call, True, False)).begin(FOREVER))
    found = []
    while len(found) < 6:
        try:
            found.append(int(elements.next(FOREVER)[0]))
        except (KeyboardInterrupt, InvalidArgumentError) as error:
            found.append(type(error))
    assert found in (
        [0, 1, 2, KeyboardInterrupt, InvalidArgumentError, 4],
        [0, KeyboardInterrupt, 1, 2, InvalidArgumentError, 4],
    )


def test_a_wait_ends():
    gate = threading.Event()

    def call(x):
        if not gate.is_set():
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)
            gate.wait(20)
        return [x]

    with no_threads_left():
        elements = Elements(ParallelMap(Range(0, 5, 1), Function(call), 2).begin(FOREVER))
        with pytest.raises(KeyboardInterrupt):
            elements.next(FOREVER)
        gate.set()
        assert [int(elements.next(FOREVER)[0]) for _ in range(5)] == [0, 1, 2, 3, 4]
        elements.close()


def test_code_of_the_programs_is_interrupted():
    def numbers(run):
        signal.raise_signal(signal.SIGINT)
        pytest.fail("it goes on")
        yield

    with pytest.raises(KeyboardInterrupt):
        Elements(Generator(numbers).begin(FOREVER)).next(FOREVER)
