"""tf.python.ops.linalg_impl: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.cholesky import logdet as logdet

__all__ = [
    "logdet",
]
