"""tf.python.ops.clustering_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.nn.embedding import embedding_lookup as embedding_lookup

__all__ = [
    "embedding_lookup",
]
