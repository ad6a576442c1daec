"""Hooks that tell how the training goes: values of tensors, steps a second."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.events.writer import FileWriterCache
from headrace.graph.platform import logging
from headrace.graph.variables.global_step import get_global_step

from .run_hooks import SessionRunArgs, SessionRunContext, SessionRunHook, SessionRunValues
from .timers import NeverTriggerTimer, SecondOrStepTimer, global_step_read


@export("train.LoggingTensorHook", "estimator.LoggingTensorHook")
class LoggingTensorHook(SessionRunHook):
    """Logs the values of tensors, at INFO.

    Args:
      tensors: a dict of tensors or their names, by what they are to be called; or a list of such.
      every_n_iter, every_n_secs: log every so many steps, from the first one on, or seconds; one of them.
      at_end: log at the end too, or then only.
      formatter: from the dict of values to the text; by default `name = value, ...`.

    Raises:
      ValueError: neither, both, or a number of steps below 1; a tensor of another graph.
    """

    def __init__(
        self,
        tensors: Any,
        every_n_iter: int | None = None,
        every_n_secs: float | None = None,
        at_end: bool = False,
        formatter: Callable[[Any], str] | None = None,
    ) -> None:
        only_at_end = at_end and every_n_iter is None and every_n_secs is None
        if not only_at_end and (every_n_iter is None) == (every_n_secs is None):
            raise ValueError("either at_end and/or exactly one of every_n_iter and every_n_secs must be provided.")
        if every_n_iter is not None and every_n_iter <= 0:
            raise ValueError(f"invalid every_n_iter={every_n_iter}.")
        is_named = isinstance(tensors, Mapping)
        self._tag_order = sorted(tensors) if is_named else list(tensors)
        self._tensors = dict(tensors) if is_named else {item: item for item in tensors}
        self._formatter = formatter
        self._timer = NeverTriggerTimer() if only_at_end else SecondOrStepTimer(every_n_secs, every_n_iter)
        self._log_at_end = at_end

    def begin(self) -> None:
        self._timer.reset()
        self._iter_count = 0
        self._current_tensors = {tag: _graph_element(tensor) for tag, tensor in self._tensors.items()}

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs | None:
        self._should_trigger = self._timer.should_trigger_for_step(self._iter_count)
        return SessionRunArgs(self._current_tensors) if self._should_trigger else None

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        if self._should_trigger:
            self._log_tensors(run_values.results)
        self._iter_count += 1

    def end(self, session: Any) -> None:
        if self._log_at_end:
            self._log_tensors(session.run(self._current_tensors))

    def _log_tensors(self, values: Any) -> None:
        seconds, _ = self._timer.update_last_triggered_step(self._iter_count)
        with np.printoptions(suppress=True):
            if self._formatter is not None:
                text = self._formatter(values)
            else:
                text = ", ".join(f"{tag} = {values[tag]!s}" for tag in self._tag_order)
                if seconds is not None:
                    text = f"{text} ({seconds:.3f} sec)"
        logging.info("%s", text)


def _graph_element(tensor: Any) -> Any:
    """The tensor that is given or named. Raises ValueError where a name is that of several."""
    graph = get_default_graph()
    if not isinstance(tensor, str):
        if getattr(tensor, "graph", None) is not graph:
            raise ValueError(f"Passed {tensor} should have graph attribute that is equal to current graph {graph}.")
        return tensor
    if ":" in tensor:
        return graph.as_graph_element(tensor)
    element = graph.as_graph_element(f"{tensor}:0")
    if len(element.op.outputs) > 1:
        raise ValueError(f"Name {tensor} is ambiguous, as this `Operation` has multiple outputs (at least 2).")
    return element


@export("train.StepCounterHook", "estimator.StepCounterHook")
class StepCounterHook(SessionRunHook):
    """Counts the steps a second, for the log and as the summary `global_step/sec`.

    Args:
      every_n_steps, every_n_secs: how often; one of them.
      output_dir: the directory of the event file.
      summary_writer: write to this one instead.

    Raises:
      ValueError: neither or both are given.
      RuntimeError: (when the session is made) the graph has no global step.
    """

    def __init__(
        self,
        every_n_steps: int | None = 100,
        every_n_secs: float | None = None,
        output_dir: Any = None,
        summary_writer: Any = None,
    ) -> None:
        if (every_n_steps is None) == (every_n_secs is None):
            raise ValueError("exactly one of every_n_steps and every_n_secs should be provided.")
        self._timer = SecondOrStepTimer(every_n_secs, every_n_steps)
        self._summary_writer = summary_writer
        self._output_dir = output_dir
        self._last_global_step: Any = None

    def begin(self) -> None:
        if self._summary_writer is None and self._output_dir:
            self._summary_writer = FileWriterCache.get(self._output_dir)
        self._global_step_tensor = global_step_read("StepCounterHook")
        self._summary_tag = f"{get_global_step().op.name}/sec"

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs:
        return SessionRunArgs(self._global_step_tensor)

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        before = run_values.results
        if self._timer.should_trigger_for_step(before + 1):
            step = run_context.session.run(self._global_step_tensor)
            if self._timer.should_trigger_for_step(step):
                seconds, steps = self._timer.update_last_triggered_step(step)
                if seconds is not None and steps is not None:
                    self._log_and_record(steps, seconds, step)
        if before == self._last_global_step:
            logging.log_first_n(
                logging.WARN,
                "It seems that global step (tf.train.get_global_step) has not been increased. Current value (could be "
                "stable): %s vs previous value: %s. You could increase the global step by passing "
                "tf.train.get_global_step() to Optimizer.apply_gradients or Optimizer.minimize.",
                5,
                before,
                self._last_global_step,
            )
        self._last_global_step = before

    def _log_and_record(self, elapsed_steps: int, elapsed_time: float, global_step: Any) -> None:
        rate = elapsed_steps / elapsed_time if elapsed_time else float("inf")
        if self._summary_writer is not None:
            value = messages.summary_pb2.Summary.Value(tag=self._summary_tag, simple_value=rate)
            self._summary_writer.add_summary(messages.summary_pb2.Summary(value=[value]), global_step)
        logging.info("%s: %g", self._summary_tag, rate)
