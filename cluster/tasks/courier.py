"""The courier: a thread of a server's process that takes the calls which its actor hands on."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ..connection import ray
from .actor import guarded
from .task import Failure, Task

_MOST_WAITING = 4096


class Courier:
    """Carries calls from an actor to the task in this process, and the replies back, as long as the actor lives.

    Args:
      actor: the handle of a TaskActor that has moved out.
      task: where what it held is now.
    """

    def __init__(self, actor: Any, task: Task) -> None:
        self._actor = actor
        self._task = task
        self._threads = ThreadPoolExecutor(_MOST_WAITING, "headrace-call")
        threading.Thread(target=self._carry, name="headrace-courier", daemon=True).start()

    def _carry(self) -> None:
        library = ray()
        while True:
            try:
                calls = library.get(self._actor.next_calls.remote())
            except Exception:  # the actor is gone, and Ray perhaps: who calls it hears of that
                return
            for number, method, arguments in calls:
                if method == "run":
                    session, part, call, seconds, fed = arguments
                    try:  # at once, so that a cancellation which comes next finds it
                        context = self._task.begin(session, call, seconds)
                    except Exception as error:
                        self._actor.reply.remote(number, Failure.of(error))
                        continue
                    arguments = (session, part, call, context, fed)
                self._threads.submit(self._answer, number, method, arguments)

    def _answer(self, number: int, method: str, arguments: Sequence[Any]) -> None:
        self._actor.reply.remote(number, guarded(getattr(self._task, method), *arguments))
