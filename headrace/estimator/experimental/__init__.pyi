"""tf.estimator.experimental: hooks that end a training early, parts of models. Made by `make names`."""

from headrace.training.estimators.hooks.in_memory import InMemoryEvaluatorHook as InMemoryEvaluatorHook
from headrace.training.estimators.export.receivers import build_raw_supervised_input_receiver_fn as build_raw_supervised_input_receiver_fn
from headrace.training.estimators.spec import call_logit_fn as call_logit_fn
from headrace.training.estimators.canned.models import dnn_logit_fn_builder as dnn_logit_fn_builder
from headrace.training.estimators.canned.models import linear_logit_fn_builder as linear_logit_fn_builder
from headrace.training.estimators.hooks.early_stopping import make_early_stopping_hook as make_early_stopping_hook
from headrace.training.estimators.hooks.early_stopping import make_stop_at_checkpoint_step_hook as make_stop_at_checkpoint_step_hook
from headrace.training.sessions.run_hooks import SessionRunHook as _SessionRunHook
from typing import Any as _Any

def stop_if_higher_hook(
    estimator: _Any,
    metric_name: str,
    threshold: float,
    eval_dir: _Any = None,
    min_steps: int = 0,
    run_every_secs: float | None = 60,
    run_every_steps: int | None = None,
) -> _SessionRunHook:
    """A hook that ends the training when a metric is above a threshold.

    Args:
      estimator: the Estimator that is trained.
      metric_name: of the metric.
      threshold: the threshold.
      eval_dir: the directory of the event files, by default that of the Estimator.
      min_steps: from which step on values count.
      run_every_secs: how often it is called, in seconds; or
      run_every_steps: in steps.

    Returns:
      a SessionRunHook.

    Raises:
      TypeError: `estimator` is none, or `should_stop_fn` no function.
      ValueError: both or none of the two ways to say how often.
    """

def stop_if_lower_hook(
    estimator: _Any,
    metric_name: str,
    threshold: float,
    eval_dir: _Any = None,
    min_steps: int = 0,
    run_every_secs: float | None = 60,
    run_every_steps: int | None = None,
) -> _SessionRunHook:
    """A hook that ends the training when a metric is below a threshold.

    Args:
      estimator: the Estimator that is trained.
      metric_name: of the metric.
      threshold: the threshold.
      eval_dir: the directory of the event files, by default that of the Estimator.
      min_steps: from which step on values count.
      run_every_secs: how often it is called, in seconds; or
      run_every_steps: in steps.

    Returns:
      a SessionRunHook.

    Raises:
      TypeError: `estimator` is none, or `should_stop_fn` no function.
      ValueError: both or none of the two ways to say how often.
    """

def stop_if_no_decrease_hook(
    estimator: _Any,
    metric_name: str,
    max_steps_without_decrease: int,
    eval_dir: _Any = None,
    min_steps: int = 0,
    run_every_secs: float | None = 60,
    run_every_steps: int | None = None,
) -> _SessionRunHook:
    """A hook that ends the training when a metric has not become smaller for a number of steps.

    Args:
      estimator: the Estimator that is trained.
      metric_name: of the metric.
      max_steps_without_decrease: the number.
      eval_dir: the directory of the event files, by default that of the Estimator.
      min_steps: from which step on values count.
      run_every_secs: how often it is called, in seconds; or
      run_every_steps: in steps.

    Returns:
      a SessionRunHook.

    Raises:
      TypeError: `estimator` is none, or `should_stop_fn` no function.
      ValueError: both or none of the two ways to say how often.
    """

def stop_if_no_increase_hook(
    estimator: _Any,
    metric_name: str,
    max_steps_without_increase: int,
    eval_dir: _Any = None,
    min_steps: int = 0,
    run_every_secs: float | None = 60,
    run_every_steps: int | None = None,
) -> _SessionRunHook:
    """A hook that ends the training when a metric has not grown for a number of steps.

    Args:
      estimator: the Estimator that is trained.
      metric_name: of the metric.
      max_steps_without_increase: the number.
      eval_dir: the directory of the event files, by default that of the Estimator.
      min_steps: from which step on values count.
      run_every_secs: how often it is called, in seconds; or
      run_every_steps: in steps.

    Returns:
      a SessionRunHook.

    Raises:
      TypeError: `estimator` is none, or `should_stop_fn` no function.
      ValueError: both or none of the two ways to say how often.
    """

__all__ = [
    "InMemoryEvaluatorHook",
    "build_raw_supervised_input_receiver_fn",
    "call_logit_fn",
    "dnn_logit_fn_builder",
    "linear_logit_fn_builder",
    "make_early_stopping_hook",
    "make_stop_at_checkpoint_step_hook",
    "stop_if_higher_hook",
    "stop_if_lower_hook",
    "stop_if_no_decrease_hook",
    "stop_if_no_increase_hook",
]
