"""tf.lookup.experimental: tables that programs change. Made by `make names`."""

from headrace.graph.lookup.mutable import DenseHashTable as DenseHashTable

__all__ = [
    "DenseHashTable",
]
