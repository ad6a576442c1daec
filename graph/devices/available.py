"""The devices of this process: one CPU, or as many as a session asks for. There is no GPU."""

from __future__ import annotations

import functools
import random
from typing import Any, NamedTuple

from headrace.formats import proto as messages
from headrace.formats.exports import export

from ..types.errors import NotFoundError

_THIS_TASK = "/job:localhost/replica:0/task:0"

FIRST_CPU = f"{_THIS_TASK}/device:CPU:0"
"""Where everything runs that nobody wants elsewhere."""

_MEMORY = 1 << 28
"""What TensorFlow says of every CPU; no memory is limited."""


class DeviceAttributes(NamedTuple):
    """A device of a session.

    Attributes:
      name: its full name.
      device_type: `CPU`.
      memory_limit_bytes: what TensorFlow says of every CPU; no memory is limited.
      incarnation: a number that tells the devices of two processes apart.
    """

    name: str
    device_type: str
    memory_limit_bytes: int
    incarnation: int

    def __repr__(self) -> str:
        return f"_DeviceAttributes({', '.join(map(str, self))})"


def device_names(config: Any) -> tuple[str, ...]:
    """The full names of the devices of a session with this ConfigProto, which may be None: `device_count` CPUs.

    Raises:
      NotFoundError: there would be none.
    """
    wanted = getattr(config, "device_count", None) or {}
    count = wanted.get("CPU", 1)
    if count < 1:
        raise NotFoundError(None, None, "No CPU devices are available in this process")
    return (FIRST_CPU, *(f"{_THIS_TASK}/device:CPU:{number}" for number in range(1, count)))


@functools.cache
def described(name: str) -> DeviceAttributes:
    """The attributes of a device."""
    return DeviceAttributes(name, "CPU", _MEMORY, random.SystemRandom().getrandbits(63))


@export("python.client.device_lib.list_local_devices")
def list_local_devices(session_config: Any = None) -> list[Any]:
    """The devices that a session with the ConfigProto `session_config` would have, as DeviceAttributes; `CPU:0` by default.

    Raises NotFoundError where there would be none.
    """
    found = []
    for name in device_names(session_config):
        device = messages.device_attributes_pb2.DeviceAttributes(
            name=name.removeprefix(_THIS_TASK), device_type="CPU", memory_limit=_MEMORY, incarnation=described(name).incarnation
        )
        device.locality.SetInParent()
        found.append(device)
    return found


@export("test.is_gpu_available")
def is_gpu_available(cuda_only: bool = False, min_cuda_compute_capability: Any = None) -> bool:
    """False: headrace runs on CPUs.

    Args:
      cuda_only, min_cuda_compute_capability: accepted, without effect.

    Returns:
      False.
    """
    return False


@export("test.gpu_device_name")
def gpu_device_name() -> str:
    """An empty name: there is none."""
    return ""


@export("test.is_built_with_cuda", "test.is_built_with_gpu_support", "test.is_built_with_rocm")
def is_built_with_cuda() -> bool:
    """False."""
    return False
