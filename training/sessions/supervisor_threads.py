"""Threads of a Supervisor: one writes summaries, one counts the steps a second, one saves checkpoints."""

from __future__ import annotations

import time
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.platform import logging
from headrace.graph.variables.global_step import global_step as value_of_step
from headrace.pipeline.runners.looper import LooperThread


@export("python.training.supervisor.SVSummaryThread")
class SVSummaryThread(LooperThread):
    """A thread of a Supervisor that writes summaries.

    Args:
      sv: the Supervisor.
      sess: the session.
    """

    def __init__(self, sv: Any, sess: Any) -> None:
        super().__init__(sv.coord, sv.save_summaries_secs)
        self._sv = sv
        self._sess = sess

    def run_loop(self) -> None:
        step = None
        if self._sv.global_step is not None:
            summaries, step = self._sess.run([self._sv.summary_op, self._sv.global_step])
        else:
            summaries = self._sess.run(self._sv.summary_op)
        if self._sv.summary_writer:
            logging.info("Recording summary at step %s.", step)
            self._sv.summary_writer.add_summary(summaries, step)


@export("python.training.supervisor.SVStepCounterThread")
class SVStepCounterThread(LooperThread):
    """A thread of a Supervisor that writes how many steps a second there were.

    Args:
      sv: the Supervisor.
      sess: the session.
      step_counter: what counts the steps; that of `sv` by default.
    """

    def __init__(self, sv: Any, sess: Any, step_counter: Any = None) -> None:
        super().__init__(sv.coord, sv.save_summaries_secs)
        self._sv = sv
        self._sess = sess
        self._step_counter = sv.global_step if step_counter is None else step_counter
        self._summary_tag = f"{self._step_counter.op.name}/sec"

    def start_loop(self) -> None:
        self._last_time = time.monotonic()
        self._last_step = value_of_step(self._sess, self._step_counter)

    def run_loop(self) -> None:
        step, now = value_of_step(self._sess, self._step_counter), time.monotonic()
        steps, seconds = step - self._last_step, now - self._last_time
        self._last_step, self._last_time = step, now
        rate = steps / seconds if seconds > 0 else float("inf")
        if self._sv.summary_writer:
            value = messages.summary_pb2.Summary.Value(tag=self._summary_tag, simple_value=rate)
            self._sv.summary_writer.add_summary(messages.summary_pb2.Summary(value=[value]), step)
        logging.log_first_n(logging.INFO, "%s: %g", 10, self._summary_tag, rate)


@export("python.training.supervisor.SVTimerCheckpointThread")
class SVTimerCheckpointThread(LooperThread):
    """A thread of a Supervisor that saves checkpoints.

    Args:
      sv: the Supervisor.
      sess: the session.
    """

    def __init__(self, sv: Any, sess: Any) -> None:
        super().__init__(sv.coord, sv.save_model_secs)
        self._sv = sv
        self._sess = sess

    def run_loop(self) -> None:
        self._sv.between_steps(self._save)

    def _save(self) -> None:
        logging.info("Saving checkpoint to path %s", self._sv.save_path)
        self._sv.saver.save(self._sess, self._sv.save_path, global_step=self._sv.global_step)
        if self._sv.summary_writer and self._sv.global_step is not None:
            log = messages.event_pb2.SessionLog
            step = value_of_step(self._sess, self._sv.global_step)
            self._sv.summary_writer.add_session_log(log(status=log.CHECKPOINT, checkpoint_path=self._sv.save_path), step)
