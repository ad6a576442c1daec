"""The devices that sessions run on: one CPU."""

from __future__ import annotations

import random
from typing import NamedTuple


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


THIS_CPU = DeviceAttributes(
    "/job:localhost/replica:0/task:0/device:CPU:0", "CPU", 1 << 28, random.SystemRandom().getrandbits(63)
)
