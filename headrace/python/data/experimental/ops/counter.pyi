"""tf.python.data.experimental.ops.counter: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.ordering import counter as Counter
from headrace.pipeline.data.experimental.ordering import counter as CounterV1

__all__ = [
    "Counter",
    "CounterV1",
]
