"""tf.python.pywrap_tensorflow: as far as programs use it. Made by `make names`."""

from headrace.graph.checkpoints.reader import CheckpointReader as CheckpointReader
from headrace.graph.checkpoints.reader import CheckpointReader as NewCheckpointReader

__all__ = [
    "CheckpointReader",
    "NewCheckpointReader",
]
