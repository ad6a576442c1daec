"""slim.learning.train: runs a training operation under a Supervisor until it is to stop."""

from __future__ import annotations

import dataclasses
import os
import time
from collections.abc import Callable
from typing import Any

from headrace.formats import files
from headrace.formats import proto as messages
from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.constants import constant
from headrace.graph.core.default_graph_functions import control_dependencies
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.events.timeline import Timeline
from headrace.graph.ops.summaries.scalar import merge_all
from headrace.graph.platform import logging
from headrace.graph.types import errors
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.collections import (
    global_variables_initializer,
    report_uninitialized_variables,
)
from headrace.graph.variables.global_step import get_or_create_global_step
from headrace.pipeline.runners.queue_runner import QueueRunner

from ..sessions.defaults import USE_DEFAULT, default_local_init_op
from ..sessions.supervisor import Supervisor
from ..steps.sync_replicas import SyncReplicasOptimizer


@export("contrib.slim.learning.train_step")
def train_step(sess: Any, train_op: Any, global_step: TensorLike, train_step_kwargs: dict[str, Any]) -> tuple[Any, Any]:
    """One step of `train`: the loss, and whether it was the last.

    Args:
      sess: the session.
      train_op: gives the loss.
      global_step: the variable that counts the steps.
      train_step_kwargs: a dict of `should_log`, `should_stop` and `should_trace`, bool tensors, where they are wanted; with
        the last, of `logdir`, where the traces are written, and perhaps of a `summary_writer`, which gets them, too.

    Returns:
      the loss, a number, and a bool.

    Raises:
      ValueError: `should_trace` without `logdir`.
    """
    start = time.time()
    options = metadata = None
    if "should_trace" in train_step_kwargs:
        if "logdir" not in train_step_kwargs:
            raise ValueError("logdir must be present in train_step_kwargs when should_trace is present")
        if sess.run(train_step_kwargs["should_trace"]):
            config = messages.config_pb2
            options = config.RunOptions(trace_level=config.RunOptions.FULL_TRACE)
            metadata = config.RunMetadata()
    total_loss, step = sess.run([train_op, global_step], options=options, run_metadata=metadata)
    seconds = time.time() - start
    if metadata is not None:
        _keep_trace(metadata, int(step), train_step_kwargs)
    if "should_log" in train_step_kwargs and sess.run(train_step_kwargs["should_log"]):
        logging.info("global step %d: loss = %.4f (%.3f sec/step)", step, total_loss, seconds)
    should_stop = "should_stop" in train_step_kwargs and sess.run(train_step_kwargs["should_stop"])
    return total_loss, should_stop


def _keep_trace(metadata: Any, step: int, train_step_kwargs: dict[str, Any]) -> None:
    """Write a step that was traced as a page for chrome://tracing and ui.perfetto.dev."""
    path = os.path.join(train_step_kwargs["logdir"], f"tf_trace-{step}.json")
    logging.info("Writing trace to %s", path)
    with files.replace(path) as file:
        file.write(Timeline(metadata.step_stats).generate_chrome_trace_format().encode())
    writer = train_step_kwargs.get("summary_writer")
    if writer is not None:
        writer.add_run_metadata(metadata, f"run_metadata-{step}")


