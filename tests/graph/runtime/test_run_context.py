"""Waits that end early. `blocked` makes sure that a thread truly waits before the test goes on."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from support.threads import in_thread, outcome, wait_until

from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import FOREVER, RunContext, WouldBlock
from headrace.graph.types.errors import CancelledError, DeadlineExceededError


def never() -> bool:
    return False


class Wait:
    """A thread that waits under a context until `fact` is set."""

    def __init__(self, context: RunContext, condition: Condition | None = None, watchdog: Any = None) -> None:
        self.condition = condition or Condition()
        self.fact = False
        self._context = context
        self._watchdog = watchdog
        self._asked = threading.Event()
        self._started = in_thread(self._run)

    def _predicate(self) -> bool:
        self._asked.set()
        return self.fact

    def _run(self) -> str:
        with self.condition.lock:
            self._context.wait_for(self.condition, self._predicate, self._watchdog)
            return "served"

    def blocked(self) -> Wait:
        assert self._asked.wait(20)
        with self.condition.lock:  # the waiter gives it up only by waiting
            return self

    def serve(self) -> None:
        with self.condition.lock:
            self.fact = True
            self.condition.notify_all()

    def outcome(self) -> Any:
        return outcome(self._started)


def test_a_true_predicate_does_not_wait_whatever_the_context():
    cancelled = RunContext()
    cancelled.cancel("closed")
    condition = Condition()
    with condition.lock:
        for context in (FOREVER, RunContext(nowait=True), RunContext(timeout=0), cancelled):
            context.wait_for(condition, lambda: True)


def test_a_wait_ends_when_the_predicate_has_become_true():
    wait = Wait(RunContext()).blocked()
    wait.serve()
    assert wait.outcome() == "served"


def test_a_wake_without_the_fact_is_no_end():
    wait = Wait(RunContext()).blocked()
    with wait.condition.lock:
        wait.condition.notify_all()
    wait.blocked().serve()
    assert wait.outcome() == "served"


# ---- nowait


def test_nowait_raises_where_a_wait_would_begin():
    condition = Condition()
    with condition.lock, pytest.raises(WouldBlock):
        RunContext(nowait=True).wait_for(condition, never)


# ---- deadline


@pytest.mark.parametrize("timeout", [0, 0.01])
def test_the_deadline_ends_a_wait(timeout):
    condition = Condition()
    with condition.lock:
        with pytest.raises(DeadlineExceededError, match=r"^Timed out waiting for notification$") as raised:
            RunContext(timeout=timeout).wait_for(condition, never)
        assert raised.value.error_code == 4
        assert outcome(in_thread(lambda: condition.lock.acquire(blocking=False))) is False  # it is held again


def test_the_deadline_counts_from_the_making_of_the_context_over_all_its_waits():
    context = RunContext(timeout=0.01)
    condition = Condition()
    with condition.lock:
        for _ in range(2):
            with pytest.raises(DeadlineExceededError):
                context.wait_for(condition, never)
    assert context.seconds_left() == 0


def test_a_fact_that_comes_in_time_beats_the_deadline():
    wait = Wait(RunContext(timeout=600)).blocked()
    wait.serve()
    assert wait.outcome() == "served"


def test_seconds_left():
    assert RunContext().seconds_left() is None
    assert 0 < RunContext(timeout=600).seconds_left() <= 600
    assert RunContext(timeout=0).seconds_left() == 0


# ---- cancellation


def test_cancel_from_another_thread_wakes_a_wait():
    context = RunContext()
    wait = Wait(context).blocked()
    context.cancel("Session has been closed.")
    error = wait.outcome()
    assert isinstance(error, CancelledError)
    assert error.message == "Session has been closed."


def test_cancel_wakes_all_waits_on_all_conditions():
    context = RunContext()
    shared = Condition()
    waits = [Wait(context, shared), Wait(context, shared), Wait(context)]
    for wait in waits:
        wait.blocked()
    context.cancel("closed")
    assert all(isinstance(wait.outcome(), CancelledError) for wait in waits)


def test_cancel_still_wakes_the_second_of_two_when_the_first_has_left_their_condition():
    context = RunContext()
    shared = Condition()
    first, second = Wait(context, shared).blocked(), Wait(context, shared).blocked()
    first.serve()
    assert first.outcome() == "served"
    second.blocked()
    context.cancel("closed")
    assert isinstance(second.outcome(), CancelledError)


def test_after_cancel_every_wait_raises_at_once():
    context = RunContext(timeout=600)
    context.cancel("closed")
    condition = Condition()
    with condition.lock:
        for _ in range(2):
            with pytest.raises(CancelledError, match=r"^closed$"):
                context.wait_for(condition, never)


def test_cancelling_tells_more_than_the_deadline():
    context = RunContext(timeout=0)
    context.cancel("closed")
    condition = Condition()
    with condition.lock, pytest.raises(CancelledError):
        context.wait_for(condition, never)


def test_a_cancel_between_the_last_look_and_the_wait_is_not_lost():
    context = RunContext()
    condition = Condition()
    cancels = []

    def is_cancelled() -> bool:
        other = Condition()
        try:
            with other.lock:
                RunContext(timeout=0, parent=context).wait_for(other, never)
        except CancelledError:
            return True
        except DeadlineExceededError:
            return False
        raise AssertionError

    def cancel_now(_: float) -> None:
        if not cancels:
            cancels.append(in_thread(lambda: context.cancel("closed")))
            wait_until(is_cancelled)  # only then wait; `cancel` itself needs the condition that is held here

    wait = Wait(context, condition, watchdog=cancel_now)
    assert isinstance(wait.outcome(), CancelledError)
    assert outcome(cancels[0]) is None


def test_the_parents_cancel_reaches_its_children():
    session = RunContext()
    waits = [Wait(RunContext(parent=RunContext(timeout=600, parent=session))), Wait(session)]
    for wait in waits:
        wait.blocked()
    session.cancel("closed")
    assert [wait.outcome().message for wait in waits] == ["closed", "closed"]
    condition = Condition()
    with condition.lock, pytest.raises(CancelledError, match=r"^closed$"):
        RunContext(parent=session).wait_for(condition, never)


def test_a_childs_cancel_leaves_parent_and_siblings_alone():
    session = RunContext()
    child = RunContext(parent=session)
    others = [Wait(session), Wait(RunContext(parent=session))]
    for wait in others:
        wait.blocked()
    cancelled = Wait(child).blocked()
    child.cancel("step over")
    assert isinstance(cancelled.outcome(), CancelledError)
    for wait in others:
        wait.blocked().serve()
        assert wait.outcome() == "served"


@pytest.mark.parametrize("how", ["served", "deadline", "watchdog"])
def test_a_finished_wait_leaves_nothing_that_cancel_would_have_to_lock(how):
    session = RunContext()
    context = RunContext(timeout=0 if how == "deadline" else None, parent=session)
    condition = Condition()
    facts = iter([False, how == "served"])

    def refuse(_: float) -> float:
        if how == "watchdog":
            raise LookupError
        return 0

    with condition.lock:
        try:
            context.wait_for(condition, lambda: next(facts), refuse)
        except (DeadlineExceededError, LookupError):
            assert how != "served"
        for canceller in (context, session):
            assert outcome(in_thread(lambda canceller=canceller: canceller.cancel("closed"))) is None


# ---- watchdog


def test_the_watchdog_is_called_at_the_start_and_as_often_as_it_asks():
    calls = []

    def watchdog(waited: float) -> float:
        calls.append(waited)
        if len(calls) == 3:
            raise LookupError("all runners have ended")
        return 0.002

    condition = Condition()
    with condition.lock, pytest.raises(LookupError, match="all runners have ended"):
        RunContext().wait_for(condition, never, watchdog)
    assert 0 <= calls[0] < calls[1] < calls[2]
    assert calls[2] >= 0.004 * 0.9


def test_a_watchdog_without_wishes_is_called_after_each_wake():
    calls = []
    wait = Wait(RunContext(), watchdog=calls.append).blocked()
    assert len(calls) == 1
    with wait.condition.lock:
        wait.condition.notify_all()
    wait_until(lambda: len(calls) == 2)
    wait.blocked().serve()
    assert wait.outcome() == "served"
    assert len(calls) == 2


def test_the_watchdog_may_end_the_wait_of_another_threads_making():
    alive = [True]

    def watchdog(_: float) -> None:
        if not alive[0]:
            raise LookupError("the last runner died")

    wait = Wait(RunContext(), watchdog=watchdog).blocked()
    alive[0] = False
    with wait.condition.lock:
        wait.condition.notify_all()
    assert isinstance(wait.outcome(), LookupError)


def test_the_watchdog_is_not_called_when_nothing_waits():
    calls: list[float] = []
    condition = Condition()
    with condition.lock:
        RunContext().wait_for(condition, lambda: True, calls.append)
        with pytest.raises(WouldBlock):
            RunContext(nowait=True).wait_for(condition, never, calls.append)
    assert calls == []


@pytest.mark.parametrize("patience", [600, None])
def test_a_patient_watchdog_does_not_put_off_the_deadline(patience):
    condition = Condition()
    with condition.lock, pytest.raises(DeadlineExceededError):
        RunContext(timeout=0.01).wait_for(condition, never, lambda _: patience)


def test_the_deadline_does_not_put_off_the_watchdog():
    calls = []

    def watchdog(waited: float) -> float:
        calls.append(waited)
        if len(calls) == 2:
            raise LookupError
        return 0.001

    condition = Condition()
    with condition.lock, pytest.raises(LookupError):
        RunContext(timeout=600).wait_for(condition, never, watchdog)
