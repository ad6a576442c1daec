"""tf.contrib.slim.python.slim.queues: as far as programs use it. Made by `make names`."""

from headrace.training.slim.queues import NestedQueueRunnerError as NestedQueueRunnerError
from headrace.training.slim.queues import QueueRunners as QueueRunners

__all__ = [
    "NestedQueueRunnerError",
    "QueueRunners",
]
