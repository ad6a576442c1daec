"""tf.contrib.training.train: the loop around a train_op."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export

from ...sessions.run_hooks import SessionRunHook
from ...sessions.scaffold import Scaffold
from ...sessions.training import MonitoredTrainingSession


@export("contrib.training.train")
def train(
    train_op: Any,
    logdir: Any,
    master: str = "",
    is_chief: bool = True,
    scaffold: Scaffold | None = None,
    hooks: Sequence[SessionRunHook] | None = None,
    chief_only_hooks: Sequence[SessionRunHook] | None = None,
    save_checkpoint_secs: float | None = 600,
    save_summaries_steps: int | None = 100,
    config: Any = None,
    max_wait_secs: float = 7200,
    run_metadata: Any = None,
) -> Any:
    """Run a `train_op` until its input ends or a hook stops it.

    Args:
      train_op: what to run, as `create_train_op` makes it.
      logdir: the directory of checkpoints and summaries; None for neither.
      master: the `target` of the session.
      is_chief: whether this program saves and summarizes.
      scaffold: the operations around the training; made by default.
      hooks, chief_only_hooks: SessionRunHooks, the latter for the chief alone; None for none.
      save_checkpoint_secs: seconds between checkpoints; None for none.
      save_summaries_steps: steps between summaries; None for none.
      config: a ConfigProto; None for the default.
      max_wait_secs: how long who is not the chief waits for it.
      run_metadata: a RunMetadata that each step fills; None for none.

    Returns:
      the last value of `train_op`; None where no step was made.

    Raises:
      ValueError: the chief has no directory, and is to save or to summarize.
    """
    if logdir is None and is_chief:
        if save_summaries_steps:
            raise ValueError("logdir cannot be None when save_summaries_steps is not None")
        if save_checkpoint_secs:
            raise ValueError("logdir cannot be None when save_checkpoint_secs is not None")
    with MonitoredTrainingSession(
        master=master,
        is_chief=is_chief,
        checkpoint_dir=logdir,
        scaffold=scaffold,
        hooks=hooks,
        chief_only_hooks=chief_only_hooks,
        save_checkpoint_secs=save_checkpoint_secs,
        save_summaries_steps=save_summaries_steps,
        config=config,
        max_wait_secs=max_wait_secs,
    ) as session:
        loss = None
        while not session.should_stop():
            loss = session.run(train_op, run_metadata=run_metadata)
    return loss
