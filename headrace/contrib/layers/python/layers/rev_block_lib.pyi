"""tf.contrib.layers.python.layers.rev_block_lib: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.reversible import RevBlock as RevBlock
from headrace.training.contrib.layers.reversible import recompute_grad as recompute_grad
from headrace.training.contrib.layers.reversible import rev_block as rev_block

__all__ = [
    "RevBlock",
    "recompute_grad",
    "rev_block",
]
