"""ProfilerHook: a page of Chrome's trace viewer, and an event for TensorBoard, every so many steps or seconds."""

from __future__ import annotations

import os
from typing import Any

from headrace.formats import files
from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.events.timeline import Timeline
from headrace.graph.events.writer import FileWriterCache
from headrace.graph.platform import logging

from ..sessions.run_hooks import SessionRunArgs, SessionRunContext, SessionRunHook, SessionRunValues
from ..sessions.timers import SecondOrStepTimer, global_step_read


@export("train.ProfilerHook", "estimator.ProfilerHook")
class ProfilerHook(SessionRunHook):
    """Traces a step every so many, and writes `timeline-<step>.json` for chrome://tracing and ui.perfetto.dev.

    The same step is in the event file of the directory, as `step_<step>`, for TensorBoard's page of graphs.

    Args:
      save_steps, save_secs: how often; one of them.
      output_dir: the directory of the files.
      show_dataflow: with arrows from each operation to those that use what it gives.
      show_memory: with the memory that outputs take.

    Raises:
      ValueError: not one of `save_steps` and `save_secs`.
      RuntimeError: (when the session is made) the graph has no global step.
    """

    def __init__(
        self,
        save_steps: int | None = None,
        save_secs: float | None = None,
        output_dir: Any = "",
        show_dataflow: bool = True,
        show_memory: bool = False,
    ) -> None:
        self._output_dir = os.fspath(output_dir)
        self._file_writer = FileWriterCache.get(output_dir)
        self._show_dataflow = show_dataflow
        self._show_memory = show_memory
        self._timer = SecondOrStepTimer(every_secs=save_secs, every_steps=save_steps)

    def begin(self) -> None:
        self._next_step: int | None = None
        self._global_step = global_step_read("ProfilerHook")

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs:
        self._traces = self._next_step is not None and self._timer.should_trigger_for_step(self._next_step)
        level = messages.config_pb2.RunOptions.FULL_TRACE
        options = messages.config_pb2.RunOptions(trace_level=level) if self._traces else None
        return SessionRunArgs({"global_step": self._global_step}, options=options)

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        before = int(run_values.results["global_step"])
        if self._next_step is None:
            self._timer.update_last_triggered_step(before)
        step = before + 1
        if self._traces:
            step = int(run_context.session.run(self._global_step))
            self._timer.update_last_triggered_step(step)
            self._save(step, run_values.run_metadata.step_stats)
            self._file_writer.add_run_metadata(run_values.run_metadata, f"step_{step}")
        self._next_step = step + 1

    def _save(self, step: int, step_stats: Any) -> None:
        path = os.path.join(self._output_dir, f"timeline-{step}.json")
        logging.info("Saving timeline for %d into '%s'.", step, path)
        page = Timeline(step_stats).generate_chrome_trace_format(self._show_dataflow, self._show_memory)
        with files.replace(path) as file:
            file.write(page.encode())
