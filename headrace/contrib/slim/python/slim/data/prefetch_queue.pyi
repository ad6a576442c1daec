"""tf.contrib.slim.python.slim.data.prefetch_queue: as far as programs use it. Made by `make names`."""

from headrace.training.slim.data.prefetching import prefetch_queue as prefetch_queue

__all__ = [
    "prefetch_queue",
]
