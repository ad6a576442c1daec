"""tf.python.ops.embedding_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.nn.embedding import embedding_lookup as embedding_lookup
from headrace.graph.ops.nn.embedding import embedding_lookup_sparse as embedding_lookup_sparse
from headrace.graph.ops.nn.embedding import safe_embedding_lookup_sparse as safe_embedding_lookup_sparse

__all__ = [
    "embedding_lookup",
    "embedding_lookup_sparse",
    "safe_embedding_lookup_sparse",
]
