"""tf.contrib.slim.learning: operations and loops that train. Made by `make names`."""

from headrace.training.contrib.training import add_slim_gradients_summaries as add_gradients_summaries
from headrace.training.contrib.training import clip_gradient_norms as clip_gradient_norms
from headrace.training.contrib.training import multiply_gradients as multiply_gradients
from headrace.training.slim.learning import train_step as train_step
from collections.abc import Callable as _Callable
from collections.abc import Iterable as _Iterable
from collections.abc import Sequence as _Sequence
from headrace.graph.core.graph import Graph as _Graph
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.contrib.training import _OF_THE_GRAPH as __OF_THE_GRAPH
from headrace.training.sessions.defaults import USE_DEFAULT as _USE_DEFAULT
from headrace.training.slim.learning import train_step as _train_step
from typing import Any as _Any

def create_train_op(
    total_loss: _Tensor,
    optimizer: _Any,
    global_step: _TensorLike = __OF_THE_GRAPH,
    update_ops: _Iterable[_Any] | None = None,
    variables_to_train: _Sequence[_Any] | None = None,
    clip_gradient_norm: float = 0,
    summarize_gradients: bool = False,
    gate_gradients: int = 1,
    aggregation_method: _Any = None,
    colocate_gradients_with_ops: bool = False,
    gradient_multipliers: _Any = None,
    check_numerics: bool = True,
) -> _Tensor:
    """A tensor that computes the gradients, applies them and gives the loss.

    Args:
      total_loss: a scalar, such as `tf.losses.get_total_loss()`.
      optimizer: an Optimizer.
      global_step: a variable, counted on with each step; by default the graph's, None for none.
      update_ops: what runs before the loss; UPDATE_OPS by default.
      variables_to_train: the trainable ones by default.
      clip_gradient_norm: above 0: the greatest norm that a gradient keeps.
      summarize_gradients: whether there are summaries of each gradient, as `add_gradients_summaries` makes them.
      gate_gradients, aggregation_method, colocate_gradients_with_ops: as of `Optimizer.compute_gradients`.
      gradient_multipliers: a dict of factors, by variable or its operation's name; None for none.
      check_numerics: whether a loss that is no number is an error.

    Returns:
      a scalar in the type of the loss; it is in the collection TRAIN_OP.

    Raises:
      AssertionError: there is nothing to train, or something that is not trainable.
      InvalidArgumentError: (when run) the loss is infinite or not a number.
    """

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
      startup_delay_steps: the global step for which a program waits that is not the chief, before its first.
      saver: a Saver; by default of all variables.
      save_interval_secs: seconds between checkpoints.
      sync_optimizer: the SyncReplicasOptimizer of `train_op`, or a list of them; None for none.
      session_config: a ConfigProto; None for the default.
      session_wrapper: from the session to what is used instead; None for none.
      trace_every_n_steps: how often a step is traced; None: never. The traces are `tf_trace-<step>.json` in `logdir`.
      ignore_live_threads: do not raise where threads are alive after the grace period.
      resume_pipeline: save and restore what the queue runners move, too, so that it goes on in the middle of an epoch; else
        epochs begin anew. See `Saver`. Checkpoints are then saved between two steps, when the program asks `should_stop`.

    Returns:
      the loss of the last step, None where there was none.

    Raises:
      ValueError: no `train_op`, `number_of_steps` below 1, summaries, savers or traces without `logdir`, something else than
        SyncReplicasOptimizers, or a delay with one.
    """

__all__ = [
    "add_gradients_summaries",
    "clip_gradient_norms",
    "create_train_op",
    "multiply_gradients",
    "train",
    "train_step",
]
