"""tf.contrib.nn.python.ops.fwd_gradients: as far as programs use it. Made by `make names`."""

from headrace.graph.gradients.gradients import gradients as gradients

__all__ = [
    "gradients",
]
