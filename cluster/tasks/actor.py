"""The actor around a task: how other processes call it.

What it holds is in its own process, until the process of its server opens a session: from then on it is there, and the actor
hands calls on to it (`courier`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from .task import Failure, PartOf, Task
from .threads import CallThreads


class TaskActor:
    """A task, called by name: one for each server.

    Args:
      device: of the task.
      described: what others are told of it: a dict that can be compared.
    """

    def __init__(self, device: str, described: dict[str, Any]) -> None:
        self._task = Task(device)
        self._described = described
        self._threads = CallThreads()
        self._was_used = False
        self._handed_on: asyncio.Queue[tuple[int, str, Sequence[Any]]] | None = None
        self._replies: dict[int, asyncio.Future[Any]] = {}
        self._count = 0
        self._followed: dict[str, asyncio.Task[None]] = {}

    async def describe(self) -> dict[str, Any]:
        """What the task is."""
        return self._described

    async def lives(self) -> None:
        """Never returns: who waits for it hears when the actor is gone."""
        await asyncio.Event().wait()

    async def follow(self, session: str, presence: Any) -> None:
        """Close a session when its process is gone: what it holds goes back, and nothing waits for it any more.

        Args:
          presence: the handle of an actor that dies with the process, and has `lives`.
        """
        self._followed[session] = asyncio.create_task(self._until_gone(session, presence))

    async def _until_gone(self, session: str, presence: Any) -> None:
        try:
            await presence.lives.remote()
        except Exception:  # whatever Ray says of it
            await self.close_session(session)

    async def add_part(self, session: str, number: int, part: PartOf) -> Any:
        """`Task.add_part`; a Failure where it raises."""
        if self._handed_on is not None:
            return await self._away("add_part", session, number, part)
        self._was_used = True
        return await self._threaded(guarded, self._task.add_part, session, number, part)

    async def run(self, session: str, number: int, call: str, seconds: float | None, fed: Sequence[Any]) -> Any:
        """`Task.begin` and `Task.run`; a Failure where one raises."""
        if self._handed_on is not None:
            return await self._away("run", session, number, call, seconds, fed)
        return await self._called(session, call, seconds, self._task.run, number, fed)

    async def _called(self, session: str, call: str, seconds: float | None, method: Callable[..., Any], *arguments: Any) -> Any:
        # Noted at once: a cancellation that comes next finds it.
        try:
            context = self._task.begin(session, call, seconds)
        except Exception as error:
            return Failure.of(error)
        return await self._threaded(self._task.called, method, session, call, context, *arguments)

    async def use_queue(
        self, session: str, queue: str, method: str, call: str, seconds: float | None, arguments: Sequence[Any]
    ) -> Any:
        """`Task.begin` and `Task.use_queue`; a Failure where one raises."""
        if self._handed_on is not None:
            return await self._away("use_queue", session, queue, method, call, seconds, arguments)
        return await self._called(session, call, seconds, self._task.use_queue, queue, method, arguments)

    async def cancel(self, call: str, why: str) -> None:
        """`Task.cancel`."""
        if self._handed_on is not None:
            return await self._away("cancel", call, why)
        return self._task.cancel(call, why)

    async def close_session(self, session: str) -> None:
        """`Task.close_session`."""
        following = self._followed.pop(session, None)
        if following is not None and following is not asyncio.current_task():
            following.cancel()
        if self._handed_on is not None:
            return await self._away("close_session", session)
        return await self._threaded(self._task.close_session, session)

    async def reset(self, containers: Sequence[str]) -> None:
        """`Task.reset`."""
        if self._handed_on is not None:
            return await self._away("reset", containers)
        return await self._threaded(self._task.reset, containers)

    def _threaded(self, function: Callable[..., Any], *arguments: Any) -> asyncio.Future[Any]:
        return asyncio.wrap_future(self._threads.submit(function, *arguments))

    # What the process of the server asks

    async def move_out(self) -> bool:
        """Hand calls on to the process of the server from now on; False where others have used the task before."""
        if self._was_used:
            return False
        if self._handed_on is None:
            self._handed_on = asyncio.Queue()
        return True

    async def next_calls(self) -> list[tuple[int, str, Sequence[Any]]]:
        """The calls that were made since, as (number, method, arguments); waits for one."""
        assert self._handed_on is not None
        found = [await self._handed_on.get()]
        while not self._handed_on.empty():
            found.append(self._handed_on.get_nowait())
        return found

    async def reply(self, number: int, result: Any) -> None:
        """What a call came to."""
        waiting = self._replies.pop(number, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(result)

    async def _away(self, method: str, *arguments: Any) -> Any:
        assert self._handed_on is not None
        number = self._count = self._count + 1
        self._replies[number] = waiting = asyncio.get_running_loop().create_future()
        self._handed_on.put_nowait((number, method, arguments))
        return await waiting


class Presence:
    """An actor that does nothing but die with the process that made it."""

    async def lives(self) -> None:
        """Never returns."""
        await asyncio.Event().wait()


def guarded(function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function returns; a Failure where it raises."""
    try:
        return function(*arguments)
    except Exception as error:
        return Failure.of(error)
