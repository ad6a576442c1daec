"""tf.python.client.device_lib: as far as programs use it. Made by `make names`."""

from headrace.graph.devices.available import list_local_devices as list_local_devices

__all__ = [
    "list_local_devices",
]
