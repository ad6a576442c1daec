"""What can be trained, and what can be evaluated."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from headrace.formats.exports import export


@export("contrib.learn.Trainable")
class Trainable(ABC):
    """What can be trained; a base class."""

    @abstractmethod
    def fit(
        self,
        x: Any = None,
        y: Any = None,
        input_fn: Any = None,
        steps: int | None = None,
        batch_size: int | None = None,
        monitors: Any = None,
        max_steps: int | None = None,
    ) -> Any:
        """Train.

        Args:
          x: features; or
          y: labels, with `x`.
          input_fn: gives features and labels.
          steps: how many steps to make.
          batch_size: how many examples of `x` a step has.
          monitors: hooks.
          max_steps: the global step at which it ends.

        Returns:
          itself.
        """


@export("contrib.learn.Evaluable")
class Evaluable(ABC):
    """What can be evaluated; a base class."""

    @property
    @abstractmethod
    def model_dir(self) -> Any:
        """The directory of checkpoints."""

    @abstractmethod
    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        input_fn: Any = None,
        feed_fn: Any = None,
        batch_size: int | None = None,
        steps: int | None = None,
        metrics: Any = None,
        name: str | None = None,
        checkpoint_path: Any = None,
        hooks: Any = None,
    ) -> Any:
        """The values of metrics.

        Args:
          x: features; or
          y: labels, with `x`.
          input_fn: gives features and labels.
          feed_fn: gives what each step is fed.
          batch_size: how many examples of `x` a step has.
          steps: how many batches to take.
          metrics: dict from names to MetricSpecs.
          name: of the evaluation.
          checkpoint_path: the checkpoint.
          hooks: hooks.

        Returns:
          dict from names to values.
        """
