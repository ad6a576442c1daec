"""tf.contrib.data.python.ops.sloppy_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.interleaving import sloppy_interleave as sloppy_interleave

__all__ = [
    "sloppy_interleave",
]
