"""The layers of a monitored session: hooks around each step, the threads' errors, a new session after a loss."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.graph.platform import logging
from headrace.graph.types.errors import AbortedError, UnavailableError
from headrace.pipeline.runners.coordinator import Coordinator

from .run_hooks import SessionRunArgs, SessionRunContext, SessionRunHook, SessionRunValues

LOST: tuple[type[BaseException], ...] = (AbortedError, UnavailableError)
"""Errors that mean: another session may succeed."""


class StepContext:
    """What `run_step_fn` gives to its function."""

    def __init__(self, session: Any, run_with_hooks_fn: Callable[..., Any]) -> None:
        self._session = session
        self._run_with_hooks = run_with_hooks_fn

    @property
    def session(self) -> Any:
        """The session without hooks."""
        return self._session

    def run_with_hooks(self, *args: Any, **kwargs: Any) -> Any:
        """A step with hooks around it."""
        return self._run_with_hooks(*args, **kwargs)

    def request_stop(self) -> None:
        """End the function, and the `with` block around it."""
        raise StopIteration("step_fn has requested the iterations to stop.")


class HookedSession:
    """A session that calls hooks around each step."""

    def __init__(self, sess: Any, hooks: Sequence[SessionRunHook]) -> None:
        self._sess = sess
        self._hooks = hooks
        self._should_stop = False

    def should_stop(self) -> bool:
        return self._should_stop

    def close(self) -> None:
        self._sess.close()

    def run(self, fetches: Any, feed_dict: Any = None, options: Any = None, run_metadata: Any = None) -> Any:
        """A step. Raises RuntimeError where a hook has asked to stop, or feeds what another feeds."""
        if self._should_stop:
            raise RuntimeError("Run called even after should_stop requested.")
        context = SessionRunContext(SessionRunArgs(fetches, feed_dict), self._sess)
        config = messages.config_pb2
        options = config.RunOptions() if options is None else options
        run_metadata = config.RunMetadata() if run_metadata is None else run_metadata
        requests = [hook.before_run(context) for hook in self._hooks]
        wanted = [request.fetches for request in requests if request is not None and request.fetches is not None]
        fed = self._fed(requests, feed_dict)
        for request in requests:
            if request is not None and request.options:
                _merge(options, request.options)
        own, *results = self._sess.run([fetches, *wanted], feed_dict=fed, options=options, run_metadata=run_metadata)
        remaining = iter(results)
        for hook, request in zip(self._hooks, requests, strict=True):
            result = next(remaining) if request is not None and request.fetches is not None else None
            hook.after_run(context, SessionRunValues(result, options, run_metadata))
        self._should_stop = self._should_stop or context.stop_requested
        return own

    def _fed(self, requests: Sequence[SessionRunArgs | None], feed_dict: Any) -> Any:
        fed: dict[Any, Any] = {}
        for request in requests:
            if request is not None and request.feed_dict:
                _refuse_common(fed, request.feed_dict, "Same tensor is fed by two hooks.")
                fed.update(request.feed_dict)
        if not fed:
            return feed_dict
        _refuse_common(feed_dict or {}, fed, "Same tensor is fed by a SessionRunHook and user.")
        return {**fed, **(feed_dict or {})}


def _refuse_common(one: Any, other: Any, message: str) -> None:
    common = set(one) & set(other)
    if common:
        raise RuntimeError(f"{message} Conflict(s): {list(common)}")


def _merge(options: Any, others: Any) -> None:
    options.trace_level = max(options.trace_level, others.trace_level)
    options.timeout_in_ms = max(options.timeout_in_ms, others.timeout_in_ms)


class CoordinatedSession:
    """A session whose queue runners' errors come out of its steps, and which ends their threads."""

    def __init__(self, sess: HookedSession, coord: Coordinator, stop_grace_period_secs: float) -> None:
        self._sess = sess
        self._coord = coord
        self._stop_grace_period_secs = stop_grace_period_secs

    def should_stop(self) -> bool:
        """Whether a hook or a thread has asked to stop. Raises the error of a thread."""
        self._coord.raise_requested_exception()
        return self._coord.should_stop() or self._sess.should_stop()

    def run(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return self._sess.run(*args, **kwargs)
        except LOST:
            raise
        except Exception:
            # The error of a thread that means a lost session counts more than what followed from it.
            try:
                self._coord.raise_requested_exception()
            except LOST:
                raise
            except Exception as error:
                logging.debug("A thread has failed too: %s", error)
            raise

    def close(self) -> None:
        """End the threads, then the session. Raises the error of a thread."""
        self._coord.request_stop()
        try:
            self._coord.join(stop_grace_period_secs=self._stop_grace_period_secs, ignore_live_threads=True)
        finally:
            self._sess.close()


class RecoverableSession:
    """A session that is made anew where it is lost."""

    def __init__(self, create: Callable[[], CoordinatedSession]) -> None:
        self._create = create
        self._sess: CoordinatedSession | None = self._created()

    def _created(self) -> CoordinatedSession:
        while True:
            try:
                return self._create()
            except LOST as error:
                logging.info("A session was lost while it was made; a new one is made. Error: %s", error)

    def _lost(self, error: BaseException) -> None:
        logging.info("The session was lost; a new one is made. Error: %s", error)
        sess, self._sess = self._sess, None
        if sess is not None:
            with contextlib.suppress(*LOST):
                sess.close()

    def should_stop(self) -> bool:
        """Whether a hook or a thread has asked to stop, or a thread has failed: `close` raises its error."""
        if self._sess is None:
            return True
        try:
            return self._sess.should_stop()
        except LOST as error:
            self._lost(error)
            self._sess = self._created()
            return False
        except Exception as error:
            logging.debug("Stopping, since a thread has failed: %s", error)
            return True

    def run(self, *args: Any, **kwargs: Any) -> Any:
        return self.retried(lambda sess: sess.run(*args, **kwargs))

    def retried(self, call: Callable[[CoordinatedSession], Any]) -> Any:
        """Make a call with the session, again with a new one where that is lost."""
        while True:
            try:
                if self._sess is None:
                    self._sess = self._created()
                return call(self._sess)
            except LOST as error:
                self._lost(error)

    def close(self) -> None:
        if self._sess is not None:
            with contextlib.suppress(*LOST):
                self._sess.close()
