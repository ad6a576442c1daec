"""How many threads compute at once: simulated pipelines, whose rates are known, on a clock of the test's own."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from headrace.pipeline.runners.pace import Pace


def simulate(pace: Pace, rate_of: Callable[[int], float], seconds: float, idle: Callable[[int], float] = lambda k: 0.0) -> dict:
    """Seconds for which each number of threads computed; each moves blocks of 2 ms, at rates that vary by 4 %."""
    draw = random.Random(3)
    spent: dict[int, float] = {}
    now = pace._began or 0.0
    end = now + seconds
    while now < end:
        step = 0.002
        most = pace.most
        spent[most] = spent.get(most, 0.0) + step
        now += step
        pace.waited_for_room(idle(most) * step)
        pace.count(round(rate_of(most) * step * draw.uniform(0.96, 1.04)), now)
    return spent


def share(spent: dict, most: int) -> float:
    return spent.get(most, 0.0) / sum(spent.values())


@pytest.mark.parametrize(
    ("rates", "best"),
    [
        ([1000, 700, 650, 640], 1),
        ([1000, 990, 1000, 1010], 1),
        ([1000, 1900, 1500, 1400], 2),
        ([1000, 1400, 1800, 2300], 4),
        ([1000, 1100, 1200, 1210], 3),
    ],
)
def test_it_finds_the_number_that_brings_most(rates, best):
    def rate_of(most: int) -> float:
        return 100.0 * rates[most - 1]

    spent = simulate(Pace(len(rates)), rate_of, 20.0)
    assert max(spent, key=spent.__getitem__) == best
    moved = sum(rate_of(most) * seconds for most, seconds in spent.items()) / sum(spent.values())
    assert moved >= 0.97 * rate_of(best)


def test_it_begins_with_one_and_looking_for_more_costs_little():
    pace = Pace(16)
    assert pace.most == 1
    spent = simulate(pace, lambda most: 1e6 if most == 1 else 4e5, 1.0)
    assert share(spent, 1) > 0.93
    assert set(spent) == {1, 2}


def test_it_follows_what_changes():
    pace = Pace(8)
    simulate(pace, lambda most: 1e5 * min(most, 3), 10.0)
    assert pace._best == 3
    simulate(pace, lambda most: 1e5 / most, 30.0)
    assert pace._best == 1


def test_threads_that_only_wait_for_room_become_fewer():
    pace = Pace(8)
    simulate(pace, lambda most: 1e5 * most, 5.0)
    assert pace._best >= 6
    simulate(pace, lambda most: 2e5, 5.0, idle=lambda most: most - 1.5)
    assert pace._best == 2


def test_no_more_than_there_are():
    pace = Pace(3)
    spent = simulate(pace, lambda most: 1e5 * most, 5.0)
    assert max(spent) == 3
    assert simulate(Pace(1), lambda most: 1e5, 1.0).keys() == {1}
