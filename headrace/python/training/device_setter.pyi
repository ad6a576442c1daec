"""tf.python.training.device_setter: as far as programs use it. Made by `make names`."""

from headrace.graph.devices.replica import replica_device_setter as replica_device_setter

__all__ = [
    "replica_device_setter",
]
