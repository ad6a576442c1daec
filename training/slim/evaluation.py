"""slim.evaluation: values of a model in its checkpoints."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.checkpoints.reader import checkpoints_iterator
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.events.writer import FileWriter
from headrace.graph.ops.summaries.scalar import merge_all
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.variables.global_step import get_or_create_global_step
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import get_variable
from headrace.graph.variables.variable import assign_add

from ..sessions.defaults import USE_DEFAULT
from ..sessions.hooks_stop import FinalOpsHook
from ..sessions.monitored import ChiefSessionCreator, MonitoredSession
from ..sessions.run_hooks import SessionRunArgs, SessionRunHook
from ..sessions.scaffold import Scaffold


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


class StopAfterNEvalsHook(SessionRunHook):
    """Asks to stop after a number of evaluations; None: only the end of the input stops them."""

    def __init__(self, num_evals: int | None, log_progress: bool = True) -> None:
        self._num_evals = num_evals
        self._log_progress = log_progress
        self._log_frequency = 1 if num_evals is None or num_evals < 20 else num_evals // 10
        self._count: Any = None

    def begin(self) -> None:
        self._count = assign_add(get_or_create_eval_step(), 1)

    def before_run(self, run_context: Any) -> Any:
        return SessionRunArgs({"evals_completed": self._count})

    def after_run(self, run_context: Any, run_values: Any) -> None:
        done = run_values.results["evals_completed"]
        if self._log_progress:
            if self._num_evals is None:
                logging.info("Evaluation [%d]", done)
            elif done % self._log_frequency == 0 or done == self._num_evals:
                logging.info("Evaluation [%d/%d]", done, self._num_evals)
        if self._num_evals is not None and done >= self._num_evals:
            run_context.request_stop()


class SummaryAtEndHook(SessionRunHook):
    """Writes summaries at the end of the session.

    Args:
      log_dir: the directory of the event file; or
      summary_writer: what writes them.
      summary_op: by default all of the graph.
      feed_dict: what to feed to it.

    Raises:
      ValueError: neither directory nor writer.
    """

    def __init__(self, log_dir: Any = None, summary_writer: Any = None, summary_op: Any = None, feed_dict: Any = None) -> None:
        if summary_writer is None and log_dir is None:
            raise ValueError("exactly one of log_dir or summary_writer should be provided")
        self._log_dir = log_dir
        self._writer = summary_writer
        self._summary_op = summary_op
        self._feed_dict = feed_dict
        self._step: Any = None

    def begin(self) -> None:
        self._summary_op = merge_all() if self._summary_op is None else self._summary_op
        self._step = get_or_create_global_step()

    def end(self, session: Any) -> None:
        if self._summary_op is None:
            return
        writer = FileWriter(self._log_dir) if self._writer is None else self._writer
        summary, step = session.run([self._summary_op, self._step], self._feed_dict)
        writer.add_summary(summary, step)
        writer.flush()
        if self._writer is None:
            writer.close()


@export("contrib.slim.evaluation.evaluate_once")
def evaluate_once(
    master: str,
    checkpoint_path: Any,
    logdir: Any,
    num_evals: int | None = 1,
    initial_op: Any = None,
    initial_op_feed_dict: Any = None,
    eval_op: Any = None,
    eval_op_feed_dict: Any = None,
    final_op: Any = None,
    final_op_feed_dict: Any = None,
    summary_op: Any = USE_DEFAULT,
    summary_op_feed_dict: Any = None,
    variables_to_restore: Any = None,
    session_config: Any = None,
    hooks: Sequence[SessionRunHook] | None = None,
) -> Any:
    """Restore a checkpoint, run `eval_op` a number of times, then `final_op`, and write summaries.

    Args:
      master: the `target` of the session.
      checkpoint_path: the checkpoint's name.
      logdir: the directory of the event file.
      num_evals: how often to run `eval_op`; None: until its input ends.
      initial_op: initializes what the checkpoint does not have.
      initial_op_feed_dict, eval_op_feed_dict, final_op_feed_dict, summary_op_feed_dict: what to feed to the operation of that
        name; None for nothing.
      eval_op, final_op: fetches, such as the updates and the values of metrics; None for none.
      summary_op: all summaries of the graph by default; None: none.
      variables_to_restore: those of the checkpoint; all by default.
      session_config: a ConfigProto; None for the default.
      hooks: more SessionRunHooks.

    Returns:
      the values of `final_op`, None where there is none.
    """
    evaluation = _Evaluation(
        master=master,
        logdir=logdir,
        num_evals=num_evals,
        initial_op=initial_op,
        initial_op_feed_dict=initial_op_feed_dict,
        eval_op=eval_op,
        eval_op_feed_dict=eval_op_feed_dict,
        final_op=final_op,
        final_op_feed_dict=final_op_feed_dict,
        summary_op=merge_all() if summary_op is USE_DEFAULT else summary_op,
        summary_op_feed_dict=summary_op_feed_dict,
        variables_to_restore=variables_to_restore,
        session_config=session_config,
        hooks=hooks,
    )
    return evaluation.of(checkpoint_path)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Evaluation:
    """What to compute of a checkpoint; the fields are the arguments of `evaluate_once`."""

    master: str
    logdir: Any
    num_evals: int | None
    initial_op: Any
    initial_op_feed_dict: Any
    eval_op: Any
    eval_op_feed_dict: Any
    final_op: Any
    final_op_feed_dict: Any
    summary_op: Any
    summary_op_feed_dict: Any
    variables_to_restore: Any
    session_config: Any
    hooks: Sequence[SessionRunHook] | None

    def of(self, checkpoint_path: Any) -> Any:
        """The values of `final_op` for a checkpoint, None where there is none."""
        final = FinalOpsHook(self.final_op, self.final_op_feed_dict)
        hooks: list[SessionRunHook] = [StopAfterNEvalsHook(self.num_evals), *(self.hooks or ())]
        if self.summary_op is not None:
            hooks.append(SummaryAtEndHook(self.logdir, summary_op=self.summary_op, feed_dict=self.summary_op_feed_dict))
        hooks.append(final)
        saver = None if self.variables_to_restore is None else Saver(self.variables_to_restore)
        scaffold = Scaffold(init_op=self.initial_op, init_feed_dict=self.initial_op_feed_dict, saver=saver)
        creator = ChiefSessionCreator(
            scaffold, master=self.master, config=self.session_config, checkpoint_filename_with_path=checkpoint_path
        )
        logging.info("Starting evaluation at %s", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
        with MonitoredSession(session_creator=creator, hooks=hooks) as session:
            if self.eval_op is not None:
                while not session.should_stop():
                    session.run(self.eval_op, self.eval_op_feed_dict)
        logging.info("Finished evaluation at %s", time.strftime("%Y-%m-%d-%H:%M:%S", time.gmtime()))
        return final.final_ops_values


@export("contrib.slim.evaluation.evaluation_loop")
@documented_by(evaluate_once)
def evaluation_loop(
    master: str,
    checkpoint_dir: Any,
    logdir: Any,
    num_evals: int | None = 1,
    initial_op: Any = None,
    initial_op_feed_dict: Any = None,
    init_fn: Callable[..., Any] | None = None,
    eval_op: Any = None,
    eval_op_feed_dict: Any = None,
    final_op: Any = None,
    final_op_feed_dict: Any = None,
    summary_op: Any = USE_DEFAULT,
    summary_op_feed_dict: Any = None,
    variables_to_restore: Any = None,
    eval_interval_secs: float = 60,
    max_number_of_evaluations: int | None = None,
    session_config: Any = None,
    timeout: float | None = None,
    timeout_fn: Callable[[], bool] | None = None,
    hooks: Sequence[SessionRunHook] | None = None,
) -> Any:
    """`evaluate_once` of each new checkpoint in a directory.

    Args:
      checkpoint_dir: the directory.
      init_fn: accepted, of no effect.
      eval_interval_secs: seconds between two evaluations at least.
      max_number_of_evaluations: when to end; None: never.
      timeout: seconds to wait for a new checkpoint; None: for ever.
      timeout_fn: called when the time is over: True ends the loop; None ends it, too.

    Returns:
      the values of `final_op` for the last checkpoint.

    Raises:
      ValueError: `max_number_of_evaluations` is not above 0.
    """
    if max_number_of_evaluations is not None and max_number_of_evaluations <= 0:
        raise ValueError(f"`max_number_of_evaluations` must be either None or a positive number: {max_number_of_evaluations}")
    del init_fn  # accepted, as in TensorFlow: what the checkpoint does not have is initialized by `initial_op`
    evaluation = _Evaluation(
        master=master,
        logdir=logdir,
        num_evals=num_evals,
        initial_op=initial_op,
        initial_op_feed_dict=initial_op_feed_dict,
        eval_op=eval_op,
        eval_op_feed_dict=eval_op_feed_dict,
        final_op=final_op,
        final_op_feed_dict=final_op_feed_dict,
        summary_op=merge_all() if summary_op is USE_DEFAULT else summary_op,
        summary_op_feed_dict=summary_op_feed_dict,
        variables_to_restore=variables_to_restore,
        session_config=session_config,
        hooks=hooks,
    )
    values = None
    paths = checkpoints_iterator(checkpoint_dir, eval_interval_secs, timeout, timeout_fn)
    for done, path in enumerate(paths, 1):
        values = evaluation.of(path)
        if max_number_of_evaluations is not None and done >= max_number_of_evaluations:
            break
    return values
