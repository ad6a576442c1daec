"""tf.python.pywrap_tensorflow: the reader of checkpoints. Made by `make names`."""

from headrace.graph.checkpoints.reader import CheckpointReader as NewCheckpointReader

__all__ = [
    "NewCheckpointReader",
]
