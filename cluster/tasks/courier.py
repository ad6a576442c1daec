"""The courier: a thread of a server's process that takes the calls which its actor hands on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ..connection import ray
from .actor import MOST_WAITING, guarded
from .task import Failure, Task


def _be_of_headrace() -> None:
    """Count as none of the program's threads: queues that others may feed are known by their `shared_name`."""
    threading.current_thread().of_headrace = True  # type: ignore[attr-defined]


class Courier:
    """Carries calls from an actor to the task in this process, and the replies back, as long as the actor lives.

    Args:
      actor: the handle of a TaskActor that has moved out.
      task: where what it held is now.
    """

    def __init__(self, actor: Any, task: Task) -> None:
        self._actor = actor
        self._task = task
        self._threads = ThreadPoolExecutor(MOST_WAITING, "headrace-call", _be_of_headrace)
        thread = threading.Thread(target=self._carry, name="headrace-courier", daemon=True)
        thread.of_headrace = True  # type: ignore[attr-defined]
        thread.start()

    def _carry(self) -> None:
        library = ray()
        while True:
            try:
                calls = library.get(self._actor.next_calls.remote())
            except Exception:  # the actor is gone, and Ray perhaps: who calls it hears of that
                self._threads.shutdown(wait=False)
                return
            for number, method, arguments in calls:
                if method in ("run", "use_queue"):
                    self._begin(number, method, *arguments)
                else:
                    self._threads.submit(self._answer, number, getattr(self._task, method), arguments)

    def _begin(self, number: int, method: str, session: str, *arguments: Any) -> None:
        *first, call, seconds, last = arguments
        try:  # at once, so that a cancellation which comes next finds it
            context = self._task.begin(session, call, seconds)
        except Exception as error:
            self._actor.reply.remote(number, Failure.of(error))
            return
        wanted = (getattr(self._task, method), session, call, context, *first, last)
        self._threads.submit(self._answer, number, self._task.called, wanted)

    def _answer(self, number: int, function: Callable[..., Any], arguments: Sequence[Any]) -> None:
        self._actor.reply.remote(number, guarded(function, *arguments))
