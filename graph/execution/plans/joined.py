"""Joint calculations: two operations, one behind the other, that a plan runs as one.

It saves writing a large array and reading it again. What may be joined the ops say (`rules.joined`); here stands what
nobody may notice: nobody else needs what the first one makes, no variable changes between the two, and the shapes are those
that the graph knows. The first one then runs under the conditions of the second, which are its own and perhaps more.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, MutableMapping, Sequence
from typing import Any

from ...core.op import Op
from ...core.operation import Operation
from ...core.tensor import Tensor
from ...core.traversal import Item, Loop
from ...runtime.kernels import changes_variables


def stand_in(of: Operation, definition: Op, name: str, inputs: tuple[Tensor, ...]) -> Operation:
    """An operation that stands in a plan for one of the graph; its outputs and attributes are set by the caller."""
    operation = Operation(of.graph, definition, name, inputs, {}, [], of.device, None, of._made_in)
    operation.id = of.id  # names of a plan are made of it
    return operation


def joined(
    items: Sequence[Item],
    uses: Mapping[Tensor, int],
    same: Container[Operation],
    conditions: MutableMapping[Item, Any],
    is_sure: Callable[[Operation], bool],
) -> list[Item]:
    """The operations and loops of a plan, with one operation in the place of two that are joined; again and again.

    Args:
      items: each after those it depends on.
      uses: how often each tensor is used.
      same: operations whose outputs are those of another.
      conditions: under which each runs; those of the new ones are noted.
      is_sure: whether inputs and outputs of an operation have the shapes that the graph knows.
    """
    found: list[Item | None] = []
    places: dict[Tensor, int] = {}  # where the tensors are made that may be taken up
    for item in items:
        if isinstance(item, Operation) and item not in same:
            item = _with_source(item, found, places, uses, conditions, is_sure) or item
        if isinstance(item, Loop) or changes_variables(item):
            places.clear()
        elif item.outputs:
            places[item.outputs[0]] = len(found)
        found.append(item)
    return [item for item in found if item is not None]


def _with_source(
    operation: Operation,
    found: list[Item | None],
    places: Mapping[Tensor, int],
    uses: Mapping[Tensor, int],
    conditions: MutableMapping[Item, Any],
    is_sure: Callable[[Operation], bool],
) -> Operation | None:
    """The operation joined with the one that makes its first input, which is then found no more; None if that cannot be."""
    rule = operation.definition.joined.function
    if rule is None or operation.inputs[0] not in places or uses[operation.inputs[0]] != 1 or not is_sure(operation):
        return None
    place = places[operation.inputs[0]]
    source = found[place]
    if not isinstance(source, Operation) or not is_sure(source):
        return None
    one = rule(operation, source)
    if one is None:
        return None
    joint = stand_in(operation, one.definition, operation.name, one.inputs)
    joint.outputs.append(operation.outputs[0])
    joint.attributes = dict(one.attributes)
    conditions[joint] = conditions[operation]
    found[place] = None
    return joint