@export("contrib.slim.learning.train")
@documented_by(Supervisor)
def train(
    train_op: Any,
    logdir: Any,
    train_step_fn: Callable[..., Any] = train_step,
    train_step_kwargs: Any = USE_DEFAULT,
    log_every_n_steps: int | None = 1,
    graph: Graph | None = None,
    master: str = "",
    is_chief: bool = True,
    global_step: TensorLike | None = None,
    number_of_steps: int | None = None,
    init_op: Any = USE_DEFAULT,
    init_feed_dict: Any = None,
    local_init_op: Any = USE_DEFAULT,
    init_fn: Callable[..., Any] | None = None,
    ready_op: Any = USE_DEFAULT,
    summary_op: Any = USE_DEFAULT,
    save_summaries_secs: float = 600,
    summary_writer: Any = USE_DEFAULT,
    startup_delay_steps: int = 0,
    saver: Any = None,
    save_interval_secs: float = 600,
    sync_optimizer: Any = None,
    session_config: Any = None,
    session_wrapper: Callable[..., Any] | None = None,
    trace_every_n_steps: int | None = None,
    ignore_live_threads: bool = False,
    *,
    resume_pipeline: bool = False,
) -> Any:
    """Run a training operation until its input ends, a number of steps is reached or a thread asks to stop.

    >>> x = tf.get_variable("x", initializer=3.0)
    >>> tf.losses.add_loss(tf.square(x))
    >>> optimizer = tf.train.GradientDescentOptimizer(0.25)
    >>> train_op = tf.contrib.slim.learning.create_train_op(tf.losses.get_total_loss(), optimizer)
    >>> float(tf.contrib.slim.learning.train(train_op, "logdir", number_of_steps=2))
    2.25

    Args:
      train_op: gives the loss, as `create_train_op` makes it.
      logdir: the directory of checkpoints and event files, from which it goes on; None: nothing is written.
      train_step_fn: `(sess, train_op, global_step, train_step_kwargs) -> (loss, whether to stop)`.
      train_step_kwargs: what that is given; by default `should_stop` and `should_log`, bool tensors.
      log_every_n_steps: how often the loss is logged; None or 0: never.
      graph: the default graph by default.
      master: the `target` of the session.
      is_chief: False: wait for a model that somebody else initializes, and write nothing.
      global_step: the graph's by default.
      number_of_steps: the global step at which to stop; None: no end.
      save_interval_secs: seconds between checkpoints.
      startup_delay_steps: the global step for which a program waits that is not the chief, before its first.
      session_config: a ConfigProto; None for the default.
      session_wrapper: from the session to what is used instead; None for none.
      sync_optimizer: the SyncReplicasOptimizer of `train_op`, or a list of them; None for none.
      trace_every_n_steps: how often a step is traced; None: never. The traces are `tf_trace-<step>.json` in `logdir`.
      ignore_live_threads: do not raise where threads are alive after the grace period.

    Returns:
      the loss of the last step, None where there was none.

    Raises:
      ValueError: no `train_op`, `number_of_steps` below 1, summaries, savers or traces without `logdir`, something else than
        SyncReplicasOptimizers, or a delay with one.
    """
    if train_op is None:
        raise ValueError("train_op cannot be None.")
    if logdir is None:
        if summary_op is not USE_DEFAULT and summary_op is not None:
            raise ValueError("Cannot provide summary_op because logdir=None")
        if saver is not None:
            raise ValueError("Cannot provide saver because logdir=None")
        if trace_every_n_steps is not None:
            raise ValueError("Cannot provide trace_every_n_steps because logdir=None")
    synced = [sync_optimizer] if isinstance(sync_optimizer, SyncReplicasOptimizer) else list(sync_optimizer or ())
    if synced and startup_delay_steps > 0:
        raise ValueError("startup_delay_steps must be zero when sync_optimizer is supplied.")
    if number_of_steps is not None and number_of_steps <= 0:
        raise ValueError("`number_of_steps` must be either None or a positive number.")
    graph = graph or get_default_graph()
    with graph.as_default():
        step = get_or_create_global_step() if global_step is None else global_step
        saver = saver or Saver()
        if not all(isinstance(one, SyncReplicasOptimizer) for one in synced):
            raise ValueError("`sync_optimizer` must be a tf.train.SyncReplicasOptimizer.")
        with name_scope("init_ops"):
            init_op = global_variables_initializer() if init_op is USE_DEFAULT else init_op
            ready_op = report_uninitialized_variables() if ready_op is USE_DEFAULT else ready_op
            local_init_op = default_local_init_op() if local_init_op is USE_DEFAULT else local_init_op
            ready_for_local_init_op = None
            if synced:
                local_init_op = _local_init_op_of(synced, local_init_op, is_chief)
                ready_for_local_init_op = ops.group(*(one.ready_for_local_init_op for one in synced))
        summary_op = (merge_all() if logdir is not None else None) if summary_op is USE_DEFAULT else summary_op
        if train_step_kwargs is USE_DEFAULT:
            traces = trace_every_n_steps if is_chief else None
            train_step_kwargs = _questions(step, number_of_steps, log_every_n_steps, traces, logdir)
        tokens = [one.get_init_tokens_op() for one in synced] if is_chief else []
    supervisor = Supervisor(
        graph=graph,
        is_chief=is_chief,
        logdir=logdir,
        init_op=init_op,
        init_feed_dict=init_feed_dict,
        local_init_op=local_init_op,
        ready_for_local_init_op=ready_for_local_init_op,
        ready_op=ready_op,
        summary_op=summary_op,
        summary_writer=summary_writer,
        global_step=step,
        saver=saver,
        save_summaries_secs=save_summaries_secs,
        save_model_secs=save_interval_secs,
        init_fn=init_fn,
        resume_pipeline=resume_pipeline,
    )
    if summary_writer is not None:
        train_step_kwargs["summary_writer"] = supervisor.summary_writer
    loop = _Loop(
        supervisor=supervisor,
        train_op=train_op,
        global_step=step,
        train_step_fn=train_step_fn,
        train_step_kwargs=train_step_kwargs,
        saves=bool(logdir) and is_chief,
        first_step=0 if is_chief else min(startup_delay_steps, number_of_steps or startup_delay_steps),
        runners=[one.get_chief_queue_runner() for one in synced] if is_chief else [],
        tokens=tokens,
        ignore_live_threads=ignore_live_threads,
    )
    while True:
        try:
            with supervisor.managed_session(master, start_standard_services=False, config=session_config) as session:
                loop.run(session if session_wrapper is None else session_wrapper(session))
            return loop.loss
        except errors.AbortedError:
            logging.info("Retrying training!")


