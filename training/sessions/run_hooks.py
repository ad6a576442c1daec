"""SessionRunHook: what a monitored session calls around each of its steps, and what it tells and is told there."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.formats.exports import export


@export("train.SessionRunArgs")
class SessionRunArgs(NamedTuple):
    """What a hook wants of a step: more to fetch and to feed, RunOptions to be merged with those of others."""

    fetches: Any
    feed_dict: Any = None
    options: Any = None


@export("train.SessionRunValues")
class SessionRunValues(NamedTuple):
    """What a step gave to a hook: `results` has the structure of its fetches, None where it wanted none."""

    results: Any
    options: Any
    run_metadata: Any


@export("train.SessionRunContext")
class SessionRunContext:
    """A step: what the caller asked for, in which session, and whether it is to be the last."""

    def __init__(self, original_args: SessionRunArgs, session: Any) -> None:
        self._original_args = original_args
        self._session = session
        self._stop_requested = False

    @property
    def original_args(self) -> SessionRunArgs:
        """What the caller of `run` fetches and feeds."""
        return self._original_args

    @property
    def session(self) -> Any:
        """The session of TensorFlow's kind: its `run` calls no hooks."""
        return self._session

    @property
    def stop_requested(self) -> bool:
        return self._stop_requested

    def request_stop(self) -> None:
        """Let `should_stop` of the monitored session be true after this step."""
        self._stop_requested = True


@export("train.SessionRunHook")
class SessionRunHook:
    """Override what is needed."""

    def begin(self) -> None:
        """Called once before the session is made. The graph may still be added to, here only."""

    def after_create_session(self, session: Any, coord: Any) -> None:
        """Called when a session was made, initialized, and its queue runners were started; again after a recovery."""

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs | None:
        """Called before each step; returns what else the step is to fetch and feed."""
        return None

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        """Called after each step that did not fail."""

    def end(self, session: Any) -> None:
        """Called at the end of the session, unless an error other than the end of the input ended it."""
