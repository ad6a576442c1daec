"""slim.evaluation: values of a model in its checkpoints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.ops.summaries.scalar import merge_all

from ..contrib.training_loops.evaluation import StopAfterNEvalsHook, SummaryAtEndHook, evaluate_repeatedly
from ..contrib.training_loops.evaluation import evaluate_once as evaluate_checkpoint
from ..sessions.defaults import USE_DEFAULT
from ..sessions.run_hooks import SessionRunHook
from ..sessions.scaffold import Scaffold


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
    return evaluate_checkpoint(
        checkpoint_path,
        master=master,
        scaffold=_scaffold(initial_op, initial_op_feed_dict, variables_to_restore),
        eval_ops=eval_op,
        feed_dict=eval_op_feed_dict,
        final_ops=final_op,
        final_ops_feed_dict=final_op_feed_dict,
        hooks=_hooks(num_evals, logdir, summary_op, summary_op_feed_dict, hooks),
        config=session_config,
    )


def _hooks(num_evals: int | None, logdir: Any, summary_op: Any, feed_dict: Any, given: Any) -> list[SessionRunHook]:
    """The hooks that count and summarize, and those of the program."""
    found: list[SessionRunHook] = [StopAfterNEvalsHook(num_evals)]
    summary_op = merge_all() if summary_op is USE_DEFAULT else summary_op
    if summary_op is not None:
        found.append(SummaryAtEndHook(logdir, summary_op=summary_op, feed_dict=feed_dict))
    return [*found, *(given or ())]


def _scaffold(init_op: Any, init_feed_dict: Any, variables: Any) -> Scaffold:
    saver = None if variables is None else Saver(variables)
    return Scaffold(init_op=init_op, init_feed_dict=init_feed_dict, saver=saver)


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
    return evaluate_repeatedly(
        checkpoint_dir,
        master=master,
        scaffold=_scaffold(initial_op, initial_op_feed_dict, variables_to_restore),
        eval_ops=eval_op,
        feed_dict=eval_op_feed_dict,
        final_ops=final_op,
        final_ops_feed_dict=final_op_feed_dict,
        eval_interval_secs=eval_interval_secs,
        hooks=_hooks(num_evals, logdir, summary_op, summary_op_feed_dict, hooks),
        config=session_config,
        max_number_of_evaluations=max_number_of_evaluations,
        timeout=timeout,
        timeout_fn=timeout_fn,
    )
