"""tf.contrib.training.python.training.feeding_queue_runner: as far as programs use it. Made by `make names`."""

from headrace.pipeline.runners.feeding import FeedingQueueRunner as FeedingQueueRunner

__all__ = [
    "FeedingQueueRunner",
]
