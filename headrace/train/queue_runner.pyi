"""tf.train.queue_runner: as far as programs use it. Made by `make names`."""

from headrace.pipeline.runners.queue_runner import QueueRunner as QueueRunner
from headrace.pipeline.runners.queue_runner import add_queue_runner as add_queue_runner
from headrace.pipeline.runners.queue_runner import start_queue_runners as start_queue_runners

__all__ = [
    "QueueRunner",
    "add_queue_runner",
    "start_queue_runners",
]
