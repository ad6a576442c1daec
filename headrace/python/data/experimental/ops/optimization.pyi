"""tf.python.data.experimental.ops.optimization: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.arguments import AUTOTUNE as AUTOTUNE

__all__ = [
    "AUTOTUNE",
]
