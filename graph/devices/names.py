"""Device names as the placement of a graph compares them: what two requests come to together."""

from __future__ import annotations

import functools
from typing import NamedTuple

from ..types.errors import invalid
from .spec import DeviceSpec


class DeviceName(NamedTuple):
    """The parts of a device name; None is any."""

    job: str | None = None
    replica: int | None = None
    task: int | None = None
    kind: str | None = None
    id: int | None = None

    def __str__(self) -> str:
        text = DeviceSpec(self.job, self.replica, self.task).to_string()
        if self.kind is None and self.id is None:
            return text
        return f"{text}/device:{'*' if self.kind is None else self.kind}:{'*' if self.id is None else self.id}"

    def covers(self, device: DeviceName) -> bool:
        """Whether a device, all of whose parts are known, is one of those that this name stands for."""
        return all(part is None or part == given for part, given in zip(self, device, strict=True))

    def agrees_with(self, other: DeviceName) -> bool:
        """Whether no part says something else."""
        return all(one is None or two is None or one == two for one, two in zip(self, other, strict=True))

    def of_any_type(self) -> DeviceName:
        """The name without type and number of the device: what a soft placement keeps."""
        return self._replace(kind=None, id=None)


ANY = DeviceName()

_PLURALS = {"job": "jobs", "replica": "replicas", "task": "tasks", "kind": "types", "id": "ids"}


@functools.cache
def parsed(text: str) -> DeviceName:
    """A device name in its parts. Raises ValueError."""
    spec = DeviceSpec.from_string(text)
    return DeviceName(spec.job, spec.replica, spec.task, spec.device_type, spec.device_index)


def together(name: DeviceName, other: DeviceName, soft: bool) -> DeviceName:
    """What both ask for.

    Args:
      soft: where types or numbers differ, leave them open.

    Raises:
      InvalidArgumentError: they differ.
    """
    for part, wanted in other._asdict().items():
        own = getattr(name, part)
        if wanted is None or wanted == own:
            continue
        if own is not None:
            if soft and part == "kind":
                return name.of_any_type()
            if soft and part == "id":
                return name._replace(id=None)
            raise invalid(f"Cannot merge devices with incompatible {_PLURALS[part]}: '{name}' and '{other}'")
        name = name._replace(**{part: wanted})
    return name
