"""Hooks that end a training early: when a metric is good enough, or gets no better."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import Any

from headrace.formats import files
from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.graph.core.keys import GraphKeys
from headrace.graph.events.writer import summary_iterator
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.variables.global_step import get_global_step
from headrace.graph.variables.initializers.plain import Constant
from headrace.graph.variables.scope import AUTO_REUSE, get_variable, variable_scope

from ...sessions.hooks_stop import StopAtStepHook
from ...sessions.run_hooks import SessionRunArgs, SessionRunHook
from ...sessions.timers import SecondOrStepTimer
from ..estimator import Estimator


@export("estimator.experimental.make_early_stopping_hook")
def make_early_stopping_hook(
    estimator: Any,
    should_stop_fn: Callable[[], bool],
    run_every_secs: float | None = 60,
    run_every_steps: int | None = None,
) -> SessionRunHook:
    """A hook that ends the training when a function says so; a variable tells other processes.

    Args:
      estimator: the Estimator that is trained.
      should_stop_fn: a function without arguments.
      run_every_secs: how often it is called, in seconds; or
      run_every_steps: in steps.

    Returns:
      a SessionRunHook.

    Raises:
      TypeError: `estimator` is none, or `should_stop_fn` no function.
      ValueError: both or none of the two ways to say how often.
    """
    if not isinstance(estimator, Estimator):
        raise TypeError(f"`estimator` must have type `tf.estimator.Estimator`. Got: {type(estimator)}")
    if run_every_secs is not None and run_every_steps is not None:
        raise ValueError("Only one of `run_every_secs` and `run_every_steps` must be set.")
    if estimator.config.is_chief:
        return _StopWhenHook(should_stop_fn, run_every_secs, run_every_steps)
    return _StopWithChiefHook()


def _stop_variable() -> Any:
    with variable_scope("signal_early_stopping", reuse=AUTO_REUSE):
        return get_variable(
            "STOP",
            [],
            dtypes.bool_,
            initializer=Constant(False),
            collections=[GraphKeys.GLOBAL_VARIABLES],
            trainable=False,
        )


class _StopWhenHook(SessionRunHook):
    def __init__(self, should_stop_fn: Any, every_secs: float | None, every_steps: int | None) -> None:
        if not callable(should_stop_fn):
            raise TypeError("`should_stop_fn` must be callable.")
        self._should_stop_fn = should_stop_fn
        self._timer = SecondOrStepTimer(every_secs, every_steps)

    def begin(self) -> None:
        self._global_step_tensor = get_global_step()
        self._stop_op = _stop_variable().assign(True)

    def before_run(self, run_context: Any) -> SessionRunArgs:
        return SessionRunArgs(self._global_step_tensor)

    def after_run(self, run_context: Any, run_values: Any) -> None:
        step = run_values.results
        if not self._timer.should_trigger_for_step(step):
            return
        self._timer.update_last_triggered_step(step)
        if self._should_stop_fn():
            logging.info("Requesting early stopping at global step %d", step)
            run_context.session.run(self._stop_op)
            run_context.request_stop()


class _StopWithChiefHook(SessionRunHook):
    def begin(self) -> None:
        self._stop_variable = _stop_variable()

    def before_run(self, run_context: Any) -> SessionRunArgs:
        return SessionRunArgs(self._stop_variable)

    def after_run(self, run_context: Any, run_values: Any) -> None:
        if run_values.results:
            logging.info("Early stopping requested, suspending run.")
            run_context.request_stop()


def read_eval_metrics(eval_dir: Any) -> dict[int, dict[str, float]]:
    """The values of metrics in the event files of a directory, by steps."""
    found: dict[int, dict[str, float]] = {}
    for event in _events(eval_dir):
        values = {value.tag: value.simple_value for value in event.summary.value if value.HasField("simple_value")}
        if values:
            found.setdefault(event.step, {}).update(values)
    return dict(sorted(found.items()))


def _events(eval_dir: Any) -> Iterator[Any]:
    if directories.exists(eval_dir):
        for path in files.glob(os.path.join(eval_dir, "events.out.tfevents.*")):
            yield from summary_iterator(path)


class _Metric:
    """A metric of an evaluation, as event files have it, from a step on.

    Args:
      larger: whether a larger value is better.
    """

    def __init__(self, estimator: Any, name: str, eval_dir: Any, min_steps: int, larger: bool) -> None:
        self._eval_dir = estimator.eval_dir() if eval_dir is None else eval_dir
        self.name = name
        self.larger = larger
        self._min_steps = min_steps

    def values(self) -> Iterator[tuple[int, float]]:
        for step, metrics in read_eval_metrics(self._eval_dir).items():
            if step >= self._min_steps:
                yield step, metrics[self.name]

    def is_better(self, value: float, than: float) -> bool:
        return value > than if self.larger else value < than


def _stop_if_crossed(metric: _Metric, threshold: float) -> Callable[[], bool]:
    relation = "greater than" if metric.larger else "less than"

    def should_stop() -> bool:
        for step, value in metric.values():
            if metric.is_better(value, threshold):
                logging.info(
                    'At step %s, metric "%s" has value %s which is %s the configured threshold (%s) for early stopping.',
                    step,
                    metric.name,
                    value,
                    relation,
                    threshold,
                )
                return True
        return False

    return should_stop


def _stop_if_no_better(metric: _Metric, most_steps: int) -> Callable[[], bool]:
    change = "increase" if metric.larger else "decrease"

    def should_stop() -> bool:
        best_step, best = None, 0.0
        for step, value in metric.values():
            if best_step is None or metric.is_better(value, best):
                best_step, best = step, value
            if step - best_step >= most_steps:
                logging.info(
                    'No %s in metric "%s" for %s steps, which is greater than or equal to max steps (%s) configured for early '
                    "stopping.",
                    change,
                    metric.name,
                    step - best_step,
                    most_steps,
                )
                return True
        return False

    return should_stop


@export("estimator.experimental.stop_if_higher_hook")
@documented_by(make_early_stopping_hook)
def stop_if_higher_hook(
    estimator: Any,
    metric_name: str,
    threshold: float,
    eval_dir: Any = None,
    min_steps: int = 0,
    run_every_secs: float | None = 60,
    run_every_steps: int | None = None,
) -> SessionRunHook:
    """A hook that ends the training when a metric is above a threshold.

    Args:
      metric_name: of the metric.
      threshold: the threshold.
      eval_dir: the directory of the event files, by default that of the Estimator.
      min_steps: from which step on values count.
    """
    metric = _Metric(estimator, metric_name, eval_dir, min_steps, larger=True)
    return make_early_stopping_hook(estimator, _stop_if_crossed(metric, threshold), run_every_secs, run_every_steps)


@export("estimator.experimental.stop_if_lower_hook")
@documented_by(stop_if_higher_hook)
def stop_if_lower_hook(
    estimator: Any,
    metric_name: str,
    threshold: float,
    eval_dir: Any = None,
    min_steps: int = 0,
    run_every_secs: float | None = 60,
    run_every_steps: int | None = None,
) -> SessionRunHook:
    """A hook that ends the training when a metric is below a threshold."""
    metric = _Metric(estimator, metric_name, eval_dir, min_steps, larger=False)
    return make_early_stopping_hook(estimator, _stop_if_crossed(metric, threshold), run_every_secs, run_every_steps)


@export("estimator.experimental.stop_if_no_increase_hook")
@documented_by(stop_if_higher_hook)
def stop_if_no_increase_hook(
    estimator: Any,
    metric_name: str,
    max_steps_without_increase: int,
    eval_dir: Any = None,
    min_steps: int = 0,
    run_every_secs: float | None = 60,
    run_every_steps: int | None = None,
) -> SessionRunHook:
    """A hook that ends the training when a metric has not grown for a number of steps.

    Args:
      max_steps_without_increase: the number.
    """
    metric = _Metric(estimator, metric_name, eval_dir, min_steps, larger=True)
    should_stop = _stop_if_no_better(metric, max_steps_without_increase)
    return make_early_stopping_hook(estimator, should_stop, run_every_secs, run_every_steps)


@export("estimator.experimental.stop_if_no_decrease_hook")
@documented_by(stop_if_higher_hook)
def stop_if_no_decrease_hook(
    estimator: Any,
    metric_name: str,
    max_steps_without_decrease: int,
    eval_dir: Any = None,
    min_steps: int = 0,
    run_every_secs: float | None = 60,
    run_every_steps: int | None = None,
) -> SessionRunHook:
    """A hook that ends the training when a metric has not become smaller for a number of steps.

    Args:
      max_steps_without_decrease: the number.
    """
    metric = _Metric(estimator, metric_name, eval_dir, min_steps, larger=False)
    should_stop = _stop_if_no_better(metric, max_steps_without_decrease)
    return make_early_stopping_hook(estimator, should_stop, run_every_secs, run_every_steps)


@export("estimator.experimental.make_stop_at_checkpoint_step_hook")
def make_stop_at_checkpoint_step_hook(estimator: Any, last_step: int, wait_after_file_check_secs: float = 30) -> SessionRunHook:
    """A hook that ends the training at a global step.

    Args:
      estimator: the Estimator that is trained, by this process alone.
      last_step: the step.
      wait_after_file_check_secs: accepted: nobody waits for another process.

    Returns:
      a SessionRunHook.
    """
    del estimator, wait_after_file_check_secs  # said of training in several processes
    return StopAtStepHook(last_step=last_step)
