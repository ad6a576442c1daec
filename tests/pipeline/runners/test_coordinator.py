"""Coordinator and LooperThread: all stop together, and the first error reaches who joins, with its traceback."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import traceback

import pytest
from support.golden import load
from support.threads import ended, in_thread, no_threads_left, outcome, wait_until

from headrace.graph.runtime.conditions import Condition
from headrace.graph.types.errors import OutOfRangeError
from headrace.pipeline.runners import coordinator as module
from headrace.pipeline.runners.coordinator import Coordinator

GOLDEN = load("coordinator.json")


def caught(error: BaseException) -> BaseException:
    """`error` as it is in the hands of who caught it."""
    try:
        raise error
    except BaseException as found:
        return found


def frames(error: BaseException) -> list[str]:
    return [frame.name for frame in traceback.extract_tb(error.__traceback__)]


def test_a_request_stops_all():
    coordinator = Coordinator()
    with no_threads_left():
        waiting = [in_thread(coordinator.wait_for_stop) for _ in range(3)]
        assert not coordinator.should_stop()
        assert coordinator.wait_for_stop(0) is False
        coordinator.request_stop()
        assert [outcome(each) for each in waiting] == [True] * 3
    assert coordinator.should_stop()
    assert coordinator.wait_for_stop() is True


def test_join_waits_for_the_given_and_the_registered_threads():
    coordinator = Coordinator()
    go = threading.Event()
    with no_threads_left():
        given, registered = threading.Thread(target=go.wait), threading.Thread(target=coordinator.wait_for_stop)
        for thread in (given, registered):
            thread.start()
        coordinator.register_thread(registered)
        coordinator.register_thread(registered)
        joining = in_thread(lambda: coordinator.join([given, given]))
        assert not coordinator.joined
        coordinator.request_stop()
        ended(registered)
        assert joining[0].is_alive()
        go.set()
        assert outcome(joining) is None
    assert coordinator.joined


def test_join_leaves_no_thread_of_its_own():
    for _ in range(20):
        coordinator = Coordinator()
        thread, _ = in_thread(coordinator.wait_for_stop)
        coordinator.request_stop()
        coordinator.join([thread])
        assert "Coordinator.join" not in [each.name for each in threading.enumerate()]


def test_no_wait_for_a_stop_is_without_limit_in_the_main_thread(monkeypatch):
    """Python would hear a Ctrl-C that comes on the way into such a wait at its end only."""
    monkeypatch.setattr(module, "longest_wait", lambda: 0.001)
    timeouts: list[float | None] = []

    class Changed(Condition):
        def wait(self, timeout=None):
            timeouts.append(timeout)
            return super().wait(timeout)

    coordinator = Coordinator()
    coordinator._changed = Changed()
    with no_threads_left():
        waiting = in_thread(coordinator.wait_for_stop)
        wait_until(lambda: len(timeouts) > 2)
        assert set(timeouts) == {0.001}
        coordinator.request_stop()
        assert outcome(waiting) is True


def test_join_returns_when_all_threads_end_without_a_request():
    coordinator = Coordinator()
    never_started = threading.Thread(target=lambda: None)
    thread, _ = in_thread(lambda: None)
    coordinator.join([thread, never_started])
    assert coordinator.joined
    assert not coordinator.should_stop()


def test_join_names_the_threads_that_live_on():
    golden = GOLDEN["join timeout"]["ok"]["error"]
    coordinator = Coordinator()
    go = threading.Event()
    stuck = threading.Thread(target=go.wait, name="stuck", daemon=True)
    stuck.start()
    coordinator.request_stop()
    with no_threads_left():
        with pytest.raises(RuntimeError) as raised:
            coordinator.join([stuck], stop_grace_period_secs=0.02)
        assert (type(raised.value).__name__, str(raised.value)) == (golden["class"], golden["message"])
        assert coordinator.joined
    go.set()
    ended(stuck)


def test_live_threads_can_be_ignored(caplog):
    coordinator = Coordinator()
    go = threading.Event()
    thread, _ = in_thread(go.wait)
    coordinator.request_stop()
    with caplog.at_level(logging.INFO):
        coordinator.join([thread], stop_grace_period_secs=0, ignore_live_threads=True)
    assert caplog.messages == [f"Coordinator stopped with threads still running: {thread.name}"]
    go.set()
    ended(thread)


def test_the_exception_is_raised_though_threads_live_on():
    coordinator = Coordinator()
    go = threading.Event()
    thread, _ = in_thread(go.wait)
    coordinator.request_stop(caught(KeyError("k")))
    with pytest.raises(KeyError):
        coordinator.join([thread], stop_grace_period_secs=0)
    go.set()
    ended(thread)


class Clock:
    """Stands still until it is told to go on, and counts how often it was read."""

    def __init__(self):
        self.now = 100.0
        self.reads = 0

    def monotonic(self):
        self.reads += 1
        return self.now


@pytest.mark.parametrize("first", ["stop", "join"])
def test_the_grace_period_begins_when_a_stop_was_requested_and_is_waited_for(first, monkeypatch):
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    monkeypatch.setattr(module, "longest_wait", lambda: 0.001)
    coordinator = Coordinator()
    go = threading.Event()
    thread, _ = in_thread(go.wait)

    def join():
        return in_thread(lambda: coordinator.join([thread], stop_grace_period_secs=30))

    def looked_at(times: int) -> None:
        seen = clock.reads
        wait_until(lambda: clock.reads >= seen + times)

    joining = join() if first == "join" else None
    if joining:
        wait_until(lambda: clock.reads)
    clock.now += 1000
    coordinator.request_stop()
    if joining is None:
        clock.now += 1000
        joining = join()
    looked_at(5)
    clock.now += 29
    looked_at(5)
    assert joining[0].is_alive()
    clock.now += 2
    assert str(outcome(joining)).startswith("Coordinator stopped with threads still running")
    go.set()
    ended(thread)


def fail_deep_inside():
    raise ValueError("record 812 is torn")


@pytest.mark.parametrize("give", [lambda error: error, lambda error: (type(error), error, error.__traceback__)])
def test_join_raises_the_exception_with_its_traceback_however_often(give):
    coordinator = Coordinator()

    def work():
        try:
            fail_deep_inside()
        except ValueError as error:
            coordinator.request_stop(give(error))

    thread, _ = in_thread(work)
    for call in (lambda: coordinator.join([thread]), *[coordinator.raise_requested_exception] * 3):
        with pytest.raises(ValueError, match="record 812 is torn") as raised:
            call()
        assert frames(raised.value)[-2:] == ["work", "fail_deep_inside"]
        assert frames(raised.value).count("raise_requested_exception") <= 1


def test_an_exception_needs_no_except_block():
    """TensorFlow fails with a formatting error here, and nobody learns what went wrong."""
    assert GOLDEN["raise_requested_exception"]["error"]["class"] == "TypeError"
    coordinator = Coordinator()
    coordinator.request_stop(ValueError("boom"))
    with pytest.raises(ValueError, match="boom"):
        coordinator.raise_requested_exception()


@pytest.mark.parametrize("ex", ["boom", 3, ValueError, (None, None, None), (ValueError, "boom"), ()])
def test_what_is_no_exception_is_refused_and_stops_nothing(ex):
    coordinator = Coordinator()
    expected = GOLDEN["request_stop of a non-exception"]["error"]["class"]
    with pytest.raises(TypeError, match="request_stop: ex must be an exception") as raised:
        coordinator.request_stop(ex)
    assert type(raised.value).__name__ == expected
    assert not coordinator.should_stop()


def test_the_first_error_stays(caplog):
    coordinator = Coordinator()
    coordinator.request_stop(caught(ValueError("first")))
    with caplog.at_level(logging.INFO):
        coordinator.request_stop(caught(KeyError("second")))
        coordinator.request_stop()
    assert "after it stopped" in caplog.text
    with pytest.raises(ValueError, match="first"):
        coordinator.join()


def test_an_error_after_a_regular_stop_is_not_raised():
    coordinator = Coordinator()
    coordinator.request_stop()
    coordinator.request_stop(caught(ValueError("on the way out")))
    coordinator.join()


def test_an_out_of_range_error_is_a_clean_stop():
    assert GOLDEN["request_stop(OutOfRangeError) is clean; join"]["ok"] is None
    for error in (OutOfRangeError(None, None, "end"), (OutOfRangeError, OutOfRangeError(None, None, "end"), None)):
        coordinator = Coordinator()
        coordinator.request_stop(error)
        assert coordinator.should_stop()
        coordinator.join()


def test_the_types_of_a_clean_stop_can_be_chosen():
    coordinator = Coordinator(clean_stop_exception_types=[StopIteration])
    coordinator.request_stop(StopIteration())
    coordinator.join()
    coordinator.clear_stop()
    coordinator.request_stop(OutOfRangeError(None, None, "end"))
    with pytest.raises(OutOfRangeError):
        coordinator.join()


def test_an_exception_after_the_join_is_raised_at_once():
    golden = GOLDEN["request_stop(e) inside an except block, then join and raise_requested_exception"]["ok"]
    coordinator = Coordinator()
    error = caught(ValueError("boom"))
    coordinator.request_stop(error)
    assert coordinator.should_stop() is golden["should_stop"]
    for call, key in ((coordinator.join, "join"), (coordinator.raise_requested_exception, "raise_requested_exception")):
        with pytest.raises(ValueError) as raised:
            call()
        assert str(raised.value) == golden[key]["error"]["message"]
    assert coordinator.request_stop() is golden["request_stop again"]
    with pytest.raises(KeyError):
        coordinator.request_stop(KeyError("late"))
    coordinator.request_stop(OutOfRangeError(None, None, "end"))


def test_stop_on_exception_turns_an_exception_into_a_request():
    golden = GOLDEN["stop_on_exception"]["ok"]
    coordinator = Coordinator()
    with coordinator.stop_on_exception():
        raise KeyError("k")
    assert coordinator.should_stop() is golden["should_stop"]
    assert coordinator.wait_for_stop(0) is golden["wait_for_stop(0)"]
    with pytest.raises(KeyError) as raised:
        coordinator.join()
    assert str(raised.value) == golden["join"]["error"]["message"]
    coordinator.clear_stop()
    assert coordinator.should_stop() is golden["after clear_stop"]
    assert not coordinator.joined
    coordinator.raise_requested_exception()
    coordinator.join()


@pytest.mark.parametrize("kind", [KeyboardInterrupt, SystemExit, GeneratorExit, StopIteration])
def test_stop_on_exception_takes_every_kind(kind):
    coordinator = Coordinator()
    with coordinator.stop_on_exception():
        raise kind
    with pytest.raises(kind):
        coordinator.join()


def test_stop_on_exception_lets_a_good_block_pass():
    coordinator = Coordinator()
    with coordinator.stop_on_exception():
        pass
    assert not coordinator.should_stop()


def test_a_thread_cannot_join_itself():
    coordinator = Coordinator()
    coordinator.register_thread(threading.current_thread())
    with pytest.raises(RuntimeError, match="'MainThread' cannot join itself"):
        coordinator.join()


JOINED = """
import os, signal, threading, time
from headrace.pipeline.runners import coordinator as module
from headrace.pipeline.runners.coordinator import Coordinator

coordinator = Coordinator()
thread = threading.Thread(target=coordinator.wait_for_stop)
thread.start()
for call in (lambda: coordinator.join([thread]), coordinator.wait_for_stop):
    inside = threading.Event()
    def interrupt():
        inside.wait()
        global sent
        sent = time.monotonic()
        os.kill(os.getpid(), signal.SIGINT)
    interrupter = threading.Thread(target=interrupt)
    interrupter.start()
    try:
        inside.set()
        call()
    except KeyboardInterrupt:
        assert time.monotonic() - sent < 1
        assert not coordinator.joined
        assert thread.is_alive()
    else:
        raise AssertionError("no interrupt")
    interrupter.join()
coordinator.request_stop()
coordinator.join([thread])
print("good")
"""


def test_ctrl_c_ends_a_join():
    done = subprocess.run([sys.executable, "-c", JOINED], capture_output=True, text=True, timeout=50, check=False)
    assert (done.stdout, done.stderr) == ("good\n", "")
