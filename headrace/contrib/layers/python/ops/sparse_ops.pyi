"""tf.contrib.layers.python.ops.sparse_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.embeddings import dense_to_sparse_tensor as dense_to_sparse_tensor

__all__ = [
    "dense_to_sparse_tensor",
]
