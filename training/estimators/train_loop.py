"""The loop that trains an Estimator's model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.platform import logging

from ..sessions.hooks_log import LoggingTensorHook, StepCounterHook
from ..sessions.hooks_save import CheckpointSaverHook, CheckpointSaverListener, SummarySaverHook
from ..sessions.hooks_stop import NanTensorHook
from ..sessions.run_hooks import SessionRunHook
from ..sessions.training import MonitoredTrainingSession
from .cluster import TaskType
from .run_config import RunConfig
from .spec import EstimatorSpec


def train(
    spec: EstimatorSpec,
    config: RunConfig,
    hooks: Sequence[SessionRunHook],
    saving_listeners: Sequence[CheckpointSaverListener],
    step: Any,
) -> Any:
    """Make steps until a hook or the end of the input ends them; gives the loss of the last one, None without steps."""
    graph = get_default_graph()
    if not any(summary.op.name == "loss" for summary in graph.get_collection(GraphKeys.SUMMARIES)):
        scalar("loss", spec.loss)
    graph.add_to_collection(GraphKeys.LOSSES, spec.loss)
    worker_hooks = [*hooks, NanTensorHook(spec.loss)]
    if config.log_step_count_steps is not None:
        worker_hooks.append(LoggingTensorHook({"loss": spec.loss, "step": step}, every_n_iter=config.log_step_count_steps))
    worker_hooks += spec.training_hooks
    if not (spec.scaffold.saver or graph.get_collection(GraphKeys.SAVERS)):
        saver = Saver(
            sharded=True,
            max_to_keep=config.keep_checkpoint_max,
            keep_checkpoint_every_n_hours=config.keep_checkpoint_every_n_hours,
            defer_build=True,
            save_relative_paths=True,
        )
        graph.add_to_collection(GraphKeys.SAVERS, saver)
    chief_hooks = _saver_hooks(spec, config, worker_hooks, saving_listeners)
    summary_steps, count_steps = config.save_summary_steps, config.log_step_count_steps
    if {TaskType.WORKER, TaskType.MASTER} <= set(config.cluster_spec.jobs):
        # There the first worker writes summaries, so that the master has the time to evaluate.
        if config.task_type == TaskType.WORKER and config.task_id == 0:
            worker_hooks += _summary_hooks(spec, config)
        summary_steps, count_steps = 0, None
    loss, any_step_done = None, False
    with MonitoredTrainingSession(
        master=config.master,
        is_chief=config.is_chief,
        checkpoint_dir=config.model_dir,
        scaffold=spec.scaffold,
        hooks=worker_hooks,
        chief_only_hooks=[*chief_hooks, *spec.training_chief_hooks],
        save_checkpoint_secs=0,  # the hook above saves
        save_summaries_steps=summary_steps,
        config=config.session_config,
        max_wait_secs=config.session_creation_timeout_secs,
        log_step_count_steps=count_steps,
    ) as session:
        while not session.should_stop():
            _, loss = session.run([spec.train_op, spec.loss])
            any_step_done = True
    if not any_step_done:
        logging.warning("Training with estimator made no steps. Perhaps input is empty or misspecified.")
    return loss


def _saver_hooks(
    spec: EstimatorSpec,
    config: RunConfig,
    worker_hooks: Sequence[SessionRunHook],
    saving_listeners: Sequence[CheckpointSaverListener],
) -> list[SessionRunHook]:
    """The hook that saves, unless the program has its own; that one gets the listeners."""
    savers = [hook for hook in [*worker_hooks, *spec.training_chief_hooks] if isinstance(hook, CheckpointSaverHook)]
    new: list[SessionRunHook] = []
    if not savers and (config.save_checkpoints_secs or config.save_checkpoints_steps):
        seconds, steps = config.save_checkpoints_secs, config.save_checkpoints_steps
        savers = [CheckpointSaverHook(config.model_dir, save_secs=seconds, save_steps=steps, scaffold=spec.scaffold)]
        new = [savers[0]]
    if saving_listeners and not savers:
        raise ValueError(
            "There should be a CheckpointSaverHook to use saving_listeners. Please set one of the "
            "RunConfig.save_checkpoints_steps or RunConfig.save_checkpoints_secs."
        )
    for listener in saving_listeners:
        savers[0].add_listener(listener)
    return new


def _summary_hooks(spec: EstimatorSpec, config: RunConfig) -> list[SessionRunHook]:
    hooks: list[SessionRunHook] = []
    if config.save_summary_steps:
        hooks.append(SummarySaverHook(config.save_summary_steps, output_dir=config.model_dir, scaffold=spec.scaffold))
    if config.log_step_count_steps:
        hooks.append(StepCounterHook(config.log_step_count_steps, output_dir=config.model_dir))
    return hooks
