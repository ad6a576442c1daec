"""Updates that run at once: nodes that each change a small variable, as an optimizer makes them, moved beside each other.

What is moved behind others must not be missed by them: between the first and the last node of a group there is only what
cannot fail, changes nothing, and reads no variable.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Mapping, Sequence

from ...core.operation import Operation
from ...core.tensor import Tensor
from ...core.traits import CASTS, CONSTANT, FORWARDS, RESOURCE
from ...core.traversal import Item, Loop
from ...runtime.kernels import is_late_read, ref_inputs
from ...types.static_shapes import is_full

_SMALL = 4096
"""Elements: for larger variables the calls cost little beside the calculation."""
_FEWEST = 4


def together(
    items: Sequence[Item],
    same: Mapping[Operation, Operation],
    conditions: Mapping[Item, Sequence],
    fed: Sequence[Tensor],
) -> tuple[list[Item], dict[Operation, list[Operation]]]:
    """The operations and loops in an order in which groups stand together, and the groups by their first nodes.

    Args:
      items: operations and loops, each after those it depends on.
      same: operations whose outputs are those of another.
      conditions: under which each runs.
      fed: tensors that have a value from elsewhere.
    """
    found: list[Item] = []
    groups: dict[Operation, list[Operation]] = {}
    group: dict[Operation, None] = {}
    key: Hashable = None
    changed: set[Tensor] = set()

    def end() -> None:
        nonlocal key
        found.extend(group)
        if len(group) >= _FEWEST:
            groups[next(iter(group))] = [*group]
        group.clear()
        changed.clear()
        key = None

    for operation in items:
        if isinstance(operation, Loop):
            end()
            found.append(operation)
            continue
        own_key = None if conditions[operation] or not operation.definition.together else _key(operation, same, fed)
        if own_key is None:
            if group and (conditions[operation] or not _is_harmless(operation) or _waits_for(operation, group)):
                end()
            found.append(operation)
            continue
        changes = {operation.inputs[position] for position in ref_inputs(operation)}
        values = {_variable_of(tensor) for tensor in operation.inputs} - changes
        if own_key != key or not changed.isdisjoint(changes | values) or _waits_for(operation, group):
            end()
        if not changes.isdisjoint(values - {None}):
            found.append(operation)
            continue
        key = own_key
        group[operation] = None
        changed |= changes
    end()
    return found, groups


def _key(operation: Operation, same: Mapping[Operation, Operation], fed: Sequence[Tensor]) -> Hashable:
    """What nodes of one group have in common; None where it belongs to none."""
    variable, definition = operation.inputs[0], operation.definition
    if (
        not is_full(variable.static_shape)
        or math.prod(size or 0 for size in variable.static_shape or ()) > _SMALL
        or operation.outputs[0] in fed
    ):
        return None
    refs = ref_inputs(operation)
    own = definition.together.function.own
    shared = [
        same.get(tensor.op, tensor.op).outputs[tensor.value_index]
        for position, tensor in enumerate(operation.inputs)
        if position not in refs and position != own
    ]
    attributes = [operation.attributes[name] for name in definition.kernel_keywords]
    return (definition, variable.dtype, *shared, *attributes)


def _variable_of(tensor: Tensor) -> Tensor | None:
    """The variable whose value a tensor is."""
    while FORWARDS in tensor.op.definition.traits and not tensor.dtype._is_ref_dtype:
        tensor = tensor.op.inputs[0]
    return tensor if tensor.dtype._is_ref_dtype else None


def _is_harmless(operation: Operation) -> bool:
    traits = operation.definition.traits
    if RESOURCE in traits or CONSTANT in traits or is_late_read(operation):
        return True
    return (CASTS in traits or FORWARDS in traits) and _variable_of(operation.inputs[0]) is None


def _waits_for(operation: Operation, group: Collection[Operation]) -> bool:
    return any(one in group for one in (*operation.control_inputs, *(tensor.op for tensor in operation.inputs)))
