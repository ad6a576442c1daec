"""Threads at queues and a Coordinator in random schedules, each repeated by its seed; `make fuzz-schedules` goes on."""

from __future__ import annotations

import logging

import pytest
from support.schedules.programs import PROGRAMS
from support.schedules.scheduler import Deadlock, Scheduler
from support.threads import no_threads_left

from headrace.graph.runtime import conditions
from headrace.graph.runtime.conditions import Condition
from headrace.pipeline.data.flow.crew import Crew
from headrace.pipeline.queues.state import QueueState
from headrace.pipeline.queues.storage.columns import ColumnStorage
from headrace.pipeline.runners.coordinator import Coordinator

SCHEDULES = {"queues": 250, "coordinators": 150, "flows": 150}
KEPT: dict[str, list[int]] = {"queues": [223, 344, 1356, 2355], "coordinators": [], "flows": []}
"""Seeds of schedules that have failed once."""


@pytest.fixture(autouse=True)
def quiet():
    """Waits of many seconds by the scheduler's clock are told of on the log."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_lost_or_doubled_and_nobody_waits_for_ever(name):
    for seed in [*KEPT[name], *range(SCHEDULES[name])]:
        with no_threads_left():
            try:
                PROGRAMS[name](seed)
            except BaseException as error:
                raise AssertionError(f"{name}, seed {seed}: {error}") from error


def test_a_seed_settles_the_schedule():
    assert [PROGRAMS["queues"](seed) for seed in range(8)] == [PROGRAMS["queues"](seed) for seed in range(8)]


def _deaf(condition: Condition) -> None:
    """Wakes one of several."""
    for gate in condition._gates[:1]:
        if gate.locked():
            gate.release()


def _keeps_room(state: QueueState, reserved: int) -> None:
    """Gives room back and tells nobody."""
    if not state.reservations_void:
        state.reserved -= reserved
        state.count_room()


def _without_the_last(put_back):
    def forgetful(storage, columns, n):
        put_back(storage, [column[: n - 1] for column in columns], n - 1)

    return forgetful


PLANTED = ["a deaf condition", "room that nobody is told of", "a lease that loses one", "a thread that nobody waits for"]


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_is_found(planted, monkeypatch):
    program = "queues"
    if planted == "a deaf condition":
        monkeypatch.setattr(Condition, "notify_all", _deaf)
        program = "coordinators"
    elif planted == "a thread that nobody waits for":
        monkeypatch.setattr(Crew, "is_still", True)
        program = "flows"
    elif planted == "room that nobody is told of":
        monkeypatch.setattr(QueueState, "give_back", _keeps_room)
    else:
        for kind in [ColumnStorage, *ColumnStorage.__subclasses__()]:
            if "put_back" in vars(kind):
                monkeypatch.setattr(kind, "put_back", _without_the_last(vars(kind)["put_back"]))

    def fails(seed: int) -> bool:
        try:
            PROGRAMS[program](seed)
        except (AssertionError, Deadlock):
            return True
        return False

    assert any(fails(seed) for seed in range(60))


def test_threads_that_wait_for_each_other_are_named():
    def one_after_the_other(first, then):
        with first, then:
            pass

    def meets(seed: int) -> str:
        with Scheduler(seed) as scheduler:
            left, right = conditions.new_lock(), conditions.new_lock()
            scheduler.start("left", lambda: one_after_the_other(left, right))
            scheduler.start("right", lambda: one_after_the_other(right, left))
            try:
                scheduler.run()
            except Deadlock as error:
                return str(error)
            return ""

    found = {meets(seed) for seed in range(20)}
    assert {one.partition(": ")[2] for one in found} == {"", "left waits for a lock; right waits for a lock"}


def test_time_goes_on_when_all_wait():
    with Scheduler(1) as scheduler:
        coordinator = Coordinator()
        scheduler.start("patient", lambda: coordinator.wait_for_stop(3600))
        scheduler.run()
        assert scheduler.results == {"patient": False}
        assert scheduler.now >= 4600
