"""tf.python.framework.device_spec: as far as programs use it. Made by `make names`."""

from headrace.graph.devices.spec import DeviceSpec as DeviceSpecV1

__all__ = [
    "DeviceSpecV1",
]
