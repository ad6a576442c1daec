"""Supervisor: initializes or restores a model, saves it and its summaries from threads of its own, ends all threads.

sv = tf.train.Supervisor(logdir="/tmp/model")
with sv.managed_session() as sess:
    while not sv.should_stop():
        sess.run(train_op)
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.doors import door
from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.traits import REF_VARIABLE
from headrace.graph.events.writer import FileWriter
from headrace.graph.ops.summaries.scalar import merge_all
from headrace.graph.platform import logging
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.collections import global_variables_initializer, report_uninitialized_variables
from headrace.graph.variables.global_step import global_step as value_of_step
from headrace.pipeline.runners.coordinator import Coordinator
from headrace.pipeline.runners.looper import LooperThread

from . import interrupted
from .between_steps import BetweenSteps
from .defaults import USE_DEFAULT, default_global_step, default_local_init_op, default_saver, first_or_new
from .graph_files import write_graph_files
from .manager import SessionManager
from .saving import SavingSettings, keeps_pipeline
from .session_ops import SessionOps
from .supervised import Supervised
from .supervisor_threads import SVStepCounterThread, SVSummaryThread, SVTimerCheckpointThread


@export("train.Supervisor")
class Supervisor(Supervised):
    """What looks after a training: initializes or restores it, saves it, writes summaries, ends its threads.

    What is `USE_DEFAULT` is taken from the collection of its kind, or made; None does without it.

    Args:
      graph: the default graph by default. It is finalized.
      ready_op: string vector of what is not initialized; by default the names of variables.
      ready_for_local_init_op: the same before `local_init_op` runs; nothing by default.
      is_chief: False: wait for a model that somebody else initializes, and write nothing.
      init_op: initializes the model where there is no checkpoint; by default all global variables.
      init_feed_dict: what to feed to `init_op`.
      local_init_op: run always; by default local variables and tables.
      logdir: the directory of checkpoints and event files; None: nothing is written.
      summary_op: merged summaries; by default of all.
      saver: a Saver; by default of all variables.
      global_step: counts the steps; by default the tensor `global_step:0`.
      save_summaries_secs: seconds between summaries; 0: never.
      save_model_secs: seconds between checkpoints; 0: never.
      recovery_wait_secs: seconds between two looks at whether a checkpoint or the model is there.
      stop_grace_secs: how long threads may go on once they are to stop.
      checkpoint_basename: how the names of checkpoints begin.
      session_manager: a SessionManager of your own.
      summary_writer: a FileWriter; by default one for `logdir`; None: no summaries are written.
      init_fn: called with the session after `init_op`.
      local_init_run_options: RunOptions of `local_init_op`.
      resume_pipeline: save and restore what the queue runners move, too, so that it goes on in the middle of an epoch; else
        epochs begin anew. See `Saver`. Checkpoints are then saved between two steps, when the program asks `should_stop`.

    Raises:
      ValueError: not the chief, and a variable has no device.
    """

    USE_DEFAULT = USE_DEFAULT

    @door
    def __init__(
        self,
        graph: Graph | None = None,
        ready_op: Any = USE_DEFAULT,
        ready_for_local_init_op: Any = USE_DEFAULT,
        is_chief: bool = True,
        init_op: Any = USE_DEFAULT,
        init_feed_dict: Any = None,
        local_init_op: Any = USE_DEFAULT,
        logdir: Any = None,
        summary_op: Any = USE_DEFAULT,
        saver: Any = USE_DEFAULT,
        global_step: TensorLike = USE_DEFAULT,
        save_summaries_secs: float = 120,
        save_model_secs: float = 600,
        recovery_wait_secs: float = 30,
        stop_grace_secs: float = 120,
        checkpoint_basename: str = "model.ckpt",
        session_manager: Any = None,
        summary_writer: Any = USE_DEFAULT,
        init_fn: Callable[[Any], Any] | None = None,
        local_init_run_options: Any = None,
        *,
        resume_pipeline: bool = False,
    ) -> None:
        self._graph = get_default_graph() if graph is None else graph
        with self._graph.as_default():
            self._ops = SessionOps(
                ready_op=first_or_new(ready_op, GraphKeys.READY_OP, report_uninitialized_variables),
                ready_for_local_init_op=first_or_new(ready_for_local_init_op, GraphKeys.READY_FOR_LOCAL_INIT_OP, lambda: None),
                init_op=first_or_new(init_op, GraphKeys.INIT_OP, global_variables_initializer),
                local_init_op=first_or_new(local_init_op, GraphKeys.LOCAL_INIT_OP, default_local_init_op),
                saver=first_or_new(saver, GraphKeys.SAVERS, default_saver),
                summary_op=first_or_new(summary_op, GraphKeys.SUMMARY_OP, merge_all),
                init_feed_dict=init_feed_dict,
                init_fn=init_fn,
            )
            self._global_step = first_or_new(global_step, GraphKeys.GLOBAL_STEP, default_global_step)
        if resume_pipeline and self._ops.saver is not None:
            self._ops.saver.pipeline_keeper.use()
        self._is_chief = is_chief
        self._coord = Coordinator()
        self._between_steps = BetweenSteps()
        self._stop_grace_secs = stop_grace_secs
        self._saving = SavingSettings()
        if is_chief:
            self._saving = SavingSettings(
                checkpoint_dir=logdir,
                checkpoint_basename=checkpoint_basename,
                checkpoint_secs=save_model_secs,
                summary_dir=logdir,
                summaries_secs=save_summaries_secs,
            )
        self._graph_was_written = False
        self._summary_writer = self._writer(summary_writer) if is_chief else None
        self._session_manager = session_manager or SessionManager(
            local_init_op=self._ops.local_init_op,
            ready_op=self._ops.ready_op,
            ready_for_local_init_op=self._ops.ready_for_local_init_op,
            graph=self._graph,
            recovery_wait_secs=recovery_wait_secs,
            local_init_run_options=local_init_run_options,
        )
        self._verify_setup()
        self._graph.finalize()

    def _writer(self, summary_writer: Any) -> Any:
        if summary_writer is not USE_DEFAULT:
            return summary_writer
        return FileWriter(self._saving.summary_dir) if self._saving.summary_dir else None

    def _verify_setup(self) -> None:
        if self._is_chief:
            return
        for op in self._graph.get_operations():
            if REF_VARIABLE in op.definition.traits and not op.device:
                raise ValueError(f"When using replicas, all Variables must have their device set: {op}")

    # -- begin ---------------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    @door
    def managed_session(
        self,
        master: str = "",
        config: Any = None,
        start_standard_services: bool = True,
        close_summary_writer: bool = True,
    ) -> Iterator[Any]:
        """A session for a `with` block, at whose end all threads have ended and the session is closed.

        Where Ctrl-C ends the block, a checkpoint is saved, as far as this is the chief's and has a `logdir`.

        Args:
          master: the `target` of the session.
          config: a ConfigProto; None for the default.
          start_standard_services: start the threads that write and save, and the queue runners.
          close_summary_writer: whether the summary writer is closed at the end.

        Yields:
          a Session.

        Raises:
          Exception: the error that ended the block or a thread, other than the end of the input.
        """
        sess = None
        interrupt: BaseException | None = None
        try:
            sess = self.prepare_or_wait_for_session(
                master=master, config=config, start_standard_services=start_standard_services
            )
            yield sess
        except Exception as error:
            self.request_stop(error)
        except KeyboardInterrupt as error:
            interrupt = error
            raise
        finally:
            # While the interpreter falls apart, a block that was not left can end nothing: other threads are gone.
            if not sys.is_finalizing():
                if interrupt is not None and sess is not None and self.keeps_pipeline:  # while it is there
                    self._tell(interrupt, sess)
                try:
                    self.stop(close_summary_writer=close_summary_writer)
                finally:
                    if sess is not None:
                        if interrupt is not None and not self.keeps_pipeline:  # the threads that save, too, have ended
                            self._tell(interrupt, sess)
                        sess.close()
                    interrupt = None

    @door
    def prepare_or_wait_for_session(
        self,
        master: str = "",
        config: Any = None,
        wait_for_checkpoint: bool = False,
        max_wait_secs: float = 7200,
        start_standard_services: bool = True,
    ) -> Any:
        """A session whose model is ready, with the threads of this Supervisor and the queue runners started.

        Args:
          master: the `target` of the session.
          config: a ConfigProto; None for the default.
          wait_for_checkpoint: wait until `logdir` has one.
          max_wait_secs: how long to wait.
          start_standard_services: start the threads that write and save, and the queue runners.

        Returns:
          a Session.
        """
        self._coord.clear_stop()
        self._between_steps.begin()
        if self._summary_writer:
            self._summary_writer.reopen()
        if self._is_chief:
            sess = self._session_manager.prepare_session(
                master,
                init_op=self._ops.init_op,
                saver=self._ops.saver,
                checkpoint_dir=self._saving.checkpoint_dir,
                wait_for_checkpoint=wait_for_checkpoint,
                max_wait_secs=max_wait_secs,
                config=config,
                init_feed_dict=self._ops.init_feed_dict,
                init_fn=self._ops.init_fn,
            )
        else:
            sess = self._session_manager.wait_for_session(master, config=config, max_wait_secs=max_wait_secs)
        try:
            if self._is_chief:
                self._write_graph_files()
            if start_standard_services:
                if self._is_chief:
                    logging.info("Starting standard services.")
                    self.start_standard_services(sess)
                logging.info("Starting queue runners.")
                self.start_queue_runners(sess)
        except BaseException:
            self._coord.request_stop()
            sess.close()
            raise
        return sess

    @property
    def _saves(self) -> bool:
        return bool(self._is_chief and self._ops.saver and self._saving.save_path)

    def _save(self, sess: Any) -> str:
        return self._ops.saver.save(sess, self._saving.save_path, global_step=self._global_step)

    def _tell(self, interrupt: BaseException, sess: Any) -> None:
        interrupted.tell(interrupt, sess, self._graph, self._save if self._saves else None)

    @property
    def keeps_pipeline(self) -> bool:
        """Whether checkpoints have the state of the pipeline."""
        return keeps_pipeline(self._ops.saver)

    def between_steps(self, save: Callable[[], None]) -> None:
        """Have a checkpoint saved: between two steps where what the pipeline has given must have been used, else at once.

        Args:
          save: saves it.
        """
        if self.keeps_pipeline:
            self._between_steps.do(save, self._coord)
        else:
            save()

    def _write_graph_files(self) -> None:
        writer = None if self._graph_was_written else self._summary_writer
        write_graph_files(self._graph, self._ops.saver, self._saving.checkpoint_dir, writer)
        self._graph_was_written = self._summary_writer is not None

    def start_standard_services(self, sess: Any) -> Any:
        """Start the threads that write summaries, steps a second, and checkpoints.

        Args:
          sess: the session.

        Returns:
          a list of the threads; None without a `logdir`.

        Raises:
          RuntimeError: it is not the chief.
        """
        if not self._is_chief:
            raise RuntimeError(
                "Only chief supervisor can start standard services. Because only chief supervisors can write events."
            )
        if not self._saving.checkpoint_dir:
            logging.warning("Standard services need a 'logdir' passed to the SessionManager")
            return None
        if self._global_step is not None and self._summary_writer:
            log = messages.event_pb2.SessionLog
            step = value_of_step(sess, self._global_step)
            self._summary_writer.add_session_log(log(status=log.START), step)
        threads: list[LooperThread] = []
        if self._saving.summaries_secs and self._summary_writer:
            if self._ops.summary_op is not None:
                threads.append(SVSummaryThread(self, sess))
            if self._global_step is not None:
                threads.append(SVStepCounterThread(self, sess))
        if self._ops.saver and self._saving.checkpoint_secs:
            threads.append(SVTimerCheckpointThread(self, sess))
        for thread in threads:
            thread.start()
        return threads

    @door
    def start_queue_runners(self, sess: Any, queue_runners: Sequence[Any] | None = None) -> list[threading.Thread]:
        """Start queue runners.

        Args:
          sess: the session.
          queue_runners: a list of them, by default those of the graph.

        Returns:
          a list of their threads.
        """
        if queue_runners is None:
            queue_runners = self._graph.get_collection(GraphKeys.QUEUE_RUNNERS)
        # All queues are known to be fed before the first thread takes from one.
        threads = [thread for runner in queue_runners for thread in runner.create_threads(sess, coord=self._coord, daemon=True)]
        for thread in threads:
            thread.start()
        return threads

    # -- end -----------------------------------------------------------------------------------------------------------

    @door
    def stop(
        self,
        threads: Sequence[threading.Thread] | None = None,
        close_summary_writer: bool = True,
        ignore_live_threads: bool = False,
    ) -> None:
        """Stop the threads and wait until they have ended, then close the summary writer.

        Args:
          threads: more threads to wait for.
          close_summary_writer: whether it is closed.
          ignore_live_threads: do not raise where some are alive after the grace period.

        Raises:
          RuntimeError: threads are alive after the grace period.
          Exception: the error that ended a thread.
        """
        self._coord.request_stop()
        try:
            self._coord.join(threads, self._stop_grace_secs, ignore_live_threads)
        finally:
            if close_summary_writer and self._summary_writer:
                log = messages.event_pb2.SessionLog
                self._summary_writer.add_session_log(log(status=log.STOP))
                self._summary_writer.close()
                self._graph_was_written = False

    # The names before TensorFlow 0.8.
    PrepareSession = prepare_or_wait_for_session
    StartStandardServices = start_standard_services
    StartQueueRunners = start_queue_runners
    Stop = stop
