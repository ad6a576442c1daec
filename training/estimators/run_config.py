"""RunConfig: where an Estimator keeps its state, how often it saves, and which part of a cluster it is."""

from __future__ import annotations

import copy
import dataclasses
import json
import os
from collections.abc import Callable
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.platform import logging

from .calls import arguments_of
from .cluster import TaskType, place_of

_USE_DEFAULT: Any = object()

_REPLACEABLE = [
    "model_dir",
    "tf_random_seed",
    "save_summary_steps",
    "save_checkpoints_steps",
    "save_checkpoints_secs",
    "session_config",
    "keep_checkpoint_max",
    "keep_checkpoint_every_n_hours",
    "log_step_count_steps",
    "train_distribute",
    "device_fn",
    "protocol",
    "eval_distribute",
    "experimental_distribute",
    "experimental_max_worker_delay_secs",
    "session_creation_timeout_secs",
]
_BOTH = "`save_checkpoints_steps` and `save_checkpoints_secs` cannot be both set."
_FILTERS = {
    TaskType.MASTER: ["/job:ps", "/job:master"],
    TaskType.CHIEF: ["/job:ps", "/job:chief"],
    TaskType.PS: ["/job:ps", "/job:worker", "/job:chief", "/job:master"],
}


def _is_integer(value: Any) -> bool:
    return isinstance(value, int)


_CHECKS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("model_dir", bool, "model_dir should be non-empty"),
    ("save_summary_steps", lambda steps: steps >= 0, "save_summary_steps should be >= 0"),
    ("save_checkpoints_steps", lambda steps: steps >= 0, "save_checkpoints_steps should be >= 0"),
    ("save_checkpoints_secs", lambda secs: secs >= 0, "save_checkpoints_secs should be >= 0"),
    (
        "session_config",
        lambda config: getattr(getattr(config, "DESCRIPTOR", None), "name", None) == "ConfigProto",
        "session_config must be instance of ConfigProto",
    ),
    ("keep_checkpoint_max", lambda most: most >= 0, "keep_checkpoint_max should be >= 0"),
    ("keep_checkpoint_every_n_hours", lambda hours: hours > 0, "keep_checkpoint_every_n_hours should be > 0"),
    ("log_step_count_steps", lambda steps: steps > 0, "log_step_count_steps should be > 0"),
    ("tf_random_seed", _is_integer, "tf_random_seed must be integer."),
    ("experimental_max_worker_delay_secs", _is_integer, "experimental_max_worker_delay_secs must be an integer if set."),
    ("session_creation_timeout_secs", lambda secs: secs > 0, "session_creation_timeout_secs should be > 0"),
    (
        "device_fn",
        lambda function: callable(function) and set(arguments_of(function)) == {"op"},
        'device_fn must be callable with exactly one argument "op".',
    ),
    ("protocol", lambda protocol: protocol in ("grpc", "grpc+verbs"), "protocol should be grpc or grpc+verbs"),
)


def path_text(path: Any) -> Any:
    """A path as text; what is no path stays as it is."""
    return os.fspath(path) if isinstance(path, os.PathLike) else path


def default_session_config() -> Any:
    """The ConfigProto of sessions where a RunConfig has none."""
    found = messages.config_pb2.ConfigProto(allow_soft_placement=True)
    found.graph_options.rewrite_options.meta_optimizer_iterations = messages.config_pb2.RewriterConfig.ONE
    return found


