"""MonitoredSession and SingularMonitoredSession: sessions that begin, go on and end by themselves.

    with tf.train.MonitoredTrainingSession(hooks=[tf.train.StopAtStepHook(last_step=1000)]) as sess:
        while not sess.should_stop():
            sess.run(train_op)

Source of names, signatures and texts: tf.train, TensorFlow 1.15. Unlike there, queue runners that were started are
stopped where a hook then fails before the session is ready.
"""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors import door, show_program
from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.types.errors import OutOfRangeError
from headrace.pipeline.runners.coordinator import Coordinator
from headrace.pipeline.runners.queue_runner import start_queue_runners

from . import interrupted, session_layers
from .hooks_save import CheckpointSaverHook
from .manager import SessionManager
from .run_hooks import SessionRunHook
from .scaffold import Scaffold


@export("train.SessionCreator")
class SessionCreator(ABC):
    """What makes sessions; a base class."""

    @abstractmethod
    def create_session(self) -> Any:
        """A new session."""


@export("train.ChiefSessionCreator")
class ChiefSessionCreator(SessionCreator):
    """Makes sessions that are restored or initialized.

    Args:
      scaffold: the operations around the training; a new Scaffold by default.
      master: the `target` of the session.
      config: a ConfigProto; None for the default.
      checkpoint_dir: the directory of checkpoints, of which the latest is taken; or
      checkpoint_filename_with_path: the checkpoint.
    """

    @door
    def __init__(
        self,
        scaffold: Scaffold | None = None,
        master: str = "",
        config: Any = None,
        checkpoint_dir: Any = None,
        checkpoint_filename_with_path: Any = None,
    ) -> None:
        self._scaffold = scaffold or Scaffold()
        self._master = master
        self._config = config
        self._checkpoint_dir = checkpoint_dir
        self._checkpoint_filename_with_path = checkpoint_filename_with_path

    def create_session(self) -> Any:
        scaffold = self._scaffold.finalize()
        return _manager(scaffold).prepare_session(
            self._master,
            init_op=scaffold.init_op,
            saver=scaffold.saver,
            checkpoint_dir=self._checkpoint_dir,
            checkpoint_filename_with_path=self._checkpoint_filename_with_path,
            config=self._config,
            init_feed_dict=scaffold.init_feed_dict,
            init_fn=scaffold.init_fn,
        )


@export("train.WorkerSessionCreator")
class WorkerSessionCreator(SessionCreator):
    """Makes sessions whose model somebody else initializes.

    Args:
      scaffold: the operations around the training; a new Scaffold by default.
      master: the `target` of the session.
      config: a ConfigProto; None for the default.
      max_wait_secs: how long to wait for the model at most.
    """

    @door
    def __init__(
        self, scaffold: Scaffold | None = None, master: str = "", config: Any = None, max_wait_secs: float = 30 * 60
    ) -> None:
        self._scaffold = scaffold or Scaffold()
        self._master = master
        self._config = config
        self._max_wait_secs = max_wait_secs

    def create_session(self) -> Any:
        manager = _manager(self._scaffold.finalize())
        return manager.wait_for_session(self._master, config=self._config, max_wait_secs=self._max_wait_secs)


def _manager(scaffold: Scaffold) -> SessionManager:
    return SessionManager(
        local_init_op=scaffold.local_init_op,
        ready_op=scaffold.ready_op,
        ready_for_local_init_op=scaffold.ready_for_local_init_op,
        graph=get_default_graph(),
    )


