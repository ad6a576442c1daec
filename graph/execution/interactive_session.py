"""InteractiveSession: a Session that is the default from the start."""

from __future__ import annotations

import contextlib
from typing import Any

from headrace.formats.exports import export

from ..core.graph import Graph
from .session import Session


@export("InteractiveSession")
class InteractiveSession(Session):
    """A Session that is the default from the start, for use at a prompt. `close()` ends that.

    Args:
      target, graph, config: as of `Session`.
    """

    def __init__(self, target: str = "", graph: Graph | None = None, config: Any = None) -> None:
        super().__init__(target, graph, config)
        self._defaults = contextlib.ExitStack()
        if graph is not None:
            self._defaults.enter_context(graph.as_default())
        self._defaults.enter_context(self.as_default())

    def close(self) -> None:
        super().close()
        self._defaults.close()
