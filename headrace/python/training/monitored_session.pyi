"""tf.python.training.monitored_session: as far as programs use it. Made by `make names`."""

from headrace.training.sessions.monitored import ChiefSessionCreator as ChiefSessionCreator
from headrace.training.sessions.monitored import MonitoredSession as MonitoredSession
from headrace.training.sessions.scaffold import Scaffold as Scaffold
from headrace.training.sessions.monitored import SessionCreator as SessionCreator
from headrace.training.sessions.monitored import SingularMonitoredSession as SingularMonitoredSession
from headrace.training.sessions.monitored import WorkerSessionCreator as WorkerSessionCreator
from collections.abc import Sequence as _Sequence
from headrace.training.sessions.monitored import MonitoredSession as _MonitoredSession
from headrace.training.sessions.run_hooks import SessionRunHook as _SessionRunHook
from headrace.training.sessions.scaffold import Scaffold as _Scaffold
from headrace.training.sessions.training import USE_DEFAULT as _USE_DEFAULT
from typing import Any as _Any

def MonitoredTrainingSession(
    master: str = '',
    is_chief: bool = True,
    checkpoint_dir: _Any = None,
    scaffold: _Scaffold | None = None,
    hooks: _Sequence[_SessionRunHook] | None = None,
    chief_only_hooks: _Sequence[_SessionRunHook] | None = None,
    save_checkpoint_secs: float | None = _USE_DEFAULT,
    save_summaries_steps: int | None = _USE_DEFAULT,
    save_summaries_secs: float | None = _USE_DEFAULT,
    config: _Any = None,
    stop_grace_period_secs: float = 120,
    log_step_count_steps: int | None = 100,
    max_wait_secs: float = 7200,
    save_checkpoint_steps: int | None = _USE_DEFAULT,
    summary_dir: _Any = None,
    *,
    resume_pipeline: bool = False,
) -> _MonitoredSession:
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
      master: the `target` of the session.
      is_chief: False: wait for a model that somebody else initializes, and write nothing.
      checkpoint_dir: the directory of checkpoints; None: nothing is restored or saved.
      scaffold: the operations around the training; a new Scaffold by default.
      hooks: a list of SessionRunHooks; None for none.
      chief_only_hooks: more of them, which only the chief has.
      save_checkpoint_secs, save_checkpoint_steps: how often to save, by default every 600 seconds; None or 0: not so.
      save_summaries_steps, save_summaries_secs: how often to write summaries, by default every 100 steps; None or 0: not so.
      config: a ConfigProto; None for the default.
      stop_grace_period_secs: how long threads may go on once they are to stop.
      log_step_count_steps: how often to log and write the steps a second.
      max_wait_secs: how long to wait where it is not the chief.
      summary_dir: the directory of event files, by default `checkpoint_dir`.
      resume_pipeline: save and restore what the queue runners move, too, so that it goes on in the middle of an epoch; else
        epochs begin anew. See `Saver`.

    Returns:
      a MonitoredSession.
    """

__all__ = [
    "ChiefSessionCreator",
    "MonitoredSession",
    "MonitoredTrainingSession",
    "Scaffold",
    "SessionCreator",
    "SingularMonitoredSession",
    "WorkerSessionCreator",
]
