"""Timers: when a hook acts, every so many steps or seconds; and how it reads the global step."""

from __future__ import annotations

import time
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.variables.global_step import get_global_step

_READ_OF_STEP = "global_step_read_op_cache"
"""The collection in which TensorFlow keeps it."""


@export("train.SecondOrStepTimer", "estimator.SecondOrStepTimer")
class SecondOrStepTimer:
    """Says when something is due that happens every so many seconds, or every so many steps.

    Args:
      every_secs: seconds between two times; or
      every_steps: steps between them.

    Raises:
      ValueError: neither or both are given.
    """

    def __init__(self, every_secs: float | None = None, every_steps: int | None = None) -> None:
        if every_secs is None and every_steps is None:
            raise ValueError("Either every_secs or every_steps should be provided.")
        if every_secs is not None and every_steps is not None:
            raise ValueError("Can not provide both every_secs and every_steps.")
        self._every_secs = every_secs
        self._every_steps = every_steps
        self.reset()

    def reset(self) -> None:
        """Forget when it happened."""
        self._last_triggered_step: int | None = None
        self._last_triggered_time = 0.0

    def should_trigger_for_step(self, step: int) -> bool:
        """Whether it is due; at the first call it is, and twice in one step it is not.

        Args:
          step: the number of the step.

        Returns:
          a bool.
        """
        if self._last_triggered_step is None:
            return True
        if self._last_triggered_step == step:
            return False
        if self._every_secs is not None:
            return time.monotonic() >= self._last_triggered_time + self._every_secs
        return step >= self._last_triggered_step + self._every_steps  # type: ignore[operator]

    def update_last_triggered_step(self, step: int) -> tuple[float | None, int | None]:
        """Note that it happened.

        Args:
          step: the number of the step.

        Returns:
          the seconds and the steps since the time before, None and None at the first.
        """
        now = time.monotonic()
        elapsed: tuple[float | None, int | None] = None, None
        if self._last_triggered_step is not None:
            elapsed = now - self._last_triggered_time, step - self._last_triggered_step
        self._last_triggered_time = now
        self._last_triggered_step = step
        return elapsed

    def last_triggered_step(self) -> int | None:
        """The step in which it happened last, None before the first."""
        return self._last_triggered_step


@export("python.training.basic_session_run_hooks.NeverTriggerTimer")
class NeverTriggerTimer(SecondOrStepTimer):
    """A SecondOrStepTimer that is never due."""

    def __init__(self) -> None:
        super().__init__(every_steps=1)

    def should_trigger_for_step(self, step: int) -> bool:
        return False


def global_step_read(hook: str) -> Any:
    """A tensor of the default graph's global step, the same for all hooks.

    Raises:
      RuntimeError: the graph has none; the text names the hook that needs it.
    """
    graph = get_default_graph()
    found = graph.get_collection(_READ_OF_STEP)
    if found:
        return found[0]
    step = get_global_step(graph)
    if step is None:
        raise RuntimeError(f"Global step should be created to use {hook}.")
    with graph.name_scope(None), graph.control_dependencies(None), graph.name_scope(f"{step.op.name}/"):
        value = step + 0
    graph.add_to_collection(_READ_OF_STEP, value)
    return value
