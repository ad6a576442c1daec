"""Kernels of nodes: how they are called, their outputs, which of them wait."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.traits import BLOCKING, BRANCHING, FED, FORWARDS, REF_VARIABLE, RESOURCE, USER_CODE
from ..core.traversal import Item, Loop
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
    found: set[int] = set()
    for argument, at in zip(arguments, operation.definition.slices(operation), strict=True):
        if argument.is_ref:
            found.update(range(at.start, at.stop) if isinstance(at, slice) else (at,))
    return frozenset(found)


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


def changes_variables(operation: Operation) -> bool:
    """Whether variables may have other values after this operation."""
    traits = operation.definition.traits
    return bool(traits & (USER_CODE | BLOCKING)) or (BRANCHING not in traits and bool(ref_inputs(operation)))


def may_wait(operation: Operation) -> bool:
    """Whether an operation may wait for something that another one does: in a queue, or in code of users."""
    return bool(operation.definition.traits & (BLOCKING | USER_CODE))


def calls_users(operations: Iterable[Operation]) -> bool:
    """Whether code of users is called by one of these operations."""
    return any(USER_CODE in operation.definition.traits for operation in operations)


def independent_waits(items: Sequence[Item]) -> dict[Operation, int] | None:
    """For each operation the set (as bits) of those it waits for that may wait; None where these form one chain.

    A loop is like one operation that may wait where one of its own may.
    """
    bits = itertools.count()
    masks: dict[Operation, int] = {}
    waits = []
    for item in items:
        operations = item.operations if isinstance(item, Loop) else [item]
        mask = 0
        for operation in operations:
            for tensor in operation.inputs:
                mask |= masks.get(tensor.op, 0)
            for control in operation.control_inputs:
                mask |= masks.get(control, 0)
        if any(map(may_wait, operations)):
            mask |= 1 << next(bits)
            waits.append(mask)
        masks.update(dict.fromkeys(operations, mask))
    waits.sort(key=int.bit_count)
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
