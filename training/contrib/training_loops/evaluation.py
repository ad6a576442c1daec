"""Evaluating checkpoints: evaluate_once, evaluate_repeatedly, and the hooks that count and write."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.checkpoints.reader import checkpoints_iterator
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.events.writer import FileWriterCache
from headrace.graph.ops.summaries.scalar import merge_all
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.variables.global_step import get_or_create_global_step, global_step
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import get_variable
from headrace.graph.variables.variable import assign_add

from ...sessions.hooks_stop import FinalOpsHook
from ...sessions.monitored import ChiefSessionCreator, MonitoredSession
from ...sessions.run_hooks import SessionRunArgs, SessionRunContext, SessionRunHook, SessionRunValues
from ...sessions.scaffold import Scaffold


@export("contrib.training.get_or_create_eval_step", "python.training.evaluation._get_or_create_eval_step")
def get_or_create_eval_step() -> Any:
    """The graph's variable that counts evaluations, made if it has none: int64, in LOCAL_VARIABLES and EVAL_STEP.

    Raises:
      ValueError: it has several.
    """
    found = get_default_graph().get_collection(GraphKeys.EVAL_STEP)
    if len(found) > 1:
        raise ValueError("Multiple tensors added to tf.GraphKeys.EVAL_STEP")
    if found:
        return found[0]
    return get_variable(
        "eval_step",
        shape=[],
        dtype=dtypes.int64,
        initializer=Zeros(),
        trainable=False,
        collections=[GraphKeys.LOCAL_VARIABLES, GraphKeys.EVAL_STEP],
    )


@export("contrib.training.StopAfterNEvalsHook", "python.training.evaluation._StopAfterNEvalsHook")
class StopAfterNEvalsHook(SessionRunHook):
    """Asks to stop after a number of evaluations; `evaluate_once` and `evaluate_repeatedly` count them.

    Args:
      num_evals: the number; None: only the end of the input stops them.
      log_progress: whether to tell how many are done.
    """

    def __init__(self, num_evals: int | None, log_progress: bool = True) -> None:
        self._num_evals = num_evals
        self._log_progress = log_progress
        self._every = 1 if num_evals is None or num_evals < 20 else math.floor(num_evals / 10)
        self._count: Any = None

    def _set_evals_completed_tensor(self, updated_eval_step: Any) -> None:
        self._count = updated_eval_step

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs:
        return SessionRunArgs({"evals_completed": self._count})

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        done = run_values.results["evals_completed"]
        if self._log_progress:
            if self._num_evals is None:
                logging.info("Evaluation [%d]", done)
            elif done % self._every == 0 or done == self._num_evals:
                logging.info("Evaluation [%d/%d]", done, self._num_evals)
        if self._num_evals is not None and done >= self._num_evals:
            run_context.request_stop()


@export("contrib.training.SummaryAtEndHook")
class SummaryAtEndHook(SessionRunHook):
    """Writes summaries at the end of the session.

    Args:
      log_dir: the directory of the event file; or
      summary_writer: what writes them.
      summary_op: by default all of the graph.
      feed_dict: what to feed to it; None for nothing.

    Raises:
      ValueError: neither directory nor writer.
    """

    def __init__(self, log_dir: Any = None, summary_writer: Any = None, summary_op: Any = None, feed_dict: Any = None) -> None:
        if log_dir is None and summary_writer is None:
            raise ValueError("One of log_dir or summary_writer should be used.")
        self._log_dir = log_dir
        self._writer = summary_writer
        self._summary_op = summary_op
        self._takes_all = summary_op is None
        self._feed_dict = feed_dict
        self._step: Any = None

    def begin(self) -> None:
        if self._takes_all:
            self._summary_op = merge_all()
        self._step = get_or_create_global_step()

    def after_create_session(self, session: Any, coord: Any) -> None:
        if self._writer is None and self._log_dir:
            self._writer = FileWriterCache.get(self._log_dir)

    def end(self, session: Any) -> None:
        if self._summary_op is not None:
            step = global_step(session, self._step)
            summary = session.run(self._summary_op, self._feed_dict)
            if self._writer:
                self._writer.add_summary(summary, step)
        if self._writer:
            self._writer.flush()


def counted(eval_ops: Any) -> tuple[Any, Any]:
    """Fetches that count evaluations besides, and the tensor that counts."""
    count = assign_add(get_or_create_eval_step(), 1)
    if isinstance(eval_ops, dict):
        eval_ops["update_eval_step"] = count
        return eval_ops, count
    return [*(eval_ops if isinstance(eval_ops, (tuple, list)) else [eval_ops]), count], count


def tell(hooks: Sequence[SessionRunHook], count: Any) -> None:
    """Tell those of the hooks that count evaluations which tensor does."""
    for hook in hooks:
        if isinstance(hook, StopAfterNEvalsHook):
            hook._set_evals_completed_tensor(count)


@export("contrib.training.evaluate_once", "python.training.evaluation._evaluate_once")
def evaluate_once(
    checkpoint_path: Any,
    master: str = "",
    scaffold: Scaffold | None = None,
    eval_ops: Any = None,
    feed_dict: Any = None,
    final_ops: Any = None,
    final_ops_feed_dict: Any = None,
    hooks: Sequence[SessionRunHook] | None = None,
    config: Any = None,
) -> Any:
    """Restore a checkpoint, run `eval_ops` until a hook or the end of the input stops it, then `final_ops`.

    Args:
      checkpoint_path: the checkpoint's name.
      master: the `target` of the session.
      scaffold: the operations around it; made by default.
      eval_ops, final_ops: fetches, such as the updates and the values of metrics; None for none.
      feed_dict, final_ops_feed_dict: what to feed to them; None for nothing.
      hooks: SessionRunHooks, such as `StopAfterNEvalsHook`; None for none.
      config: a ConfigProto; None for the default.

    Returns:
      the values of `final_ops`, None where there are none.
    """
    get_or_create_eval_step()
    hooks = list(hooks or ())
    if eval_ops is not None:
        eval_ops, _ = counted(eval_ops)
        fetched = list(eval_ops.values()) if isinstance(eval_ops, dict) else eval_ops
        with get_default_graph().control_dependencies(fetched):
            tell(hooks, ops.identity(get_or_create_eval_step().read_value()))
    logging.info("Starting evaluation at %s", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.localtime()))
    creator = ChiefSessionCreator(scaffold, master, config, checkpoint_filename_with_path=checkpoint_path)
    final = FinalOpsHook(final_ops, final_ops_feed_dict)
    with MonitoredSession(session_creator=creator, hooks=[*hooks, final]) as session:
        if eval_ops is not None:
            while not session.should_stop():
                session.run(eval_ops, feed_dict)
    logging.info("Finished evaluation at %s", time.strftime("%Y-%m-%d-%H:%M:%S", time.localtime()))
    return final.final_ops_values


@export("contrib.training.evaluate_repeatedly")
def evaluate_repeatedly(
    checkpoint_dir: Any,
    master: str = "",
    scaffold: Scaffold | None = None,
    eval_ops: Any = None,
    feed_dict: Any = None,
    final_ops: Any = None,
    final_ops_feed_dict: Any = None,
    eval_interval_secs: float = 60,
    hooks: Sequence[SessionRunHook] | None = None,
    config: Any = None,
    max_number_of_evaluations: int | None = None,
    timeout: float | None = None,
    timeout_fn: Callable[[], bool] | None = None,
) -> Any:
    """Evaluate each new checkpoint of a directory, as `evaluate_once` does.

    Args:
      checkpoint_dir: the directory.
      master: the `target` of the sessions.
      scaffold: the operations around it; made by default.
      eval_ops, final_ops: fetches, such as the updates and the values of metrics; None for none.
      feed_dict, final_ops_feed_dict: what to feed to them; None for nothing.
      eval_interval_secs: seconds between two evaluations at least.
      hooks: SessionRunHooks, such as `StopAfterNEvalsHook`; None for none.
      config: a ConfigProto; None for the default.
      max_number_of_evaluations: when to end; None: never.
      timeout: seconds to wait for a new checkpoint; None: for ever.
      timeout_fn: called when the time is over: True ends the loop; None ends it, too.

    Returns:
      the values of `final_ops` for the last checkpoint; None where there are none.
    """
    get_or_create_eval_step()
    hooks = list(hooks or ())
    if eval_ops is not None:
        eval_ops, count = counted(eval_ops)
        tell(hooks, count)
    final = FinalOpsHook(final_ops, final_ops_feed_dict)
    paths = checkpoints_iterator(checkpoint_dir, eval_interval_secs, timeout, timeout_fn)
    for done, path in enumerate(paths, 1):
        creator = ChiefSessionCreator(scaffold, master, config, checkpoint_filename_with_path=path)
        with MonitoredSession(session_creator=creator, hooks=[*hooks, final]) as session:
            logging.info("Starting evaluation at %s", time.strftime("%Y-%m-%d-%H:%M:%S", time.gmtime()))
            if eval_ops is not None:
                while not session.should_stop():
                    session.run(eval_ops, feed_dict)
        logging.info("Finished evaluation at %s", time.strftime("%Y-%m-%d-%H:%M:%S", time.gmtime()))
        if max_number_of_evaluations is not None and done >= max_number_of_evaluations:
            break
    return final.final_ops_values
