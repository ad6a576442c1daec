"""Monitors that write: summaries, checkpoints, steps a second."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.events.writer import FileWriter, FileWriterCache
from headrace.graph.platform import logging

from .base import BaseMonitor, EveryN, value_of
from .watching import PrintTensor


@export("contrib.learn.monitors.SummarySaver")
class SummarySaver(EveryN):
    """Writes summaries.

    Args:
      summary_op: a serialized Summary, a string tensor; None: that of `scaffold`.
      save_steps: how often.
      output_dir: the directory of the event file, by default that of the model; or
      summary_writer: what writes them.
      scaffold: a Scaffold; None: there is none.
    """

    def __init__(
        self,
        summary_op: Any,
        save_steps: int = 100,
        output_dir: Any = None,
        summary_writer: Any = None,
        scaffold: Any = None,
    ) -> None:
        super().__init__(every_n_steps=save_steps)
        self._summary_op = summary_op
        self._writer = FileWriter(output_dir) if summary_writer is None and output_dir else summary_writer
        self._scaffold = scaffold

    def set_estimator(self, estimator: Any) -> None:
        super().set_estimator(estimator)
        if self._writer is None:
            self._writer = FileWriter(estimator.model_dir)

    def every_n_step_begin(self, step: int) -> list[Any]:
        super().every_n_step_begin(step)
        if self._summary_op is None and self._scaffold is not None:
            self._summary_op = self._scaffold.summary_op
        return [] if self._summary_op is None else [self._summary_op]

    def every_n_step_end(self, step: int, outputs: Mapping[Any, Any]) -> bool | None:
        super().every_n_step_end(step, outputs)
        if self._summary_op is not None and self._writer:
            self._writer.add_summary(value_of(outputs, self._summary_op), step)
        return False

    def end(self, session: Any = None) -> None:
        super().end(session)
        if self._writer:
            self._writer.flush()


@export("contrib.learn.monitors.CheckpointSaver")
class CheckpointSaver(BaseMonitor):
    """Saves at the first step, every so often, and at the end.

    Args:
      checkpoint_dir: the directory.
      save_secs: how often in seconds; or
      save_steps: how often in steps.
      saver: a Saver; None: that of `scaffold`.
      checkpoint_basename: what names of checkpoints begin with.
      scaffold: a Scaffold.

    Raises:
      ValueError: both or none of seconds and steps.
    """

    def __init__(
        self,
        checkpoint_dir: Any,
        save_secs: float | None = None,
        save_steps: int | None = None,
        saver: Any = None,
        checkpoint_basename: str = "model.ckpt",
        scaffold: Any = None,
    ) -> None:
        logging.info("Create CheckpointSaver.")
        super().__init__()
        self._saver = saver
        self._writer = FileWriterCache.get(checkpoint_dir)
        self._save_path = os.path.join(checkpoint_dir, checkpoint_basename)
        self._scaffold = scaffold
        self._save_secs = save_secs
        self._save_steps = save_steps
        self._forget()
        if save_steps is None and save_secs is None:
            raise ValueError("Either save_steps or save_secs should be provided")
        if save_steps is not None and save_secs is not None:
            raise ValueError("Can not provide both save_steps and save_secs.")

    def _forget(self) -> None:
        self._last_saved_time: float | None = None
        self._last_begin_step: int | None = None
        self._last_saved_step: int | None = None

    def begin(self, max_steps: int | None = None) -> None:
        super().begin(max_steps)
        self._forget()

    def step_begin(self, step: int) -> list[Any]:
        super().step_begin(step)
        self._last_begin_step = step
        return []

    def post_step(self, step: int, session: Any) -> None:
        super().post_step(step, session)
        if self._last_saved_time is None or self._last_saved_step is None:
            self._save(step, session)
        elif self._save_steps is not None:
            if step >= self._last_saved_step + self._save_steps:
                self._save(step, session)
        elif self._save_secs is not None and time.time() >= self._last_saved_time + self._save_secs:
            self._save(step, session)

    def end(self, session: Any = None) -> None:
        super().end(session)
        self._save(self._last_begin_step, session)

    def _save(self, step: int | None, session: Any) -> None:
        if step == self._last_saved_step:
            return
        logging.info("Saving checkpoints for %d into %s.", step, self._save_path)
        self._last_saved_time, self._last_saved_step = time.time(), step
        saver = self._scaffold.saver if self._saver is None else self._saver
        saver.save(session, self._save_path, global_step=step)
        kind = messages.event_pb2.SessionLog
        self._writer.add_session_log(kind(status=kind.CHECKPOINT, checkpoint_path=self._save_path), step)


@export("contrib.learn.monitors.StepCounter")
class StepCounter(EveryN):
    """Writes how many steps a second are made.

    Args:
      every_n_steps: how often.
      output_dir: the directory of the event file, by default that of the model; or
      summary_writer: what writes them.
    """

    def __init__(self, every_n_steps: int = 100, output_dir: Any = None, summary_writer: Any = None) -> None:
        super().__init__(every_n_steps=every_n_steps)
        self._last: tuple[int, float] | None = None
        self._writer = summary_writer
        if summary_writer is None and output_dir:
            self._writer = FileWriterCache.get(output_dir)

    def set_estimator(self, estimator: Any) -> None:
        super().set_estimator(estimator)
        if self._writer is None:
            self._writer = FileWriterCache.get(estimator.model_dir)

    def every_n_step_end(self, step: int, outputs: Mapping[Any, Any]) -> bool | None:
        now = time.time()
        if self._last is not None and self._writer:
            before, then = self._last
            summary = messages.summary_pb2.Summary()
            summary.value.add(tag="global_step/sec", simple_value=(step - before) / (now - then))
            self._writer.add_summary(summary, step)
        self._last = step, now
        return False


@export("contrib.learn.monitors.get_default_monitors")
def get_default_monitors(
    loss_op: Any = None,
    summary_op: Any = None,
    save_summary_steps: int = 100,
    output_dir: Any = None,
    summary_writer: Any = None,
) -> list[BaseMonitor]:
    """Monitors that log a loss and write summaries.

    Args:
      loss_op: the loss; None: it is not logged.
      summary_op: a serialized Summary, a string tensor; None: none is written.
      save_summary_steps: how often.
      output_dir: the directory of the event file; or
      summary_writer: what writes them.

    Returns:
      a list of monitors.
    """
    found: list[BaseMonitor] = []
    if loss_op is not None:
        found.append(PrintTensor({"loss": loss_op.name}))
    if summary_op is not None:
        found.append(SummarySaver(summary_op, save_summary_steps, output_dir, summary_writer))
    return found
