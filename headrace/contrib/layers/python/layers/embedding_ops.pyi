"""tf.contrib.layers.python.layers.embedding_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.embeddings import embedding_lookup_unique as embedding_lookup_unique
from headrace.training.contrib.layers.embeddings import scattered_embedding_lookup as scattered_embedding_lookup
from headrace.contrib.layers import safe_embedding_lookup_sparse as safe_embedding_lookup_sparse
from headrace.contrib.slim import scattered_embedding_lookup_sparse as scattered_embedding_lookup_sparse

__all__ = [
    "embedding_lookup_unique",
    "safe_embedding_lookup_sparse",
    "scattered_embedding_lookup",
    "scattered_embedding_lookup_sparse",
]
