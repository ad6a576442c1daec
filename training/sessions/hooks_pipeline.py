"""A hook that keeps where iterators over datasets are, beside the checkpoints of a model."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph.checkpoints.management import latest_checkpoint
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.defaults import get_default_graph
from headrace.pipeline.data.experimental.iterators import saveable_of

from .hooks_save import CheckpointSaverHook
from .run_hooks import SessionRunArgs, SessionRunContext, SessionRunHook, SessionRunValues

_PREFIX = "input"


class _PipelineSaver(Saver):
    """A Saver whose file of last checkpoints is one of its own."""

    def save(self, sess: Any, save_path: Any, *args: Any, **options: Any) -> str | None:
        return super().save(sess, save_path, *args, **{**options, "latest_filename": f"checkpoint_{_PREFIX}"})


@export("data.experimental.CheckpointInputPipelineHook", "contrib.data.CheckpointInputPipelineHook")
class CheckpointInputPipelineHook(SessionRunHook):
    """Saves where the iterators of a graph are, as often as an estimator saves its model, and goes on from there.

    Args:
      estimator: whose `model_dir` and `config` say where, and how often.

    Raises:
      ValueError: the config saves never.
    """

    def __init__(self, estimator: Any) -> None:
        config = estimator.config
        self._keeps = {
            "max_to_keep": config.keep_checkpoint_max,
            "keep_checkpoint_every_n_hours": config.keep_checkpoint_every_n_hours,
        }
        self._directory = estimator.model_dir
        self._saving = CheckpointSaverHook(
            estimator.model_dir,
            save_secs=config.save_checkpoints_secs,
            save_steps=config.save_checkpoints_steps,
            checkpoint_basename=f"{_PREFIX}.ckpt",
        )
        self._began = False

    def begin(self) -> None:
        if self._saving._saver is None:
            saveables = [saveable_of(one) for one in get_default_graph().get_collection("iterators")]
            self._saving._saver = _PipelineSaver(saveables, save_relative_paths=True, **self._keeps)
        self._saving.begin()

    def before_run(self, run_context: SessionRunContext) -> SessionRunArgs:
        if not self._began:
            self._began = True
            self._restore_or_save(run_context.session)
        return self._saving.before_run(run_context)

    def _restore_or_save(self, session: Any) -> None:
        latest = latest_checkpoint(self._directory, latest_filename=f"checkpoint_{_PREFIX}")
        if latest is not None:
            self._saving._saver.restore(session, latest)
            return
        step = session.run(self._saving._global_step_tensor)
        self._saving._save(session, step)
        self._saving._timer.update_last_triggered_step(step)

    def after_run(self, run_context: SessionRunContext, run_values: SessionRunValues) -> None:
        self._saving.after_run(run_context, run_values)

    def end(self, session: Any) -> None:
        self._saving.end(session)
