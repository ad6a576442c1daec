"""RemoteTask: a task of another process, as this one calls it."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import TimeoutError
from importlib import metadata
from typing import Any

from headrace.graph.core.graph import Graph
from headrace.graph.devices.cluster import ClusterSpec
from headrace.graph.platform import logging
from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import (
    CancelledError,
    DeadlineExceededError,
    FailedPreconditionError,
    OpError,
    UnavailableError,
    invalid,
)

from ..connection import NAMESPACE, calling_ray, connected, is_of_ray, loss
from ..loss import Loss
from .names import TaskName
from .task import ALONE, Failure, PartOf

_LOOK_EVERY = 0.1
"""Seconds between two looks for a server that is not there yet."""

_LAST_WORD = 5.0
"""Seconds that a call which was called off is waited for: it may just have done its work."""

_TELL_EVERY = 10.0
"""Seconds after which the log says once more what is waited for."""


def version() -> str:
    """Which headrace this is: both sides of a call must be of one."""
    try:
        return metadata.version("headrace")
    except metadata.PackageNotFoundError:
        return "of a checkout"


def described(task: TaskName, cluster: ClusterSpec, config: bytes = b"") -> dict[str, Any]:
    """What a server tells of itself: its task, the jobs and addresses of its cluster, its ConfigProto, its version."""
    return {"task": tuple(task), "cluster": cluster.as_dict(), "config": config, "version": version()}


class RemoteTask:
    """A task of another process.

    Args:
      address: `host:port` of its server, by which its actor is found.
      actor: the handle of its TaskActor.
      about: what its server tells of itself.
      loss: whether Ray is gone, and it with that.
    """

    def __init__(self, address: str, actor: Any, about: dict[str, Any], loss: Loss | None = None) -> None:
        self.address = address
        self.actor = actor
        self.about = about
        self.loss = loss or Loss()
        self.name = TaskName(*about["task"])

    def begin(self, method: str, *arguments: Any) -> Call:
        """Call a method of the actor."""
        return self._begun(None, method, *arguments)

    def _begun(self, name: str | None, method: str, *arguments: Any) -> Call:
        with calling_ray():
            return Call(self, getattr(self.actor, method).remote(*arguments), name)

    def run(self, session: str, number: int, seconds: float | None, fed: Sequence[Any]) -> Call:
        """Run a part; the call is given a name, by which it can be cancelled."""
        name = uuid.uuid4().hex
        return self._begun(name, "run", session, number, name, seconds, fed)

    def use_queue(self, session: str, queue: str, method: str, seconds: float | None, arguments: Sequence[Any]) -> Call:
        """Use a queue of it by its name; see `QueueUses`."""
        name = uuid.uuid4().hex
        return self._begun(name, "use_queue", session, queue, method, name, seconds, arguments)

    def add_part(self, session: str, number: int, part: PartOf, run: RunContext, graph: Graph) -> None:
        """Tell it of a part. Raises what it refuses."""
        self.begin("add_part", session, number, part).result(run, graph)


class Call:
    """A call that was made, and what it comes to.

    Args:
      task: which was called.
      reference: of Ray, for the result.
      name: by which the call can be cancelled; None: it does not wait.
    """

    def __init__(self, task: RemoteTask, reference: Any, name: str | None = None) -> None:
        self._task = task
        self._name = name
        self._condition = Condition()
        self._future = reference.future()
        self._future.add_done_callback(self._arrived)

    def _arrived(self, future: Any) -> None:
        with self._condition.lock:
            self._condition.notify_all()

    def result(self, run: RunContext, graph: Graph | None) -> Any:
        """Wait for what it comes to.

        Args:
          graph: has the operation that an error of the task names.

        Raises:
          WouldBlock: it has not come yet, and `run` does not wait.
          OpError: what the task raised; UnavailableError: it is gone; CancelledError, DeadlineExceededError: `run` ended.
        """
        try:
            with self._condition.lock:
                has_come = self._task.loss.wait_for(run, self._condition, self._future.done)
            if not has_come:
                raise self._gone("the Ray of this machine has ended")
        except (CancelledError, DeadlineExceededError) as error:
            if not self._has_come_through(error):
                raise
        try:
            found = self._future.result()
        except Exception as error:
            if not is_of_ray(error):
                raise
            raise self._gone(_first_line(error)) from error
        if isinstance(found, Failure):
            raise _raised(found, self._task, graph)
        return found

    def _gone(self, why: str) -> UnavailableError:
        forget(self._task)
        return UnavailableError(None, None, f"{self._task.name} ({self._task.address}) is gone: {why}")

    def _has_come_through(self, ended: OpError) -> bool:
        """Call it off. Whether it had done its work by then: what it took from a queue must not be lost."""
        if self._name is None:
            return False
        self._task.begin("cancel", self._name, ended.message)
        patience = RunContext(_LAST_WORD)
        try:
            with self._condition.lock:
                has_come = self._task.loss.wait_for(patience, self._condition, self._future.done)
        except DeadlineExceededError:
            return False
        return has_come and self._future.exception() is None and not isinstance(self._future.result(), Failure)


def _raised(failure: Failure, task: RemoteTask, graph: Graph | None) -> BaseException:
    """The error of a task in the name of the operation here; TensorFlow's words say where it comes from."""
    error = failure.error
    if not isinstance(error, OpError):
        return error
    try:
        operation = (
            None
            if failure.operation is None or graph is None
            else graph.get_operation_by_name(failure.operation.removesuffix(ALONE))
        )
    except KeyError:
        operation = None
    return error.restated(message=f"From {task.name}:\n{error.message}", op=operation)


