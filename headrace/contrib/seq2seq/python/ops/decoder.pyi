"""tf.contrib.seq2seq.python.ops.decoder: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.seq2seq.decoder import Decoder as Decoder
from headrace.training.contrib.seq2seq.decoder import dynamic_decode as dynamic_decode

__all__ = [
    "Decoder",
    "dynamic_decode",
]
