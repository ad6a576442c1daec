"""Waits for pipes, interrupted."""

from __future__ import annotations

import os
import threading

import pytest

from headrace.graph.runtime.run_context import RunContext
from headrace.pipeline.readers.cancellation import cancelled_with


@pytest.mark.skipif(os.name != "posix", reason="pipes that can be polled")
def test_a_signal_while_the_thread_beside_the_pipe_is_started_is_what_is_raised(monkeypatch):
    def interrupted(self):
        raise KeyboardInterrupt

    reading, writing = os.pipe()
    wait = cancelled_with(RunContext())
    monkeypatch.setattr(threading.Thread, "start", interrupted)
    try:
        with pytest.raises(KeyboardInterrupt):
            wait(reading, 1.0)
    finally:
        os.close(reading)
        os.close(writing)
