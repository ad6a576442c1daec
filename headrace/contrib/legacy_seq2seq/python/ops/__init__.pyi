"""tf.contrib.legacy_seq2seq.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib import legacy_seq2seq as seq2seq

__all__ = [
    "seq2seq",
]
