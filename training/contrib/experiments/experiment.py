"""Experiment: a model, how it is trained and how it is evaluated."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.checkpoints.management import latest_checkpoint
from headrace.graph.core.keys import GraphKeys
from headrace.graph.platform import logging

from ...estimators.calls import arguments_of
from ...estimators.estimator import Estimator
from ...sessions.hooks_save import CheckpointSaverHook, CheckpointSaverListener
from ...sessions.run_hooks import SessionRunArgs, SessionRunHook
from ...sessions.timers import global_step_read
from .export_strategy import ExportStrategy
from .interfaces import Evaluable, Trainable


@export("contrib.learn.Experiment")
class Experiment:
    """A model, how it is trained and how it is evaluated.

    Args:
      estimator: a tf.estimator.Estimator, or what is Trainable and Evaluable.
      train_input_fn, eval_input_fn: give features and labels.
      eval_metrics: dict from names to MetricSpecs, of a model that takes some; None for none.
      train_steps: the global step at which the training ends; None: at the end of the input.
      eval_steps: how many batches an evaluation takes; None: to the end of the input.
      train_monitors: SessionRunHooks of the training; None for none.
      eval_hooks: SessionRunHooks of the evaluation; None for none.
      local_eval_frequency: how often `local_run` evaluates, in steps; None: only at the end.
      eval_delay_secs: how long to wait before an evaluation.
      continuous_eval_throttle_secs: how long to wait at least from one evaluation to the next.
      min_eval_frequency: how often `train_and_evaluate` looks for a new checkpoint, in steps; 0: only at the end.
      delay_workers_by_global_step: accepted: there is one process.
      export_strategies: an ExportStrategy or several; None for none.
      train_steps_per_iteration: how many steps `continuous_train_and_eval` makes between evaluations.
      checkpoint_and_export: evaluate and export after each checkpoint.
      saving_listeners: are told when a checkpoint is written; None for none.
      check_interval_secs: how often to look for a new checkpoint at most.

    Raises:
      ValueError: the model is none, takes no metrics, or an argument is of another type.
    """

    def __init__(
        self,
        estimator: Any,
        train_input_fn: Callable[..., Any],
        eval_input_fn: Callable[..., Any],
        eval_metrics: Any = None,
        train_steps: int | None = None,
        eval_steps: int | None = 100,
        train_monitors: Iterable[SessionRunHook] | None = None,
        eval_hooks: Iterable[SessionRunHook] | None = None,
        local_eval_frequency: int | None = None,
        eval_delay_secs: float = 120,
        continuous_eval_throttle_secs: float = 60,
        min_eval_frequency: int | None = None,
        delay_workers_by_global_step: bool = False,
        export_strategies: Any = None,
        train_steps_per_iteration: int | None = None,
        checkpoint_and_export: bool = False,
        saving_listeners: Any = None,
        check_interval_secs: float = 5,
    ) -> None:
        del delay_workers_by_global_step  # there is one process
        self._is_core = isinstance(estimator, Estimator)
        if self._is_core:
            if eval_metrics is not None:
                raise ValueError(
                    "`eval_metrics` must be `None` with `tf.estimator.Estimator`. Use `eval_metric_ops` in "
                    "`tf.estimator.EstimatorSpec` instead."
                )
        else:
            if not isinstance(estimator, Evaluable):
                raise ValueError("`estimator` must implement `tf.contrib.learn.Evaluable` or `tf.estimator.Estimator`.")
            if not isinstance(estimator, Trainable):
                raise ValueError("`estimator` must implement `tf.contrib.learn.Trainable`or `tf.estimator.`Estimator`.")
            if saving_listeners is not None:
                raise ValueError("`saving_listeners` must be `None` with `tf.contrib.learn.Estimator`.")
        self._estimator = estimator
        self._train_input_fn = train_input_fn
        self._eval_input_fn = eval_input_fn
        self._eval_metrics = eval_metrics
        self._train_steps = train_steps
        self._eval_steps = eval_steps
        self._local_eval_frequency = local_eval_frequency
        self._eval_delay_secs = eval_delay_secs
        self._continuous_eval_throttle_secs = continuous_eval_throttle_secs
        self._checkpoint_and_export = checkpoint_and_export
        self._saving_listeners = saving_listeners
        self._min_eval_frequency = 1 if min_eval_frequency is None else min_eval_frequency
        self._check_interval_secs = check_interval_secs
        self._train_monitors = list(train_monitors or ())
        self._eval_hooks = list(eval_hooks or ())
        self._export_strategies = _strategies(export_strategies)
        if train_steps_per_iteration is not None and not isinstance(train_steps_per_iteration, int):
            raise ValueError("`train_steps_per_iteration` must be an integer.")
        self._train_steps_per_iteration = train_steps_per_iteration

    @property
    def estimator(self) -> Any:
        """The model."""
        return self._estimator

    @property
    def eval_metrics(self) -> Any:
        """The further metrics."""
        return self._eval_metrics

    @property
    def train_steps(self) -> int | None:
        """The global step at which the training ends."""
        return self._train_steps

    @property
    def eval_steps(self) -> int | None:
        """How many batches an evaluation takes."""
        return self._eval_steps

    def extend_train_hooks(self, additional_hooks: Iterable[SessionRunHook]) -> None:
        """Add hooks to the training.

        Args:
          additional_hooks: SessionRunHooks.
        """
        self._train_monitors.extend(additional_hooks)

    def reset_export_strategies(self, new_export_strategies: Any = None) -> Any:
        """Export otherwise.

        Args:
          new_export_strategies: an ExportStrategy or several; None for none.

        Returns:
          the strategies before.

        Raises:
          ValueError: one is none.
        """
        old, self._export_strategies = self._export_strategies, _strategies(new_export_strategies)
        return old

    def train(self, delay_secs: float | None = None) -> Any:
        """Train.

        Args:
          delay_secs: how long to wait before; by default none for the first worker, five seconds more for each further one.

        Returns:
          the model.
        """
        delay = min(60, self._estimator.config.task_id * 5) if delay_secs is None else delay_secs
        if delay > 0:
            logging.info("Waiting %d secs before starting training.", delay)
            time.sleep(delay)
        return self._train(self._train_monitors, max_steps=self._train_steps)

    def evaluate(self, delay_secs: float | None = None, name: str | None = None) -> Any:
        """Evaluate.

        Args:
          delay_secs: how long to wait before; by default `eval_delay_secs`.
          name: of the evaluation, "one_pass" by default.

        Returns:
          dict from names to values.
        """
        delay = self._eval_delay_secs if delay_secs is None else delay_secs
        if delay:
            logging.info("Waiting %d secs before starting eval.", delay)
            time.sleep(delay)
        return self._evaluate(name=name or "one_pass")

    def local_run(self) -> Any:
        """`train_and_evaluate`, which looks for a new checkpoint every `local_eval_frequency` steps.

        Returns:
          what was found at the end, and a list of what was exported.
        """
        kept, self._min_eval_frequency = self._min_eval_frequency, self._local_eval_frequency or 0
        try:
            return self.train_and_evaluate()
        finally:
            self._min_eval_frequency = kept

    def train_and_evaluate(self) -> tuple[Any, Any]:
        """Train, evaluate new checkpoints meanwhile and the model at the end, and export it.

        Returns:
          what was found at the end, a dict, and a list of what was exported.
        """
        config = self._estimator.config
        hooks = list(self._train_monitors)
        listener = _EvaluateAndExport(self)
        if self._checkpoint_and_export and (config.save_checkpoints_secs or config.save_checkpoints_steps):
            directory, seconds, steps = self._estimator.model_dir, config.save_checkpoints_secs, config.save_checkpoints_steps
            hooks.append(CheckpointSaverHook(directory, save_secs=seconds, save_steps=steps, listeners=[listener]))
            self._train(hooks, max_steps=self._train_steps)
            return listener.found, listener.exported
        if self._min_eval_frequency:
            hooks.append(_EvaluateNewCheckpoints(self, self._min_eval_frequency, self._check_interval_secs))
        self._train(hooks, max_steps=self._train_steps)
        found = self._evaluate()
        return found, self._export(found)

    def continuous_eval(
        self,
        delay_secs: float | None = None,
        throttle_delay_secs: float | None = None,
        evaluate_checkpoint_only_once: bool = True,
        continuous_eval_predicate_fn: Callable[..., bool] | None = None,
        name: str = "continuous",
    ) -> None:
        """Evaluate and export each new checkpoint of a training elsewhere, until it is over.

        Args:
          delay_secs: how long to wait before; by default `eval_delay_secs`.
          throttle_delay_secs: how long to wait at least from one evaluation to the next.
          evaluate_checkpoint_only_once: False: evaluate the latest one again.
          continuous_eval_predicate_fn: a function of `eval_results` and, where it has it, `checkpoint_path`; False ends it.
          name: of the evaluation.

        Raises:
          ValueError: `continuous_eval_predicate_fn` is no function.
        """
        goes_on = _predicate(continuous_eval_predicate_fn)
        delay = self._eval_delay_secs if delay_secs is None else delay_secs
        throttle = self._continuous_eval_throttle_secs if throttle_delay_secs is None else throttle_delay_secs
        if delay:
            logging.info("Waiting %f secs before starting eval.", delay)
            time.sleep(delay)
        last: Any = None
        found: Any = None
        while goes_on(found, last) and not self._is_over(found):
            start = time.time()
            path = latest_checkpoint(self._estimator.model_dir)
            found = {}
            if not path:
                logging.warning("Estimator is not fitted yet. Will start an evaluation when a checkpoint is ready.")
            elif evaluate_checkpoint_only_once and path == last:
                logging.warning("No new checkpoint ready for evaluation.")
            else:
                found = self._evaluate(name=name, checkpoint_path=path) or {}
                self._export(found, path)
                last = path
            rest = throttle - (time.time() - start)
            if rest > 0:
                logging.info("Waiting %f secs before starting next eval run.", rest)
                time.sleep(rest)

    def continuous_train_and_eval(self, continuous_eval_predicate_fn: Callable[..., bool] | None = None) -> tuple[Any, Any]:
        """Train and evaluate in turns until the training is over.

        Args:
          continuous_eval_predicate_fn: a function of `eval_results` and, where it has it, `checkpoint_path`; False ends it.

        Returns:
          what was found at the end, a dict, and a list of what was exported.

        Raises:
          ValueError: `continuous_eval_predicate_fn` is no function.
        """
        goes_on = _predicate(continuous_eval_predicate_fn)
        steps = 1000 if self._train_steps is None else int(self._train_steps / 10)
        steps = self._train_steps_per_iteration or steps
        found: Any = None
        path: Any = None
        exported: Any = None
        while goes_on(found, path if found else None):
            if self._is_over(found):
                logging.info("Stop training model as max steps reached")
                break
            logging.info("Training model for %s steps", steps)
            self._train(self._train_monitors, steps=steps)
            logging.info("Evaluating model now.")
            path = latest_checkpoint(self._estimator.model_dir)
            found = self._evaluate(name="one_pass", checkpoint_path=path)
            exported = self._export(found)
        return found, exported

    def test(self) -> Any:
        """Make a step, evaluate a batch, export: whether it works at all.

        Returns:
          what was found, a dict.
        """
        self._train(self._train_monitors, steps=1)
        found = self._evaluate(name="one_pass", steps=1, hooks=[])
        self._export(found)
        return found

    def _is_over(self, found: Any) -> bool:
        step = (found or {}).get(GraphKeys.GLOBAL_STEP)
        return bool(step and self._train_steps and step >= self._train_steps)

    def _train(self, hooks: list[Any], **steps: Any) -> Any:
        if self._is_core:
            listeners = self._saving_listeners
            return self._estimator.train(self._train_input_fn, hooks=hooks, saving_listeners=listeners, **steps)
        return self._estimator.fit(input_fn=self._train_input_fn, monitors=hooks, **steps)

    def _evaluate(self, **given: Any) -> Any:
        given = {"steps": self._eval_steps, "hooks": self._eval_hooks, **given}
        if not self._is_core:
            given["metrics"] = self._eval_metrics
        return self._estimator.evaluate(input_fn=self._eval_input_fn, **given)

    def _export(self, found: Any, checkpoint_path: Any = None) -> list[Any]:
        base = os.path.join(os.fsencode(self._estimator.model_dir), b"export")
        return [
            strategy.export(
                self._estimator,
                os.path.join(base, os.fsencode(strategy.name)),
                checkpoint_path=checkpoint_path,
                eval_result=found,
            )
            for strategy in self._export_strategies
        ]


def _strategies(given: Any) -> tuple[ExportStrategy, ...]:
    found = (given,) if isinstance(given, ExportStrategy) else tuple(given or ())
    for one in found:
        if not isinstance(one, ExportStrategy):
            raise ValueError(
                f"`export_strategies` must be an ExportStrategy, an iterable of ExportStrategy, or `None`, found {one}."
            )
    return found


def _predicate(function: Any) -> Callable[[Any, Any], bool]:
    if function is None:
        return lambda found, path: True
    if not callable(function):
        raise ValueError("`continuous_eval_predicate_fn` must be a callable, or None.")
    if "checkpoint_path" in arguments_of(function):
        return lambda found, path: function(found, checkpoint_path=path)
    return lambda found, path: function(found)


class _EvaluateAndExport(CheckpointSaverListener):
    """Evaluates and exports each new checkpoint."""

    def __init__(self, experiment: Experiment) -> None:
        self._experiment = experiment
        self._last: Any = None
        self.found: Any = None
        self.exported: Any = None

    def after_save(self, session: Any, global_step_value: Any) -> None:
        path = latest_checkpoint(self._experiment.estimator.model_dir)
        if not path:
            logging.warning("Skipping evaluation and export since model has not been saved yet.")
        elif path == self._last:
            logging.warning("Skipping evaluation due to same latest checkpoint %s.", path)
        else:
            self._last = path
            self.found = self._experiment._evaluate(name="intermediate_export", checkpoint_path=path)
            self.exported = self._experiment._export(self.found, path)


class _EvaluateNewCheckpoints(SessionRunHook):
    """Evaluates a checkpoint that is new, every so many steps, but not more often than every so many seconds."""

    def __init__(self, experiment: Experiment, every_n_steps: int, check_interval_secs: float) -> None:
        self._experiment = experiment
        self._every = every_n_steps
        self._interval = check_interval_secs
        self._last_step = self._last_look = float("-inf")
        self._last_path: Any = None

    def begin(self) -> None:
        self._step = global_step_read("ValidationMonitor")

    def before_run(self, run_context: Any) -> SessionRunArgs:
        return SessionRunArgs(self._step)

    def after_run(self, run_context: Any, run_values: Any) -> None:
        if run_values.results < self._last_step + self._every or time.time() - self._last_look < self._interval:
            return
        self._last_step, self._last_look = run_values.results, time.time()
        path = latest_checkpoint(self._experiment.estimator.model_dir)
        if path and path != self._last_path:
            self._last_path = path
            self._experiment._evaluate()
