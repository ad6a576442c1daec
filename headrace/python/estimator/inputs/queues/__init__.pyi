"""tf.python.estimator.inputs.queues: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.inputs.queues import feeding_queue_runner as feeding_queue_runner

__all__ = [
    "feeding_queue_runner",
]
