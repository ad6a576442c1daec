"""A cluster whose tasks are all in this process: the actors as they are, on a loop of their own, their messages pickled."""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from typing import Any

import headrace as tf
from headrace.cluster.sessions.masters import ClusterMaster
from headrace.cluster.tasks import remote
from headrace.cluster.tasks.actor import TaskActor
from headrace.cluster.tasks.names import TaskName, tasks_of
from headrace.graph.execution.resources import Containers
from headrace.graph.execution.session import Session


class _Reference:
    """What Ray gives for a call."""

    def __init__(self, future: Future) -> None:
        self._future = future

    def future(self) -> Future:
        return self._future


class _Method:
    def __init__(self, actor: TaskActor, loop: asyncio.AbstractEventLoop, name: str) -> None:
        self._method = getattr(actor, name)
        self._loop = loop

    def remote(self, *arguments: Any) -> _Reference:
        sent = pickle.dumps(arguments)

        async def answer() -> Any:
            return pickle.loads(pickle.dumps(await self._method(*pickle.loads(sent))))

        return _Reference(asyncio.run_coroutine_threadsafe(answer(), self._loop))


class _Handle:
    """The handle of an actor."""

    def __init__(self, actor: TaskActor, loop: asyncio.AbstractEventLoop) -> None:
        self._actor = actor
        self._loop = loop

    def __getattr__(self, name: str) -> _Method:
        return _Method(self._actor, self._loop, name)


class Cluster:
    """Tasks, and the sessions of them.

    Args:
      jobs: to each job how many tasks it has.
    """

    def __init__(self, **jobs: int) -> None:
        ports = iter(range(2222, 9999))
        self.spec = tf.train.ClusterSpec({job: [f"nearby:{next(ports)}" for _ in range(n)] for job, n in jobs.items()})
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.actors = {name: TaskActor(name.device(), remote.described(name, self.spec)) for name in tasks_of(self.spec)}
        self.restart()

    def restart(self) -> None:
        """Let the tasks be found."""
        for name, actor in self.actors.items():
            address = self.spec.task_address(*name)
            handle = _Handle(actor, self._loop)
            remote._known[address] = remote.RemoteTask(address, handle, remote.described(name, self.spec))

    def start_anew(self, job: str, task: int) -> None:
        """A task as it is after its server has been ended and started again."""
        name = TaskName(job, task)
        self.actors[name]._threads.shutdown()
        self.actors[name] = TaskActor(name.device(), remote.described(name, self.spec))
        self.restart()

    def hide(self, job: str, task: int) -> None:
        """Let a task be as one whose server has not started."""
        del remote._known[self.spec.task_address(job, task)]

    def session(self, job: str, task: int = 0, *, is_client: bool = False, **options: Any) -> Session:
        """A session of a task, whose server is in this process unless it is only a client of it."""
        master = ClusterMaster(self.spec, TaskName(job, task), None if is_client else Containers())
        return _SessionOf(master, **options)

    def close(self) -> None:
        for name, actor in self.actors.items():
            remote._known.pop(self.spec.task_address(*name), None)
            for session in list(actor._task._sessions):
                actor._task.close_session(session)
        asyncio.run_coroutine_threadsafe(self._settled(), self._loop).result()
        for actor in self.actors.values():
            actor._threads.shutdown()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @staticmethod
    async def _settled() -> None:
        await asyncio.gather(*(asyncio.all_tasks() - {asyncio.current_task()}), return_exceptions=True)


class _SessionOf(Session):
    def __init__(self, master: ClusterMaster, **options: Any) -> None:
        self._given = master
        super().__init__("", **options)

    def _find_master(self, target: Any) -> ClusterMaster:
        return self._given


@contextlib.contextmanager
def cluster(**jobs: int) -> Iterator[Cluster]:
    """A cluster, for a block."""
    made = Cluster(**jobs)
    try:
        yield made
    finally:
        made.close()
