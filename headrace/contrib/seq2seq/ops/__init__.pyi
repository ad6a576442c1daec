"""tf.contrib.seq2seq.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.seq2seq.ops import gen_beam_search_ops as gen_beam_search_ops

__all__ = [
    "gen_beam_search_ops",
]
