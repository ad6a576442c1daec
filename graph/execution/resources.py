"""Resources: what a session keeps from run to run, made when it is first needed: variables, queues, readers, generators."""

from __future__ import annotations

import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Hashable
from typing import Any

from headrace.formats.forks import in_child, renewed

from ..runtime.holder import Holder, OfProcess
from ..runtime.watched.open_sessions import OPEN


class Containers:
    """What all sessions of one task share: TensorFlow's containers.

    Attributes:
      lock: guards `kept`; it is the lock of those sessions, too.
      kept: to the name of each container its resources, by keys.
    """

    def __init__(self) -> None:
        self.lock = renewed(threading.RLock())
        self.kept: dict[str, dict[Hashable, Any]] = {}

    def clear(self, names: Collection[str] = ()) -> None:
        """Give back what is in the containers of these names; in all where there are none."""
        with self.lock:
            gone = [self.kept.pop(name) for name in list(self.kept) if not names or name in names]
        for resource in [resource for container in gone for resource in container.values()]:
            if isinstance(resource, Holder):
                resource.let_go("Container was reset.")


class Resources(ABC):
    """What a session keeps, by keys.

    Args:
      containers: those that it shares with other sessions; None where it has its own.
    """

    def __init__(self, containers: Containers | None = None) -> None:
        self._containers = containers
        self._lock = renewed(threading.RLock()) if containers is None else containers.lock
        self._stays_in: int | None = None  # the process that has its threads and files, and that this one was forked from
        # Guarded by _lock:
        self._closed = False
        self._resources: dict[Hashable, Any] = {}

    @abstractmethod
    def _refusal(self) -> Exception:
        """The error of who asks for a resource of a session that is closed."""

    def _left_behind(self) -> Exception:
        """The error of who uses what stays in another process."""
        return RuntimeError(
            f"{self!r} belongs to process {self._stays_in}, which this process was forked from: its queues, readers and "
            "threads are there. Open a session of its own here: tf.Session(graph=graph)"
        )

    def resource(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The session's resource that `key` names, made by `make` at the first call. Raises RuntimeError once it is closed."""
        with self._lock:
            if self._closed:
                raise self._refusal()
            if key not in self._resources:
                self._resources[key] = make()
            return self._resources[key]

    def contained(self, container: str, key: Hashable, make: Callable[[], Any]) -> Any:
        """The same for what lives in a container of TensorFlow's: sessions of one task share it.

        Args:
          container: its name; "" is the default one.
          key, make: as of `resource`.
        """
        if self._containers is None:
            return self.resource(key, make)
        with self._lock:
            if self._closed:
                raise self._refusal()
            kept = self._containers.kept.setdefault(container, {})
            if key not in kept:
                kept[key] = make()
            return kept[key]

    def resources(self, kind: type) -> list[Any]:
        """All resources of the class `kind` made so far."""
        return list(self.resources_by_key(kind).values())

    def resources_by_key(self, kind: type) -> dict[Any, Any]:
        """All resources of the class `kind` made so far, by their keys."""
        with self._lock:
            shared = [] if self._containers is None else self._containers.kept.values()
            places = [self._resources, *shared]
            return {key: one for place in places for key, one in place.items() if isinstance(one, kind)}


@in_child
def _leave_in_parent() -> None:
    """A forked process has no part in what sessions read; those that have variables alone are copies, as all objects are."""
    for session in list(OPEN):
        if any(isinstance(one, OfProcess) for one in session._resources.values()):
            session._closed = True
            session._stays_in = os.getppid()
