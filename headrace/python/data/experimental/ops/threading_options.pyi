"""tf.python.data.experimental.ops.threading_options: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.options import ThreadingOptions as ThreadingOptions

__all__ = [
    "ThreadingOptions",
]
