"""tf.python.data.experimental.ops.prefetching_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.devices import copy_to_device as copy_to_device
from headrace.pipeline.data.experimental.devices import prefetch_to_device as prefetch_to_device

__all__ = [
    "copy_to_device",
    "prefetch_to_device",
]
