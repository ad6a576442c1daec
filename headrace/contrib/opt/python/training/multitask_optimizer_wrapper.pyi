"""tf.contrib.opt.python.training.multitask_optimizer_wrapper: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.around import MultitaskOptimizerWrapper as MultitaskOptimizerWrapper
from headrace.training.contrib.opt.around import clip_gradients_by_global_norm as clip_gradients_by_global_norm

__all__ = [
    "MultitaskOptimizerWrapper",
    "clip_gradients_by_global_norm",
]
