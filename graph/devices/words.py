"""What errors of a placement say of an operation: where it was made, and inside which blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..core._origins_cy import Stack, frames_of
from .references import variables_of

if TYPE_CHECKING:
    from ..core.operation import Operation


def node(operation: Operation) -> str:
    """An operation and the line of the program that made it."""
    return f"node {operation.name} (defined at {_line(operation)}) "


def node_on_device(operation: Operation) -> str:
    """The same, and the blocks of devices that it was made in."""
    return f"{node(operation)}placed on device {_devices(operation)} "


def colocations(operations: Iterable[Operation]) -> str:
    """The blocks of colocation and of devices that each was made in."""
    described = (f"{_colocations(operation)}\n{_devices(operation)}" for operation in operations)
    return "\nAdditional information about colocations:" + "\n".join(described)


def _devices(operation: Operation) -> str:
    blocks = operation.surroundings[0]
    if not blocks:
        return f"No device assignments were active during op '{operation.name}' creation."
    lines = [f"  with tf.device({block.words}): <{_place(block.entered_in)}>" for block in reversed(blocks)]
    return "\n".join([f"Device assignments active during op '{operation.name}' creation:", *lines])


def _colocations(operation: Operation) -> str:
    places = {variable.op.name: _line(operation) for variable in variables_of(operation)}
    for block in reversed(operation.surroundings[1]):
        name = block.operation if isinstance(block.operation, str) else block.operation.name
        places.setdefault(name, _place(block.entered_in))
    if not places:
        return f"No node-device colocations were active during op '{operation.name}' creation."
    lines = [f"  with tf.colocate_with({name}): <{place}>" for name, place in places.items()]
    return "\n".join([f"Node-device colocations active during op '{operation.name}' creation:", *lines])


def _line(operation: Operation) -> str:
    file, line, *_ = operation.traceback[-1]
    return f"{file}:{line}"


def _place(entered_in: Stack) -> str:
    file, line = frames_of(entered_in)[-1][:2] if entered_in else ("unknown", -1)
    return f"{file}:{line}"
