"""watch: tables of a session's queues and datasets that is kept up to date, in the terminal, a notebook, or TensorBoard."""

from __future__ import annotations

import logging
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.formats.files import Path
from headrace.graph.events.writer import FileWriter
from headrace.graph.execution.session import Session
from headrace.graph.runtime.conditions import Condition
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import CancelledError, DeadlineExceededError, OpError
from headrace.graph.variables.global_step import get_global_step

from .screens import Screen, own_screen
from .sessions import session_behind
from .views import View, Views, html_of, text_of

_log = logging.getLogger("headrace")


@export("train.Watch")
class Watch:
    """What `tf.train.watch` gives: shows how queues and datasets get on, until it is stopped or the session is closed.

    `print` and notebooks show the last view. In a `with` block it is stopped at the end.

    Args:
      session: an open Session.
      seconds: between two views.
      screen: where views are shown; None: nowhere.
      writer: of scalars; closed at the end. None: none are written.
    """

    def __init__(self, session: Session, seconds: float, screen: Screen | None, writer: FileWriter | None) -> None:
        self._session = session
        self._seconds = seconds
        self._screen = screen
        self._writer = writer
        self._views = Views()
        self._changed = Condition()
        self._stopped = False  # guarded by the lock of _changed
        self._updates = 0
        self._view = self._views.of_program([session])
        self._thread = threading.Thread(target=self._run, name="headrace watch", daemon=True)
        self._thread.of_headrace = True  # type: ignore[attr-defined]
        self._thread.start()

    @property
    def view(self) -> View:
        """The last view: a dict, of what JSON has, with `memory`, `cpu` and `sessions`."""
        return self._view

    def stop(self) -> None:
        """Show it a last time, and end. May be called twice."""
        with self._changed.lock:
            self._stopped = True
            self._changed.notify_all()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def __enter__(self) -> Watch:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def __str__(self) -> str:
        return text_of(self._view)

    def _repr_html_(self) -> str:
        return html_of(self._view)

    def _run(self) -> None:
        try:
            while not self._waited():
                self._update()
            if not self._session.closed:
                self._update()
        except (RuntimeError, CancelledError) as error:  # the session is closed
            _log.debug("watching a session: %s", error)
        except Exception as error:
            _log.warning("watching a session has ended: %r", error)
        finally:
            if self._screen is not None:
                self._screen.close()
            if self._writer is not None:
                self._writer.close()

    def _waited(self) -> bool:
        """Wait for the next view; whether there shall be no more. Raises CancelledError where the session is closed."""
        run = RunContext(self._seconds, parent=self._session.context)
        try:
            with self._changed.lock:
                run.wait_for(self._changed, lambda: self._stopped)
        except DeadlineExceededError:
            return False
        return True

    def _update(self) -> None:
        view = self._views.of_program([self._session])
        if not view["sessions"]:  # it was closed meanwhile
            return
        self._view = view
        self._updates += 1
        if self._screen is not None:
            self._screen.show(view)
        if self._writer is not None:
            self._writer.add_summary(summary_of(view), self._step())
            self._writer.flush()

    def _step(self) -> int:
        """The global step, or else the number of views."""
        try:
            step = get_global_step(self._session.graph)
            return self._updates if step is None else int(self._session.run(step))
        except (OpError, TypeError):
            return self._updates


def summary_of(view: Mapping[str, Any]) -> messages.summary_pb2.Summary:
    """A view of one session as scalars for TensorBoard: how full buffers are (0 to 1), elements a second, waits."""
    values = {} if view["memory"] is None else {"pipeline/memory_bytes": view["memory"]}
    for session in view["sessions"]:
        for one in session["queues"]:
            tag = f"pipeline/{one['name']}"
            if one["capacity"] > 0:
                values[f"{tag}/full"] = one["size"] / one["capacity"]
            values[f"{tag}/elements_per_second"] = one["out_rate"]
            values[f"{tag}/threads_waiting_for_room"] = one["for_room"]
            values[f"{tag}/threads_waiting_for_elements"] = one["for_elements"]
            values[f"{tag}/bad_records"] = sum(one["bad"].values())
        for one in session["iterators"]:
            tag = f"pipeline/{one['name']}"
            values[f"{tag}/elements_per_second"] = one["rate"]
            values[f"{tag}/waited_for"] = one["waited"]
            values[f"{tag}/memory_bytes"] = one["bytes"]
            values[f"{tag}/bad_records"] = sum(one["bad"].values())
            for stage, name in zip(one["stages"], distinct([stage["name"] for stage in one["stages"]]), strict=True):
                values[f"{tag}/{name}/waited_for"] = stage["waited"]
                if stage["fullness"] is not None:
                    values[f"{tag}/{name}/full"] = stage["fullness"]
    value = messages.summary_pb2.Summary.Value
    return messages.summary_pb2.Summary(value=[value(tag=tag, simple_value=number) for tag, number in values.items()])


def distinct(names: Sequence[str]) -> list[str]:
    """The names, those that stand there several times with a number behind each but the first."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        found.append(f"{name}_{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


@export("train.watch")
def watch(sess: Any, seconds: float = 1.0, logdir: Path | None = None) -> Watch:
    """Show how the queues and datasets of a session get on, from a thread that ends with it: rates, fullness, waits, memory.

    In a notebook it is a table in the cell, on a terminal one on standard error (with rich, the extra `cli`, in its place).
    What limits stands below it, as `tf.train.explain` says it. It costs some tenths of a millisecond a view.

    Args:
      sess: a Session or MonitoredSession.
      seconds: between two views, > 0.
      logdir: also write scalars for TensorBoard into this directory, by the global step where the graph has one.

    Returns:
      a Watch; `stop` ends it earlier.

    Raises:
      RuntimeError: the session is closed.
      ValueError: `seconds` is not positive.

    Example:
      >>> queue = tf.train.range_input_producer(3, num_epochs=1, shuffle=False)
      >>> size = queue.size()
      >>> with tf.train.MonitoredSession() as sess, tf.train.watch(sess) as watch:
      ...     number = sess.run(size)
      >>> [queue["name"] for queue in watch.view["sessions"][0]["queues"]]
      ['input_producer']
    """
    session = session_behind(sess)
    if session.closed:
        raise RuntimeError("The session is closed.")
    if not seconds > 0:
        raise ValueError(f"seconds must be > 0, but is {seconds}")
    return Watch(session, seconds, own_screen(), None if logdir is None else FileWriter(logdir))
