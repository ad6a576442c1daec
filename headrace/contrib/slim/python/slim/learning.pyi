"""tf.contrib.slim.python.slim.learning: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.training import add_slim_gradients_summaries as add_gradients_summaries
from headrace.training.contrib.training import clip_gradient_norms as clip_gradient_norms
from headrace.training.contrib.training import multiply_gradients as multiply_gradients
from headrace.training.slim.learning import train_step as train_step
from headrace.contrib.slim.learning import create_train_op as create_train_op
from headrace.contrib.slim.learning import train as train

__all__ = [
    "add_gradients_summaries",
    "clip_gradient_norms",
    "create_train_op",
    "multiply_gradients",
    "train",
    "train_step",
]
