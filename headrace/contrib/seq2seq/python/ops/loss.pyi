"""tf.contrib.seq2seq.python.ops.loss: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.seq2seq.loss import sequence_loss as sequence_loss

__all__ = [
    "sequence_loss",
]
