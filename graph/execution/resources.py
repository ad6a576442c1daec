"""Resources: what a session keeps from run to run, made when it is first needed: variables, queues, readers, generators."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any


class Resources:
    """What a session keeps, by keys."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        # Guarded by _lock:
        self._closed = False
        self._resources: dict[Hashable, Any] = {}

    def _refusal(self) -> Exception:
        """The error of who asks for a resource of a session that is closed."""
        raise NotImplementedError

    def resource(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """The session's resource that `key` names, made by `make` at the first call. Raises RuntimeError once it is closed."""
        with self._lock:
            if self._closed:
                raise self._refusal()
            if key not in self._resources:
                self._resources[key] = make()
            return self._resources[key]

    def resources(self, kind: type) -> list[Any]:
        """All resources of the class `kind` made so far."""
        return list(self.resources_by_key(kind).values())

    def resources_by_key(self, kind: type) -> dict[Any, Any]:
        """All resources of the class `kind` made so far, by their keys."""
        with self._lock:
            return {key: resource for key, resource in self._resources.items() if isinstance(resource, kind)}
