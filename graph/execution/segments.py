"""Segments: parts of one plan that run side by side, where waiting in one must not keep another from running."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Sequence

from ..runtime.errstate import ignoring_float_errors
from ..runtime.run_context import RunContext, WouldBlock
from ..runtime.turns import out_of_turn

Segment = tuple[Callable[[RunContext], None], tuple[int, ...]]


def run_segments(run: RunContext, segments: Sequence[Segment]) -> None:
    """Run each segment once all those it depends on have ended.

    A segment begins with its only blocking operation. As long as one of them can go on without waiting, all happens in
    the calling thread; threads are started only when every segment that could run has to wait.

    Args:
      segments: (function of a RunContext, positions of the segments it depends on).

    Raises:
      the first error of a segment; the others are cancelled and have ended by then.
    """
    waiting = set(range(len(segments)))
    done: set[int] = set()
    at_once = RunContext(parent=run, nowait=True)
    progress = True
    while progress and waiting:
        progress = False
        for position in sorted(waiting):
            function, depends = segments[position]
            if not done.issuperset(depends):
                continue
            try:
                function(at_once)
            except WouldBlock:
                continue
            waiting.discard(position)
            done.add(position)
            progress = True
    if waiting:
        _run_in_threads(run, segments, waiting, done)


def _run_in_threads(run: RunContext, segments: Sequence[Segment], waiting: set[int], done: set[int]) -> None:
    if run.nowait:
        raise WouldBlock
    together = RunContext(parent=run, timeout=run.seconds_left())
    ended: queue.SimpleQueue[tuple[int, BaseException | None]] = queue.SimpleQueue()
    threads: dict[int, threading.Thread] = {}
    first_error: BaseException | None = None

    def run_one(position: int) -> None:
        try:
            ignoring_float_errors(segments[position][0], together)
        except BaseException as error:
            ended.put((position, error))
        else:
            ended.put((position, None))

    try:
        while waiting or threads:
            for position in sorted(waiting):
                if first_error is None and done.issuperset(segments[position][1]):
                    waiting.discard(position)
                    threads[position] = threading.Thread(target=run_one, args=(position,), name="headrace-segment")
                    threads[position].start()
            if not threads:
                break
            with out_of_turn():
                position, error = ended.get()
            threads.pop(position).join()
            done.add(position)
            if error is not None and first_error is None:
                first_error = error
                together.cancel("another operation of this step failed")
            del error
    except BaseException:
        # Ctrl-C while waiting: what was started must not be left behind.
        together.cancel("the step was interrupted")
        for thread in threads.values():
            thread.join()
        raise
    if first_error is not None:
        try:
            raise first_error
        finally:
            del first_error  # it would keep itself by its traceback
