"""Waits for pipes that end when the run they belong to is cancelled."""

from __future__ import annotations

import os
import threading

from headrace.formats.files.pipes import Wait, poll
from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import RunContext


def cancelled_with(run: RunContext) -> Wait:
    """A wait that raises CancelledError when `run` is cancelled.

    The deadline of `run` does not end it: the reader could not go on in the pipe, and what was read would be lost.
    """

    def wait(descriptor: int, seconds: float | None) -> None:
        if poll(descriptor, 0):
            return
        condition = Condition()
        over = False
        wake, waker = os.pipe()

        def watch() -> None:
            nonlocal over
            poll(descriptor, seconds, wake)
            with condition.lock:
                over = True
                condition.notify_all()

        watcher = threading.Thread(target=watch, name="PipeWatcher", daemon=True)
        try:
            watcher.start()
            with condition.lock:
                RunContext(parent=run).wait_for(condition, lambda: over)
        finally:
            os.write(waker, b"x")
            if watcher.ident is not None:  # else a signal came in the middle of `start`: it may be yet to look at them
                watcher.join()
                os.close(wake)
                os.close(waker)

    return wait
