"""tf.python.estimator.inputs: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.inputs import queues as queues

__all__ = [
    "queues",
]
