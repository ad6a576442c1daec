"""What an Estimator keeps: its directory, its configuration, its functions."""

from __future__ import annotations

import copy
import os
import tempfile
from collections.abc import Callable
from typing import Any

from headrace.graph.checkpoints.management import latest_checkpoint
from headrace.graph.checkpoints.reader import list_variables, load_variable
from headrace.graph.core.graph import Graph
from headrace.graph.devices.replica import replica_device_setter
from headrace.graph.platform import logging
from headrace.graph.variables.global_step import create_global_step

from .model import call_input_fn, call_model_fn, check_model_fn
from .run_config import RunConfig, default_session_config, path_text
from .spec import EstimatorSpec
from .warm_start import settings_of, warm_start

_MAY_BE_OVERRIDDEN = {"model_fn", "_create_and_assert_global_step", "_export_all_saved_models"}


class KeepsModel:
    """A model, its directory and its configuration: what the methods of an Estimator build on."""

    _own: type
    """The class whose members no subclass may override."""

    def __init__(
        self,
        model_fn: Callable[..., EstimatorSpec],
        model_dir: Any = None,
        config: RunConfig | None = None,
        params: Any = None,
        warm_start_from: Any = None,
    ) -> None:
        _check_not_overridden(self._own, type(self))
        self._config = _completed(config, path_text(model_dir))
        self._model_dir = self._config.model_dir
        logging.info("Using config: %s", vars(self._config))
        self._device_fn = self._config.device_fn or _replica_device_setter(self._config)
        if model_fn is None:
            raise ValueError("model_fn must be provided to Estimator.")
        check_model_fn(model_fn, params)
        self._model_fn = model_fn
        self._params = copy.deepcopy(params or {})
        self._warm_start_settings = settings_of(warm_start_from)

    @property
    def model_dir(self) -> Any:
        """The directory of checkpoints and summaries."""
        return self._model_dir

    @property
    def config(self) -> RunConfig:
        """A copy of the RunConfig."""
        return copy.deepcopy(self._config)

    @property
    def params(self) -> Any:
        """A copy of the hyperparameters."""
        return copy.deepcopy(self._params)

    @property
    def model_fn(self) -> Callable[..., EstimatorSpec]:
        """The model as a function of features, labels, mode and config."""

        def public_model_fn(features: Any, labels: Any, mode: str, config: Any) -> EstimatorSpec:
            return self._call_model_fn(features, labels, mode, config)

        return public_model_fn

    def get_variable_value(self, name: str) -> Any:
        """The value of a variable in the latest checkpoint.

        Args:
          name: of the variable.

        Returns:
          an array.

        Raises:
          ValueError: the model is not trained yet.
          NotFoundError: the checkpoint has no such variable.
        """
        self._check_trained()
        return load_variable(self.model_dir, name)

    def get_variable_names(self) -> list[str]:
        """The names of all variables in the latest checkpoint.

        Returns:
          a list of names.

        Raises:
          ValueError: the model is not trained yet.
        """
        self._check_trained()
        return [name for name, _ in list_variables(self.model_dir)]

    def _check_trained(self) -> None:
        if not self.latest_checkpoint():
            raise ValueError(f"Could not find trained model in model_dir: {self.model_dir}.")

    def latest_checkpoint(self) -> str | None:
        """The latest checkpoint.

        Returns:
          its path; None where there is none.
        """
        return latest_checkpoint(self.model_dir)

    def eval_dir(self, name: str | None = None) -> str:
        """The directory of the event files of an evaluation.

        Args:
          name: of the evaluation; None for the one without a name.

        Returns:
          its path.
        """
        return os.path.join(self._model_dir, f"eval_{name}" if name else "eval")

    def _create_and_assert_global_step(self, graph: Graph) -> Any:
        return create_global_step(graph)

    def _latest_or_new(self, what: str) -> str | None:
        found = self.latest_checkpoint()
        if not found:
            logging.info("Could not find trained model in model_dir: %s, running initialization to %s.", self.model_dir, what)
        return found

    def _warm_start(self) -> None:
        logging.info("Warm-starting with WarmStartSettings: %s", self._warm_start_settings)
        assert self._warm_start_settings is not None
        warm_start(*self._warm_start_settings)

    def _call_input_fn(self, input_fn: Callable[..., Any], mode: str) -> Any:
        return call_input_fn(input_fn, mode, self._params, self._config)

    def _call_model_fn(self, features: Any, labels: Any, mode: str, config: Any) -> EstimatorSpec:
        return call_model_fn(self._model_fn, features, labels, mode, self.params, config)


def _check_not_overridden(own: type, kind: type) -> None:
    members = {name for name in dir(own) if not name.startswith("__")} - _MAY_BE_OVERRIDDEN
    overridden = [name for name in members & set(vars(kind)) if getattr(own, name) != getattr(kind, name)]
    if overridden:
        raise ValueError(f"Subclasses of Estimator cannot override members of Estimator. {kind} does override {overridden}")


def _completed(config: RunConfig | None, model_dir: Any) -> RunConfig:
    """The RunConfig with a directory and a session_config."""
    if config is None:
        config = RunConfig()
        logging.info("Using default config.")
    if not isinstance(config, RunConfig):
        raise ValueError(f"config must be an instance of `RunConfig`, but provided {config}.")
    if config.session_config is None:
        config = config.replace(session_config=default_session_config())
    if model_dir is not None and config.model_dir is not None and config.model_dir != model_dir:
        raise ValueError(
            "`model_dir` are set both in constructor and `RunConfig`, but with different values. In constructor: "
            f"'{model_dir}', in `RunConfig`: '{config.model_dir}' "
        )
    if model_dir:
        return config.replace(model_dir=model_dir)
    if config.model_dir is None:
        model_dir = tempfile.mkdtemp()
        logging.warning("Using temporary folder as model directory: %s", model_dir)
        return config.replace(model_dir=model_dir)
    return config


def _replica_device_setter(config: RunConfig) -> Any:
    if config.num_ps_replicas == 0:
        return None
    return replica_device_setter(
        ps_tasks=config.num_ps_replicas,
        worker_device=f"/job:{config.task_type}/task:{config.task_id}",
        merge_devices=True,
        cluster=config.cluster_spec,
    )
