"""SessionRunHook: what a monitored session calls around each of its steps, and what it tells and is told there."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.formats.exports import export


@export("train.SessionRunArgs", "estimator.SessionRunArgs")
class SessionRunArgs(NamedTuple):
    """What a hook wants of a step.

    Args:
      fetches: more to fetch, as of `Session.run`; None for nothing.
      feed_dict: more to feed; None for nothing.
      options: RunOptions to be merged with those of others; None for none.
    """

    fetches: Any
    feed_dict: Any = None
    options: Any = None


@export("train.SessionRunValues", "estimator.SessionRunValues")
class SessionRunValues(NamedTuple):
    """What a step gave to a hook.

    Args:
      results: the values, in the structure of the hook's fetches; None where it wanted none.
      options: the RunOptions of the step.
      run_metadata: the RunMetadata of the step.
    """

    results: Any
    options: Any
    run_metadata: Any


@export("train.SessionRunContext", "estimator.SessionRunContext")
class SessionRunContext:
    """A step: what the caller asked for, in which session, and whether it is to be the last.

    Args:
      original_args: a SessionRunArgs, what the caller fetches and feeds.
      session: the session without hooks.
    """

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
        """Whether a hook has asked to stop."""
        return self._stop_requested

    def request_stop(self) -> None:
        """Let `should_stop` of the monitored session be true after this step."""
        self._stop_requested = True


@export("train.SessionRunHook", "estimator.SessionRunHook")
class SessionRunHook:
    """What a monitored session calls around each of its steps; override what is needed."""

    def begin(self) -> None:
        """Called once before the session is made. The graph may still be added to, here only."""

    def after_create_session(self, session: Any, coord: Any) -> None:
        """Called when a session was made, initialized, and its queue runners were started; again after a recovery.

        Args:
          session: the session without hooks.
          coord: the Coordinator of its threads.
        """

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs | None:
        """Called before each step; says what else the step is to fetch and feed.

        Args:
          run_context: a SessionRunContext.

        Returns:
          a SessionRunArgs, or None for nothing.
        """
        return None

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        """Called after each step that did not fail.

        Args:
          run_context: a SessionRunContext, that of `before_run`.
          run_values: a SessionRunValues, what `before_run` asked for.
        """

    def end(self, session: Any) -> None:
        """Called at the end of the session, unless an error other than the end of the input ended it.

        Args:
          session: the session without hooks.
        """