def _first_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__


_lock = threading.Lock()
_known: dict[str, RemoteTask] = {}  # guarded by _lock: by addresses


def forget(task: RemoteTask) -> None:
    """Look for its server anew the next time."""
    with _lock:
        if _known.get(task.address) is task:
            del _known[task.address]


def find(address: str, wanted: TaskName | None, run: RunContext, patience: float | None = None) -> RemoteTask:
    """The task whose server has an address. Waits for it to start, and says so in the log.

    Args:
      wanted: which task it has to be; None: any.
      run: what may end the wait.
      patience: how many seconds to wait; None: for ever.

    Raises:
      UnavailableError: there is none, after `patience`; no Ray.
      InvalidArgumentError: another task is there.
      FailedPreconditionError: it runs another headrace.
    """
    with _lock:
        found = _known.get(address)
    if found is None:
        found = _waited_for(address, wanted, run, patience)
        if found.about["version"] != version():
            raise FailedPreconditionError(
                None, None, f"{found.name} at {address} runs headrace {found.about['version']}, this process {version()}"
            )
        with _lock:
            found = _known.setdefault(address, found)
    if wanted is not None and found.name != wanted:
        raise invalid(f"{wanted} should be at {address}, but there is {found.name}")
    return found


def _waited_for(address: str, wanted: TaskName | None, run: RunContext, patience: float | None) -> RemoteTask:
    began = told = time.monotonic()
    never = Condition()
    while True:
        library = connected()
        try:
            with calling_ray():
                actor = library.get_actor(address, namespace=NAMESPACE)
                told_of = actor.describe.remote().future()
            return RemoteTask(address, actor, told_of.result(_TELL_EVERY), loss())
        except (ValueError, TimeoutError, library.exceptions.RayError):
            now = time.monotonic()
        if patience is not None and now - began > patience:
            raise UnavailableError(None, None, f"No server is at {address}: waited {patience:.0f} seconds for it to start")
        if now - told > _TELL_EVERY:
            told = now
            name = address if wanted is None else wanted
            logging.info("CreateSession still waiting for response from worker: %s", name)
        pause = RunContext(_LOOK_EVERY, parent=run)
        try:
            with never.lock:
                pause.wait_for(never, lambda: False)
        except DeadlineExceededError:
            run.check()
