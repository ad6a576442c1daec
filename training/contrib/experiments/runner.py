"""learn_runner: experiments that are run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.platform import logging

from ..training_tools.hparams import HParams
from .experiment import Experiment
from .run_config import RunConfig


@export("contrib.learn.learn_runner.run")
def run(
    experiment_fn: Callable[..., Experiment],
    output_dir: Any = None,
    schedule: str | None = None,
    run_config: RunConfig | None = None,
    hparams: HParams | None = None,
) -> Any:
    """Make an experiment and run one of its methods.

    Args:
      experiment_fn: a function of `output_dir`, or of `run_config` and `hparams`, that gives an Experiment.
      output_dir: the directory of the model; or
      run_config: a RunConfig that has it, which the estimator of the experiment must have, too.
      schedule: the method, "train_and_evaluate" by default.
      hparams: hyperparameters, with `run_config`.

    Returns:
      what the method gives.

    Raises:
      ValueError: both or none of directory and configuration; there is no such method.
      TypeError: `experiment_fn` is no function, or gives no Experiment; the method cannot be called.
      RuntimeError: the estimator has another configuration.
    """
    if output_dir is not None and run_config is not None:
        raise ValueError("Cannot provide both `output_dir` and `run_config`")
    if output_dir is None and run_config is None:
        raise ValueError("Must set value for `output_dir` or `run_config`")
    if not callable(experiment_fn):
        raise TypeError(f'Experiment builder "{experiment_fn}" is not callable.')
    if run_config is not None:
        return _scheduled(_checked(experiment_fn)(run_config, hparams), schedule or "train_and_evaluate")
    if not output_dir:
        raise ValueError("Must specify an output directory")
    if hparams is not None:
        raise ValueError("Must set `hparams` as None for `experiment_fn` with `output_dir`.")
    return _scheduled(_experiment(experiment_fn(output_dir=output_dir)), schedule or "train_and_evaluate")


@export("contrib.learn.learn_runner.tune")
def tune(experiment_fn: Callable[..., Experiment], tuner: Any) -> None:
    """Make an experiment for each trial of a tuner.

    Args:
      experiment_fn: a function of `run_config` and `hparams` that gives an Experiment.
      tuner: has `next_trial()`, false at the end, and `run_experiment(experiment_fn)`.
    """
    while tuner.next_trial():
        tuner.run_experiment(_checked(experiment_fn, needs_hparams=True))


def _experiment(found: Any) -> Experiment:
    if not isinstance(found, Experiment):
        raise TypeError(f"Experiment builder did not return an Experiment instance, got {type(found)} instead.")
    return found


def _checked(experiment_fn: Callable[..., Any], needs_hparams: bool = False) -> Callable[[Any, Any], Experiment]:
    def checked(run_config: Any, hparams: Any) -> Experiment:
        if not isinstance(run_config, RunConfig):
            raise ValueError("`run_config` must be `tf.contrib.learn.RunConfig` instance")
        if not run_config.model_dir:
            raise ValueError("Must specify a model directory `model_dir` in `run_config`.")
        if hparams is not None and not isinstance(hparams, HParams):
            raise ValueError("`hparams` must be `HParams` instance")
        if needs_hparams and hparams is None:
            raise ValueError("`hparams` cannot be `None`.")
        expected = run_config.uid()
        found = _experiment(experiment_fn(run_config, hparams))
        config = found.estimator.config
        if not hasattr(config, "uid"):
            raise RuntimeError(
                "Pass `run_config` argument of the `experiment_fn` to the Estimator in Experiment. It is likely a different "
                "`RunConfig` is passed to `Estimator` or the `config` constructor argument in `Estimator` is not set."
            )
        if config.uid() != expected:
            raise RuntimeError(
                f"`RunConfig` instance is expected to be used by the `Estimator` inside the `Experiment`. expected {expected}, "
                f"but got {config.uid()}"
            )
        return found

    return checked


def _scheduled(experiment: Experiment, schedule: str) -> Any:
    method = getattr(experiment, schedule, None)
    if callable(method):
        return method()
    kind, error = ("non-callable member", TypeError) if hasattr(experiment, schedule) else ("non-existent task", ValueError)
    names = [name for name in dir(experiment) if not name.startswith("_") and callable(getattr(experiment, name))]
    logging.error("Allowed values for this experiment are: %s", names)
    raise error(f"Schedule references {kind} {schedule}")
