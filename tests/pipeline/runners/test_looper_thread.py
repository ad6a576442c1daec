"""LooperThread: a target called again and again until the coordinator stops."""

from __future__ import annotations

import threading
import time
import traceback

import pytest
from support.golden import load
from support.threads import ended, no_threads_left, wait_until

from headrace.pipeline.runners.coordinator import Coordinator
from headrace.pipeline.runners.looper import LooperThread

GOLDEN = load("coordinator.json")


def caught(error: BaseException) -> BaseException:
    """`error` as it is in the hands of who caught it."""
    try:
        raise error
    except BaseException as found:
        return found


def frames(error: BaseException) -> list[str]:
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


def fail_deep_inside():
    raise ValueError("record 812 is torn")


def test_a_looper_calls_its_target_until_the_coordinator_stops():
    coordinator = Coordinator()
    calls: list[tuple] = []

    def target(*args, **kwargs):
        calls.append((args, kwargs))
        if len(calls) == 3:
            coordinator.request_stop()

    with no_threads_left():
        looper = LooperThread.loop(coordinator, None, target, args=(1,), kwargs={"two": 2})
        assert looper.daemon
        coordinator.join()
    assert calls == [((1,), {"two": 2})] * 3


def test_a_looper_keeps_time():
    coordinator = Coordinator()
    times: list[float] = []

    def target():
        times.append(time.monotonic())
        if len(times) == 4:
            coordinator.request_stop()

    began = time.monotonic()
    with no_threads_left():
        LooperThread.loop(coordinator, 0.02, target)
        coordinator.join()
    # The k-th call is due k intervals after the start, and never earlier.
    assert all(moment >= began + k * 0.02 for k, moment in enumerate(times))


def test_a_looper_that_waits_for_its_next_call_stops_at_once():
    coordinator = Coordinator()
    called = threading.Event()
    with no_threads_left():
        looper = LooperThread.loop(coordinator, 1000, called.set)
        assert called.wait(20)
        coordinator.request_stop()
        ended(looper)


def test_the_hooks_of_a_looper():
    coordinator = Coordinator()
    seen: list[str] = []

    class Looper(LooperThread):
        def start_loop(self):
            seen.append("start")

        def run_loop(self):
            seen.append("run")
            coordinator.request_stop()

        def stop_loop(self):
            seen.append("stop")

    with no_threads_left():
        Looper(coordinator, None).start()
        coordinator.join()
    assert seen == ["start", "run", "stop"]


def test_a_looper_without_a_target_does_nothing_until_it_is_stopped():
    coordinator = Coordinator()
    with no_threads_left():
        looper = LooperThread(coordinator, 0.001)
        looper.start()
        wait_until(looper.is_alive)
        coordinator.request_stop()
        coordinator.join()


def test_a_loopers_exception_stops_the_others_and_reaches_the_join():
    coordinator = Coordinator()
    with no_threads_left():
        LooperThread.loop(coordinator, 1000, lambda: None)
        LooperThread.loop(coordinator, None, fail_deep_inside)
        with pytest.raises(ValueError, match="record 812 is torn") as raised:
            coordinator.join()
    assert frames(raised.value)[-1] == "fail_deep_inside"


def test_wrong_arguments_of_a_looper():
    with pytest.raises(ValueError, match="'coord' argument must be a Coordinator: 3"):
        LooperThread(3, None)
    with pytest.raises(ValueError, match="'args' and 'kwargs' argument require that you also pass 'target'"):
        LooperThread(Coordinator(), None, args=(1,))
