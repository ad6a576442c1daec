"""tf.contrib.opt.python.training: as far as programs use it. Made by `make names`."""

from headrace.contrib.opt.python.training import adam_gs_optimizer as adam_gs_optimizer

__all__ = [
    "adam_gs_optimizer",
]
