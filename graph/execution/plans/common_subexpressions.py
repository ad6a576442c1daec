"""Common subexpression elimination: of operations that compute the same, only one has to run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ...core.operation import Operation
from ...core.tensor import Tensor
from ...core.traits import CONSTANT, ENTERS, FORWARDS, ITERATES, PURE
from ...core.traversal import is_loop_variable
from ...runtime.kernels import changes_variables, is_late_read
from ..conditions import Condition

_LARGE = 64
"""Bytes: constants that are larger are not compared."""


def common_subexpressions(
    order: Sequence[Operation],
    fed: Iterable[Tensor],
    conditions: Mapping[Any, Sequence[Condition]],
    places: Mapping[Operation, Any],
) -> dict[Operation, Operation]:
    """For each operation that computes what an earlier one has computed: that one.

    Args:
      order: operations, each after those it depends on.
      fed: tensors that have a value from elsewhere.
      conditions: under which each runs.
      places: where each runs; operations of different places don't count as equal, as neither waits for the other.
    """
    fed = frozenset(fed)
    found, same = alone = _computed_before(order, fed, conditions, places, {})
    variables = [one for one in order if is_loop_variable(one) and fed.isdisjoint((*one.inputs, *one.outputs))]
    kinds: dict[Operation, Any] = {one: (places.get(one), _value(one, same, False)) for one in variables}
    # Those that enter with the same value are equal until what goes round tells them apart.
    equal = _firsts(kinds)
    while equal:
        found, same = _computed_before(order, fed, conditions, places, equal)
        kinds = {variable: (kind, _value(variable, same, True)) for variable, kind in kinds.items()}
        supposed, equal = equal, _firsts(kinds)
        if len(equal) == len(supposed):
            return found
    return alone[0]


def _firsts(kinds: Mapping[Operation, Any]) -> dict[Operation, Operation]:
    """Of those that are of a kind with an earlier one: that one."""
    first: dict[Any, Operation] = {}
    found = {operation: first.setdefault(kind, operation) for operation, kind in kinds.items()}
    return {operation: earlier for operation, earlier in found.items() if operation is not earlier}


def _value(variable: Operation, same: Mapping[Tensor, Tensor], goes_round: bool) -> Tensor:
    """What enters a variable of a loop, or what goes round."""
    tensor = next(one for one in variable.inputs if (ITERATES in one.op.definition.traits) is goes_round)
    value = tensor.op.inputs[0] if goes_round else tensor
    return same.get(value, value)


def _computed_before(
    order: Sequence[Operation],
    fed: Iterable[Tensor],
    conditions: Mapping[Any, Sequence[Condition]],
    places: Mapping[Operation, Any],
    equal: Mapping[Operation, Operation],
) -> tuple[dict[Operation, Operation], dict[Tensor, Tensor]]:
    """The same for variables of loops that are equal to others, and the tensor whose value each has."""
    same = {tensor: tensor for tensor in fed}
    first: dict[Any, Operation] = {}
    found: dict[Operation, Operation] = {}
    late: set[Tensor] = set()  # values of variables
    changes = 0
    for operation in order:
        inputs = [same.get(tensor, tensor) for tensor in operation.inputs]
        if any(tensor.dtype._is_ref_dtype for tensor in operation.inputs):
            if is_late_read(operation):
                late.update(operation.outputs)
            changes += changes_variables(operation)
            continue  # what it reads depends on when
        changes += changes_variables(operation)
        if operation in equal:
            found[operation] = equal[operation]
            same.update(zip(operation.outputs, equal[operation].outputs, strict=True))
            continue
        if FORWARDS in operation.definition.traits or ENTERS in operation.definition.traits:
            if inputs[0] not in late:
                same.update((output, inputs[0]) for output in operation.outputs if output not in same)
            continue
        definition = operation.definition
        if PURE not in definition.traits or not operation.outputs:
            continue
        if any(output in same for output in operation.outputs):
            continue  # fed
        place: Any = None
        if CONSTANT not in definition.traits:  # which is not computed anywhere
            guards = [(same.get(predicate, predicate), branch) for predicate, branch in conditions[operation]]
            place = (*guards, places.get(operation), late.isdisjoint(inputs) or changes)
        try:
            key = (definition, tuple(inputs), _attributes(operation), place)
            earlier = first.setdefault(key, operation)
        except TypeError:  # attributes that cannot be compared or hashed
            continue
        if earlier is not operation:
            found[operation] = earlier
            same.update(zip(operation.outputs, earlier.outputs, strict=True))
    return found, same


def _attributes(operation: Operation) -> tuple:
    if CONSTANT not in operation.definition.traits:
        return tuple(sorted(operation.attributes.items()))
    value = operation.attributes["value"]
    if value.nbytes > _LARGE or value.dtype == object:
        raise TypeError
    return (value.dtype.str, value.shape, value.tobytes())
