"""tf.python.ops.signal.shape_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.frames import frame as frame

__all__ = [
    "frame",
]
