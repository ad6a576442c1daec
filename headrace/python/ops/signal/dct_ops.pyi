"""tf.python.ops.signal.dct_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.spectral.cosine import dct as dct
from headrace.graph.ops.spectral.cosine import idct as idct

__all__ = [
    "dct",
    "idct",
]
