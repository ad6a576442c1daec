"""ValidationMonitor: evaluates new checkpoints of a training, and ends it when they get no better."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.checkpoints.management import latest_checkpoint
from headrace.graph.platform import logging

from ....estimators.estimator import Estimator
from .base import EveryN


@export("contrib.learn.monitors.ValidationMonitor")
class ValidationMonitor(EveryN):
    """Evaluates new checkpoints of a training, and ends it when they get no better.

    Args:
      x: an array [examples, ...], as of `Estimator.evaluate`; or
      y: labels for `x`.
      input_fn: gives features and labels.
      batch_size: how many examples of `x` a batch has; None: all.
      eval_steps: how many batches to take; None: all.
      every_n_steps: how often to look for a new checkpoint, in steps.
      metrics: dict from names to MetricSpecs; None for none.
      hooks: SessionRunHooks of the evaluation; None for none.
      early_stopping_rounds: after how many steps without a better value the training ends; None: it does not.
      early_stopping_metric: the metric.
      early_stopping_metric_minimize: whether less is better.
      name: of the evaluation.
      check_interval_secs: how often to look at most; None: as often as the steps say.

    Raises:
      ValueError: there is no input; (in a step) there is no such metric, or the model takes no arrays.
    """

    def __init__(
        self,
        x: Any = None,
        y: Any = None,
        input_fn: Callable[..., Any] | None = None,
        batch_size: int | None = None,
        eval_steps: int | None = None,
        every_n_steps: int = 100,
        metrics: Mapping[Any, Any] | None = None,
        hooks: Sequence[Any] | None = None,
        early_stopping_rounds: int | None = None,
        early_stopping_metric: str = "loss",
        early_stopping_metric_minimize: bool = True,
        name: str | None = None,
        check_interval_secs: float | None = 5,
    ) -> None:
        super().__init__(every_n_steps=every_n_steps, first_n_steps=-1)
        if x is None and input_fn is None:
            raise ValueError("Either x or input_fn should be provided.")
        self.x = x
        self.y = y
        self.input_fn = input_fn
        self.batch_size = batch_size
        self.eval_steps = eval_steps
        self.metrics = metrics
        self.hooks = hooks
        self.early_stopping_rounds = early_stopping_rounds
        self.early_stopping_metric = early_stopping_metric
        self.early_stopping_metric_minimize = early_stopping_metric_minimize
        self.name = name
        self._best_value_step: int | None = None
        self._best_value: Any = None
        self._best_metrics: dict[str, Any] | None = None
        self._early_stopped = False
        self._latest_path: str | None = None
        self._looked_at: float | None = None
        self._check_interval_secs = check_interval_secs

    @property
    def early_stopped(self) -> bool:
        """Whether it has ended the training."""
        return self._early_stopped

    @property
    def best_step(self) -> int | None:
        """The step of the best value."""
        return self._best_value_step

    @property
    def best_value(self) -> Any:
        """The best value of the metric."""
        return self._best_value

    @property
    def best_metrics(self) -> dict[str, Any] | None:
        """All metrics of the evaluation that had it."""
        return self._best_metrics

    def every_n_step_end(self, step: int, outputs: Mapping[Any, Any]) -> bool | None:
        super().every_n_step_end(step, outputs)
        if self._estimator is None:
            raise ValueError("Missing call to set_estimator.")
        if not self._is_time() or not self._has_new_checkpoint():
            return False
        found = self._evaluated()
        logging.info("Validation (step %d): %s", step, ", ".join(f"{name} = {value!s}" for name, value in found.items()))
        return self.early_stopping_rounds is not None and self._is_no_better(step, found)

    def _is_time(self) -> bool:
        now = time.time()
        if None not in (self._check_interval_secs, self._looked_at):
            if now - self._looked_at <= self._check_interval_secs:  # type: ignore[operator]
                return False
        self._looked_at = now
        return True

    def _has_new_checkpoint(self) -> bool:
        path = latest_checkpoint(self._estimator.model_dir)
        if path is None or path == self._latest_path:
            return False
        self._latest_path = path
        return True

    def _evaluated(self) -> dict[str, Any]:
        given: dict[str, Any] = {"input_fn": self.input_fn, "steps": self.eval_steps, "hooks": self.hooks, "name": self.name}
        arrays = {"x": self.x, "y": self.y, "batch_size": self.batch_size, "metrics": self.metrics}
        if not isinstance(self._estimator, Estimator):
            return self._estimator.evaluate(**given, **arrays)
        if any(value is not None for value in arrays.values()):
            raise ValueError(
                "tf.estimator.Estimator does not support following arguments: x, y, batch_size, metrics. Should set as `None` "
                "in ValidationMonitor"
            )
        return self._estimator.evaluate(**given)

    def _is_no_better(self, step: int, found: dict[str, Any]) -> bool:
        if self.early_stopping_metric not in found:
            raise ValueError(f"Metric {self.early_stopping_metric} missing from outputs {set(found)}.")
        value, best = found[self.early_stopping_metric], self._best_value
        if best is None or (value < best if self.early_stopping_metric_minimize else value > best):
            self._best_value, self._best_value_step = value, step
            self._best_metrics = copy.deepcopy(found)
        assert self._best_value_step is not None
        assert self.early_stopping_rounds is not None
        if step - self._best_value_step < self.early_stopping_rounds:
            return False
        logging.info(
            "Stopping. Best step: %s with %s = %s.", self._best_value_step, self.early_stopping_metric, self._best_value
        )
        self._early_stopped = True
        return True
