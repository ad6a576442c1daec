"""train_and_evaluate: a training that is evaluated after its checkpoints."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph.core.keys import GraphKeys
from headrace.graph.platform import logging

from ..sessions.hooks_save import CheckpointSaverListener
from ..sessions.run_hooks import SessionRunHook
from ..sessions.timers import SecondOrStepTimer
from .cluster import TaskType
from .estimator import Estimator
from .exporters import Exporter


class _TrainFields(NamedTuple):
    input_fn: Any
    max_steps: Any
    hooks: Any


@export("estimator.TrainSpec")
class TrainSpec(_TrainFields):
    """The training of `tf.estimator.train_and_evaluate`.

    Args:
      input_fn: gives features and labels, or a dataset of them.
      max_steps: the global step at which it ends; None: at the end of the input.
      hooks: SessionRunHooks; None for none.

    Raises:
      ValueError: `max_steps` is not above 0.
      TypeError: `input_fn` is no function, or a hook is none.
    """

    __slots__ = ()

    def __new__(
        cls, input_fn: Callable[..., Any], max_steps: int | None = None, hooks: Iterable[SessionRunHook] | None = None
    ) -> TrainSpec:
        _check_input_fn(input_fn)
        if max_steps is not None and max_steps <= 0:
            raise ValueError(f"Must specify max_steps > 0, given: {max_steps}")
        return super().__new__(cls, input_fn, max_steps, _checked_hooks(hooks))


class _EvalFields(NamedTuple):
    input_fn: Any
    steps: Any
    name: Any
    hooks: Any
    exporters: Any
    start_delay_secs: Any
    throttle_secs: Any


@export("estimator.EvalSpec")
class EvalSpec(_EvalFields):
    """The evaluation of `tf.estimator.train_and_evaluate`.

    Args:
      input_fn: gives features and labels, or a dataset of them.
      steps: how many batches to take; None: to the end of the input.
      name: of the evaluation, where there are several.
      hooks: SessionRunHooks; None for none.
      exporters: an Exporter or several, which are called after each evaluation; None for none.
      start_delay_secs: how long to wait for the first evaluation, where a process of its own evaluates.
      throttle_secs: how long to wait at least from one evaluation to the next.

    Raises:
      ValueError: a number is out of range; exporters without names or of the same name.
      TypeError: `input_fn` is no function, a hook or an exporter is none, or the name is no text.
    """

    __slots__ = ()

    def __new__(
        cls,
        input_fn: Callable[..., Any],
        steps: int | None = 100,
        name: str | None = None,
        hooks: Iterable[SessionRunHook] | None = None,
        exporters: Any = None,
        start_delay_secs: float = 120,
        throttle_secs: float = 600,
    ) -> EvalSpec:
        _check_input_fn(input_fn)
        if steps is not None and steps <= 0:
            raise ValueError(f"Must specify steps > 0, given: {steps}")
        if name is not None and not isinstance(name, str):
            raise TypeError(f"`name` must be string, given: {name}")
        hooks = _checked_hooks(hooks)
        exporters = _checked_exporters(exporters)
        if start_delay_secs < 0:
            raise ValueError(f"Must specify start_delay_secs >= 0, given: {start_delay_secs}")
        if throttle_secs < 0:
            raise ValueError(f"Must specify throttle_secs >= 0, given: {throttle_secs}")
        return super().__new__(cls, input_fn, steps, name, hooks, exporters, start_delay_secs, throttle_secs)


def _check_input_fn(input_fn: Any) -> None:
    if not callable(input_fn):
        raise TypeError(f"`input_fn` must be callable, given: {input_fn}")


def _checked_hooks(hooks: Iterable[SessionRunHook] | None) -> tuple[SessionRunHook, ...]:
    found = tuple(hooks or ())
    for hook in found:
        if not isinstance(hook, SessionRunHook):
            raise TypeError(f"All hooks must be `SessionRunHook` instances, given: {hook}")
    return found


def _checked_exporters(exporters: Any) -> tuple[Exporter, ...]:
    if not exporters:
        return ()
    if isinstance(exporters, Exporter):
        exporters = (exporters,)
    try:
        found = tuple(exporters)
    except TypeError:
        found = (None,)
    if not all(isinstance(exporter, Exporter) for exporter in found):
        raise TypeError(f"`exporters` must be an Exporter, an iterable of Exporter, or `None`, found {exporters}.")
    names = [exporter.name for exporter in found]
    for number, name in enumerate(names):
        if not name:
            raise ValueError(f"An Exporter cannot have a name that is `None` or empty. All exporter names: {names}")
        if not isinstance(name, str):
            raise ValueError(f"An Exporter must have a string name. Given: {type(name)}")
        if name in names[:number]:
            raise ValueError(f"`exporters` must have unique names. Such a name cannot be `None`. All exporter names: {names}")
    return found


@export("estimator.train_and_evaluate")
def train_and_evaluate(estimator: Estimator, train_spec: TrainSpec, eval_spec: EvalSpec) -> tuple[Any, Any]:
    """Train, and evaluate after checkpoints, but not more often than `throttle_secs` says; at the end in any case.

    Args:
      estimator: an Estimator.
      train_spec: a TrainSpec.
      eval_spec: an EvalSpec.

    Returns:
      what the last evaluation has found, a dict, and a list of what the exporters have returned.

    Raises:
      TypeError: an argument is something else.
      NotImplementedError: the process is part of a cluster.
    """
    if not isinstance(eval_spec, EvalSpec):
        raise TypeError(f"`eval_spec` must have type `tf.estimator.EvalSpec`. Got: {type(eval_spec)}")
    if not isinstance(estimator, Estimator):
        raise TypeError(f"`estimator` must have type `tf.estimator.Estimator`. Got: {type(estimator)}")
    if not isinstance(train_spec, TrainSpec):
        raise TypeError(f"`train_spec` must have type `tf.estimator.TrainSpec`. Got: {type(train_spec)}")
    config = estimator.config
    if config.cluster_spec or config.task_type == TaskType.EVALUATOR:
        raise NotImplementedError("train_and_evaluate: headrace runs in one process; TF_CONFIG says that there are several")
    logging.info("Running training and evaluation locally (non-distributed).")
    logging.info(
        "Start train and evaluate loop. The evaluate will happen after every checkpoint. Checkpoint frequency is determined "
        "based on RunConfig arguments: save_checkpoints_steps %s or save_checkpoints_secs %s.",
        config.save_checkpoints_steps,
        config.save_checkpoints_secs,
    )
    listener = _EvaluateAtCheckpoints(estimator, eval_spec, train_spec.max_steps)
    estimator.train(train_spec.input_fn, train_spec.hooks, max_steps=train_spec.max_steps, saving_listeners=[listener])
    return listener.metrics, listener.exported


class _EvaluateAtCheckpoints(CheckpointSaverListener):
    """Evaluates and exports after checkpoints, but after the first one, from which the training begins."""

    def __init__(self, estimator: Estimator, spec: EvalSpec, max_steps: int | None) -> None:
        self._estimator = estimator
        self._spec = spec
        self._max_steps = max_steps
        self._last_path: Any = None
        self.metrics: Any = None
        self.exported: Any = None

    def begin(self) -> None:
        self._timer = SecondOrStepTimer(every_secs=self._spec.throttle_secs)
        self._is_first = True

    def after_save(self, session: Any, global_step_value: Any) -> None:
        if self._is_first:
            self._is_first = False
        elif self._timer.should_trigger_for_step(global_step_value):
            self._evaluate(global_step_value)
        else:
            logging.info("Skip the current checkpoint eval due to throttle secs (%s secs).", self._spec.throttle_secs)

    def end(self, session: Any, global_step_value: Any) -> None:
        if global_step_value != self._timer.last_triggered_step():
            self._evaluate(global_step_value)

    def _evaluate(self, step: Any) -> None:
        self._timer.update_last_triggered_step(step)
        path = self._estimator.latest_checkpoint()
        if not path or path == self._last_path:
            status = "no new checkpoint" if path else "missing checkpoint"
            raise RuntimeError(f"There was no new checkpoint after the training. Eval status: {status}")
        spec = self._spec
        self.metrics = self._estimator.evaluate(spec.input_fn, spec.steps, spec.hooks, path, spec.name)
        is_final = bool(self._max_steps) and self.metrics[GraphKeys.GLOBAL_STEP] >= self._max_steps
        base = os.path.join(self._estimator.model_dir, "export")
        self.exported = [
            exporter.export(
                estimator=self._estimator,
                export_path=os.path.join(base, exporter.name),
                checkpoint_path=path,
                eval_result=self.metrics,
                is_the_final_export=is_final,
            )
            for exporter in spec.exporters
        ]
        self._last_path = path
