"""Collections: what programs keep in a graph, by name."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable
from typing import Any


class Collections:
    """The part of a Graph that holds its collections; what is named `name` is one of them."""

    _lock: threading.RLock

    def __init__(self) -> None:
        super().__init__()
        self._collections: dict[str, list] = {}  # guarded by _lock

    def check_not_finalized(self) -> None:
        raise NotImplementedError

    def add_to_collection(self, name: str, value: Any) -> None:
        """Append `value` to the collection; a value may stand in it more than once."""
        self.check_not_finalized()
        with self._lock:
            self._collections.setdefault(name, []).append(value)

    def add_to_collections(self, names: str | Iterable[str], value: Any) -> None:
        """Append `value` to each collection of `names`; each only once per call."""
        for name in {names: None} if isinstance(names, str) else dict.fromkeys(names):
            self.add_to_collection(name, value)

    def get_collection_ref(self, name: str) -> list:
        """The list itself: what is appended to it is in the collection."""
        with self._lock:
            return self._collections.setdefault(name, [])

    def get_collection(self, name: str, scope: str | None = None) -> list:
        """A copy of the collection; with `scope`, the items whose `name` matches the regular expression from its start."""
        with self._lock:
            items = list(self._collections.get(name, ()))
        if scope is None:
            return items
        pattern = re.compile(scope)
        return [item for item in items if hasattr(item, "name") and pattern.match(item.name)]

    def get_all_collection_keys(self) -> list[str]:
        """The names of the collections that are text."""
        with self._lock:
            return [name for name in self._collections if isinstance(name, str)]

    @property
    def collections(self) -> list[str]:
        """The names of the collections."""
        return self.get_all_collection_keys()

    def clear_collection(self, name: str) -> None:
        """Empty the collection `name`. Raises RuntimeError once the graph is finalized."""
        self.check_not_finalized()
        with self._lock:
            self._collections.pop(name, None)
