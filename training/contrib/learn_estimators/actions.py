"""Graphs of programs trained and evaluated: what there was before estimators."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.checkpoints.reader import load_variable
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.events.writer import FileWriterCache
from headrace.graph.ops.summaries.scalar import merge_all
from headrace.graph.platform import logging
from headrace.graph.types.errors import AbortedError, NotFoundError, OutOfRangeError
from headrace.graph.variables.collections import global_variables_initializer, report_uninitialized_variables
from headrace.pipeline.runners.coordinator import Coordinator
from headrace.pipeline.runners.queue_runner import start_queue_runners

from ...sessions.defaults import USE_DEFAULT, default_local_init_op, default_saver, first_or_new
from ...sessions.hooks_stop import NanLossDuringTrainingError
from ...sessions.manager import SessionManager
from ...sessions.supervisor import Supervisor
from ..framework.values import assert_or_get_global_step
from .monitors.writing import get_default_monitors


def _saver(graph: Graph, most: int | None) -> Saver | None:
    variables = graph.get_collection(GraphKeys.GLOBAL_VARIABLES) + graph.get_collection(GraphKeys.SAVEABLE_OBJECTS)
    return Saver(variables, sharded=True, max_to_keep=most) if variables else None


@export("contrib.learn.train")
def train(
    graph: Graph,
    output_dir: Any,
    train_op: Any,
    loss_op: Any,
    global_step_tensor: Any = None,
    init_op: Any = None,
    init_feed_dict: Any = None,
    init_fn: Callable[..., Any] | None = None,
    log_every_steps: int = 10,
    supervisor_is_chief: bool = True,
    supervisor_master: str = "",
    supervisor_save_model_secs: float = 600,
    keep_checkpoint_max: int | None = 5,
    supervisor_save_summaries_steps: int = 100,
    feed_fn: Callable[[], Any] | None = None,
    steps: int | None = None,
    fail_on_nan_loss: bool = True,
    monitors: Sequence[Any] | None = None,
    max_steps: int | None = None,
) -> Any:
    """Train a graph, from the latest checkpoint on, and save.

    Args:
      graph: the graph.
      output_dir: the directory of checkpoints and summaries.
      train_op: makes a step.
      loss_op: the loss, a scalar.
      global_step_tensor: counts the steps, by default the graph's.
      init_op: initializes the variables; None: all are.
      init_feed_dict: what to feed to it.
      init_fn: called with the session after it.
      log_every_steps: how often the loss is logged.
      supervisor_is_chief: whether this process initializes and saves.
      supervisor_master: the target of the session.
      supervisor_save_model_secs: seconds between checkpoints.
      keep_checkpoint_max: how many are kept; None or 0: all.
      supervisor_save_summaries_steps: how often summaries are written, where there are no monitors.
      feed_fn: gives what each step is fed; StopIteration ends the training.
      steps: how many steps to make; or
      max_steps: the global step at which it ends; None for both: at the end of the input.
      fail_on_nan_loss: raise where the loss is NaN; False: go on.
      monitors: of `tf.contrib.learn.monitors`; None: they log the loss and write summaries.

    Returns:
      the last loss, None without steps.

    Raises:
      ValueError: both numbers of steps; no directory, no step, no loss or no global step.
      NanLossDuringTrainingError: the loss is NaN.
    """
    if steps is not None and max_steps is not None:
        raise ValueError("Can not provide both steps and max_steps.")
    if not output_dir:
        raise ValueError(f"Output directory should be non-empty {output_dir}.")
    if train_op is None:
        raise ValueError("Missing train_op.")
    if loss_op is None:
        raise ValueError("Missing loss_op.")
    with graph.as_default():
        step = assert_or_get_global_step(graph, global_step_tensor)
        if step is None:
            raise ValueError('No "global_step" was provided or found in the graph.')
        writer = FileWriterCache.get(output_dir) if supervisor_is_chief else None
        if not monitors and supervisor_is_chief:
            summary_op = first_or_new(USE_DEFAULT, GraphKeys.SUMMARY_OP, merge_all)
            monitors = get_default_monitors(loss_op, summary_op, supervisor_save_summaries_steps, summary_writer=writer)
        monitors = [one for one in monitors or () if supervisor_is_chief or one.run_on_all_workers]
        if max_steps is None and steps:
            max_steps = _trained_steps(output_dir, step) + steps
        for monitor in monitors:
            monitor.begin(max_steps=max_steps)
        saver = _saver(graph, keep_checkpoint_max)
    training = _Training(train_op, loss_op, step, monitors, feed_fn, fail_on_nan_loss, log_every_steps)
    supervisor = Supervisor(
        graph,
        init_op=USE_DEFAULT if init_op is None else init_op,
        init_feed_dict=init_feed_dict,
        is_chief=supervisor_is_chief,
        logdir=output_dir,
        saver=saver,
        global_step=step,
        summary_op=None,
        summary_writer=writer,
        save_model_secs=supervisor_save_model_secs,
        init_fn=init_fn,
    )
    while True:
        try:
            return training.run(supervisor, supervisor_master, max_steps, saver if supervisor_is_chief else None)
        except AbortedError:
            logging.warning("Training got Aborted error. Keep training.")


def _trained_steps(directory: Any, step: Any) -> int:
    try:
        return int(load_variable(directory, step.name.split(":")[0]))
    except (NotFoundError, ValueError):
        return 0


class _Training:
    """Steps with monitors around them."""

    def __init__(
        self,
        train_op: Any,
        loss_op: Any,
        step: Any,
        monitors: Sequence[Any],
        feed_fn: Callable[[], Any] | None,
        fail_on_nan_loss: bool,
        log_every_steps: int,
    ) -> None:
        self._fetched = [train_op, loss_op]
        self._loss_op = loss_op
        self._loss: Any = None
        self._step = step
        self._monitors = monitors
        self._feed_fn = feed_fn
        self._fails_on_nan = fail_on_nan_loss
        self._log_every = log_every_steps

    def run(self, supervisor: Supervisor, master: str, max_steps: int | None, saver: Saver | None) -> Any:
        session = supervisor.prepare_or_wait_for_session(master=master)
        with session:
            try:
                self._make_steps(session, supervisor, max_steps)
            except OutOfRangeError as error:
                logging.warning("Got exception during tf.learn training loop possibly due to exhausted input queue %s.", error)
            finally:
                supervisor.stop(close_summary_writer=False)
                last = session.run(self._step)
                if saver is not None:
                    logging.info("Saving checkpoint for step %d to checkpoint: %s.", last, supervisor.save_path)
                    saver.save(session, supervisor.save_path, global_step=last)
                    for monitor in self._monitors:
                        monitor.end()
        return self._loss

    def _make_steps(self, session: Any, supervisor: Supervisor, max_steps: int | None) -> None:
        last = logged = session.run(self._step)
        logging.info("Training steps [%d,%s)", last, "inf" if max_steps is None else max_steps)
        while not supervisor.should_stop() and (max_steps is None or last < max_steps):
            start = time.time()
            try:
                feeds = self._feed_fn() if self._feed_fn else None
            except StopIteration:
                logging.info("Exhausted input iterarator.")
                return
            if self._ends_with(session, last + 1, feeds):
                return
            now = session.run(self._step)
            if now <= last:
                logging.error("Global step was not incremented by train op at step %s: new step %d", last, now)
            last = now
            if last - logged >= self._log_every or (max_steps is not None and last >= max_steps):
                logging.info("training step %d, loss = %.5f (%.3f sec/batch).", last, self._loss, time.time() - start)
                logged = last

    def _ends_with(self, session: Any, step: int, feeds: Any) -> bool:
        """Make a step; gives whether a monitor ends the training."""
        fetched = [*self._fetched]
        for monitor in self._monitors:
            fetched += monitor.step_begin(step)
        fetched = list(dict.fromkeys(fetched))
        names = [one.name if isinstance(one, Tensor) else one for one in fetched]
        outputs = dict(zip(names, session.run(fetched, feed_dict=feeds), strict=True))
        ends = [monitor.step_end(step, outputs) for monitor in self._monitors]
        self._loss = outputs[self._loss_op.name]
        if np.isnan(self._loss):
            message = "Model diverged with loss = NaN."
            if self._fails_on_nan:
                logging.error(message)
                raise NanLossDuringTrainingError()
            logging.warning(message)
        return any(ends)


@export("contrib.learn.evaluate")
def evaluate(
    graph: Graph,
    output_dir: Any,
    checkpoint_path: Any,
    eval_dict: Mapping[str, Any],
    update_op: Any = None,
    global_step_tensor: Any = None,
    supervisor_master: str = "",
    log_every_steps: int = 10,
    feed_fn: Callable[[], Any] | None = None,
    max_steps: int | None = None,
) -> tuple[Any, Any]:
    """The values of a graph with the variables of a checkpoint, which are written as summaries, too.

    Args:
      graph: the graph.
      output_dir: the directory of the event file.
      checkpoint_path: the directory of checkpoints, of which the latest is taken; None: the variables are initialized.
      eval_dict: dict from names to tensors.
      update_op: run for each batch; None: `eval_dict` is.
      global_step_tensor: counts the steps, by default the graph's.
      supervisor_master: the target of the session.
      log_every_steps: how often the values are logged, in batches.
      feed_fn: gives what each batch is fed; StopIteration ends the evaluation.
      max_steps: how many batches to take; None: to the end of the input.

    Returns:
      dict from the names to values, and the global step.

    Raises:
      ValueError: there is no directory.
    """
    if not output_dir:
        raise ValueError(f"Output directory should be non-empty {output_dir}.")
    with graph.as_default():
        step = assert_or_get_global_step(graph, global_step_tensor)
        saver = first_or_new(USE_DEFAULT, GraphKeys.SAVERS, default_saver)
        manager = SessionManager(
            local_init_op=first_or_new(USE_DEFAULT, GraphKeys.LOCAL_INIT_OP, default_local_init_op),
            ready_op=first_or_new(USE_DEFAULT, GraphKeys.READY_OP, report_uninitialized_variables),
            ready_for_local_init_op=first_or_new(USE_DEFAULT, GraphKeys.READY_FOR_LOCAL_INIT_OP, lambda: None),
        )
        session, is_ready = manager.recover_session(supervisor_master, saver, checkpoint_path)
        with session:
            if not is_ready:
                logging.warning("Failed to initialize from %s.", checkpoint_path)
                session.run([global_variables_initializer(), default_local_init_op()])
                if checkpoint_path and saver is not None:
                    logging.info("Loading model from checkpoint: %s.", checkpoint_path)
                    saver.restore(session, checkpoint_path)
            coordinator = Coordinator()
            threads = start_queue_runners(session, coordinator)
            try:
                now = session.run(step)
                found = _evaluated(session, eval_dict, update_op, feed_fn, max_steps, log_every_steps)
            finally:
                coordinator.request_stop()
                coordinator.join(threads, stop_grace_period_secs=120)
    _write(output_dir, found, now)
    return found, now


def _evaluated(
    session: Any, values: Mapping[str, Any], update: Any, feed_fn: Any, max_steps: int | None, log_every: int
) -> Any:
    done, found, feeds = 0, None, None
    try:
        while max_steps is None or done < max_steps:
            try:
                feeds = feed_fn() if feed_fn else None
            except StopIteration:
                logging.info("Input iterator is exhausted.")
                break
            found = session.run(values if update is None else [update], feed_dict=feeds)
            done += 1
            if done % log_every == 0:
                found = session.run(values, feed_dict=feeds) if update is not None else found
                logging.info("Results after %d steps: %s.", done, _told(found))
    except OutOfRangeError as error:
        logging.info("Input queue is exhausted: %s.", error)
    return session.run(values, feed_dict=feeds) if update is not None or found is None else found


def _told(found: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in sorted(found.items()))


def _write(directory: Any, found: Mapping[str, Any], step: Any) -> None:
    logging.info("Saving evaluation summary for step %d: %s", step, _told(found))
    summary = messages.summary_pb2.Summary()
    for name, value in found.items():
        if isinstance(value, (np.float32, float)):
            summary.value.add(tag=name, simple_value=float(value))
        elif value is not None:
            logging.warning("Skipping summary for %s, must be a float or np.float32.", name)
    writer = FileWriterCache.get(directory)
    writer.add_summary(summary, step)
    writer.flush()
