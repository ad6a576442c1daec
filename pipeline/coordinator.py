"""Coordinator: threads that stop together. LooperThread: a thread that runs something again and again until then."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any, NoReturn

from headrace.graph.conditions import Condition
from headrace.graph.errors import OutOfRangeError
from headrace.graph.run_context import RunContext, longest_wait

_log = logging.getLogger(__name__)

_LOOK_SECONDS = 0.5
"""How often `join` looks whether a stop was requested: the end of the threads wakes it, a request to stop does not."""

ExcInfo = tuple[Any, Any, Any]


class Coordinator:
    """Lets any of several threads ask all of them to stop, and brings the first error to whoever joins them.

    Args:
      clean_stop_exception_types: exceptions that mean a regular end when they are reported; default: OutOfRangeError.

    Source: tf.train.Coordinator, TensorFlow 1.15. Unlike there, an exception may be reported from anywhere, not only
    from the `except` block that caught it.
    """

    def __init__(self, clean_stop_exception_types: Iterable[type[BaseException]] | None = None) -> None:
        if clean_stop_exception_types is None:
            clean_stop_exception_types = (OutOfRangeError,)
        self._clean_stop_exception_types = tuple(clean_stop_exception_types)
        self._stop = threading.Event()
        self._stopping = Condition()
        self._lock = threading.Lock()
        # All below is guarded by _lock.
        self._stopped_at = 0.0
        self._error: BaseException | None = None
        self._traceback: TracebackType | None = None
        self._joined = False
        self._registered: list[threading.Thread] = []

    def request_stop(self, ex: BaseException | ExcInfo | None = None) -> None:
        """Ask all threads to stop.

        Args:
          ex: why: an exception or what `sys.exc_info()` gives. The exception of the request that stopped the threads is
            raised by `join`, unless it is of a type that means a clean stop; those of later requests are only logged.

        Raises:
          TypeError: `ex` is neither; nothing is stopped.
          the exception itself, if the threads were joined already: nobody else would see it.
        """
        error = _exception_in(ex)
        if isinstance(error, self._clean_stop_exception_types):
            error = None
        with self._lock:
            if error is not None and self._joined:
                raise error
            if self._stop.is_set():
                if error is not None and error is not self._error:
                    _log.info("Error reported to Coordinator after it stopped: %s, %s", type(error), error)
                return
            if error is not None:
                _log.info("Error reported to Coordinator: %s, %s", type(error), error)
                self._error = error
                self._traceback = ex[2] if isinstance(ex, tuple) and ex[2] else error.__traceback__
            self._stopped_at = time.monotonic()
            self._stop.set()
        with self._stopping.lock:
            self._stopping.notify_all()

    def should_stop(self) -> bool:
        """Whether a stop was requested."""
        return self._stop.is_set()

    def wait_for_stop(self, timeout: float | None = None) -> bool:
        """Wait until a stop is requested, `timeout` seconds at most; say whether it was."""
        longest = longest_wait()
        if timeout is None and longest is not None:
            while not self._stop.wait(longest):
                pass
        return self._stop.wait(timeout)

    def wait_for_stop_under(self, run: RunContext) -> None:
        """Wait until a stop is requested. Raises CancelledError where `run` is cancelled before."""
        with self._stopping.lock:
            run.wait_for(self._stopping, self._stop.is_set)

    def clear_stop(self) -> None:
        """Forget the request to stop, its exception, and that the threads were joined."""
        with self._lock:
            self._joined = False
            self._error = self._traceback = None
            self._stop.clear()

    @contextmanager
    def stop_on_exception(self) -> Iterator[None]:
        """A `with` block whose exception, of whatever kind, ends the block and becomes a request to stop."""
        try:
            yield
        except BaseException:
            self.request_stop(sys.exc_info())

    def register_thread(self, thread: threading.Thread) -> None:
        """Add a thread to those that the next `join` waits for."""
        with self._lock:
            if thread not in self._registered:
                self._registered.append(thread)

    def join(
        self,
        threads: Iterable[threading.Thread] | None = None,
        stop_grace_period_secs: float = 120,
        ignore_live_threads: bool = False,
    ) -> None:
        """Wait until all threads have ended: `threads` and the registered ones.

        Args:
          stop_grace_period_secs: how long, in seconds, threads may go on once a stop was requested and is waited for.
          ignore_live_threads: only log which threads are alive after that, instead of raising.

        Raises:
          the exception that was given to `request_stop`, whether all threads ended or not.
          RuntimeError: threads are alive after the grace period.
        """
        with self._lock:
            waited_for = list(dict.fromkeys([*self._registered, *(threads or ())]))
        self._wait_for_ends(waited_for, stop_grace_period_secs)
        alive = [thread.name for thread in waited_for if thread.is_alive()]
        with self._lock:
            self._joined = True
            self._registered = []
        self.raise_requested_exception()
        if alive:
            message = f"Coordinator stopped with threads still running: {' '.join(alive)}"
            if not ignore_live_threads:
                raise RuntimeError(message)
            _log.info("%s", message)

    @property
    def joined(self) -> bool:
        """Whether `join` has come to its end, with or without an exception."""
        return self._joined

    def raise_requested_exception(self) -> None:
        """Raise the exception that was given to `request_stop`, if any, with the traceback it had then."""
        with self._lock:
            error, traceback = self._error, self._traceback
        if error is not None:
            raise error.with_traceback(traceback)

    def _wait_for_ends(self, threads: Sequence[threading.Thread], grace: float) -> None:
        if threading.current_thread() in threads:
            name = threading.current_thread().name
            raise RuntimeError(f"thread {name!r} cannot join itself: Coordinator.join was called from it")
        began = time.monotonic()
        joiner = _Joiner(threads)
        joiner.start()
        try:
            patience = _LOOK_SECONDS
            while patience > 0 and not joiner.done.wait(patience):
                if self._stop.is_set():
                    patience = min(_LOOK_SECONDS, max(began, self._stopped_at) + grace - time.monotonic())
        finally:
            joiner.given_up = True
        if joiner.done.is_set():
            joiner.join()


class _Joiner(threading.Thread):
    """Joins threads in place of one that may be interrupted.

    Where Ctrl-C interrupts Thread.join, Python 3.10 to 3.12 takes the joined thread for ended though it lives on
    (bpo-45274). Signals never interrupt this thread.
    """

    def __init__(self, threads: Sequence[threading.Thread]) -> None:
        super().__init__(name="Coordinator.join", daemon=True)
        self.done = threading.Event()
        self.given_up = False
        self._threads = threads

    def run(self) -> None:
        for thread in self._threads:
            while thread.is_alive():
                if self.given_up:
                    return
                thread.join(_LOOK_SECONDS)
        self.done.set()


def _exception_in(ex: Any) -> BaseException | None:
    """The exception in an argument of `request_stop`."""
    if ex is None or isinstance(ex, BaseException):
        return ex
    if isinstance(ex, tuple) and len(ex) == 3 and isinstance(ex[1], BaseException):
        return ex[1]
    _reject(ex)


def _reject(ex: Any) -> NoReturn:
    raise TypeError(f"request_stop: ex must be an exception, or an exc_info tuple that holds one; got {ex!r}")


class LooperThread(threading.Thread):
    """A daemon thread that calls `run_loop` again and again until its Coordinator stops.

    An exception in it stops the Coordinator. Registers itself with the Coordinator.

    Args:
      coord: a Coordinator.
      timer_interval_secs: seconds from the start of one call to the start of the next; None: back to back.
      target, args, kwargs: what `run_loop` calls, and with what.

    Raises:
      ValueError: `coord` is no Coordinator, or there are args and no target.
    Source: tf.train.LooperThread, TensorFlow 1.15.
    """

    def __init__(
        self,
        coord: Coordinator,
        timer_interval_secs: float | None,
        target: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> None:
        if not isinstance(coord, Coordinator):
            raise ValueError(f"'coord' argument must be a Coordinator: {coord}")
        if target is None and (args or kwargs):
            raise ValueError("'args' and 'kwargs' argument require that you also pass 'target'")
        super().__init__(daemon=True)
        self._coord = coord
        self._timer_interval_secs = timer_interval_secs
        self._call = (target, tuple(args or ()), dict(kwargs or {}))
        coord.register_thread(self)

    @staticmethod
    def loop(
        coord: Coordinator,
        timer_interval_secs: float | None,
        target: Callable[..., Any],
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> LooperThread:
        """Make a LooperThread, start it, and return it."""
        looper = LooperThread(coord, timer_interval_secs, target, args, kwargs)
        looper.start()
        return looper

    def run(self) -> None:
        with self._coord.stop_on_exception():
            self.start_loop()
            if self._timer_interval_secs is None:
                while not self._coord.should_stop():
                    self.run_loop()
            else:
                due = time.monotonic()
                while not self._coord.wait_for_stop(max(0.0, due - time.monotonic())):
                    due += self._timer_interval_secs
                    self.run_loop()
            self.stop_loop()

    def start_loop(self) -> None:
        """Called once, before the first `run_loop`."""

    def run_loop(self) -> None:
        """Called again and again."""
        target, args, kwargs = self._call
        if target is not None:
            target(*args, **kwargs)

    def stop_loop(self) -> None:
        """Called once, after the last `run_loop`, unless one has failed."""
