"""tf.contrib.data.python.ops.counter: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.ordering import counter as Counter

__all__ = [
    "Counter",
]
