"""tf.contrib.slim.python.slim.evaluation: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.reader import checkpoints_iterator as checkpoints_iterator
from headrace.training.slim.evaluation import evaluate_once as evaluate_once
from headrace.graph.checkpoints.reader import wait_for_new_checkpoint as wait_for_new_checkpoint
from collections.abc import Callable as _Callable
from collections.abc import Sequence as _Sequence
from headrace.training.sessions.defaults import USE_DEFAULT as _USE_DEFAULT
from headrace.training.sessions.run_hooks import SessionRunHook as _SessionRunHook
from typing import Any as _Any

def evaluation_loop(
    master: str,
    checkpoint_dir: _Any,
    logdir: _Any,
    num_evals: int | None = 1,
    initial_op: _Any = None,
    initial_op_feed_dict: _Any = None,
    init_fn: _Callable[..., _Any] | None = None,
    eval_op: _Any = None,
    eval_op_feed_dict: _Any = None,
    final_op: _Any = None,
    final_op_feed_dict: _Any = None,
    summary_op: _Any = _USE_DEFAULT,
    summary_op_feed_dict: _Any = None,
    variables_to_restore: _Any = None,
    eval_interval_secs: float = 60,
    max_number_of_evaluations: int | None = None,
    session_config: _Any = None,
    timeout: float | None = None,
    timeout_fn: _Callable[[], bool] | None = None,
    hooks: _Sequence[_SessionRunHook] | None = None,
) -> _Any:
    """`evaluate_once` of each new checkpoint in a directory.

    Args:
      master: the `target` of the session.
      checkpoint_dir: the directory.
      logdir: the directory of the event file.
      num_evals: how often to run `eval_op`; None: until its input ends.
      initial_op: initializes what the checkpoint does not have.
      initial_op_feed_dict, eval_op_feed_dict, final_op_feed_dict, summary_op_feed_dict: what to feed to the operation of that
        name; None for nothing.
      init_fn: accepted, of no effect.
      eval_op, final_op: fetches, such as the updates and the values of metrics; None for none.
      summary_op: all summaries of the graph by default; None: none.
      variables_to_restore: those of the checkpoint; all by default.
      eval_interval_secs: seconds between two evaluations at least.
      max_number_of_evaluations: when to end; None: never.
      session_config: a ConfigProto; None for the default.
      timeout: seconds to wait for a new checkpoint; None: for ever.
      timeout_fn: called when the time is over: True ends the loop; None ends it, too.
      hooks: more SessionRunHooks.

    Returns:
      the values of `final_op` for the last checkpoint.

    Raises:
      ValueError: `max_number_of_evaluations` is not above 0.
    """

__all__ = [
    "checkpoints_iterator",
    "evaluate_once",
    "evaluation_loop",
    "wait_for_new_checkpoint",
]
