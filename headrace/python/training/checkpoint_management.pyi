"""tf.python.training.checkpoint_management: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.management import checkpoint_exists as checkpoint_exists
from headrace.graph.checkpoints.management import generate_checkpoint_state_proto as generate_checkpoint_state_proto
from headrace.graph.checkpoints.management import get_checkpoint_mtimes as get_checkpoint_mtimes
from headrace.graph.checkpoints.management import get_checkpoint_state as get_checkpoint_state
from headrace.graph.checkpoints.management import latest_checkpoint as latest_checkpoint
from headrace.graph.checkpoints.management import meta_graph_filename as meta_graph_filename
from headrace.graph.checkpoints.management import remove_checkpoint as remove_checkpoint
from collections.abc import Sequence as _Sequence
from typing import Any as _Any

def update_checkpoint_state(
    save_dir: _Any,
    model_checkpoint_path: str,
    all_model_checkpoint_paths: _Sequence[str] | None = None,
    latest_filename: str | None = None,
    all_model_checkpoint_timestamps: _Sequence[float] | None = None,
    last_preserved_timestamp: float | None = None,
    *,
    save_relative_paths: bool = False,
) -> None:
    """Write the file `checkpoint` of a directory; it is the old one or the new one at every moment.

    Args:
      save_dir: the directory in which it is to be; where it is a relative path, relative paths are counted from it.
      model_checkpoint_path: the latest checkpoint.
      all_model_checkpoint_paths: all of them, from oldest to newest; the latest is added where it is not the last.
      latest_filename: another name for it.
      all_model_checkpoint_timestamps: when they were made, in seconds since 1970.
      last_preserved_timestamp: when the last one was made that is to be kept for good.
      save_relative_paths: write paths as they are seen from the directory, so that it can be moved.

    Returns:
      A CheckpointState.

    Raises:
      RuntimeError: the checkpoint has the name of this file.
      ValueError: not as many timestamps as paths.
    """

__all__ = [
    "checkpoint_exists",
    "generate_checkpoint_state_proto",
    "get_checkpoint_mtimes",
    "get_checkpoint_state",
    "latest_checkpoint",
    "meta_graph_filename",
    "remove_checkpoint",
    "update_checkpoint_state",
]
