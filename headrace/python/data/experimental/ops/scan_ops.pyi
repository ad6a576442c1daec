"""tf.python.data.experimental.ops.scan_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.ordering import scan as scan

__all__ = [
    "scan",
]
