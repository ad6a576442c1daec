"""tf.contrib.seq2seq.python.ops.beam_search_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.sequences.gather_tree import gather_tree as gather_tree

__all__ = [
    "gather_tree",
]
