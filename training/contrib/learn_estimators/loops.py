"""The sessions in which a model is trained, evaluated and asked."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

import numpy as np

from headrace.graph import ops
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.devices.replica import replica_device_setter
from headrace.graph.ops.sparse.sparse_tensor import SparseTensorValue
from headrace.graph.platform import logging

from ...estimators.results import write_results
from ...sessions.hooks_log import LoggingTensorHook
from ...sessions.hooks_save import CheckpointSaverHook
from ...sessions.hooks_stop import FeedFnHook, NanTensorHook
from ...sessions.monitored import ChiefSessionCreator, MonitoredSession
from ...sessions.scaffold import Scaffold
from ...sessions.training import MonitoredTrainingSession
from ..experiments.model_fn import ModelFnOps
from ..experiments.run_config import RunConfig
from ..training_loops.evaluation import StopAfterNEvalsHook, evaluate_once
from . import metrics

_STEPS_BETWEEN_LOGS = 100


def train(model: ModelFnOps, config: RunConfig, session_config: Any, model_dir: Any, hooks: Sequence[Any], step: Any) -> Any:
    """Make steps until a hook or the end of the input ends them; gives the loss of the last one, None without steps."""
    graph = get_default_graph()
    graph.add_to_collection(GraphKeys.LOSSES, model.loss)
    logged = {"loss": model.loss, "step": step}
    all_hooks = [*hooks, NanTensorHook(model.loss), LoggingTensorHook(logged, every_n_iter=_STEPS_BETWEEN_LOGS)]
    all_hooks += model.training_hooks
    scaffold = model.scaffold or Scaffold()
    if not (scaffold.saver or graph.get_collection(GraphKeys.SAVERS)):
        saver = Saver(
            sharded=True,
            max_to_keep=config.keep_checkpoint_max,
            keep_checkpoint_every_n_hours=config.keep_checkpoint_every_n_hours,
            defer_build=True,
            save_relative_paths=True,
        )
        graph.add_to_collection(GraphKeys.SAVERS, saver)
    chief_hooks = list(model.training_chief_hooks)
    saves = any(isinstance(hook, CheckpointSaverHook) for hook in [*all_hooks, *chief_hooks])
    if not saves and (config.save_checkpoints_secs or config.save_checkpoints_steps):
        seconds, steps = config.save_checkpoints_secs, config.save_checkpoints_steps
        chief_hooks.insert(0, CheckpointSaverHook(model_dir, save_secs=seconds, save_steps=steps, scaffold=scaffold))
    loss = None
    with MonitoredTrainingSession(
        master=config.master,
        is_chief=config.is_chief,
        checkpoint_dir=model_dir,
        scaffold=scaffold,
        hooks=all_hooks,
        chief_only_hooks=chief_hooks,
        save_checkpoint_secs=0,  # the hook above saves
        save_summaries_steps=config.save_summary_steps,
        config=session_config,
        max_wait_secs=config.session_creation_timeout_secs,
    ) as session:
        while not session.should_stop():
            _, loss = session.run([model.train_op, model.loss])
    return loss


def evaluation_hooks(steps: int | None, feed_fn: Callable[[], Any] | None, log_progress: bool) -> list[Any]:
    """The hooks that feed an evaluation and end it."""
    found: list[Any] = [FeedFnHook(feed_fn)] if feed_fn else []
    if steps == 0:
        logging.warning(
            "evaluation steps are 0. If `input_fn` does not raise `OutOfRangeError`, the evaluation will never stop. Use "
            "steps=None if intended."
        )
    return [*found, StopAfterNEvalsHook(steps, log_progress)] if steps else found


class Evaluation:
    """Metrics of a model in the default graph."""

    def __init__(self, model: ModelFnOps, step: Any, hooks: Sequence[Any], master: str, session_config: Any) -> None:
        updates, self._values = metrics.split(model.eval_metric_ops)
        self._update = ops.group(*updates) if updates else None
        self._step_name = GraphKeys.GLOBAL_STEP
        while self._step_name in self._values:
            self._step_name = f"_{self._step_name}"
        self._values[self._step_name] = step
        self._scaffold = model.scaffold
        self._hooks = hooks
        self._session = {"master": master, "config": session_config}

    def run(self, checkpoint_path: Any, directory: str) -> dict[str, Any]:
        """Their values at the end of the input, or when a hook ends it; they are written into a directory, too."""
        found = evaluate_once(
            checkpoint_path,
            scaffold=self._scaffold,
            eval_ops=self._update,
            final_ops=self._values,
            hooks=self._hooks,
            **self._session,
        )
        step = found[self._step_name]
        write_results(directory, found, step)
        found[GraphKeys.GLOBAL_STEP] = step
        return found


def session_of(model: ModelFnOps, checkpoint_path: Any, session_config: Any) -> MonitoredSession:
    """A session with the model of a checkpoint."""
    creator = ChiefSessionCreator(model.scaffold, config=session_config, checkpoint_filename_with_path=checkpoint_path)
    return MonitoredSession(creator)


def batches(session: MonitoredSession, graph: Graph, predictions: Any, feed_fn: Callable[[], Any] | None) -> Generator[Any]:
    """The predictions for each batch; an input that neither is fed nor has a queue is one batch."""
    is_constant = feed_fn is None and not graph.get_collection(GraphKeys.QUEUE_RUNNERS)
    with session:
        while not session.should_stop():
            yield session.run(predictions, feed_fn() if feed_fn else None)
            if is_constant:
                return


def joined(found: Sequence[Any]) -> Any:
    """Batches behind each other, by name where they are dicts."""
    if not isinstance(found[0], dict):
        return np.concatenate(found, axis=0)
    return {name: np.concatenate([batch[name] for batch in found], axis=0) for name in found[0]}


def examples(batch: Any) -> Iterator[Any]:
    """The predictions of a batch, example by example."""
    if not isinstance(batch, dict):
        return iter(batch)
    first = next(iter(batch.values()))
    length = first.dense_shape[0] if isinstance(first, SparseTensorValue) else first.shape[0]
    return ({name: value[number] for name, value in batch.items()} for number in range(length))


def chosen(predictions: Any, outputs: Sequence[Any] | None) -> Any:
    """Those of the predictions that are asked for. Raises ValueError where there is none, or they have no names."""
    if not outputs:
        return predictions
    if not isinstance(predictions, dict):
        raise ValueError("outputs argument is not valid in case of non-dict predictions.")
    found = {name: value for name, value in predictions.items() if name in outputs}
    if not found:
        raise ValueError(f"Expected to run at least one output from {predictions.keys()}, provided {outputs}.")
    return found


def device_setter(config: RunConfig) -> Any:
    """Where the operations of a training are; None where there are no parameter servers."""
    if config.num_ps_replicas == 0:
        return None
    worker = f"/job:{config.task_type}/task:{config.task_id}" if config.task_type else "/job:worker"
    servers = config.num_ps_replicas
    return replica_device_setter(ps_tasks=servers, worker_device=worker, merge_devices=True, cluster=config.cluster_spec)
