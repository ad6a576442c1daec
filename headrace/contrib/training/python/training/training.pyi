"""tf.contrib.training.python.training.training: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.training import clip_gradient_norms as clip_gradient_norms
from headrace.training.contrib.training import clip_gradient_norms_fn as clip_gradient_norms_fn
from headrace.training.contrib.training import create_train_op as create_train_op
from headrace.training.contrib.training import multiply_gradients as multiply_gradients
from headrace.training.contrib.training_loops.train import train as train
from headrace.contrib.training import add_gradients_summaries as add_gradients_summaries

__all__ = [
    "add_gradients_summaries",
    "clip_gradient_norms",
    "clip_gradient_norms_fn",
    "create_train_op",
    "multiply_gradients",
    "train",
]
