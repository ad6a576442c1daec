"""Threads that calls of other processes run in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any

MOST_WAITING = 4096
"""How many calls may wait at the same time."""


class CallThreads:
    """A thread for each call that runs, made when it is needed and used again.

    A call may wait for ever, and its process must end all the same: unlike those of `concurrent.futures`, at whose end Python
    waits for each, these threads are daemons. They count as none of the program's: queues that others may feed are known by
    their `shared_name`.
    """

    def __init__(self) -> None:
        self._work: SimpleQueue[tuple[Future[Any], Callable[..., Any], tuple[Any, ...]] | None] = SimpleQueue()
        self._lock = threading.Lock()
        # Guarded by _lock:
        self._threads: list[threading.Thread] = []
        self._idle = 0  # below 0: calls for which there is no thread yet

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Call a function in one of the threads; returns the future of its result."""
        future: Future[Any] = Future()
        with self._lock:
            self._idle -= 1
            if self._idle < 0 and len(self._threads) < MOST_WAITING:
                self._idle += 1
                thread = threading.Thread(target=self._run, name=f"headrace-call_{len(self._threads)}", daemon=True)
                thread.of_headrace = True  # type: ignore[attr-defined]
                thread.start()
                self._threads.append(thread)
            self._work.put((future, function, arguments))
        return future

    def _run(self) -> None:
        while (work := self._work.get()) is not None:
            future, function, arguments = work
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(function(*arguments))
                except BaseException as error:
                    future.set_exception(error)
            del work, future, function, arguments  # they live no longer than the call
            with self._lock:
                self._idle += 1

    def shutdown(self, wait: bool = True) -> None:
        """End the threads once they have done what was submitted."""
        with self._lock:
            threads, self._threads = self._threads, []
        for _ in threads:
            self._work.put(None)
        for thread in threads if wait else ():
            thread.join()
