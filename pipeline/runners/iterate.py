"""iterate: batches in a `for` statement, with the session, the runners and their end taken care of."""

from __future__ import annotations

import logging
import re
import signal
import threading
from collections.abc import Callable, Iterator
from typing import Any

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.default_stacks import get_default_session
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.types.errors import OutOfRangeError

from ..diagnosis.faults import fault_behind
from .loops import Loop
from .progress import Progress
from .queue_runner import start_queue_runners

_log = logging.getLogger("headrace")

_INSUFFICIENT = re.compile(r"'(?:_\d+_)?(\S*)' is closed and has insufficient elements \(requested (\d+), current size (\d+)\)")


@export("train.iterate")
@door
def iterate(fetches: Any, max_steps: int | None = None, session: Any = None, *, progress: bool = False) -> Iterator[Any]:
    """The values of `fetches`, again and again until the input ends.

        for images, labels in tf.train.iterate([image_batch, label_batch]):
            ...

    At the first step a session is opened, all variables are initialized and the queue runners are started; when the
    loop is left, at the end of the input, by `break`, by an error or by Ctrl-C, the runners are stopped, every thread
    has ended and the session is closed. The end of the program does the same for what was not left.

    Where the input ends before the first batch, the log says why: there were fewer records than a batch has, or none.

    Args:
      fetches: as for `Session.run`.
      max_steps: yield so often at most; until the input ends if None.
      session: use this session, or the default session where there is one: its variables are left as they are (only
        local ones are initialized), and it stays open. Its queues are closed at the end.
      progress: tell on standard error, where that is a terminal, of records, their rate and how full the last queue is;
        of their number and the time that is left where `max_steps` is given, or where the producers count epochs and the
        sizes of their files tell. With rich (the extra `cli`) there is a bar, and what the loop prints stands above it.

    Yields:
      what `Session.run(fetches)` returns.

    Raises:
      OpError: what ended a runner or a step, other than the end of the input; the error of the runner comes first.
    """
    given = session if session is not None else get_default_session()
    graph = get_default_graph() if given is None else given.graph
    return _steps(fetches, max_steps, given, graph, progress)


@door
def _steps(fetches: Any, max_steps: int | None, given: Any, graph: Graph, shows_progress: bool) -> Iterator[Any]:
    # No operation is added: a graph may have thousands of loops.
    variables = graph.get_collection(GraphKeys.LOCAL_VARIABLES)
    if given is None:
        variables = [*variables, *graph.get_collection(GraphKeys.GLOBAL_VARIABLES)]
    loop = Loop(graph, given)
    progress = Progress(graph, loop.session, max_steps) if shows_progress else None
    steps = 0
    told = _Told(lambda: _interrupted_after(steps))
    try:
        loop.session.run([one.initializer for one in variables])
        if progress is not None:
            progress.begin()
        start_queue_runners(loop.session, loop.coordinator)
        while max_steps is None or steps < max_steps:
            try:
                values = loop.session.run(fetches)
            except OutOfRangeError as error:
                # A fault is why the input ended: the end of the loop raises it.
                loop.coordinator.request_stop(error)
                if progress is not None:
                    progress.at_end_of_input()
                if not steps and fault_behind(error) is None:
                    _log.warning("tf.train.iterate has ended without a batch: %s", _why_none(error))
                break
            steps += 1
            if progress is not None:
                progress.step(values)
            yield values
    except KeyboardInterrupt as interrupt:
        interrupt.args = (_interrupted_after(steps),)
        raise
    finally:
        if progress is not None:
            progress.end()
        told.end()
        loop.end()


def _interrupted_after(steps: int) -> str:
    return f"interrupted after {steps:,} {'step' if steps == 1 else 'steps'}"


class _Told:
    """Lets the KeyboardInterrupt of a Ctrl-C say what was done, also in the body of a loop, of which a generator sees nothing.

    Only where Python's own handler is in force; it is again after `end`.
    """

    def __init__(self, words: Callable[[], str]) -> None:
        self._words = words
        if _is_main() and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._interrupt)

    def _interrupt(self, number: int, frame: Any) -> None:
        raise KeyboardInterrupt(self._words())

    def end(self) -> None:
        if _is_main() and signal.getsignal(signal.SIGINT) == self._interrupt:
            signal.signal(signal.SIGINT, signal.default_int_handler)


def _is_main() -> bool:
    return threading.current_thread() is threading.main_thread()


def _why_none(end: OutOfRangeError) -> str:
    """What is to be said of an input that ended before the first batch."""
    found = _INSUFFICIENT.search(end.message)
    if found is None:
        return end.message.partition("\n")[0]
    queue, wanted, size = found.groups()
    if size == "0":
        return f"no record came to queue '{queue}'"
    return f"queue '{queue}' has got {size} records, fewer than the {wanted} of a batch (see allow_smaller_final_batch)"
