"""Random programs of threads at queues and a Coordinator, and what must be true after each schedule of them."""

from __future__ import annotations

import contextlib
import functools
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import CancelledError, OutOfRangeError
from headrace.pipeline.queues import Queue
from headrace.pipeline.runners.coordinator import Coordinator
from support.queues.cases import element, elements
from support.queues.kinds import KINDS_OF_TENSORFLOW, plain

from .flows import flows
from .scheduler import Scheduler

IN_ORDER = ("FIFOQueue", "PaddingFIFOQueue")


class Account:
    """What threads put in and took out."""

    def __init__(self) -> None:
        self.tried: Counter[int] = Counter()  # begun to put in
        self.put: Counter[int] = Counter()  # and certainly in
        self.taken: list[list[int]] = []


def _values(kind: str, taken: list[Any]) -> list[int]:
    return np.ravel(taken[-1]).tolist()


def _produce(queue: Queue, kind: str, values: list[int], rng: random.Random, account: Account, run: RunContext) -> None:
    """Put values in, one way or another, until the queue is closed or the run cancelled."""
    try:
        while values:
            n = min(len(values), rng.choice((1, 1, 2, 3, 5)))
            part, values = values[:n], values[n:]
            account.tried.update(part)
            way = rng.random()
            if n == 1 and way < 0.6:
                queue.put([np.asarray(each) for each in element(kind, part[0])], run)
            elif way < 0.7:
                queue.put_many([np.asarray(column) for column in elements(kind, part)], run)
            else:
                room = queue.reserve(n, run)
                if rng.random() < 0.1:
                    queue.release(room)
                    values = part + values
                    continue
                queue.put_reserved([np.asarray(column)[:room] for column in elements(kind, part)], room, room)
                values = part[room:] + values
                part = part[:room]
            account.put.update(part)
    except (CancelledError, OutOfRangeError):
        pass


def _consume(queue: Queue, kind: str, rng: random.Random, account: Account, run: RunContext, leases: bool) -> None:
    """Take out, one way or another, until there is no more."""
    own: list[int] = []
    account.taken.append(own)
    try:
        while True:
            way = rng.random()
            if way < 0.4:
                own += _values(kind, [np.asarray(part)[None] for part in queue.take(run)])
            elif way < 0.7 or not leases:
                own += _values(kind, queue.take_many(rng.choice((1, 2, 3)), run, partial_ok=True))
            else:
                queue.wait_ready(run)
                lease = queue.lease(rng.choice((1, 2, 4)))
                used = rng.randint(0, lease.n)
                if used:
                    own += _values(kind, [np.asarray(column)[:used] for column in lease.columns])
                lease.commit(used)
    except (CancelledError, OutOfRangeError):
        pass


def _move(source: Queue, sink: Queue, kind: str, rng: random.Random, run: RunContext) -> None:
    """Move blocks from queue to queue, as a queue runner does."""
    try:
        while True:
            source.wait_ready(run)
            room = sink.reserve(rng.choice((1, 2, 4)), run)
            lease = source.lease(room)
            if not lease.n:
                sink.release(room)
                lease.commit(0)
                continue
            used, moved = rng.randint(0, lease.n), 0
            try:
                sink.put_reserved([np.asarray(column)[:used] for column in lease.columns], used, room)
                moved = used
            finally:
                lease.commit(moved)
    except (CancelledError, OutOfRangeError):
        pass


def queues(seed: int) -> int:
    """Threads at one queue, or at two that others move elements between. Returns how many steps it took."""
    rng = random.Random(seed)
    kind = rng.choice(KINDS_OF_TENSORFLOW)
    fine = rng.random() < 0.25
    leases = rng.random() < 0.5
    ending = rng.choice(("close", "close", "cancel", "cancel the runs", "let go"))
    account = Account()
    with Scheduler(seed, fine, haste=0.9 if fine else rng.choice((0.0, 0.3, 0.7))) as scheduler:
        run = RunContext()
        made = [plain(kind, rng.choice((1, 2, 3, 6)), [np.int64], [()]) for _ in range(rng.choice((1, 1, 2)))]
        first, last = made[0], made[-1]
        producers = rng.choice((1, 2, 3))
        left = [producers]
        movers = [rng.choice((1, 2))] if len(made) == 2 else [0]
        seeds = iter([rng.random() for _ in range(20)])

        def produce(number: int, own: random.Random) -> None:
            values = [number * 100 + each for each in range(own.choice((3, 6, 10)))]
            _produce(first, kind, values, own, account, run)
            left[0] -= 1
            if not left[0] and ending in ("close", "cancel the runs"):
                _closed(first)

        def move(own: random.Random) -> None:
            _move(first, last, kind, own, run)
            movers[0] -= 1
            if not movers[0]:
                _closed(last)

        def end() -> None:
            if ending == "cancel":
                first.close(cancel_pending_enqueues=True)
            elif ending == "cancel the runs":
                run.cancel("cancelled")
            elif ending == "let go":
                for each in made:
                    each.let_go("the session is closed")

        for number in range(producers):
            scheduler.start(f"producer {number}", functools.partial(produce, number, random.Random(next(seeds))))
        for number in range(movers[0]):
            scheduler.start(f"mover {number}", functools.partial(move, random.Random(next(seeds))))
        consumers = rng.choice((1, 2, 3))
        for number in range(consumers):
            own = random.Random(next(seeds))
            scheduler.start(f"consumer {number}", functools.partial(_consume, last, kind, own, account, run, leases))
        if ending != "close":
            scheduler.start("end", end)
        scheduler.run()
        in_order = kind in IN_ORDER and (consumers == 1 or not leases) and len(made) == 1
        _held(scheduler, made, account, ending, in_order)
    return scheduler.steps


