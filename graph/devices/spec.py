"""The names of devices and their parts."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export

_TYPES = ("CPU", "GPU")
"""The types of devices whose names need no `device:`."""


def _as_type(name: str) -> str:
    return name.upper() if name in ("cpu", "gpu") else name


def _part(name: str, convert: Callable[[Any], Any]) -> Any:
    """A property that converts what it is set to; None stays."""

    def get(spec: Any) -> Any:
        return getattr(spec, f"_{name}")

    def set_(spec: Any, value: Any) -> None:
        setattr(spec, f"_{name}", None if value is None else convert(value))

    return property(get, set_, doc=f"The {name.replace('_', ' ')}, or None where it is left open.")


@export("DeviceSpec")
class DeviceSpec:
    """A device name in its parts; a part that is None is unspecified. Two that give one name are equal.

    Attributes:
      job: text.
      replica, task, device_index: int.
      device_type: such as `CPU`, `GPU`.
    """

    def __init__(
        self,
        job: str | None = None,
        replica: int | None = None,
        task: int | None = None,
        device_type: str | None = None,
        device_index: int | None = None,
    ) -> None:
        self._set(job, replica, task, device_type, device_index)

    def _set(self, job: Any, replica: Any, task: Any, device_type: Any, device_index: Any) -> None:
        self.job = job
        self.replica = replica
        self.task = task
        self.device_type = device_type
        self.device_index = device_index

    job = _part("job", str)
    replica = _part("replica", int)
    task = _part("task", int)
    device_type = _part("device_type", _as_type)
    device_index = _part("device_index", int)

    @classmethod
    def from_string(cls, spec: str) -> DeviceSpec:
        """The parts of a name, `spec`, such as `/job:worker/task:3/device:GPU:0` or `/gpu:0`. Raises ValueError."""
        found: dict[str, Any] = {}
        for part in (spec or "").split("/"):
            match part.split(":"):
                case ["job", name]:
                    found["job"] = name
                case ["replica" | "task" as numbered, number]:
                    found[numbered] = int(number)
                case [kind, *index] if kind.upper() in _TYPES and len(index) < 2:
                    cls._note_device(found, spec, kind.upper(), *index)
                case ["device", kind, index]:
                    cls._note_device(found, spec, kind, index)
                case [unknown, *_] if unknown:
                    raise ValueError(f"Unknown attribute: '{unknown}' in '{spec}'")
        return cls(**found)

    @staticmethod
    def _note_device(found: dict[str, Any], spec: str, kind: str, index: str = "*") -> None:
        if "device_type" in found:
            raise ValueError(f"Cannot specify multiple device types: {spec}")
        found["device_type"] = kind
        found["device_index"] = None if index == "*" else int(index)

    def parse_from_string(self, spec: str) -> DeviceSpec:
        """Become what the name `spec` says, all other parts unspecified; gives itself. Raises ValueError."""
        self._set(**self.from_string(spec)._parts)
        return self

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

    def merge_from(self, dev: DeviceSpec) -> None:
        """Take over the parts that `dev` specifies."""
        self._set(**self.make_merged_spec(dev)._parts)

    def make_merged_spec(self, dev: DeviceSpec) -> DeviceSpec:
        """A DeviceSpec with the parts that `dev` specifies, the rest as here."""
        return self.replace(**{part: value for part, value in dev._parts.items() if value is not None})

    def replace(self, **kwargs: Any) -> DeviceSpec:
        """Another one with other parts. Raises TypeError for what is no part."""
        return type(self)(**{**self._parts, **kwargs})

    @property
    def _parts(self) -> dict[str, Any]:
        return {part.removeprefix("_"): value for part, value in vars(self).items()}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DeviceSpec) and self.to_string() == other.to_string()

    def __hash__(self) -> int:
        return hash(self.to_string())


@functools.cache
def merged(outer: str, inner: str) -> str:
    """The name that says what both say, and where they disagree what `inner` does. Raises ValueError."""
    return DeviceSpec.from_string(outer).make_merged_spec(DeviceSpec.from_string(inner)).to_string()
