"""Groups of operations that have to be on one device: those of `colocate_with`, and those that a reference ties together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..core.scopes.colocation import CLASS
from ..types.errors import InvalidArgumentError, OpError, invalid
from . import words
from .names import ANY, DeviceName, parsed, together
from .references import makes_resources, references_of

if TYPE_CHECKING:
    from ..core.operation import Operation


class _Group:
    """What the operations of a group ask for together.

    Attributes:
      requested: the device.
      of_resources: what those ask for that make variables, queues and readers: no soft placement merges two of these.
      assigned: the device that the first of them was given, or None.
    """

    def __init__(self, name: DeviceName, of_resources: DeviceName) -> None:
        self.requested = name
        self.of_resources = of_resources
        self.assigned: str | None = None
        self.depth = 0


class Groups:
    """All operations of a graph in their groups.

    Args:
      operations: in order of creation.
      available: the names of the devices, the preferred first.
      soft: whether what cannot be had may be ignored.
      ignored: is told of each device that is ignored because a reference comes from another one.

    Raises:
      InvalidArgumentError: two of a group ask for different devices.
    """

    def __init__(self, operations: Sequence[Operation], available: Sequence[str], soft: bool, ignored: list[str]) -> None:
        self._operations = operations
        self._available = [(device, parsed(device)) for device in available]
        self._soft = soft
        self._parents: dict[Operation, Operation] = {}
        self._groups = {operation: _group_of(operation) for operation in operations}
        for operation in operations:
            for tensor in references_of(operation):
                self._follow(tensor.op, operation, ignored)
        firsts: dict[str, Operation] = {}
        for operation in operations:
            for name in _classes(operation):
                self._colocate(operation, firsts.setdefault(name, operation), ignored)

    def _root(self, operation: Operation) -> Operation:
        while (parent := self._parents.get(operation)) is not None:
            operation = parent
        return operation

    def _colocate(self, operation: Operation, other: Operation, ignored: list[str]) -> None:
        kept, gone = self._root(operation), self._root(other)
        if kept is gone:
            return
        if self._groups[kept].depth < self._groups[gone].depth:
            kept, gone = gone, kept
        group, second = self._groups[kept], self._groups[gone]
        try:
            of_resources = together(group.of_resources, second.of_resources, soft=False)
            group.requested = together(group.requested, second.requested, self._soft)
        except InvalidArgumentError as error:
            if self._soft:
                ignored.append(f"Ignoring request to colocate node '{operation.name}' with '{other.name}': {error.message}")
                return
            nodes = f"{words.node_on_device(operation)} and {words.node_on_device(other)}"
            told = f"Cannot colocate nodes {nodes}: {error.message}{words.colocations((operation, other))}"
            raise InvalidArgumentError(None, operation, told) from None
        group.of_resources = of_resources
        self._parents[gone] = kept
        group.depth += group.depth == second.depth

    def _follow(self, source: Operation, operation: Operation, ignored: list[str]) -> None:
        """Put what takes a reference where the reference comes from."""
        if source not in self._groups:
            return
        wanted, own = self._groups[self._root(source)], self._groups[self._root(operation)]
        if not wanted.of_resources.agrees_with(own.of_resources):
            raise invalid(
                "Cannot place the graph because a reference or resource edge connects colocation groups with incompatible "
                f"resource devices: {wanted.of_resources} vs {own.of_resources}. The edge src node is {source.name} , and the "
                f"dst node is {operation.name}"
            )
        if not wanted.requested.agrees_with(own.requested):
            ignored.append(
                f"Ignoring device specification {own.requested} for node '{operation.name}' because the input edge from "
                f"'{source.name}' is a reference connection and already has a device field set to {wanted.requested}"
            )
            own.requested = wanted.requested
        self._colocate(source, operation, ignored)

    def candidates(self, operation: Operation) -> list[str]:
        """The devices that an operation may be given, the preferred first. Raises InvalidArgumentError where there are none."""
        group = self._groups[self._root(operation)]
        if group.assigned is not None:
            return [group.assigned]
        names = [group.requested, group.requested.of_any_type()] if self._soft else [group.requested]
        for name in names:
            found = [text for text, device in self._available if name.covers(device)]
            if found:
                return found
        raise self._refusal(operation, group)

    def assign(self, operation: Operation, device: str) -> None:
        """Give an operation, and with it its group, a device."""
        self._groups[self._root(operation)].assigned = device

    def _refusal(self, operation: Operation, group: _Group) -> OpError:
        start = f"Cannot assign a device for operation {operation.name}: "
        listed = ", ".join(sorted(text for text, _ in self._available))
        if parsed(operation.device) == group.requested:
            hint = (
                " The requested device appears to be a GPU, but CUDA is not enabled." if group.requested.kind == "GPU" else ""
            )
            return invalid(
                f"{start}{words.node(operation)} was explicitly assigned to {operation.device} but available devices are "
                f"[ {listed} ]. Make sure the device specification refers to a valid device.{hint}\n\t [[{operation.name}]]"
            )
        told = (
            f"{start}Could not satisfy explicit device specification '{operation.device}' because the node "
            f"{words.node_on_device(operation)} was colocated with a group of nodes that required incompatible device "
            f"'{group.requested}'. All available devices [{listed}]. {self._members(operation, group)}"
        )
        return InvalidArgumentError(None, operation, told + words.colocations((operation,)))

    def _members(self, operation: Operation, group: _Group) -> str:
        root = self._root(operation)
        members = [other for other in self._operations if self._root(other) is root]
        types = dict.fromkeys(member.type for member in members)
        return "\n".join(
            [
                "\nColocation Debug Info:",
                "Colocation group had the following types and supported devices: ",
                f"Root Member(assigned_device_name_index_=-1 requested_device_name_='{group.requested}'"
                f" assigned_device_name_='' resource_device_name_='{group.of_resources}' supported_device_types_=[CPU]"
                " possible_devices_=[]",
                *(f"{kind}: CPU " for kind in types),
                "\nColocation members, user-requested devices, and framework assigned devices, if any:",
                *(f"  {member.name} ({member.type}) {member.device}" for member in members),
                "",
            ]
        )


def _group_of(operation: Operation) -> _Group:
    if not operation.device:
        return _Group(ANY, ANY)
    try:
        name = parsed(operation.device)
    except ValueError:
        raise invalid(f"Malformed device specification '{operation.device}' in node: {operation.node_def}") from None
    return _Group(name, name if makes_resources(operation) else ANY)


def _classes(operation: Operation) -> Iterable[str]:
    classes = operation.attributes.get(CLASS, ())
    for name in (classes,) if isinstance(classes, str) else classes:
        if name.startswith("loc:@"):
            yield name.removeprefix("loc:@")
    yield operation.name
