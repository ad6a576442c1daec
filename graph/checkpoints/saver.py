"""Saver: writes the variables of a session to checkpoints and reads them back."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.checkpoint import storage
from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.formats.files.paths import is_remote
from headrace.formats.proto.saver_pb2 import SaverDef

from ..core.defaults import get_default_graph
from ..core.keys import GraphKeys
from ..graphdef.name_scopes import prepend_name_scope, strip_name_scope
from ..platform import logging
from ..types import errors
from ..types.likes import TensorLike
from ..variables.global_step import global_step as step_of
from . import mismatches, pipelines
from .builder import V2, BulkSaverBuilder
from .management import (
    NoCheckpointError,
    checkpoint_exists,
    get_checkpoint_mtimes,
    meta_graph_filename,
    remove_checkpoint,
    update_checkpoint_state,
)
from .meta_graph import export_meta_graph
from .retention import Retention


@export("train.Saver")
class Saver:
    """Saves variables and restores them.

    Args:
      var_list: list of variables, or dict from their names in the checkpoint to variables; all global variables and
        SAVEABLE_OBJECTS by default. A part of a partitioned variable is saved as that part.
      reshape: give restored values the shapes of the variables, whatever shapes they were saved with.
      sharded: write a file for each device.
      max_to_keep: older checkpoints are removed; None or 0 keeps all, and lists only the last one in `checkpoint`.
      keep_checkpoint_every_n_hours: besides, keep one checkpoint of every so many hours.
      name: scope of the operations, `save` by default.
      restore_sequentially: accepted; restoring is sequential.
      saver_def: the SaverDef of operations that are in the graph already.
      builder: makes the operations; a BulkSaverBuilder by default.
      defer_build: add the operations when `build` is called, for the variables that there are then.
      allow_empty: no variables are no error, and saving does nothing.
      write_version: SaverDef.V2, or V1 for the old form in one file.
      pad_step_number: write the step with eight digits, so that names sort.
      save_relative_paths: write relative paths to `checkpoint`, so that the directory can be moved.
      filename: what to save to where an operation is run without a name; "model" by default.
      pipeline: save and restore what the session's queue runners move, too, in a file `<checkpoint>.pipeline`; by default
        where a session with `resume_pipeline` uses it, or under `headrace run --resume`.

    Raises:
      TypeError: `var_list` is of another kind, or holds what is no variable.
      ValueError: there are no variables, or two have one name.

    Example:
      >>> v = tf.Variable(3.0, name="v")
      >>> saver = tf.train.Saver()
      >>> with tf.Session() as sess:
      ...     sess.run(v.initializer)
      ...     path = saver.save(sess, "./model", global_step=7)
      >>> with tf.Session() as sess:
      ...     saver.restore(sess, path)
      ...     print(path, sess.run(v))
      ./model-7 3.0
    """

    def __init__(
        self,
        var_list: Any = None,
        reshape: bool = False,
        sharded: bool = False,
        max_to_keep: int | None = 5,
        keep_checkpoint_every_n_hours: float = 10000.0,
        name: str | None = None,
        restore_sequentially: bool = False,
        saver_def: Any = None,
        builder: Any = None,
        defer_build: bool = False,
        allow_empty: bool = False,
        write_version: int = V2,
        pad_step_number: bool = False,
        save_relative_paths: bool = False,
        filename: Any = None,
        *,
        pipeline: bool | None = None,
    ) -> None:
        if defer_build and var_list:
            raise ValueError(
                "If `var_list` is provided then build cannot be deferred. Either set defer_build=False or var_list=None."
            )
        self._var_list = var_list
        self._reshape = reshape
        self._sharded = sharded
        self._max_to_keep = max_to_keep
        self._hours = keep_checkpoint_every_n_hours
        self._name = name
        self._restore_sequentially = restore_sequentially
        self.saver_def = saver_def
        self._builder = builder
        self._allow_empty = allow_empty
        self._write_version = write_version
        self._pad_step_number = pad_step_number
        self._save_relative_paths = save_relative_paths
        self._filename = filename
        self.pipeline_keeper = pipelines.PipelineKeeper(pipeline)
        self._is_built = False
        self._is_empty: bool | None = None
        self._retention = Retention(max_to_keep or 0, keep_checkpoint_every_n_hours)
        if not defer_build:
            self.build()
        if self.saver_def is not None:
            self._check_saver_def()
            self._write_version = self.saver_def.version

    def build(self) -> None:
        """Add the operations to the graph, if that was deferred."""
        if self._is_built:
            return
        self._is_built = True
        if self.saver_def is None:
            if self._var_list is None:
                graph = get_default_graph()
                self._var_list = [
                    *graph.get_collection(GraphKeys.GLOBAL_VARIABLES),
                    *graph.get_collection(GraphKeys.SAVEABLE_OBJECTS),
                ]
            if not self._var_list:
                if not self._allow_empty:
                    raise ValueError("No variables to save")
                self._is_empty = True
                return
            self._builder = self._builder or BulkSaverBuilder(self._write_version)
            self.saver_def = self._builder.build(
                self._var_list,
                reshape=self._reshape,
                sharded=self._sharded,
                max_to_keep=self._max_to_keep,
                keep_checkpoint_every_n_hours=self._hours,
                name=self._name,
                restore_sequentially=self._restore_sequentially,
                filename=self._filename,
            )
        elif self._name:
            for field in ("filename_tensor_name", "save_tensor_name", "restore_op_name"):
                setattr(self.saver_def, field, prepend_name_scope(getattr(self.saver_def, field), self._name))
        self._check_saver_def()
        self._is_empty = False
        self._retention = Retention(self.saver_def.max_to_keep, self.saver_def.keep_checkpoint_every_n_hours)

    def _check_saver_def(self) -> None:
        if not isinstance(self.saver_def, SaverDef):
            raise ValueError(f"saver_def must be a saver_pb2.SaverDef: {self.saver_def}")
        for field in ("save_tensor_name", "restore_op_name"):
            if not getattr(self.saver_def, field):
                raise ValueError(f"saver_def must specify the {field}: {self.saver_def}")

    # Saving

    def save(
        self,
        sess: Any,
        save_path: Any,
        global_step: TensorLike | None = None,
        latest_filename: str | None = None,
        meta_graph_suffix: str = "meta",
        write_meta_graph: bool = True,
        write_state: bool = True,
        strip_default_attrs: bool = False,
        save_debug_info: bool = False,
    ) -> str | None:
        """Write the variables' values in `sess` to a new checkpoint.

        A program that is killed at any moment leaves the checkpoints before it whole, and a file `checkpoint` that
        names a whole one.

        Args:
          save_path: the name of the checkpoint's files up to their endings.
          global_step: `-<step>` is added to the name: a number, or the tensor, variable or name of one.
          latest_filename: the file that names the last checkpoints, `checkpoint` by default.
          meta_graph_suffix, write_meta_graph, strip_default_attrs: about the file with the graph.
          write_state: False leaves the file `checkpoint` as it is, and removes nothing.
          save_debug_info: accepted; there is none.

        Returns:
          the full name of the checkpoint, for `restore`; None where there are no variables.

        Raises:
          TypeError: `sess` is no session.
          ValueError: `latest_filename` is a path or the checkpoint's own name.
          NoCheckpointError: the directory does not exist.
          RuntimeError: the operations were not built.
          FailedPreconditionError: a variable has no value.
          DeadlineExceededError: a thread of the pipeline that is to be saved did not come to the end of its step.
        """
        if not self._is_built:
            raise RuntimeError("`build()` should be called before save if defer_build==True")
        path = os.fsdecode(save_path)
        latest = latest_filename or "checkpoint"
        if os.path.split(latest)[0]:
            raise ValueError("'latest_filename' must not contain path components")
        if self._write_version != V2:
            logging.warning("TensorFlow's V1 checkpoint format has been deprecated; tf.train.SaverDef.V2 is the default.")
        target = self._checkpoint_name(sess, path, global_step)
        if global_step is None and os.path.basename(path) == latest and not self._sharded:
            # The state file would take the place of the data.
            raise ValueError(f"'latest_filename' collides with 'save_path': '{latest}' and '{path}'")
        if not hasattr(sess, "run") or not hasattr(sess, "graph"):
            raise TypeError(f"'sess' must be a Session; {sess}")
        saved = None if self._is_empty else self._saved(sess, path, target)
        if write_meta_graph:
            with sess.graph.as_default():
                exported = self.export_meta_graph(strip_default_attrs=strip_default_attrs)
            storage.write(meta_graph_filename(target, meta_graph_suffix), exported.SerializeToString(deterministic=True))
        if saved is not None and write_state:
            self._record(saved, os.path.dirname(path), latest, meta_graph_suffix)
        return saved

    def _checkpoint_name(self, sess: Any, path: str, global_step: Any) -> str:
        if global_step is None:
            return path
        step = global_step if isinstance(global_step, (int, np.integer)) else step_of(sess, global_step)
        return f"{path}-{step:08d}" if self._pad_step_number else f"{path}-{step}"

    def _saved(self, sess: Any, path: str, target: str) -> str:
        pipeline = self.pipeline_keeper.taken(sess)
        if pipeline is not None:
            pipelines.announce(target, pipeline)
        saved = self._saved_variables(sess, path, target)
        if pipeline is not None:
            pipelines.write(saved, pipeline)
        return saved

    def _saved_variables(self, sess: Any, path: str, target: str) -> str:
        try:
            saved = sess.run(self.saver_def.save_tensor_name, {self.saver_def.filename_tensor_name: target})
        except (errors.FailedPreconditionError, errors.NotFoundError) as error:
            if not directories.is_directory(os.path.dirname(path) or "."):
                message = f"Parent directory of {path} doesn't exist, can't save."
                raise NoCheckpointError(None, None, message, path=path) from error
            raise
        return os.fsdecode(saved)

    def _record(self, saved: str, directory: str, latest_filename: str, meta_graph_suffix: str) -> None:
        """Name the new checkpoint in the file `checkpoint`, then remove what is one too many."""
        dropped = self._retention.add(saved)
        update_checkpoint_state(
            directory, saved, self.last_checkpoints, latest_filename, save_relative_paths=self._save_relative_paths
        )
        for item in dropped:
            if self._retention.is_for_good(item):
                continue
            if not item.is_own and _directory_of(item.path) != _directory_of(saved):
                logging.warning(
                    "Not removing %s, which this Saver has not written, and which is not beside %s", item.path, saved
                )
                continue
            try:
                remove_checkpoint(item.path, self.saver_def.version, meta_graph_suffix)
            except Exception as error:  # the new checkpoint is there: what hinders removing an old one is no failure
                logging.warning("Ignoring: %s", error)

    def export_meta_graph(
        self,
        filename: Any = None,
        collection_list: Sequence[str] | None = None,
        as_text: bool = False,
        export_scope: str | None = None,
        clear_devices: bool = False,
        clear_extraneous_savers: bool = False,
        strip_default_attrs: bool = False,
        save_debug_info: bool = False,
    ) -> Any:
        """The graph, its collections and this saver as a MetaGraphDef, written to a file where one is named.

        Args:
          filename: the file.
          collection_list: the collections to write; all by default.
          as_text: write text.
          export_scope: only what is in this scope, without its name.
          clear_devices, clear_extraneous_savers, strip_default_attrs: leave devices, other savers, default values out.
          save_debug_info: accepted; there is none.
        """
        return export_meta_graph(
            filename=filename,
            saver_def=self.saver_def,
            collection_list=collection_list,
            as_text=as_text,
            export_scope=export_scope,
            clear_devices=clear_devices,
            clear_extraneous_savers=clear_extraneous_savers,
            strip_default_attrs=strip_default_attrs,
        )

    # Restoring

    def restore(self, sess: Any, save_path: Any) -> None:
        """Give the variables in `sess` the values of a checkpoint; they need no initializing before.

        Args:
          save_path: what `save` or `latest_checkpoint` returned.

        Raises:
          ValueError: it is None.
          NoCheckpointError: there is no such checkpoint.
          NotFoundError: the checkpoint lacks a variable.
          InvalidArgumentError: a value has another shape or type than the variable.
          DataLossError, OutOfRangeError: the checkpoint is damaged.
          FailedPreconditionError: the pipeline is restored, too, and its state is missing, of another program or of files
            that have changed, or the queue runners have been started.
        """
        if self._is_empty:
            return
        if save_path is None:
            raise ValueError("Can't load save_path when it is None.")
        prefix = os.fsdecode(save_path)
        if not checkpoint_exists(prefix):
            raise NoCheckpointError(None, None, f"The passed save_path is not a valid checkpoint: {prefix}", path=prefix)
        logging.info("Restoring parameters from %s", prefix)
        pipeline = self.pipeline_keeper.found(sess, prefix)
        try:
            sess.run(self.saver_def.restore_op_name, {self.saver_def.filename_tensor_name: prefix})
        except (errors.NotFoundError, errors.InvalidArgumentError) as error:
            found = mismatches.differences(sess.graph, self.saver_def.restore_op_name, prefix)
            raise mismatches.explained(error, found) from error
        if pipeline is not None:
            self.pipeline_keeper.restore(sess, pipeline, prefix)

    # The checkpoints there are

    @property
    def last_checkpoints(self) -> list[str]:
        """The checkpoints that were not removed yet, from oldest to newest."""
        return [item.path for item in self._retention.kept]

    def set_last_checkpoints(self, last_checkpoints: list[str]) -> None:
        """Take over `last_checkpoints` of an earlier run, from oldest to newest; these are never removed."""
        assert isinstance(last_checkpoints, list)
        self._retention.set(last_checkpoints)

    def set_last_checkpoints_with_time(self, last_checkpoints_with_time: list[tuple[str, float]]) -> None:
        """Take over `last_checkpoints_with_time` of an earlier run: pairs of name and time in seconds since 1970."""
        assert isinstance(last_checkpoints_with_time, list)
        self._retention.set(last_checkpoints_with_time)

    def recover_last_checkpoints(self, checkpoint_paths: Sequence[str]) -> None:
        """Take over those of `checkpoint_paths` that exist, with the times of their files.

        What is one too many is removed later, as if this Saver had written it, but only from the directory it saves to: the
        names may come from a file `checkpoint` that somebody else has written.
        """
        found = [(path, get_checkpoint_mtimes([path])) for path in checkpoint_paths]
        self.set_last_checkpoints_with_time([(path, times[0]) for path, times in found if times])

    # As messages

    def as_saver_def(self) -> Any:
        """The SaverDef that names its operations; None where there are no variables."""
        return self.saver_def

    def to_proto(self, export_scope: str | None = None) -> Any:
        """Its SaverDef, `export_scope` taken from its names; None where it is not all in that scope."""
        if export_scope is None:
            return self.saver_def
        fields = ("filename_tensor_name", "save_tensor_name", "restore_op_name")
        if not all(getattr(self.saver_def, field).startswith(export_scope) for field in fields):
            return None
        copy = type(self.saver_def)()
        copy.CopyFrom(self.saver_def)
        for field in fields:
            setattr(copy, field, strip_name_scope(getattr(copy, field), export_scope))
        return copy

    @staticmethod
    def from_proto(saver_def: Any, import_scope: str | None = None) -> Saver:
        """The saver that `saver_def` tells of, whose operations are in the graph already, below `import_scope`."""
        return Saver(saver_def=saver_def, name=import_scope)


def _directory_of(checkpoint: str) -> str:
    directory = storage.directory_of(checkpoint)
    return directory if is_remote(directory) else os.path.realpath(directory)
