"""Devices: recorded on every operation, as programs and GraphDefs expect; all work is done on the CPU."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from typing import Any

from headrace.formats.exports import export

_PART = re.compile(r"^(job|replica|task):(.+)$")
_DEVICE = re.compile(r"^(?:device:)?([A-Za-z]+):(\d+|\*)$")
_DEVICE_TYPE = re.compile(r"^(?:device:)?([A-Za-z]+)$")


@export("DeviceSpec")
class DeviceSpec:
    """A device name in its parts; a part that is None is unspecified."""

    def __init__(
        self,
        job: str | None = None,
        replica: int | None = None,
        task: int | None = None,
        device_type: str | None = None,
        device_index: int | None = None,
    ) -> None:
        self.job = job
        self.replica = replica
        self.task = task
        self.device_type = device_type.upper() if device_type in ("cpu", "gpu") else device_type
        self.device_index = device_index

    @classmethod
    def from_string(cls, spec: str) -> DeviceSpec:
        """The parts of a name such as `/job:worker/task:3/device:GPU:0` or `/gpu:0`. Raises ValueError."""
        found: dict[str, Any] = {}
        for part in filter(None, (spec or "").split("/")):
            if match := _PART.match(part):
                found[match[1]] = match[2] if match[1] == "job" else int(match[2])
            elif match := _DEVICE.match(part):
                found["device_type"] = match[1]
                found["device_index"] = None if match[2] == "*" else int(match[2])
            elif match := _DEVICE_TYPE.match(part):
                found["device_type"] = match[1]
            else:
                raise ValueError(f"Unknown attribute: '{part}' in '{spec}'")
        return cls(**found)

    def to_string(self) -> str:
        """The name, in TensorFlow's canonical form."""
        text = "".join(
            f"/{part}:{value}"
            for part, value in (("job", self.job), ("replica", self.replica), ("task", self.task))
            if value is not None
        )
        if self.device_type is not None:
            index = "*" if self.device_index is None else self.device_index
            text += f"/device:{self.device_type}:{index}"
        return text

    def merged_over(self, outer: DeviceSpec) -> DeviceSpec:
        """This spec, with what it leaves open taken from `outer`."""
        mine, theirs = vars(self), vars(outer)
        return DeviceSpec(**{part: theirs[part] if mine[part] is None else mine[part] for part in mine})


class DeviceStack:
    """The `with device(...)` blocks that surround the code now running in one thread."""

    def __init__(self) -> None:
        self._entered: list[Any] = []

    @contextlib.contextmanager
    def entered(self, device: Any) -> Iterator[None]:
        if isinstance(device, str):
            device = DeviceSpec.from_string(device)
        outer, self._entered = self._entered, [*self._entered, device]
        inner = self._entered
        try:
            yield
        finally:
            is_nested, self._entered = self._entered is inner, outer
        if not is_nested:
            raise RuntimeError("Exiting device scope without proper scope nesting.")

    @contextlib.contextmanager
    def none(self) -> Iterator[None]:
        """A block where the blocks around it do not count."""
        outer, self._entered = self._entered, []
        try:
            yield
        finally:
            self._entered = outer

    def place(self, operation: Any) -> str:
        """The device of a new operation: the blocks from the inside out, up to a None."""
        spec = DeviceSpec()
        for device in reversed(self._entered):
            if device is None:
                break
            if callable(device):
                operation.device = spec.to_string()
                chosen = device(operation)
                device = chosen if isinstance(chosen, DeviceSpec) else DeviceSpec.from_string(chosen or "")
            spec = spec.merged_over(device)
        return spec.to_string()
