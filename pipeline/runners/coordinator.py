"""Coordinator: threads that stop together."""

from __future__ import annotations

import logging
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from types import TracebackType
from typing import Any, NoReturn

from headrace.formats.doors import door
from headrace.formats.exports import export, export_module
from headrace.graph.runtime.conditions import Condition, longest_wait
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import CancelledError, OutOfRangeError

from ..diagnosis.diagnosis import nobody_takes, why_nobody_ends
from ..diagnosis.faults import fault_behind
from ..diagnosis.runner_status import RunnerThread
from ..diagnosis.stacks import doing, stack_of
from ..queues.waiting import waits
from ..queues.waiting.waits import wait_of, waiting
from .joiner import Joiner

export_module("train.coordinator")

_log = logging.getLogger(__name__)
_user_log = logging.getLogger("headrace")

_LOOK_SECONDS = 0.5
"""How often a join looks whether the program's threads still take what is good."""

ExcInfo = tuple[Any, Any, Any]


@export("train.Coordinator")
class Coordinator:
    """Lets any of several threads ask all of them to stop, and brings the first error to whoever joins them.

    Where a queue runner fails, all are asked to stop, but the queue runners behind it go on with what is good, until
    that is used up, or the program asks them to stop itself, or joins them and has no thread that takes elements.

    Args:
      clean_stop_exception_types: exceptions that mean a regular end when they are reported; default: OutOfRangeError.

    Source: tf.train.Coordinator, TensorFlow 1.15. Unlike there, an exception may be reported from anywhere, not only
    from the `except` block that caught it, and an OutOfRangeError that tells of a fault means that fault.

    Example:
      >>> import threading
      >>> coord = tf.train.Coordinator()
      >>> def work():
      ...     with coord.stop_on_exception():
      ...         raise ValueError("no such record")
      >>> thread = threading.Thread(target=work)
      >>> thread.start()
      >>> coord.join([thread])
      Traceback (most recent call last):
      ValueError: no such record
    """

    def __init__(self, clean_stop_exception_types: Iterable[type[BaseException]] | None = None) -> None:
        if clean_stop_exception_types is None:
            clean_stop_exception_types = (OutOfRangeError,)
        self._clean_stop_exception_types = tuple(clean_stop_exception_types)
        self._changed = Condition()
        # All below is guarded by the lock of _changed.
        self._stop = False
        self._stopped_at = 0.0
        self._at_once = False  # not even what is good is wanted any more
        self._asked = CancelledError(None, None, "The Coordinator was asked to stop.")
        self._error: BaseException | None = None
        self._traceback: TracebackType | None = None
        self._faults: list[BaseException] = []  # errors that queue runners report
        self._joined = False
        self._registered: list[threading.Thread] = []

    @door
    def request_stop(self, ex: BaseException | ExcInfo | None = None) -> None:
        """Ask all threads to stop.

        Args:
          ex: why: an exception or what `sys.exc_info()` gives. The exception of the request that stopped the threads is
            raised by `join`, unless it is of a type that means a clean stop; those of later requests are only logged.
            One that tells what ended the input stands for that.

        Raises:
          TypeError: `ex` is neither; nothing is stopped.
          the exception itself, if the threads were joined already: nobody else would see it.
        """
        given = _exception_in(ex)
        error = fault_behind(given) or given
        if error is self._asked or isinstance(error, self._clean_stop_exception_types):
            error = None
        with self._changed.lock:
            if error is not None and self._joined and error is not self._error:
                raise error
            if not any(given is fault for fault in self._faults):
                self._at_once = True
            if not self._stop:
                self._stopped_at = time.monotonic()
                if error is not None:
                    _log.info("Error reported to Coordinator: %s, %s", type(error), error)
                    self._error = error
                    self._traceback = ex[2] if isinstance(ex, tuple) and error is given and ex[2] else error.__traceback__
                self._stop = True  # last: who sees it without the lock sees all
            elif error is not None and error is not self._error:
                _log.info("Error reported to Coordinator after it stopped: %s, %s", type(error), error)
            self._changed.notify_all()

    def runner_failed(self, fault: BaseException) -> None:
        """The `request_stop` of a queue runner that ended with `fault`.

        Nothing is raised: where the threads were joined already, the log tells of the fault.
        """
        with self._changed.lock:
            if self._joined:
                level = logging.DEBUG if isinstance(fault, CancelledError) else logging.ERROR
                _user_log.log(level, "A queue runner has failed after Coordinator.join: %r", fault)
                return
            self._faults.append(fault)
        self.request_stop(fault)

    def should_stop(self) -> bool:
        """Whether a stop was requested."""
        return self._stop

    @property
    def stops_at_once(self) -> bool:
        """Whether nobody wants what is left: the program has asked itself, or joins all that could take it."""
        return self._at_once

    def wait_for_stop(self, timeout: float | None = None) -> bool:
        """Whether a stop is requested, after a wait for it of `timeout` seconds at most."""
        return self._wait_until(lambda: self._stop, timeout)

    def wait_for_stop_under(self, run: RunContext) -> None:
        """Wait until a stop is requested. Raises CancelledError where `run` is cancelled before."""
        with self._changed.lock, waiting():
            run.wait_for(self._changed, self.should_stop)

    def wait_for_stop_at_once(self, needless: Callable[[], bool], run: RunContext) -> None:
        """Wait until a stop at once is requested, or `needless()` is true; see `look_again`.

        Raises CancelledError where `run` is cancelled before.
        """
        with self._changed.lock, waiting():
            run.wait_for(self._changed, lambda: self._at_once or needless())

    def look_again(self) -> None:
        """Wake those who wait here for something that others do."""
        with self._changed.lock:
            self._changed.notify_all()

    def _wait_until(self, fact: Callable[[], bool], timeout: float | None = None) -> bool:
        end = None if timeout is None else time.monotonic() + timeout
        with self._changed.lock, waiting() if end is None else nullcontext():
            while not fact():
                left = None if end is None else end - time.monotonic()
                if left is not None and left <= 0:
                    return False
                self._changed.wait(_shortest(left, longest_wait()))
        return True

    def clear_stop(self) -> None:
        """Forget the request to stop, its exception, and that the threads were joined."""
        with self._changed.lock:
            self._joined = self._stop = self._at_once = False
            self._error = self._traceback = None
            self._faults = []

    @contextmanager
    def stop_on_exception(self) -> Iterator[None]:
        """A `with` block whose exception, of whatever kind, ends the block and becomes a request to stop."""
        try:
            yield
        except BaseException:
            self.request_stop(sys.exc_info())

    def register_thread(self, thread: threading.Thread) -> None:
        """Add `thread` to those that the next `join` waits for."""
        with self._changed.lock:
            if thread not in self._registered:
                self._registered.append(thread)

    @door
    def join(
        self,
        threads: Iterable[threading.Thread] | None = None,
        stop_grace_period_secs: float = 120,
        ignore_live_threads: bool = False,
    ) -> None:
        """Wait until all threads have ended: `threads` and the registered ones.

        Where nobody has asked them to stop and all wait for something that does not come, the log tells of it. Of threads
        that live on for long though they were asked to stop it tells what they do, with their stacks.

        Args:
          stop_grace_period_secs: how long, in seconds, threads may go on once a stop was requested and is waited for.
          ignore_live_threads: only log which threads are alive after that, instead of raising.

        Raises:
          the exception that was given to `request_stop`, whether all threads ended or not.
          RuntimeError: threads are alive after the grace period.
        """
        with self._changed.lock:
            waited_for = list(dict.fromkeys([*self._registered, *(threads or ())]))
        if threading.current_thread() in waited_for:
            name = threading.current_thread().name
            raise RuntimeError(f"thread {name!r} cannot join itself: Coordinator.join was called from it")
        self._wait_for_ends(waited_for, stop_grace_period_secs)
        alive = [thread.name for thread in waited_for if thread.is_alive() and not sys.is_finalizing()]
        with self._changed.lock:
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

    @property
    def requested_exception(self) -> BaseException | None:
        """The exception that was given to `request_stop`, if any."""
        return self._error

    @property
    def reason(self) -> BaseException:
        """What ended the threads that were stopped: the requested exception, or else the request."""
        return self._error or self._asked

    @door
    def raise_requested_exception(self) -> None:
        """Raise the exception that was given to `request_stop`, if any, with the traceback it had then."""
        with self._changed.lock:
            error, traceback = self._error, self._traceback
        if error is not None:
            raise error.with_traceback(traceback)

    def _wait_for_ends(self, threads: Sequence[threading.Thread], grace: float) -> None:
        if sys.is_finalizing():
            return  # no other thread runs any more
        own = [thread for thread in threads if isinstance(thread, RunnerThread)]
        for runner in own:
            runner.at_end(self.look_again)
        others = [thread for thread in threads if not isinstance(thread, RunnerThread) and thread.is_alive()]
        if not threading.main_thread().is_alive():  # the program has ended: no thread can be started any more
            end = time.monotonic() + grace
            for thread in threads:
                if thread.is_alive():
                    thread.join(max(0.0, end - time.monotonic()))
            return
        joiner = Joiner(others, self.look_again) if others else None
        began = looked = time.monotonic()
        told = stragglers_told = False
        block = waiting()
        try:
            if joiner is not None:
                joiner.start()
            with block, self._changed.lock:
                while not (all(runner.over() for runner in own) and (joiner is None or joiner.done)):
                    now = time.monotonic()
                    left = None
                    if self._stop:
                        asked = max(began, self._stopped_at)
                        left = asked + grace - now
                        if left <= 0:
                            return
                        if not stragglers_told:
                            patience = asked + waits.PATIENCE - now
                            stragglers_told = patience <= 0
                            if stragglers_told:
                                _tell_of_stragglers(threads, now - asked)
                                continue
                            left = min(left, patience)
                        if not self._at_once:
                            if nobody_takes(others):
                                self._at_once = True
                                self._changed.notify_all()
                            left = min(left, _LOOK_SECONDS)
                    elif not told:
                        left = looked + waits.PATIENCE / 2 - now
                        if left <= 0:
                            looked = now
                            told = self._told_of(threads, now - began)
                            continue
                    self._changed.wait(_shortest(left, longest_wait()))
        finally:
            block.end()
            if joiner is not None:
                joiner.give_up()
        for runner in own:
            if runner.ident is not None:
                runner.join()
        if joiner is not None:
            joiner.join()

    @staticmethod
    def _told_of(threads: Sequence[threading.Thread], waited: float) -> bool:
        """Whether the log tells of a join that nothing moves."""
        reason = why_nobody_ends([thread for thread in threads if thread.is_alive()])
        more = waits.MORE_PATIENCE if waits.others_at_work(threads) else 1
        if reason is None or waited < waits.PATIENCE * more:
            return False
        _user_log.warning(
            "%s has been waiting for %.0f seconds in Coordinator.join, and nobody has called request_stop: %s",
            threading.current_thread().name,
            waited,
            reason,
        )
        return True


def _tell_of_stragglers(threads: Sequence[threading.Thread], waited: float) -> None:
    """Log which threads live on though they were asked to stop, what each does, and its stack."""
    for thread in threads:
        if thread.is_alive():
            found = doing(thread)
            wait = wait_of(thread)
            what = found.what if wait is None else f"waits {wait}"
            _user_log.warning(
                "%s was asked to stop %.0f seconds ago, is waited for in Coordinator.join, and %s:\n%s",
                thread.name,
                waited,
                what,
                stack_of(thread),
            )


def _shortest(*seconds: float | None) -> float | None:
    """The shortest of several times to wait, of which None has no end."""
    return min((each for each in seconds if each is not None), default=None)


def _exception_in(ex: Any) -> BaseException | None:
    """The exception in an argument of `request_stop`."""
    if ex is None or isinstance(ex, BaseException):
        return ex
    if isinstance(ex, tuple) and len(ex) == 3 and isinstance(ex[1], BaseException):
        return ex[1]
    _reject(ex)


def _reject(ex: Any) -> NoReturn:
    raise TypeError(f"request_stop: ex must be an exception, or an exc_info tuple that holds one; got {ex!r}")
