"""SessionManager: makes a session whose model is ready, from a checkpoint or from the initializers."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.checkpoints.management import get_checkpoint_state
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.execution.session import Session
from headrace.graph.platform import logging
from headrace.graph.types.errors import DeadlineExceededError, FailedPreconditionError


@export("train.SessionManager")
class SessionManager:
    """Makes sessions of a graph whose model is ready, from a checkpoint or from the initializers.

    Args:
      local_init_op: run in each new session, where `ready_for_local_init_op` agrees; None for none.
      ready_op: string vector: empty when the model is ready, or what it lacks; None: it is ready.
      ready_for_local_init_op: the same for `local_init_op`.
      graph: the default graph by default.
      recovery_wait_secs: seconds between two looks at whether a checkpoint or the model is there.
      local_init_run_options: RunOptions of `local_init_op`.

    Raises:
      ValueError: there is a `ready_for_local_init_op` and no `local_init_op`.
    """

    @door
    def __init__(
        self,
        local_init_op: Any = None,
        ready_op: Any = None,
        ready_for_local_init_op: Any = None,
        graph: Graph | None = None,
        recovery_wait_secs: float = 30,
        local_init_run_options: Any = None,
    ) -> None:
        if ready_for_local_init_op is not None and local_init_op is None:
            raise ValueError(
                "If you pass a ready_for_local_init_op you must also pass a local_init_op , ready_for_local_init_op "
                f"[{ready_for_local_init_op}]"
            )
        self._local_init_op = local_init_op
        self._ready_op = ready_op
        self._ready_for_local_init_op = ready_for_local_init_op
        self._graph = get_default_graph() if graph is None else graph
        self._recovery_wait_secs = recovery_wait_secs
        self._local_init_run_options = local_init_run_options

    @door
    def prepare_session(
        self,
        master: str,
        init_op: Any = None,
        saver: Any = None,
        checkpoint_dir: Any = None,
        checkpoint_filename_with_path: Any = None,
        wait_for_checkpoint: bool = False,
        max_wait_secs: float = 7200,
        config: Any = None,
        init_feed_dict: Any = None,
        init_fn: Callable[[Any], Any] | None = None,
    ) -> Session:
        """A new session, restored from a checkpoint where there is one, initialized where there is none.

        Args:
          master: the `target` of the session.
          init_op: run where nothing was restored.
          saver: restores; None: nothing is restored.
          checkpoint_dir: the directory of checkpoints, of which the latest is taken; or
          checkpoint_filename_with_path: the checkpoint.
          wait_for_checkpoint: wait until the directory has one.
          max_wait_secs: how long to wait.
          config: a ConfigProto; None for the default.
          init_feed_dict: what to feed to `init_op`.
          init_fn: called with the session where nothing was restored.

        Returns:
          a Session.

        Raises:
          RuntimeError: there is nothing to initialize it with, or it is not ready after that.
          ValueError: a directory and a checkpoint are given.
        """
        sess = self._new_session(master, config)
        try:
            restored = self._restored(
                sess, saver, checkpoint_dir, checkpoint_filename_with_path, wait_for_checkpoint, max_wait_secs
            )
            if not restored:
                if init_op is None and not init_fn and self._local_init_op is None:
                    raise RuntimeError("Model is not initialized and no init_op or init_fn or local_init_op was given")
                if init_op is not None:
                    sess.run(init_op, feed_dict=init_feed_dict)
                if init_fn:
                    init_fn(sess)
            inits = f"Init op: {_name(init_op)}, init fn: {init_fn}"
            lacking = self._run_local_init(sess)
            if lacking is not None:
                raise RuntimeError(f"Init operations did not make model ready for local_init.  {inits}, error: {lacking}")
            lacking = self._lacking(sess)
            if lacking is not None:
                raise RuntimeError(
                    f"Init operations did not make model ready.  {inits}, local_init_op: {_name(self._local_init_op)}, "
                    f"error: {lacking}"
                )
        except BaseException:
            sess.close()
            raise
        return sess

    @door
    def recover_session(
        self,
        master: str,
        saver: Any = None,
        checkpoint_dir: Any = None,
        checkpoint_filename_with_path: Any = None,
        wait_for_checkpoint: bool = False,
        max_wait_secs: float = 7200,
        config: Any = None,
    ) -> tuple[Session, bool]:
        """A new session, restored from a checkpoint where there is one, and whether it is ready then.

        Args:
          master: the `target` of the session.
          saver: restores; None: nothing is restored.
          checkpoint_dir: the directory of checkpoints, of which the latest is taken; or
          checkpoint_filename_with_path: the checkpoint.
          wait_for_checkpoint: wait until the directory has one.
          max_wait_secs: how long to wait.
          config: a ConfigProto; None for the default.

        Returns:
          a Session, and a bool.

        Raises:
          ValueError: a directory and a checkpoint are given.
        """
        sess = self._new_session(master, config)
        restored = self._restored(
            sess, saver, checkpoint_dir, checkpoint_filename_with_path, wait_for_checkpoint, max_wait_secs
        )
        lacking_for_init = self._run_local_init(sess)
        if not restored:
            return sess, False
        source = checkpoint_dir or checkpoint_filename_with_path
        if lacking_for_init is not None:
            logging.info("Restoring model from %s did not make model ready for local init: %s", source, lacking_for_init)
            return sess, False
        lacking = self._lacking(sess)
        if lacking is not None:
            logging.info("Restoring model from %s did not make model ready: %s", source, lacking)
            return sess, False
        logging.info("Restored model from %s", source)
        return sess, True

    @door
    def wait_for_session(self, master: str, config: Any = None, max_wait_secs: float | None = float("inf")) -> Session:
        """A new session, as soon as its model is ready, which somebody else sees to.

        Args:
          master: the `target` of the session.
          config: a ConfigProto; None for the default.
          max_wait_secs: how long to wait; None: for ever.

        Returns:
          a Session.

        Raises:
          DeadlineExceededError: it was not ready after `max_wait_secs`.
        """
        limit = float("inf") if max_wait_secs is None else max_wait_secs
        end = time.monotonic() + limit
        while True:
            sess = self._new_session(master, config)
            lacking_for_init = self._run_local_init(sess)
            lacking = None
            if lacking_for_init is None:
                lacking = self._lacking(sess)
                if lacking is None:
                    return sess
            sess.close()
            if end - time.monotonic() < self._recovery_wait_secs:
                raise DeadlineExceededError(None, None, f"Session was not ready after waiting {limit:.0f} secs.")
            logging.info("Waiting for model to be ready.  Ready_for_local_init_op:  %s, ready: %s", lacking_for_init, lacking)
            time.sleep(self._recovery_wait_secs)

    def _new_session(self, master: str, config: Any) -> Session:
        return Session(master, graph=self._graph, config=config)

    def _restored(
        self, sess: Session, saver: Any, directory: Any, path: Any, wait_for_checkpoint: bool, max_wait_secs: float
    ) -> bool:
        """Whether a checkpoint was there; it is restored then."""
        if directory and path:
            raise ValueError("Can not provide both checkpoint_dir and checkpoint_filename_with_path.")
        if not saver or not (directory or path):
            return False
        if path:
            saver.restore(sess, path)
            return True

        waited = 0.0
        while True:
            state = get_checkpoint_state(directory)
            if state and state.model_checkpoint_path:
                saver.restore(sess, state.model_checkpoint_path)
                saver.recover_last_checkpoints(state.all_model_checkpoint_paths)
                return True
            if not wait_for_checkpoint or waited >= max_wait_secs:
                return False
            logging.info("Waiting for checkpoint to be available.")
            time.sleep(self._recovery_wait_secs)
            waited += self._recovery_wait_secs

    def _run_local_init(self, sess: Session) -> str | None:
        """Run `local_init_op`; gives what the model lacks where it could not."""
        if self._local_init_op is None:
            return None
        lacking = what_lacks(self._ready_for_local_init_op, sess, "Model not ready for local init")
        if lacking is None:
            logging.info("Running local_init_op.")
            sess.run(self._local_init_op, options=self._local_init_run_options)
            logging.info("Done running local_init_op.")
        return lacking

    def _lacking(self, sess: Session) -> str | None:
        return what_lacks(self._ready_op, sess, "Model not ready")


def what_lacks(op: Any, sess: Session, message: str) -> str | None:
    """What an operation says that the model lacks; None where it is ready."""
    if op is None:
        return None
    try:
        found = sess.run(op)
    except FailedPreconditionError as error:
        if "uninitialized" not in str(error):
            logging.warning("%s : error [%s]", message, error)
            raise
        return str(error)
    if found is None or np.size(found) == 0 or np.asarray(found).dtype == np.int32:
        return None
    names = ", ".join(name.decode() for name in np.ravel(found))
    return f"Variables not initialized: {names}"


def _name(op: Any) -> Any:
    return getattr(op, "name", op)
