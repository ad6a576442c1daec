"""The courier: a thread of a server's process that takes the calls which its actor hands on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any

from ..connection import calling_ray
from .actor import guarded
from .task import Failure, Task
from .threads import CallThreads


class Courier:
    """Carries calls from an actor to the task in this process, and the replies back, as long as the actor lives.

    Args:
      actor: the handle of a TaskActor that has moved out.
      task: where what it held is now.
    """

    def __init__(self, actor: Any, task: Task) -> None:
        self._actor = actor
        self._task = task
        self._threads = CallThreads()
        thread = threading.Thread(target=self._carry, name="headrace-courier", daemon=True)
        thread.of_headrace = True  # type: ignore[attr-defined]
        thread.start()

    def _carry(self) -> None:
        while True:
            try:
                with calling_ray():
                    arriving = self._actor.next_calls.remote().future()
                calls = arriving.result()
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
            self._reply(number, Failure.of(error))
            return
        wanted = (getattr(self._task, method), session, call, context, *first, last)
        self._threads.submit(self._answer, number, self._task.called, wanted)

    def _answer(self, number: int, function: Callable[..., Any], arguments: Sequence[Any]) -> None:
        self._reply(number, guarded(function, *arguments))

    def _reply(self, number: int, result: Any) -> None:
        with calling_ray():
            self._actor.reply.remote(number, result)
