"""The file `checkpoint`, which names the checkpoints of a directory, and the files that belong to one."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Any

from headrace.formats import files
from headrace.formats.checkpoint import storage
from headrace.formats.checkpoint.v1_reader import files_of
from headrace.formats.doors.documents import documented_by
from headrace.formats.errors import InvalidArgumentError, NotFoundError, OpError
from headrace.formats.exports import export
from headrace.formats.files import directories
from headrace.formats.proto.checkpoint_pb2 import CheckpointState

from ..platform import logging

V2 = 2


class NoCheckpointError(NotFoundError, ValueError):
    """There is no such checkpoint, or no directory for it. TensorFlow has a ValueError for it."""


def _state_path(directory: Any, latest_filename: str | None) -> str:
    return os.path.join(os.fsdecode(directory), latest_filename or "checkpoint")


@export(
    "train.generate_checkpoint_state_proto",
)
def generate_checkpoint_state_proto(
    save_dir: Any,
    model_checkpoint_path: str,
    all_model_checkpoint_paths: Sequence[str] | None = None,
    all_model_checkpoint_timestamps: Sequence[float] | None = None,
    last_preserved_timestamp: float | None = None,
) -> Any:
    """What the file `checkpoint` of a directory is to say.

    Args:
      save_dir: the directory in which it is to be; where it is a relative path, relative paths are counted from it.
      model_checkpoint_path: the latest checkpoint.
      all_model_checkpoint_paths: all of them, from oldest to newest; the latest is added where it is not the last.
      all_model_checkpoint_timestamps: when they were made, in seconds since 1970.
      last_preserved_timestamp: when the last one was made that is to be kept for good.

    Returns:
      A CheckpointState.

    Raises:
      ValueError: not as many timestamps as paths.
    """
    save_dir, latest = os.fsdecode(save_dir), os.fsdecode(model_checkpoint_path)
    paths = [os.fsdecode(path) for path in all_model_checkpoint_paths or ()]
    if not paths or paths[-1] != latest:
        logging.info("%s is not in all_model_checkpoint_paths. Manually adding it.", latest)
        paths.append(latest)
    if all_model_checkpoint_timestamps and len(all_model_checkpoint_timestamps) != len(paths):
        raise ValueError(
            f"Checkpoint timestamps, if provided, must match checkpoint paths (got paths {paths} and timestamps "
            f"{all_model_checkpoint_timestamps})"
        )
    if not _is_absolute(save_dir):
        latest, *paths = [path if _is_absolute(path) else os.path.relpath(path, save_dir or ".") for path in (latest, *paths)]
    return CheckpointState(
        model_checkpoint_path=latest,
        all_model_checkpoint_paths=paths,
        all_model_checkpoint_timestamps=all_model_checkpoint_timestamps,
        last_preserved_timestamp=last_preserved_timestamp,
    )


@export(
    "train.update_checkpoint_state",
)
@documented_by(generate_checkpoint_state_proto)
def update_checkpoint_state(
    save_dir: Any,
    model_checkpoint_path: str,
    all_model_checkpoint_paths: Sequence[str] | None = None,
    latest_filename: str | None = None,
    all_model_checkpoint_timestamps: Sequence[float] | None = None,
    last_preserved_timestamp: float | None = None,
    *,
    save_relative_paths: bool = False,
) -> None:
    """Write the file `checkpoint` of a directory; it is the old one or the new one at every moment.

    Args:
      latest_filename: another name for it.
      save_relative_paths: write paths as they are seen from the directory, so that it can be moved.

    Raises:
      RuntimeError: the checkpoint has the name of this file.
    """
    from google.protobuf import text_format

    path = _state_path(save_dir, latest_filename)
    latest, paths = os.fsdecode(model_checkpoint_path), all_model_checkpoint_paths
    if save_relative_paths:
        latest = os.path.relpath(latest, save_dir) if os.path.isabs(latest) else latest
        paths = [os.path.relpath(name, save_dir) if os.path.isabs(name) else name for name in paths or ()]
    state = generate_checkpoint_state_proto(save_dir, latest, paths, all_model_checkpoint_timestamps, last_preserved_timestamp)
    if path == state.model_checkpoint_path:
        raise RuntimeError(
            f"Save path '{model_checkpoint_path}' conflicts with path used for checkpoint state.  Please use a different "
            "save path."
        )
    storage.write(path, text_format.MessageToString(state).encode())


@export(
    "train.get_checkpoint_state",
)
def get_checkpoint_state(checkpoint_dir: Any, latest_filename: str | None = None) -> Any:
    """What the file `checkpoint` of a directory says, its paths as they are seen from here.

    Where the directory was moved, so that the latest checkpoint is not at the path that was written down, checkpoints in
    the directory have their new paths.

    Args:
      checkpoint_dir: the directory.
      latest_filename: another name than `checkpoint`.

    Returns:
      A CheckpointState; None where there is none or it is damaged.

    Raises:
      InvalidArgumentError: it names no checkpoint.
    """
    path = _state_path(checkpoint_dir, latest_filename)
    if not storage.exists(path):
        return None
    from google.protobuf import text_format

    directory = os.fsdecode(checkpoint_dir)
    try:
        state = text_format.Parse(storage.read_bytes(path), CheckpointState())
    except (OpError, text_format.ParseError, UnicodeDecodeError) as error:
        logging.warning("%s: %s", type(error).__name__, error)
        logging.warning("%s: Checkpoint ignored", path)
        return None
    if not state.model_checkpoint_path:
        raise InvalidArgumentError(None, None, f"Invalid checkpoint state loaded from {directory}", path=path)
    latest = _from(directory, state.model_checkpoint_path)
    is_moved = latest != state.model_checkpoint_path and _is_absolute(state.model_checkpoint_path)
    state.model_checkpoint_path = latest
    state.all_model_checkpoint_paths[:] = [
        _from(directory, name) if is_moved or not _is_absolute(name) else name for name in state.all_model_checkpoint_paths
    ]
    return state


@export(
    "train.latest_checkpoint",
)
def latest_checkpoint(checkpoint_dir: Any, latest_filename: str | None = None) -> str | None:
    """The latest checkpoint of a directory, for `Saver.restore`.

    Args:
      checkpoint_dir: the directory.
      latest_filename: another name than `checkpoint` of the file that says it.

    Returns:
      str; None where there is none.

    Raises:
      InvalidArgumentError: that file names no checkpoint.
    """
    state = get_checkpoint_state(checkpoint_dir, latest_filename)
    if state is None:
        return None
    if checkpoint_exists(state.model_checkpoint_path):
        return state.model_checkpoint_path
    logging.error("Couldn't match files for checkpoint %s", state.model_checkpoint_path)
    return None


@export(
    "train.checkpoint_exists",
)
def checkpoint_exists(checkpoint_prefix: Any) -> bool:
    """Whether there is a checkpoint of that name, of either version.

    Args:
      checkpoint_prefix: the name, as `Saver.save` gives it.

    Returns:
      bool.
    """
    prefix = os.fsdecode(checkpoint_prefix)
    return storage.exists(prefix + ".index") or bool(files.glob(prefix + ".index") or files_of(prefix))


@export(
    "train.get_checkpoint_mtimes",
)
def get_checkpoint_mtimes(checkpoint_prefixes: Sequence[Any]) -> list[float]:
    """When checkpoints were last written; those that are missing are left out.

    Args:
      checkpoint_prefixes: their names, as `Saver.save` gives them.

    Returns:
      A list of float, seconds since 1970.
    """
    found = []
    for prefix in map(os.fsdecode, checkpoint_prefixes):
        names = [prefix + ".index"] if storage.exists(prefix + ".index") else files_of(prefix)
        if names:
            found.append(directories.status(names[0]).mtime_nsec / 1e9)
    return found


@export(
    "train.remove_checkpoint",
)
def remove_checkpoint(checkpoint_prefix: Any, checkpoint_format_version: int = V2, meta_graph_suffix: str = "meta") -> None:
    """Remove the files of a checkpoint, those that are there.

    Args:
      checkpoint_prefix: the name, as `Saver.save` gives it.
      checkpoint_format_version: `SaverDef.V2`, or V1 for the older files.
      meta_graph_suffix: the ending of its file with the graph.
    """
    prefix = os.fsdecode(checkpoint_prefix)
    storage.remove(meta_graph_filename(prefix, meta_graph_suffix))
    if checkpoint_format_version == V2:
        storage.remove(prefix + ".index")
        literal = re.sub(r"([*?\[\\])", r"\\\1", prefix)
        names = files.glob(literal + ".data-?????-of-?????")
    else:
        names = files_of(prefix)
    for name in names:
        storage.remove(name)
    storage.remove(pipeline_filename(prefix))  # last: a checkpoint that is there has its state


@export("python.training.checkpoint_management.meta_graph_filename")
def meta_graph_filename(checkpoint_filename: str, meta_graph_suffix: str = "meta") -> str:
    """The file of the graph of the checkpoint `checkpoint_filename`, which ends in `.meta_graph_suffix`.

    All parts of a sharded one have the same.
    """
    return re.sub(r"-[\d\?]+-of-\d+$", "", checkpoint_filename) + "." + meta_graph_suffix


def pipeline_filename(checkpoint: str) -> str:
    """The file of the state of the pipeline of a checkpoint, see `pipelines`."""
    return meta_graph_filename(checkpoint, "pipeline")


def _is_absolute(path: str) -> bool:
    return os.path.isabs(path) or "://" in path


def _from(directory: str, path: str) -> str:
    """A checkpoint that a directory's state file names; where it is not at that path, and is in the directory, there."""
    if not _is_absolute(path):
        return os.path.join(directory, path)
    moved = os.path.join(directory, os.path.basename(path))
    return moved if not checkpoint_exists(path) and checkpoint_exists(moved) else path
