"""tf.contrib.nn.python.ops.alpha_dropout: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.nn import alpha_dropout as alpha_dropout

__all__ = [
    "alpha_dropout",
]
