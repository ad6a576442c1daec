"""tf.models.rnn: as far as programs use it. Made by `make names`."""

from headrace.models.rnn import rnn as rnn
from headrace.models.rnn import rnn_cell as rnn_cell
from headrace.models.rnn import seq2seq as seq2seq

__all__ = [
    "rnn",
    "rnn_cell",
    "seq2seq",
]
