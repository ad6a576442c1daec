"""Interrupts: Ctrl-C that waits until a step is whole."""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` itself makes enums of all: a tenth of what a small block costs
import threading
from typing import Any

from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import CancelledError

_INTERRUPTED = "interrupted"


class whole(RunContext):
    """A block of headrace's own code that a signal does not tear: it ends the waits that are part of it, and its handler is
    called at the end of the block. Elsewhere than in the main thread no handler is ever called.

    Args:
      run: what the block is part of. What waits in it waits under this context.
    """

    def __init__(self, run: RunContext) -> None:
        super().__init__(parent=run, nowait=run.nowait)
        self.deadline = run.deadline
        self._handler: Any = None
        self._came: tuple[Any, ...] | None = None

    def __enter__(self) -> RunContext:
        if threading.current_thread() is threading.main_thread():
            handler = _signal.getsignal(_signal.SIGINT)
            if callable(handler):
                self._handler = handler
                _signal.signal(_signal.SIGINT, self._note)
        return self

    def _note(self, *arguments: Any) -> None:
        self._came = arguments
        self._cancelled = _INTERRUPTED  # no lock: who is interrupted may hold it

    def __exit__(self, kind: Any, *error: object) -> bool:
        """Call the handler. Where that goes on, so does the program: the block can be done again if a wait has ended it."""
        if self._handler is not None:
            _signal.signal(_signal.SIGINT, self._handler)
        if self._came is None:
            return False
        self._handler(*self._came)
        return kind is CancelledError
