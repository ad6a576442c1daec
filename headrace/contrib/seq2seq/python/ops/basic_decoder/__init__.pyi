"""tf.contrib.seq2seq.python.ops.basic_decoder: a cell that a helper feeds. Made by `make names`."""

from headrace.training.contrib.seq2seq.basic_decoder import BasicDecoder as BasicDecoder
from headrace.training.contrib.seq2seq.basic_decoder import BasicDecoderOutput as BasicDecoderOutput

__all__ = [
    "BasicDecoder",
    "BasicDecoderOutput",
]
