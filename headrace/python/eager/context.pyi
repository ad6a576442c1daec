"""tf.python.eager.context: as far as programs use it. Made by `make names`."""

from headrace.graph.platform.versions import executing_eagerly as executing_eagerly

__all__ = [
    "executing_eagerly",
]
