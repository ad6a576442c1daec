"""tf.contrib.slim.python.slim.learning: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.training import clip_gradient_norms as clip_gradient_norms
from headrace.training.contrib.training import create_train_op as create_train_op
from headrace.training.contrib.training import multiply_gradients as multiply_gradients
from headrace.training.slim.learning import train_step as train_step
from collections.abc import Callable as _Callable
from headrace.graph.core.graph import Graph as _Graph
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.sessions.defaults import USE_DEFAULT as _USE_DEFAULT
from headrace.training.slim.learning import train_step as _train_step
from typing import Any as _Any

def train(
    train_op: _Any,
    logdir: _Any,
    train_step_fn: _Callable[..., _Any] = _train_step,
    train_step_kwargs: _Any = _USE_DEFAULT,
    log_every_n_steps: int | None = 1,
    graph: _Graph | None = None,
    master: str = '',
    is_chief: bool = True,
    global_step: _TensorLike | None = None,
    number_of_steps: int | None = None,
    init_op: _Any = _USE_DEFAULT,
    init_feed_dict: _Any = None,
    local_init_op: _Any = _USE_DEFAULT,
    init_fn: _Callable[..., _Any] | None = None,
    ready_op: _Any = _USE_DEFAULT,
    summary_op: _Any = _USE_DEFAULT,
    save_summaries_secs: float = 600,
    summary_writer: _Any = _USE_DEFAULT,
    startup_delay_steps: int = 0,
    saver: _Any = None,
    save_interval_secs: float = 600,
    sync_optimizer: _Any = None,
    session_config: _Any = None,
    session_wrapper: _Callable[..., _Any] | None = None,
    trace_every_n_steps: int | None = None,
    ignore_live_threads: bool = False,
    *,
    resume_pipeline: bool = False,
) -> _Any:
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
      init_op: initializes the model where there is no checkpoint; by default all global variables.
      init_feed_dict: what to feed to `init_op`.
      local_init_op: run always; by default local variables and tables.
      init_fn: called with the session after `init_op`.
      ready_op: string vector of what is not initialized; by default the names of variables.
      summary_op: merged summaries; by default of all.
      save_summaries_secs: seconds between summaries; 0: never.
      summary_writer: a FileWriter; by default one for `logdir`; None: no summaries are written.
      startup_delay_steps: for programs of several machines; without effect on one.
      saver: a Saver; by default of all variables.
      save_interval_secs: seconds between checkpoints.
      sync_optimizer, trace_every_n_steps: not supported: refused unless None.
      session_config: a ConfigProto; None for the default.
      session_wrapper: from the session to what is used instead; None for none.
      ignore_live_threads: do not raise where threads are alive after the grace period.
      resume_pipeline: save and restore what the queue runners move, too, so that it goes on in the middle of an epoch; else
        epochs begin anew. See `Saver`. Checkpoints are then saved between two steps, when the program asks `should_stop`.

    Returns:
      the loss of the last step, None where there was none.

    Raises:
      ValueError: no `train_op`, `number_of_steps` below 1, or summaries and savers without `logdir`.
      NotImplementedError: what is not supported.
    """

__all__ = [
    "clip_gradient_norms",
    "create_train_op",
    "multiply_gradients",
    "train",
    "train_step",
]
