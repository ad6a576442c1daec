"""Whether there is a checkpoint: before TensorFlow 0.12 it was one file, of the name that `Saver.save` gives."""

from __future__ import annotations

from typing import Any

from headrace.graph.checkpoints.management import checkpoint_exists


def Exists(files: Any, path: Any) -> bool:
    """`files.Exists(path)` of `tf.gfile`, also for what a checkpoint is called."""
    return bool(files.Exists(path)) or checkpoint_exists(path)


def exists(files: Any, path: Any) -> bool:
    """`files.exists(path)` of `os.path`; the same."""
    return bool(files.exists(path)) or checkpoint_exists(path)
