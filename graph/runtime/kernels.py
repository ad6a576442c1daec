"""Kernels of nodes: how they are called, their outputs, which of them wait."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import BLOCKING, FED, FORWARDS, MERGES, REF_VARIABLE, RESOURCE, USER_CODE
from ..core.traversal import guards_of
from ..types import errors
from ..types.static_shapes import bracket

_GIVEN = RESOURCE | FED


def definition_kernel(operation: Operation, session: Any) -> tuple[Callable[..., Any], dict[str, Any]]:
    """The kernel of a node and its keywords; an error while it is bound names the node."""
    try:
        return operation.definition.kernel_of(operation, session)
    except Exception as error:
        named = errors.from_kernel(error, operation)
        if named is None:
            raise
        raise named from error


def as_outputs(operation: Operation, result: Any) -> tuple:
    """What a kernel returned, as a tuple of one value per output."""
    if operation.definition.is_single:
        return (result,)
    return tuple(result) if operation.outputs else ()


def output_name(operation: Operation, index: int) -> str:
    """The variable of a plan that holds an output."""
    return f"t{operation.id}_{index}" if len(operation.outputs) > 1 else f"t{operation.id}"


def ref_inputs(operation: Operation) -> frozenset[int]:
    """Which inputs are variables themselves rather than their values."""
    arguments = operation.definition.inputs
    if not any(argument.is_ref for argument in arguments):
        return frozenset()
    places = operation.definition.slices(operation)
    return frozenset(at for argument, at in zip(arguments, places, strict=True) if argument.is_ref)  # type: ignore[misc]


def is_late_read(operation: Operation) -> bool:
    """Whether this is the read that every variable is made with.

    It was made before all that changes the variable, so it cannot wait for any of it. What uses it has the value of the
    moment when it runs itself: what waits for an assignment has the value that was assigned.
    """
    if not operation.inputs or not operation.inputs[0].dtype._is_ref_dtype or FORWARDS not in operation.definition.traits:
        return False
    variable = operation.inputs[0].op
    return REF_VARIABLE in variable.definition.traits and operation.name == f"{variable.name}/read"


def does_nothing_but_give_its_value(operation: Operation) -> bool:
    """Whether an operation has nothing to do where its value is fed; others run for those that wait for them."""
    return bool(operation.definition.traits & _GIVEN) or is_late_read(operation)


Condition = tuple[Tensor, bool]
"""A predicate, and the branch that it chooses."""


def conditions_of(order: Sequence[Operation], fed: Any = ()) -> dict[Operation, tuple[Condition, ...]]:
    """What has to hold for each operation to run, outer conditions first: it and its inputs are in branches taken.

    A value of a branch that was not taken does not exist, and nothing is computed of it; a Merge takes the other, so it
    needs only what both do. Resources are always there.

    Args:
      order: operations, each after those it depends on.
      fed: tensors that have a value from elsewhere.
    """
    found: dict[Operation, tuple[Condition, ...]] = {}
    for operation in order:
        if RESOURCE in operation.definition.traits:
            found[operation] = ()
            continue
        conditions: dict[Condition, None] = {}
        for predicate, branch in guards_of(operation):
            if predicate not in fed:
                conditions.update(dict.fromkeys(found.get(predicate.op, ())))
            conditions[predicate, branch] = None
        of_inputs: list[Sequence[Condition]] = [
            () if tensor in fed else found.get(tensor.op, ()) for tensor in operation.inputs
        ]
        if MERGES in operation.definition.traits:
            of_inputs = [conditions_of_merged(tensor, found, fed) for tensor in operation.inputs]
            of_inputs = [tuple(one for one in of_inputs[0] if all(one in others for others in of_inputs[1:]))]
        for conditions_of_input in of_inputs:
            conditions.update(dict.fromkeys(conditions_of_input))
        found[operation] = tuple(conditions)
    return found


def conditions_of_merged(tensor: Tensor, found: Mapping[Operation, tuple[Condition, ...]], fed: Any) -> tuple[Condition, ...]:
    """When a Merge takes an input: what is fed is always there, but belongs to its branch all the same."""
    if tensor not in fed:
        return found.get(tensor.op, ())
    return tuple((predicate, branch) for predicate, branch in guards_of(tensor.op) if predicate in fed or predicate.op in found)


def changes_variables(operation: Operation) -> bool:
    """Whether variables may have other values after this operation."""
    definition = operation.definition
    return bool(definition.traits & (USER_CODE | BLOCKING)) or bool(ref_inputs(operation))


def may_wait(operation: Operation) -> bool:
    """Whether an operation may wait for something that another one does: in a queue, or in code of users."""
    return bool(operation.definition.traits & (BLOCKING | USER_CODE))


def calls_users(operations: Iterable[Operation]) -> bool:
    """Whether code of users is called by one of these operations."""
    return any(USER_CODE in operation.definition.traits for operation in operations)


def independent_waits(order: Sequence[Operation]) -> dict[Operation, int] | None:
    """For each operation the set (as bits) of those it waits for that may wait; None where these form one chain."""
    bits = itertools.count()
    masks: dict[Operation, int] = {}
    for operation in order:
        mask = 0
        for tensor in operation.inputs:
            mask |= masks.get(tensor.op, 0)
        for control in operation.control_inputs:
            mask |= masks.get(control, 0)
        for predicate, _ in guards_of(operation):
            mask |= masks.get(predicate.op, 0)
        if may_wait(operation):
            mask |= 1 << next(bits)
        masks[operation] = mask
    waits = sorted((masks[op] for op in order if may_wait(op)), key=int.bit_count)
    if all(smaller & larger == smaller for smaller, larger in itertools.pairwise(waits)):
        return None
    return masks


def waits_in_order(order: Iterable[Operation], masks: Mapping[Operation, int]) -> dict[Operation, int]:
    """Segments of operations that stand side by side in the program: code of users sees in which order they run."""
    segment_of: dict[Operation, int] = {}
    segment, mask = 0, 0
    for operation in order:
        if masks[operation] != mask:
            segment, mask = segment + 1, masks[operation]
        segment_of[operation] = segment
    return segment_of


def check_predicate(pred: Any) -> None:
    """Raises InvalidArgumentError where the value that chooses a branch is no scalar."""
    if np.ndim(pred):
        raise errors.invalid(f"The second input must be a scalar, but it has shape {bracket(np.shape(pred))}")
