"""tf.contrib.slim.prefetch_queue: a queue that threads keep full. Made by `make names`."""

from headrace.training.slim.data.prefetching import prefetch_queue as prefetch_queue

__all__ = [
    "prefetch_queue",
]
