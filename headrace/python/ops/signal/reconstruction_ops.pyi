"""tf.python.ops.signal.reconstruction_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.frames import overlap_and_add as overlap_and_add

__all__ = [
    "overlap_and_add",
]
