"""tf.python.estimator.inputs.queues.feeding_queue_runner: as far as programs use it. Made by `make names`."""

from headrace.pipeline.runners.feeding import FeedingQueueRunner as _FeedingQueueRunner

__all__ = [
    "_FeedingQueueRunner",
]
