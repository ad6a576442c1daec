"""tf.contrib.data.python.ops.error_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.ordering import ignore_errors as ignore_errors

__all__ = [
    "ignore_errors",
]
