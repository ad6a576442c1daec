"""tf.contrib.slim.queues: threads of a pipeline for as long as a block. Made by `make names`."""

from headrace.training.slim.queues import NestedQueueRunnerError as NestedQueueRunnerError
from headrace.training.slim.queues import QueueRunners as QueueRunners

__all__ = [
    "NestedQueueRunnerError",
    "QueueRunners",
]
