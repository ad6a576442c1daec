"""tf.models: as far as programs use it. Made by `make names`."""

from headrace.models import rnn as rnn

__all__ = [
    "rnn",
]
