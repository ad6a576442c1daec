"""tf.contrib.seq2seq.python.ops.basic_decoder: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.seq2seq.basic_decoder import BasicDecoder as BasicDecoder
from headrace.training.contrib.seq2seq.basic_decoder import BasicDecoderOutput as BasicDecoderOutput

__all__ = [
    "BasicDecoder",
    "BasicDecoderOutput",
]
