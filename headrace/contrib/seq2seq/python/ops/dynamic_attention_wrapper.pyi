"""tf.contrib.seq2seq.python.ops.dynamic_attention_wrapper: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.seq2seq.attention import BahdanauAttention as BahdanauAttention
from headrace.training.contrib.seq2seq.attention import LuongAttention as LuongAttention
from headrace.training.contrib.seq2seq.attention_wrapper import hardmax as hardmax

__all__ = [
    "BahdanauAttention",
    "LuongAttention",
    "hardmax",
]