@export("estimator.RunConfig")
class RunConfig:
    """Where an Estimator keeps its state, how often it saves, and which part of a cluster it is.

    The last is what the environment variable TF_CONFIG says; without it, it is alone and the chief.

    Args:
      model_dir: the directory of checkpoints and summaries.
      tf_random_seed: the seed of graphs; None: every run draws anew.
      save_summary_steps: how often summaries are written.
      save_checkpoints_steps: how often a checkpoint is written; or
      save_checkpoints_secs: how often in seconds, 600 by default; None for both: never.
      session_config: a ConfigProto; None for the default.
      keep_checkpoint_max: how many checkpoints are kept; None or 0: all.
      keep_checkpoint_every_n_hours: how often one is kept for good.
      log_step_count_steps: how often loss and steps a second are logged; None: never.
      train_distribute, eval_distribute, experimental_distribute: strategies of several devices; only None.
      device_fn: says for an operation, `op`, on which device it is.
      protocol: of servers, "grpc" or "grpc+verbs"; None for the default.
      experimental_max_worker_delay_secs: how long workers wait at most before they begin; None for the default.
      session_creation_timeout_secs: how long to wait for a session that somebody else initializes.

    Raises:
      ValueError: a value is out of range; both ways to say how often checkpoints are written; TF_CONFIG contradicts itself.
      TypeError: "service" of TF_CONFIG is no dict.
      NotImplementedError: a strategy of several devices.
    """

    _model_dir: Any
    _tf_random_seed: int | None
    _save_summary_steps: int | None
    _save_checkpoints_steps: int | None
    _save_checkpoints_secs: float | None
    _session_config: Any
    _keep_checkpoint_max: int | None
    _keep_checkpoint_every_n_hours: float
    _log_step_count_steps: int | None
    _train_distribute: Any
    _device_fn: Callable[[Any], Any] | None
    _protocol: str | None
    _eval_distribute: Any
    _experimental_max_worker_delay_secs: int | None
    _session_creation_timeout_secs: float
    _service: Any
    _cluster_spec: Any
    _task_type: str
    _task_id: int
    _global_id_in_cluster: int | None
    _master: str
    _evaluation_master: str
    _is_chief: bool
    _num_ps_replicas: int
    _num_worker_replicas: int

    def __init__(
        self,
        model_dir: Any = None,
        tf_random_seed: int | None = None,
        save_summary_steps: int | None = 100,
        save_checkpoints_steps: int | None = _USE_DEFAULT,
        save_checkpoints_secs: float | None = _USE_DEFAULT,
        session_config: Any = None,
        keep_checkpoint_max: int | None = 5,
        keep_checkpoint_every_n_hours: float = 10000,
        log_step_count_steps: int | None = 100,
        train_distribute: Any = None,
        device_fn: Callable[[Any], Any] | None = None,
        protocol: str | None = None,
        eval_distribute: Any = None,
        experimental_distribute: Any = None,
        experimental_max_worker_delay_secs: int | None = None,
        session_creation_timeout_secs: float = 7200,
    ) -> None:
        if save_checkpoints_steps is _USE_DEFAULT and save_checkpoints_secs is _USE_DEFAULT:
            save_checkpoints_steps, save_checkpoints_secs = None, 600
        elif save_checkpoints_secs is _USE_DEFAULT:
            save_checkpoints_secs = None
        elif save_checkpoints_steps is _USE_DEFAULT:
            save_checkpoints_steps = None
        elif save_checkpoints_steps is not None and save_checkpoints_secs is not None:
            raise ValueError(_BOTH)
        tf_config = json.loads(os.environ.get("TF_CONFIG", "{}"))
        if tf_config:
            logging.info("TF_CONFIG environment variable: %s", tf_config)
        self._replace(
            model_dir=_model_dir(tf_config, path_text(model_dir)),
            tf_random_seed=tf_random_seed,
            save_summary_steps=save_summary_steps,
            save_checkpoints_steps=save_checkpoints_steps,
            save_checkpoints_secs=save_checkpoints_secs,
            session_config=session_config,
            keep_checkpoint_max=keep_checkpoint_max,
            keep_checkpoint_every_n_hours=keep_checkpoint_every_n_hours,
            log_step_count_steps=log_step_count_steps,
            train_distribute=train_distribute,
            device_fn=device_fn,
            protocol=protocol,
            eval_distribute=eval_distribute,
            experimental_distribute=experimental_distribute,
            experimental_max_worker_delay_secs=experimental_max_worker_delay_secs,
            session_creation_timeout_secs=session_creation_timeout_secs,
        )
        place = place_of(tf_config)
        for field in dataclasses.fields(place):  # all of them attributes of its own, which are logged
            setattr(self, f"_{field.name}", getattr(place, field.name))
        if self._session_config is None and self.cluster_spec:
            self._session_config = self._session_config_of_cluster()

    def _session_config_of_cluster(self) -> Any:
        worker = ["/job:ps", f"/job:worker/task:{self.task_id}"] if self.task_type == TaskType.WORKER else None
        filters = _FILTERS.get(self.task_type, worker)
        if filters is None:
            return None
        found = default_session_config()
        found.device_filters.extend(filters)
        return found

    @property
    def cluster_spec(self) -> Any:
        """The ClusterSpec; empty where there is no cluster."""
        return self._cluster_spec

    @property
    def device_fn(self) -> Callable[[Any], Any] | None:
        """What says on which device an operation is."""
        return self._device_fn

    @property
    def evaluation_master(self) -> str:
        """The target of sessions that evaluate."""
        return self._evaluation_master

    @property
    def is_chief(self) -> bool:
        """Whether this process initializes and saves."""
        return self._is_chief

    @property
    def master(self) -> str:
        """The target of sessions that train."""
        return self._master

    @property
    def num_ps_replicas(self) -> int:
        """How many parameter servers there are."""
        return self._num_ps_replicas

    @property
    def num_worker_replicas(self) -> int:
        """How many processes train, the chief among them."""
        return self._num_worker_replicas

    @property
    def task_id(self) -> int:
        """The number of this process among those of its type."""
        return self._task_id

    @property
    def global_id_in_cluster(self) -> int | None:
        """The number of this process among all; None for one that evaluates."""
        return self._global_id_in_cluster

    @property
    def experimental_max_worker_delay_secs(self) -> int | None:
        """How long workers wait at most before they begin."""
        return self._experimental_max_worker_delay_secs

    @property
    def task_type(self) -> str:
        """What this process does: "worker", "chief", "ps", "master" or "evaluator"."""
        return self._task_type

    @property
    def tf_random_seed(self) -> int | None:
        """The seed of graphs."""
        return self._tf_random_seed

    @property
    def save_summary_steps(self) -> int | None:
        """How often summaries are written."""
        return self._save_summary_steps

    @property
    def save_checkpoints_secs(self) -> float | None:
        """How often a checkpoint is written, in seconds."""
        return self._save_checkpoints_secs

    @property
    def session_config(self) -> Any:
        """The ConfigProto of sessions."""
        return self._session_config

    @property
    def save_checkpoints_steps(self) -> int | None:
        """How often a checkpoint is written, in steps."""
        return self._save_checkpoints_steps

    @property
    def keep_checkpoint_max(self) -> int | None:
        """How many checkpoints are kept."""
        return self._keep_checkpoint_max

    @property
    def session_creation_timeout_secs(self) -> float:
        """How long to wait for a session that somebody else initializes."""
        return self._session_creation_timeout_secs

    @property
    def keep_checkpoint_every_n_hours(self) -> float:
        """How often a checkpoint is kept for good."""
        return self._keep_checkpoint_every_n_hours

    @property
    def log_step_count_steps(self) -> int | None:
        """How often loss and steps a second are logged."""
        return self._log_step_count_steps

    @property
    def model_dir(self) -> Any:
        """The directory of checkpoints and summaries."""
        return self._model_dir

    @property
    def service(self) -> Any:
        """What TF_CONFIG says under "service"."""
        return self._service

    @property
    def train_distribute(self) -> Any:
        """The strategy of several devices in training; None."""
        return self._train_distribute

    @property
    def eval_distribute(self) -> Any:
        """The strategy of several devices in evaluation; None."""
        return self._eval_distribute

    @property
    def protocol(self) -> str | None:
        """The protocol of servers."""
        return self._protocol

    def replace(self, **kwargs: Any) -> RunConfig:
        """A copy with other values.

        Args:
          kwargs: arguments of the constructor.

        Returns:
          a RunConfig.

        Raises:
          ValueError: there is no such argument, or a value is out of range.
          NotImplementedError: a strategy of several devices.
        """
        return copy.deepcopy(self)._replace(**kwargs)

    def _replace(self, **values: Any) -> RunConfig:
        for name, value in values.items():
            if name not in _REPLACEABLE:
                raise ValueError(f"Replacing {name} is not supported. Allowed properties are {_REPLACEABLE}.")
            if value is not None and name.endswith("_distribute"):
                raise NotImplementedError(f"{name}: headrace has no strategies that distribute a model over devices")
            setattr(self, f"_{name}", value)
        self._settle_saving(values)
        for name, holds, text in _CHECKS:
            value = getattr(self, f"_{name}")
            if value is not None and not holds(value):
                raise ValueError(text)
        return self

    def _settle_saving(self, values: dict[str, Any]) -> None:
        """One way of saying how often checkpoints are written takes the place of the other."""
        steps, seconds = values.get("save_checkpoints_steps"), values.get("save_checkpoints_secs")
        if steps is not None and seconds is not None:
            raise ValueError(_BOTH)
        if steps is not None and "save_checkpoints_secs" not in values:
            self._save_checkpoints_secs = None
        if seconds is not None and "save_checkpoints_steps" not in values:
            self._save_checkpoints_steps = None


def _model_dir(tf_config: dict[str, Any], model_dir: Any) -> Any:
    if model_dir == "":
        raise ValueError("model_dir should be non-empty.")
    configured = tf_config.get("model_dir")
    if configured == "":
        raise ValueError("model_dir in TF_CONFIG should be non-empty.")
    if not configured:
        return model_dir
    if model_dir and configured != model_dir:
        raise ValueError(
            "`model_dir` provided in RunConfig construct, if set, must have the same value as the model_dir in TF_CONFIG. "
            f'model_dir: {model_dir}\nTF_CONFIG["model_dir"]: {configured}.\n'
        )
    logging.info("Using model_dir in TF_CONFIG: %s", configured)
    return configured
