"""tf.python.eager.context: as far as programs use it. Made by `make names`."""

from headrace.graph.platform.versions import executing_eagerly as executing_eagerly
from headrace.graph.devices.placement_log import get_log_device_placement as get_log_device_placement
from headrace.graph.devices.placement_log import set_log_device_placement as set_log_device_placement

__all__ = [
    "executing_eagerly",
    "get_log_device_placement",
    "set_log_device_placement",
]
