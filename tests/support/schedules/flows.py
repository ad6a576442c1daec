"""Random programs of threads at an iterator whose passes read ahead, and what must be true after each schedule of them."""

from __future__ import annotations

import functools
import random
from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import FOREVER, RunContext
from headrace.graph.types.errors import CancelledError, OpError, OutOfRangeError, invalid
from headrace.pipeline.data.flow.batches import Batch
from headrace.pipeline.data.flow.elements import Elements, begun
from headrace.pipeline.data.flow.maps import Map
from headrace.pipeline.data.flow.order import Repeat
from headrace.pipeline.data.flow.shuffles import Shuffle
from headrace.pipeline.data.flow.sources import Range
from support.flows.ahead import reading_ahead
from support.flows.functions import Function

from .scheduler import Scheduler


def _dataset(rng: random.Random) -> Any:
    bad = rng.choice((0, 0, 3, 7))

    def call(x: Any) -> list[Any]:
        if bad and x % bad == 1:
            raise invalid(f"bad {x}")
        return [x * 3]

    dataset: Any = Map(Range(0, rng.choice((0, 1, 5, 30)), 1), Function(call, True, rng.random() < 0.7))
    if rng.random() < 0.8:
        dataset = Shuffle(dataset, rng.choice((1, 4, 50)), 1, 2)
    if rng.random() < 0.5:
        dataset = Repeat(dataset, 2)
    return Batch(dataset, 3) if rng.random() < 0.5 else dataset


def _next(elements: Elements, run: RunContext) -> str:
    try:
        return repr([np.asarray(value).tolist() for value in elements.next(run)])
    except (CancelledError, OutOfRangeError):
        raise
    except OpError as error:
        return error.message


def _rest(elements: Elements, run: RunContext) -> list[str]:
    found: list[str] = []
    try:
        while True:
            found.append(_next(elements, run))
    except OutOfRangeError:
        return found


def flows(seed: int) -> int:
    """Threads that take elements, one that asks where the iterator is, one that ends it. Returns how many steps it took."""
    rng = random.Random(seed)
    inner = rng.randrange(1 << 30)
    expected = _rest(Elements(_dataset(random.Random(inner)).begin(FOREVER)), FOREVER)
    fine = rng.random() < 0.25
    takers, ending = rng.choice((1, 1, 2)), rng.choice((None, None, "close", "cancel"))
    taken: list[list[str]] = []
    states: list[Any] = []
    with Scheduler(seed, fine, haste=0.9 if fine else rng.choice((0.0, 0.3, 0.7))) as scheduler, reading_ahead(rng):
        run = RunContext()
        elements = begun(_dataset(random.Random(inner)), run)
        left = [takers]

        def take() -> None:
            own: list[str] = []
            taken.append(own)
            try:
                while True:
                    own.append(_next(elements, run))
            except OutOfRangeError:
                pass
            except CancelledError:
                assert ending is not None
            finally:
                left[0] -= 1
                if not left[0]:
                    elements.close()

        def end() -> None:
            if ending == "close":
                elements.close()
            else:
                run.cancel("cancelled")

        def ask() -> None:
            states.append(elements.state())

        for number in range(takers):
            scheduler.start(f"taker {number}", take)
        if ending is not None:
            scheduler.start("end", end)
        elif rng.random() < 0.6:
            scheduler.start("ask", ask)
        scheduler.run()
    assert all(result is None for result in scheduler.results.values()), scheduler.results
    if takers == 1:
        assert taken[0] == expected[: len(taken[0])], (taken, expected)
    found = sorted(one for own in taken for one in own)
    assert found == sorted(expected) if ending is None else not set(found) - set(expected)
    for state in states:
        _goes_on(functools.partial(_dataset, random.Random(inner)), state, expected)
    return scheduler.steps


def _goes_on(dataset: Any, state: Any, expected: list[str]) -> None:
    other = begun(dataset(), FOREVER)
    other.restore(FOREVER, state)
    rest = _rest(other, FOREVER)
    other.close()
    assert rest == expected[len(expected) - len(rest) :], (rest, expected)
