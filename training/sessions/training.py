"""MonitoredTrainingSession: a MonitoredSession that saves checkpoints and summaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors import door
from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from .hooks_log import StepCounterHook
from .hooks_save import CheckpointSaverHook, SummarySaverHook
from .monitored import ChiefSessionCreator, MonitoredSession, WorkerSessionCreator
from .run_hooks import SessionRunHook
from .saving import SavingSettings
from .scaffold import Scaffold

USE_DEFAULT: Any = object()
"""What stands for "not given" where None means "never"; not that of Supervisor, in TensorFlow too."""


@export("train.MonitoredTrainingSession")
@documented_by(ChiefSessionCreator)
@door
def MonitoredTrainingSession(
    master: str = "",
    is_chief: bool = True,
    checkpoint_dir: Any = None,
    scaffold: Scaffold | None = None,
    hooks: Sequence[SessionRunHook] | None = None,
    chief_only_hooks: Sequence[SessionRunHook] | None = None,
    save_checkpoint_secs: float | None = USE_DEFAULT,
    save_summaries_steps: int | None = USE_DEFAULT,
    save_summaries_secs: float | None = USE_DEFAULT,
    config: Any = None,
    stop_grace_period_secs: float = 120,
    log_step_count_steps: int | None = 100,
    max_wait_secs: float = 7200,
    save_checkpoint_steps: int | None = USE_DEFAULT,
    summary_dir: Any = None,
    *,
    resume_pipeline: bool = False,
) -> MonitoredSession:
    """A MonitoredSession for training: goes on from the last checkpoint, saves, counts steps, writes summaries.

    >>> step = tf.train.get_or_create_global_step()
    >>> count = tf.assign_add(step, 1)
    >>> with tf.train.MonitoredTrainingSession(hooks=[tf.train.StopAtStepHook(last_step=3)]) as sess:
    ...     while not sess.should_stop():
    ...         print(sess.run(count))
    1
    2
    3

    Args:
      is_chief: False: wait for a model that somebody else initializes, and write nothing.
      checkpoint_dir: the directory of checkpoints; None: nothing is restored or saved.
      hooks: a list of SessionRunHooks; None for none.
      chief_only_hooks: more of them, which only the chief has.
      save_checkpoint_secs, save_checkpoint_steps: how often to save, by default every 600 seconds; None or 0: not so.
      save_summaries_steps, save_summaries_secs: how often to write summaries, by default every 100 steps; None or 0: not so.
      stop_grace_period_secs: how long threads may go on once they are to stop.
      log_step_count_steps: how often to log and write the steps a second.
      max_wait_secs: how long to wait where it is not the chief.
      summary_dir: the directory of event files, by default `checkpoint_dir`.
      resume_pipeline: save and restore what the queue runners move, too, so that it goes on in the middle of an epoch; else
        epochs begin anew. See `Saver`.

    Returns:
      a MonitoredSession.
    """
    if save_summaries_steps is USE_DEFAULT and save_summaries_secs is USE_DEFAULT:
        save_summaries_steps = 100
    if save_checkpoint_steps is USE_DEFAULT and save_checkpoint_secs is USE_DEFAULT:
        save_checkpoint_secs = 600
    saving = SavingSettings(
        checkpoint_dir=checkpoint_dir,
        checkpoint_secs=_given(save_checkpoint_secs),
        checkpoint_steps=_given(save_checkpoint_steps),
        summary_dir=summary_dir or checkpoint_dir,
        summaries_secs=_given(save_summaries_secs),
        summaries_steps=_given(save_summaries_steps),
        log_steps=log_step_count_steps,
    )
    scaffold = scaffold or Scaffold()
    if resume_pipeline:
        scaffold.resume_pipeline()
    if not is_chief:
        creator: Any = WorkerSessionCreator(scaffold, master, config, max_wait_secs)
        return MonitoredSession(creator, hooks, stop_grace_period_secs)
    creator = ChiefSessionCreator(scaffold, master, config, checkpoint_dir)
    all_hooks = [*(chief_only_hooks or ()), *_saving_hooks(saving, scaffold), *(hooks or ())]
    return MonitoredSession(creator, all_hooks, stop_grace_period_secs)


def _given(value: Any) -> Any:
    return None if value is USE_DEFAULT else value


def _saving_hooks(saving: SavingSettings, scaffold: Scaffold) -> list[SessionRunHook]:
    """Hooks that count steps, write summaries and save checkpoints."""
    hooks: list[SessionRunHook] = []
    if saving.counts_steps:
        hooks.append(StepCounterHook(output_dir=saving.summary_dir, every_n_steps=saving.log_steps))
    if saving.writes_summaries:
        steps, seconds = saving.summaries_steps, saving.summaries_secs
        hooks.append(SummarySaverHook(steps, seconds, output_dir=saving.summary_dir, scaffold=scaffold))
    if saving.saves_checkpoints:
        steps, seconds = saving.checkpoint_steps, saving.checkpoint_secs
        hooks.append(CheckpointSaverHook(saving.checkpoint_dir, save_secs=seconds, save_steps=steps, scaffold=scaffold))
    return hooks
