"""The threads that calls of other processes run in."""

from __future__ import annotations

import threading

import pytest
from support.threads import wait_until

from headrace.cluster.tasks import threads
from headrace.cluster.tasks.threads import CallThreads


def test_a_call_has_a_thread_of_its_own_which_another_has_after_it_and_no_process_waits_for_it():
    calls, ready, go = CallThreads(), threading.Barrier(3), threading.Event()

    def call():
        ready.wait(20)
        go.wait()
        return threading.current_thread()

    first = [calls.submit(call) for _ in range(2)]
    ready.wait(20)  # both run
    go.set()
    used = {one.result(20) for one in first}
    assert len(used) == 2
    assert all(thread.daemon for thread in used)
    wait_until(lambda: calls._idle == 2)
    assert calls.submit(threading.current_thread).result(20) in used
    calls.shutdown()
    assert not any(thread.is_alive() for thread in used)


def test_calls_beyond_the_most_threads_run_when_others_have_ended(monkeypatch):
    monkeypatch.setattr(threads, "MOST_WAITING", 2)
    calls, go = CallThreads(), threading.Event()
    waiting = [calls.submit(go.wait) for _ in range(4)]
    go.set()
    assert all(one.result(20) for one in waiting)
    wait_until(lambda: calls._idle == 2)
    go.clear()
    waiting = [calls.submit(go.wait) for _ in range(2)]
    assert len(calls._threads) == 2
    go.set()
    assert all(one.result(20) for one in waiting)
    with pytest.raises(ZeroDivisionError):
        calls.submit(lambda: 1 / 0).result(20)
    calls.shutdown()
