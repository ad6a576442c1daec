"""Monitors: objects that are told of each step of a training, and may ask for tensors of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headrace.formats.exports import export


@export("contrib.learn.monitors.BaseMonitor")
class BaseMonitor:
    """What is told of the steps of a training: a base class.

    In each step `step_begin` may ask for tensors, `step_end` gets their values and says whether to end, then comes `post_step`.
    """

    def __init__(self) -> None:
        self._begun = False
        self._current_epoch: int | None = None
        self._current_step: int | None = None
        self._max_steps: int | None = None
        self._estimator: Any = None

    @property
    def run_on_all_workers(self) -> bool:
        """Whether it is told of the steps of all workers, and not of the first one's alone."""
        return False

    def set_estimator(self, estimator: Any) -> None:
        """Tell it whose training it is.

        Args:
          estimator: the model.

        Raises:
          ValueError: it is None.
        """
        if estimator is None:
            raise ValueError("Missing estimator.")
        self._estimator = estimator

    def begin(self, max_steps: int | None = None) -> None:
        """A training begins; its graph is the default one.

        Args:
          max_steps: the global step at which it ends; None: not known.

        Raises:
          ValueError: one has begun already.
        """
        if self._begun:
            raise ValueError("begin called twice without end.")
        self._max_steps = max_steps
        self._begun = True

    def end(self, session: Any = None) -> None:
        """The training ends.

        Args:
          session: its session.

        Raises:
          ValueError: none has begun.
        """
        if not self._begun:
            raise ValueError("end called without begin.")
        self._max_steps = None
        self._begun = False

    def epoch_begin(self, epoch: int) -> None:
        """An epoch begins.

        Args:
          epoch: its number.

        Raises:
          ValueError: one has begun already, or the number is below 0.
        """
        if self._current_epoch is not None:
            raise ValueError("epoch_begin called twice without epoch_end.")
        if epoch < 0:
            raise ValueError(f"Invalid epoch {epoch}.")
        self._current_epoch = epoch

    def epoch_end(self, epoch: int) -> None:
        """An epoch ends.

        Args:
          epoch: its number.

        Raises:
          ValueError: it is not the one that has begun.
        """
        if self._current_epoch != epoch:
            raise ValueError("epoch_end expected %s but got %s.", self._current_epoch, epoch)
        self._current_epoch = None

    def step_begin(self, step: int) -> list[Any]:
        """A step begins.

        Args:
          step: its number.

        Returns:
          a list of tensors, or of their names, whose values `step_end` gets.

        Raises:
          ValueError: the number is below 0, or behind the end of the training.
        """
        if step < 0 or (self._max_steps is not None and step > self._max_steps):
            raise ValueError(f"Invalid step {step}.")
        self._current_step = step
        return []

    def step_end(self, step: int, output: Mapping[Any, Any]) -> bool:
        """A step ends.

        Args:
          step: its number.
          output: dict from what `step_begin` asked for to values.

        Returns:
          whether the training is to end.

        Raises:
          ValueError: it is not the step that has begun.
        """
        if self._current_step != step:
            raise ValueError("step_end expected %s but got %s.", self._current_step, step)
        self._current_step = None
        return False

    def post_step(self, step: int, session: Any) -> None:
        """All monitors have seen the end of a step.

        Args:
          step: its number.
          session: the session.
        """


def value_of(outputs: Mapping[Any, Any], request: Any) -> Any:
    """The value of a tensor that was asked for, by itself or by its name."""
    return outputs[request] if request in outputs else outputs[request.name]


@export("contrib.learn.monitors.EveryN")
class EveryN(BaseMonitor):
    """A monitor that works every so many steps, at the first ones and at the last: a base class.

    Args:
      every_n_steps: how often.
      first_n_steps: how many of the first steps; below 0 for none.
    """

    def __init__(self, every_n_steps: int = 100, first_n_steps: int = 1) -> None:
        super().__init__()
        self._every_n_steps = every_n_steps
        self._first_n_steps = first_n_steps
        self._last_successful_step: int | None = None
        self._last_active_step = 0
        self._works = False

    def every_n_step_begin(self, step: int) -> list[Any]:
        """A step begins in which it works.

        Args:
          step: its number.

        Returns:
          a list of tensors, or of their names, whose values `every_n_step_end` gets.
        """
        return []

    def every_n_step_end(self, step: int, outputs: Mapping[Any, Any]) -> bool | None:
        """The step ends.

        Args:
          step: its number.
          outputs: dict from what `every_n_step_begin` asked for to values.

        Returns:
          whether the training is to end.
        """
        return False

    def every_n_post_step(self, step: int | None, session: Any) -> None:
        """All monitors have seen the end of the step.

        Args:
          step: its number.
          session: the session.
        """

    def step_begin(self, step: int) -> list[Any]:
        super().step_begin(step)
        self._works = (
            step <= self._first_n_steps or step >= self._every_n_steps + self._last_active_step or step == self._max_steps
        )
        return self.every_n_step_begin(step) if self._works else []

    def step_end(self, step: int, output: Mapping[Any, Any]) -> bool:
        super().step_end(step, output)
        return bool(self.every_n_step_end(step, output)) if self._works else False

    def post_step(self, step: int, session: Any) -> None:
        super().post_step(step, session)
        if self._works:
            self.every_n_post_step(step, session)
            self._last_active_step = step
        self._last_successful_step = step

    def end(self, session: Any = None) -> None:
        super().end(session)
        if self._last_successful_step != self._last_active_step:
            self.every_n_post_step(self._last_successful_step, session)