def _closed(queue: Queue) -> None:
    with contextlib.suppress(CancelledError):
        queue.close()


def _held(scheduler: Scheduler, made: list[Queue], account: Account, ending: str, in_order: bool) -> None:
    assert all(result is None for result in scheduler.results.values()), scheduler.results
    taken = Counter(value for part in account.taken for value in part)
    assert not taken or max(taken.values()) == 1, f"twice: {[value for value, count in taken.items() if count > 1]}"
    assert not taken - account.tried, f"from nowhere: {taken - account.tried}"
    if ending in ("close", "cancel"):
        lost = account.put - taken
        assert not lost, f"lost: {lost}"
    for queue in made:
        state = queue._state
        assert (len(state.dequeuers), len(state.enqueuers), state.leased) == (0, 0, 0), "somebody is left at the queue"
        assert state.reserved == 0, "room is left reserved"
        assert state.lock._owner is None, "the lock is held"
        if ending != "let go":
            statistics = queue.statistics()
            assert statistics.enqueued == statistics.dequeued + statistics.size
    if in_order:
        for part in account.taken:
            for number in {value // 100 for value in part}:
                own = [value for value in part if value // 100 == number]
                assert own == sorted(own), f"out of order: {own}"


class Fault(Exception):
    """What a thread fails with."""


def coordinators(seed: int) -> int:
    """Threads that stop together, by requests, faults and cancellations. Returns how many steps it took."""
    rng = random.Random(seed)
    fine = rng.random() < 0.4
    with Scheduler(seed, fine, haste=0.8 if fine else 0.2) as scheduler:
        coordinator = Coordinator()
        run = RunContext()
        faults: list[BaseException] = []
        woken: list[str] = []

        def waits(own: random.Random) -> None:
            way = own.choice(("wait", "timeout", "under", "at once"))
            if way == "wait":
                assert coordinator.wait_for_stop() is True
            elif way == "timeout":
                while not coordinator.wait_for_stop(own.random()):
                    assert not coordinator.should_stop() or coordinator.wait_for_stop(0)
            elif way == "under":
                _until_cancelled(lambda: coordinator.wait_for_stop_under(run))
            else:
                _until_cancelled(lambda: coordinator.wait_for_stop_at_once(lambda: False, run))
                return
            assert coordinator.should_stop() or way == "under"
            woken.append(way)

        def stops(own: random.Random) -> None:
            way = own.choice(("clean", "fault", "runner", "block"))
            error = Fault(str(own.random()))
            if way == "clean":
                coordinator.request_stop()
            elif way == "fault":
                faults.append(error)
                coordinator.request_stop(error)
            elif way == "runner":
                faults.append(error)
                coordinator.runner_failed(error)
            else:
                faults.append(error)
                with coordinator.stop_on_exception():
                    raise error
            assert coordinator.should_stop()

        for number in range(rng.choice((1, 2, 4))):
            scheduler.start(f"waits {number}", functools.partial(waits, random.Random(rng.random())))
        for number in range(rng.choice((1, 2, 3))):
            scheduler.start(f"stops {number}", functools.partial(stops, random.Random(rng.random())))
        # A runner's fault leaves those behind it at work until the program asks itself.
        scheduler.start("program", lambda: (coordinator.wait_for_stop(), coordinator.request_stop())[1])
        if rng.random() < 0.3:
            scheduler.start("cancel", lambda: run.cancel("cancelled"))
        scheduler.run()
        assert all(result is None for result in scheduler.results.values()), scheduler.results
        error = coordinator.requested_exception
        assert error is None or error in faults
        for _ in range(2):
            found = _raised(lambda: coordinator.join([]))
            assert found is error
    return scheduler.steps


def _until_cancelled(call: Callable[[], None]) -> None:
    with contextlib.suppress(CancelledError):
        call()


def _raised(call: Callable[[], None]) -> BaseException | None:
    try:
        call()
    except BaseException as error:
        return error
    return None


PROGRAMS: dict[str, Callable[[int], int]] = {"queues": queues, "coordinators": coordinators, "flows": flows}