def _local_init_op_of(synced: list[SyncReplicasOptimizer], before: Any, is_chief: bool) -> Any:
    """What a replica runs in a new session, after `before`."""
    with control_dependencies([] if before is None else [before]):
        return ops.group(*(one.chief_init_op if is_chief else one.local_step_init_op for one in synced))


def _questions(
    step: Any, number_of_steps: int | None, log_every_n_steps: int | None, trace_every_n_steps: int | None, logdir: Any
) -> dict[str, Any]:
    """Tensors that say whether to stop, to log and to trace."""
    with name_scope("train_step"):
        asked = {"should_stop": ops.greater_equal(step, number_of_steps) if number_of_steps else constant(False)}
        if log_every_n_steps:
            asked["should_log"] = ops.equal(ops.floormod(step, log_every_n_steps), 0)
        if trace_every_n_steps is not None:
            asked["should_trace"] = ops.equal(ops.floormod(step, trace_every_n_steps), 0)
            asked["logdir"] = logdir
        return asked


@dataclasses.dataclass(slots=True, kw_only=True, eq=False)
class _Loop:
    """The steps of one training, in one session after the other where a session is lost; `loss` is that of the last."""

    supervisor: Supervisor
    train_op: Any
    global_step: Any
    train_step_fn: Callable[..., Any]
    train_step_kwargs: Any
    saves: bool
    first_step: int
    runners: list[QueueRunner]
    tokens: list[Any]
    ignore_live_threads: bool
    loss: Any = None

    def run(self, session: Any) -> None:
        supervisor = self.supervisor
        logging.info("Starting Session.")
        services = supervisor.start_standard_services(session) if self.saves else None
        while self.first_step and session.run(self.global_step) < self.first_step:
            time.sleep(1.0)
        threads = supervisor.start_queue_runners(session)
        logging.info("Starting Queues.")
        if self.runners:
            threads += supervisor.start_queue_runners(session, self.runners)
            session.run(self.tokens)
        try:
            while not supervisor.should_stop():
                self.loss, should_stop = self.train_step_fn(session, self.train_op, self.global_step, self.train_step_kwargs)
                if should_stop:
                    logging.info("Stopping Training.")
                    if not supervisor.keeps_pipeline:
                        supervisor.request_stop()
                    break
        except errors.OutOfRangeError as error:
            logging.info("Caught OutOfRangeError. Stopping Training. %s", error)
        if self.saves:
            logging.info("Finished training! Saving model to disk.")
            if not supervisor.keeps_pipeline:
                # A checkpoint that is being written must not become the latest after the one of the last step.
                supervisor.request_stop()
                for thread in services or ():
                    thread.join()
            supervisor.saver.save(session, supervisor.save_path, global_step=supervisor.global_step)
        supervisor.stop(threads, close_summary_writer=False, ignore_live_threads=self.ignore_live_threads)
