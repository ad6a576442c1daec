"""tf.contrib.data.python.ops.sliding: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.batching import sliding_window_batch as sliding_window_batch

__all__ = [
    "sliding_window_batch",
]
