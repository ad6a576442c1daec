"""tf.python.eager.backprop: as far as programs use it. Made by `make names`."""

from headrace.graph.gradients.gradients import UnconnectedGradients as UnconnectedGradients

__all__ = [
    "UnconnectedGradients",
]
