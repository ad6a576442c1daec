"""tf.contrib.rnn.python.ops.rnn: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.rnn.bidirectional import stack_bidirectional_dynamic_rnn as stack_bidirectional_dynamic_rnn
from headrace.training.contrib.rnn.bidirectional import stack_bidirectional_rnn as stack_bidirectional_rnn

__all__ = [
    "stack_bidirectional_dynamic_rnn",
    "stack_bidirectional_rnn",
]
