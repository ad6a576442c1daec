"""Hooks that write: checkpoints, summaries."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.events.writer import FileWriterCache
from headrace.graph.platform import logging

from .graph_files import write_graph_files
from .run_hooks import SessionRunArgs, SessionRunContext, SessionRunHook, SessionRunValues
from .timers import SecondOrStepTimer, global_step_read


@export("train.CheckpointSaverListener", "estimator.CheckpointSaverListener")
class CheckpointSaverListener:
    """What is told when a checkpoint is written; override what is needed."""

    def begin(self) -> None:
        """Called once before the session is made."""

    def before_save(self, session: Any, global_step_value: Any) -> None:
        """Called before each checkpoint.

        Args:
          session: the session without hooks.
          global_step_value: the step, an integer.
        """

    def after_save(self, session: Any, global_step_value: Any) -> Any:
        """Called after each checkpoint.

        Args:
          session: the session without hooks.
          global_step_value: the step, an integer.

        Returns:
          true asks to end the training.
        """

    def end(self, session: Any, global_step_value: Any) -> None:
        """Called at the end, after the last checkpoint.

        Args:
          session: the session without hooks.
          global_step_value: the step, an integer.
        """


@export("train.CheckpointSaverHook", "estimator.CheckpointSaverHook")
class CheckpointSaverHook(SessionRunHook):
    """Saves a checkpoint at the start, every so many seconds or steps, and at the end.

    Args:
      checkpoint_dir: the directory.
      save_secs, save_steps: how often; one of them.
      saver: the Saver; by default that of the scaffold, or the only one in the collection SAVERS.
      checkpoint_basename: how the files' names begin.
      scaffold: whose Saver to take.
      listeners: a list of CheckpointSaverListeners; None for none.

    Raises:
      ValueError: both saver and scaffold are given; neither or both of `save_secs` and `save_steps`.
      RuntimeError: (when the session is made) the graph has no global step, or no Saver is found.
    """

    def __init__(
        self,
        checkpoint_dir: Any,
        save_secs: float | None = None,
        save_steps: int | None = None,
        saver: Any = None,
        checkpoint_basename: str = "model.ckpt",
        scaffold: Any = None,
        listeners: Sequence[CheckpointSaverListener] | None = None,
    ) -> None:
        logging.info("Create CheckpointSaverHook.")
        if saver is not None and scaffold is not None:
            raise ValueError("You cannot provide both saver and scaffold.")
        self._saver = saver
        self._checkpoint_dir = checkpoint_dir
        self._save_path = os.path.join(checkpoint_dir, checkpoint_basename)
        self._scaffold = scaffold
        self._timer = SecondOrStepTimer(save_secs, save_steps)
        self._listeners = list(listeners or ())

    def begin(self) -> None:
        self._summary_writer = FileWriterCache.get(self._checkpoint_dir)
        self._global_step_tensor = global_step_read("CheckpointSaverHook")
        for listener in self._listeners:
            listener.begin()

    def after_create_session(self, session: Any, coord: Any) -> None:
        step = session.run(self._global_step_tensor)
        write_graph_files(get_default_graph(), self._get_saver(), self._checkpoint_dir, self._summary_writer)
        self._save(session, step)
        self._timer.update_last_triggered_step(step)

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs:
        return SessionRunArgs(self._global_step_tensor)

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        if not self._timer.should_trigger_for_step(run_values.results + 1):
            return
        step = run_context.session.run(self._global_step_tensor)
        if self._timer.should_trigger_for_step(step):
            self._timer.update_last_triggered_step(step)
            if self._save(run_context.session, step):
                run_context.request_stop()

    def end(self, session: Any) -> None:
        last_step = session.run(self._global_step_tensor)
        if last_step != self._timer.last_triggered_step():
            self._save(session, last_step)
        for listener in self._listeners:
            listener.end(session, last_step)

    def add_listener(self, listener: CheckpointSaverListener) -> None:
        """Tell one more when a checkpoint is written; nothing happens where it is told already.

        Args:
          listener: a CheckpointSaverListener.
        """
        if listener not in self._listeners:
            self._listeners.append(listener)

    def save_now(self, session: Any) -> str:
        """Save unless this step is saved already; the listeners are told as ever.

        Args:
          session: the session without hooks.

        Returns:
          the path of the checkpoint.
        """
        step = session.run(self._global_step_tensor)
        if step != self._timer.last_triggered_step():
            self._timer.update_last_triggered_step(step)
            self._save(session, step)
        return f"{self._save_path}-{step}"

    def _save(self, session: Any, step: Any) -> bool:
        """Save, tell the listeners; gives whether one of them wants to stop."""
        logging.info("Saving checkpoints for %d into %s.", step, self._save_path)
        for listener in self._listeners:
            listener.before_save(session, step)
        self._get_saver().save(session, self._save_path, global_step=step)
        log = messages.event_pb2.SessionLog
        self._summary_writer.add_session_log(log(status=log.CHECKPOINT, checkpoint_path=self._save_path), step)
        should_stop = False
        for listener in self._listeners:
            if listener.after_save(session, step):
                logging.info("A CheckpointSaverListener requested that training be stopped. listener: %s", listener)
                should_stop = True
        return should_stop

    def _get_saver(self) -> Any:
        if self._saver is not None:
            return self._saver
        if self._scaffold is not None:
            return self._scaffold.saver
        savers = get_default_graph().get_collection(GraphKeys.SAVERS)
        if not savers:
            raise RuntimeError(
                f"No items in collection {GraphKeys.SAVERS}. Please add a saver to the collection or provide a saver or "
                "scaffold."
            )
        if len(savers) > 1:
            raise RuntimeError(
                f"More than one item in collection {GraphKeys.SAVERS}. Please indicate which one to use by passing it to "
                "the constructor."
            )
        self._saver = savers[0]
        return self._saver


@export("train.SummarySaverHook", "estimator.SummarySaverHook")
class SummarySaverHook(SessionRunHook):
    """Writes summaries every so many steps or seconds, from the first step on.

    Args:
      save_steps, save_secs: how often; one of them.
      output_dir: the directory of the event file.
      summary_writer: write to this one instead.
      scaffold: whose `summary_op` to take.
      summary_op: a string tensor, or a list of them.

    Raises:
      ValueError: not one of scaffold and summary_op, or of save_steps and save_secs.
      RuntimeError: (when the session is made) the graph has no global step.
    """

    def __init__(
        self,
        save_steps: int | None = None,
        save_secs: float | None = None,
        output_dir: Any = None,
        summary_writer: Any = None,
        scaffold: Any = None,
        summary_op: Any = None,
    ) -> None:
        if (scaffold is None) == (summary_op is None):
            raise ValueError("Exactly one of scaffold or summary_op must be provided.")
        self._summary_op = summary_op
        self._summary_writer = summary_writer
        self._output_dir = output_dir
        self._scaffold = scaffold
        self._timer = SecondOrStepTimer(save_secs, save_steps)

    def begin(self) -> None:
        if self._summary_writer is None and self._output_dir:
            self._summary_writer = FileWriterCache.get(self._output_dir)
        self._next_step: Any = None
        self._behind: Any = 0  # whether the step is read before it is counted (1) or after (0)
        self._global_step_tensor = global_step_read("SummarySaverHook")

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs:
        self._request_summary = self._next_step is None or self._timer.should_trigger_for_step(self._next_step)
        wanted = {"global_step": self._global_step_tensor}
        summaries = self._summaries()
        if self._request_summary and summaries:
            wanted["summary"] = summaries
        return SessionRunArgs(wanted)

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        if not self._summary_writer:
            return
        read = run_values.results["global_step"]
        if self._request_summary:
            step = run_context.session.run(self._global_step_tensor)
            self._behind = step - read
        else:
            step = read + self._behind
        if self._next_step is None:
            log = messages.event_pb2.SessionLog
            self._summary_writer.add_session_log(log(status=log.START), step)
        if self._request_summary:
            self._timer.update_last_triggered_step(step)
            for summary in run_values.results.get("summary", ()):
                self._summary_writer.add_summary(summary, step)
        self._next_step = step + 1

    def end(self, session: Any = None) -> None:
        if self._summary_writer:
            self._summary_writer.flush()

    def _summaries(self) -> list[Any]:
        summaries = self._summary_op if self._summary_op is not None else self._scaffold.summary_op
        if summaries is None:
            return []
        return summaries if isinstance(summaries, list) else [summaries]
