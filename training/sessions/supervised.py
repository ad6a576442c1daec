"""What a Supervisor tells of itself, and how its threads are asked to stop."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.global_step import global_step as value_of_step
from headrace.pipeline.runners.coordinator import Coordinator
from headrace.pipeline.runners.looper import LooperThread

from .between_steps import BetweenSteps
from .saving import SavingSettings
from .session_ops import KeepsSessionOps


class Supervised(KeepsSessionOps):
    """The part of a Supervisor that its threads and its program ask."""

    _is_chief: bool
    _session_manager: Any
    _coord: Coordinator
    _summary_writer: Any
    _saving: SavingSettings
    _global_step: Any
    _between_steps: BetweenSteps

    @property
    def is_chief(self) -> bool:
        """Whether it initializes the model and writes."""
        return self._is_chief

    @property
    def session_manager(self) -> Any:
        """What makes its sessions."""
        return self._session_manager

    @property
    def coord(self) -> Coordinator:
        """The Coordinator of its threads."""
        return self._coord

    @property
    def summary_writer(self) -> Any:
        """The FileWriter of its summaries, None where none are written."""
        return self._summary_writer

    @property
    def save_summaries_secs(self) -> Any:
        """Seconds between summaries."""
        return self._saving.summaries_secs

    @property
    def global_step(self) -> Any:
        """What counts the steps, None where nothing does."""
        return self._global_step

    @property
    def save_model_secs(self) -> Any:
        """Seconds between checkpoints."""
        return self._saving.checkpoint_secs

    @property
    def save_path(self) -> Any:
        """How the paths of its checkpoints begin, None where none are written."""
        return self._saving.save_path

    def loop(
        self, timer_interval_secs: float | None, target: Callable[..., Any], args: Any = None, kwargs: Any = None
    ) -> LooperThread:
        """Start a thread that calls a function every so many seconds.

        Args:
          timer_interval_secs: the seconds; None: without a pause.
          target: the function.
          args, kwargs: its arguments, a list and a dict.

        Returns:
          a LooperThread, started.
        """
        return LooperThread.loop(self._coord, timer_interval_secs, target, args, kwargs)

    def request_stop(self, ex: Any = None) -> None:
        """Ask all threads to stop.

        Args:
          ex: the error for which, as of `Coordinator.request_stop`; None for none.
        """
        self._coord.request_stop(ex=ex)

    def should_stop(self) -> bool:
        """Whether a stop was requested. To be asked between two steps, where a checkpoint may be saved meanwhile."""
        self._between_steps.pass_by()
        return self._coord.should_stop()

    def stop_on_exception(self) -> contextlib.AbstractContextManager[None]:
        """A `with` block whose exception becomes a request to stop."""
        return self._coord.stop_on_exception()

    def wait_for_stop(self) -> None:
        """Wait until a stop is requested."""
        self._coord.wait_for_stop()

    def summary_computed(self, sess: Any, summary: Any, global_step: TensorLike | None = None) -> None:
        """Write a summary.

        Args:
          sess: the session.
          summary: what a summary op gave.
          global_step: its step; by default what the global step is now.

        Raises:
          RuntimeError: there is no summary writer.
        """
        if not self._summary_writer:
            raise RuntimeError("Writing a summary requires a summary writer.")
        if global_step is None and self._global_step is not None:
            global_step = value_of_step(sess, self._global_step)
        self._summary_writer.add_summary(summary, global_step)

    # The names before TensorFlow 0.8.
    Loop = loop
    RequestStop = request_stop
    ShouldStop = should_stop
    StopOnException = stop_on_exception
    WaitForStop = wait_for_stop
    SummaryComputed = summary_computed
