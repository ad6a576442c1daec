"""tf.contrib.learn.RunConfig: where a model keeps its state, as programs before tf.estimator say it."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.devices.cluster import ClusterSpec

from ...estimators import run_config as core

_LEFT_OUT = (
    "tf_random_seed",
    "save_summary_steps",
    "save_checkpoints_steps",
    "save_checkpoints_secs",
    "session_config",
    "keep_checkpoint_max",
    "keep_checkpoint_every_n_hours",
    "log_step_count_steps",
)
"""What an identity does not speak of."""


@export("contrib.learn.RunConfig")
class RunConfig(core.RunConfig):
    """Where a model keeps its state, how often it saves, and which part of a cluster it is.

    Args:
      master: the target of sessions that train; None: as TF_CONFIG says.
      num_cores: how many threads compute; 0: as many as there are cores.
      log_device_placement: log where operations are.
      gpu_memory_fraction: accepted: there is no GPU.
      tf_random_seed: the seed of graphs; None: every run draws anew.
      save_summary_steps: how often summaries are written.
      save_checkpoints_secs: how often a checkpoint is written in seconds; by default 600, unless there are
      save_checkpoints_steps: how often in steps.
      keep_checkpoint_max: how many checkpoints are kept; None or 0: all.
      keep_checkpoint_every_n_hours: how often one is kept for good.
      log_step_count_steps: how often loss and steps a second are logged; None: never.
      protocol: of servers; None for the default.
      evaluation_master: the target of sessions that evaluate.
      model_dir: the directory of checkpoints and summaries.
      session_config: a ConfigProto; None for the default.
      session_creation_timeout_secs: how long to wait for a session that somebody else initializes.

    Raises:
      ValueError: a value is out of range, or TF_CONFIG says another directory.
    """

    def __init__(
        self,
        master: str | None = None,
        num_cores: int = 0,
        log_device_placement: bool = False,
        gpu_memory_fraction: float = 1,
        tf_random_seed: int | None = None,
        save_summary_steps: int | None = 100,
        save_checkpoints_secs: float | None = 0,
        save_checkpoints_steps: int | None = None,
        keep_checkpoint_max: int | None = 5,
        keep_checkpoint_every_n_hours: float = 10000,
        log_step_count_steps: int | None = 100,
        protocol: str | None = None,
        evaluation_master: str = "",
        model_dir: Any = None,
        session_config: Any = None,
        session_creation_timeout_secs: float = 7200,
    ) -> None:
        if save_checkpoints_secs == 0:
            save_checkpoints_secs = 600 if save_checkpoints_steps is None else None
        given: dict[str, Any] = {"save_checkpoints_steps": save_checkpoints_steps}
        if save_checkpoints_steps is None:
            given = {"save_checkpoints_secs": save_checkpoints_secs}
        super().__init__(
            model_dir,
            tf_random_seed,
            save_summary_steps,
            keep_checkpoint_max=keep_checkpoint_max,
            keep_checkpoint_every_n_hours=keep_checkpoint_every_n_hours,
            log_step_count_steps=log_step_count_steps,
            protocol=protocol,
            session_config=session_config,
            session_creation_timeout_secs=session_creation_timeout_secs,
            **given,
        )
        options = messages.config_pb2.GPUOptions(per_process_gpu_memory_fraction=gpu_memory_fraction)
        self._tf_config = messages.config_pb2.ConfigProto(
            log_device_placement=log_device_placement,
            inter_op_parallelism_threads=num_cores,
            intra_op_parallelism_threads=num_cores,
            gpu_options=options,
        )
        self._environment = json.loads(os.environ.get("TF_CONFIG") or "{}").get("environment", "local")
        self._evaluation_master = evaluation_master
        if master is not None:
            self._master = master

    @property
    def environment(self) -> str:
        """Where the process runs: "local", "cloud" or "google"."""
        return self._environment

    @property
    def tf_config(self) -> Any:
        """A ConfigProto of cores, devices and memory."""
        return self._tf_config

    def uid(self, whitelist: Sequence[str] | None = None) -> str:
        """A text that is the same for the same configurations.

        Args:
          whitelist: what it does not speak of; by default how often something is written, the seed and the session.

        Returns:
          the text.
        """
        left_out = {f"_{name}" for name in (_LEFT_OUT if whitelist is None else whitelist)}
        state = {name: value for name, value in sorted(vars(self).items()) if name not in left_out}
        if isinstance(cluster := state.get("_cluster_spec"), ClusterSpec):
            state["_cluster_spec"] = dict(sorted(cluster.as_dict().items()))
        return ", ".join(f"{name}={value!r}" for name, value in state.items())
