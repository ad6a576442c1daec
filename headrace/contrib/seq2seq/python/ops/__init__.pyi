"""tf.contrib.seq2seq.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.seq2seq.python.ops import attention_wrapper as attention_wrapper
from headrace.contrib.seq2seq.python.ops import basic_decoder as basic_decoder
from headrace.contrib.seq2seq.python.ops import beam_search_decoder as beam_search_decoder
from headrace.contrib.seq2seq.python.ops import beam_search_ops as beam_search_ops
from headrace.contrib.seq2seq.python.ops import decoder as decoder
from headrace.contrib.seq2seq.python.ops import dynamic_attention_wrapper as dynamic_attention_wrapper
from headrace.contrib.seq2seq.python.ops import helper as helper
from headrace.contrib.seq2seq.python.ops import loss as loss

__all__ = [
    "attention_wrapper",
    "basic_decoder",
    "beam_search_decoder",
    "beam_search_ops",
    "decoder",
    "dynamic_attention_wrapper",
    "helper",
    "loss",
]