class _MonitoredSession:
    """What MonitoredSession and SingularMonitoredSession share."""

    StepContext = session_layers.StepContext

    @door
    def __init__(
        self,
        session_creator: SessionCreator | None,
        hooks: Sequence[SessionRunHook] | None,
        should_recover: bool,
        stop_grace_period_secs: float = 120,
    ) -> None:
        self._graph = get_default_graph()
        self._graph_was_finalized = self._graph.finalized
        self._hooks = list(hooks or ())
        self._stop_grace_period_secs = stop_grace_period_secs
        self._tf_session: Any = None
        self._sess: Any = None
        for hook in self._hooks:
            hook.begin()
        self._creator = session_creator or ChiefSessionCreator()
        self._sess = session_layers.RecoverableSession(self._coordinated) if should_recover else self._coordinated()

    def _coordinated(self) -> session_layers.CoordinatedSession:
        """A session, its queue runners started."""
        session = self._creator.create_session()
        coord = Coordinator(clean_stop_exception_types=())
        self._tf_session = session
        try:
            start_queue_runners(session, coord)
            for hook in self._hooks:
                hook.after_create_session(session, coord)
        except BaseException:
            coord.request_stop()
            session.close()
            coord.join(stop_grace_period_secs=self._stop_grace_period_secs, ignore_live_threads=True)
            raise
        return session_layers.CoordinatedSession(
            session_layers.HookedSession(session, self._hooks), coord, self._stop_grace_period_secs
        )

    @property
    def watched(self) -> Any:
        """The Session whose steps it takes, for `tf.train.diagnose` and the like; None when it is closed."""
        return self._tf_session

    @property
    def graph(self) -> Any:
        """The graph of the session; None when it is closed."""
        return None if self._tf_session is None else self._tf_session.graph

    def run(self, fetches: Any, feed_dict: Any = None, options: Any = None, run_metadata: Any = None) -> Any:
        """A step, as `Session.run`, with the hooks around it.

        Args:
          fetches: tensors, operations, their names, or a structure of them.
          feed_dict: values for tensors, by tensor; None for none.
          options: RunOptions.
          run_metadata: a RunMetadata to be filled.

        Returns:
          the values, in the structure of `fetches`.

        Raises:
          RuntimeError: the session is closed, or was asked to stop; a hook feeds what another or the caller feeds.
          OutOfRangeError: the input has ended.
        """
        try:
            return self._open().run(fetches, feed_dict=feed_dict, options=options, run_metadata=run_metadata)
        except BaseException as error:  # written out: a step must not wait for a decorator
            show_program(error)
            raise

    @door
    def run_step_fn(self, step_fn: Callable[..., Any]) -> Any:
        """Call a function that takes a step: it may run without hooks and with them.

        Args:
          step_fn: a function of `step_context`, which has `session`, `run_with_hooks` and `request_stop`.

        Returns:
          what it returns.

        Raises:
          ValueError: `step_fn` has other parameters than `step_context`.
          RuntimeError: the session is closed.
        """
        names = tuple(inspect.signature(step_fn).parameters)
        if names != ("step_context",):
            raise ValueError(
                "`step_fn` may either have one `step_context` argument, or `self` and `step_context` arguments if it's an "
                f"instance method. Got {names} instead."
            )
        sess = self._open()

        def call(inner: Any) -> Any:
            return step_fn(session_layers.StepContext(self._tf_session, inner.run))

        return sess.retried(call) if isinstance(sess, session_layers.RecoverableSession) else call(sess)

    def should_stop(self) -> bool:
        """Whether the training is to end: a hook asks for it, the input has ended, or the session is closed."""
        return self._sess is None or self._sess.should_stop()

    @door
    def close(self) -> None:
        """Call the hooks' `end`, stop the threads, close the session.

        Raises:
          RuntimeError: the session is closed; or the error of a thread.
        """
        self._close()

    def __enter__(self) -> Any:
        return self

    @door
    def __exit__(self, kind: Any, value: Any, traceback: Any) -> bool:
        """The end of the input and StopIteration end the block in silence; at Ctrl-C a checkpoint is saved first."""
        if kind is not None and (kind is OutOfRangeError or kind is StopIteration):
            kind = None
        if isinstance(value, KeyboardInterrupt) and self._tf_session is not None:
            savers = [hook for hook in self._hooks if isinstance(hook, CheckpointSaverHook)]
            save = (lambda session: ", ".join(hook.save_now(session) for hook in savers)) if savers else None
            interrupted.tell(value, self._tf_session, self._graph, save)
        self._close(kind)
        return kind is None

    def _open(self) -> Any:
        if self._sess is None:
            raise RuntimeError("Session is already closed.")
        return self._sess

    def _close(self, kind: Any = None) -> None:
        sess = self._open()
        try:
            if kind is None:
                for hook in self._hooks:
                    hook.end(self._tf_session)
        finally:
            try:
                sess.close()
            finally:
                self._sess = self._tf_session = None
                if not self._graph_was_finalized:
                    self._graph._unsafe_unfinalize()


@export("train.MonitoredSession")
class MonitoredSession(_MonitoredSession):
    """A session with hooks, which starts the queue runners, and is made anew where it is lost.

    At the start: the hooks' `begin`, the session by `session_creator`, queue runners, the hooks' `after_create_session`. At
    the end (`close`, or that of a `with` block): the hooks' `end` unless an error has ended it, all threads stopped and
    joined, the session closed. AbortedError and UnavailableError of a step make a new session. Where Ctrl-C ends a `with`
    block, a CheckpointSaverHook saves, and the KeyboardInterrupt says so.

    Args:
      session_creator: a SessionCreator; by default a ChiefSessionCreator.
      hooks: a list of SessionRunHooks; None for none.
      stop_grace_period_secs: how long threads may go on once they are to stop.
    """

    @door
    def __init__(
        self,
        session_creator: SessionCreator | None = None,
        hooks: Sequence[SessionRunHook] | None = None,
        stop_grace_period_secs: float = 120,
    ) -> None:
        super().__init__(session_creator, hooks, True, stop_grace_period_secs)


@export("train.SingularMonitoredSession")
class SingularMonitoredSession(_MonitoredSession):
    """A MonitoredSession that is not made anew, and whose `raw_session()` is the session itself.

    Args:
      hooks: a list of SessionRunHooks; None for none.
      scaffold: the operations around the training; a new Scaffold by default.
      master: the `target` of the session.
      config: a ConfigProto; None for the default.
      checkpoint_dir: the directory of checkpoints, of which the latest is taken; or
      checkpoint_filename_with_path: the checkpoint.
      stop_grace_period_secs: how long threads may go on once they are to stop.
    """

    @door
    def __init__(
        self,
        hooks: Sequence[SessionRunHook] | None = None,
        scaffold: Scaffold | None = None,
        master: str = "",
        config: Any = None,
        checkpoint_dir: Any = None,
        stop_grace_period_secs: float = 120,
        checkpoint_filename_with_path: Any = None,
    ) -> None:
        creator = ChiefSessionCreator(scaffold, master, config, checkpoint_dir, checkpoint_filename_with_path)
        super().__init__(creator, hooks, False, stop_grace_period_secs)

    def raw_session(self) -> Any:
        """The session without hooks, for `Saver.save` and the like."""
        return self._tf_session
