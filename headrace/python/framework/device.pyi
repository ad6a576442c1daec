"""tf.python.framework.device: as far as programs use it. Made by `make names`."""

from headrace.graph.devices.spec import DeviceSpec as DeviceSpec

__all__ = [
    "DeviceSpec",
]
