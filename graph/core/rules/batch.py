"""Batch rules: how an op runs on n records at once.

A rule is `(op, batched, kernel) -> run | None`:

    op       the node, for its attributes and static shapes
    batched  one bool per input (lists flattened): whether it has a leading axis of n, or is the same for every record
    kernel   the node's kernel, attributes bound, taking its inputs flattened

    run      `(n, *arrays)`, giving the outputs with a leading axis of n
    None     not in this case: the op runs record by record inside the block

In place of a rule stands `PER_RECORD` where there is no case in which an op runs on n records at once, and `NEVER` where
an op has no place in a block: its effects can be seen, it may wait, or its value is the same for all records.

A block of scalar strings may arrive as `Records` (one buffer and its bounds) in rules that say so by
`@takes_records`; every other rule gets an object array of bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ...types.texts import as_kernels_take

if TYPE_CHECKING:
    from ..operation import Operation

Kernel = Callable[..., Any]
BatchRule = Callable[["Operation", Sequence[bool], Kernel], "Kernel | None"]


def takes_records(rule: BatchRule) -> BatchRule:
    """Mark a rule whose `run` accepts a block of scalar strings as `Records`."""
    rule.takes_records = True  # type: ignore[attr-defined]
    return rule


def elementwise(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    """Elements at the same place meet, shapes broadcast from the right: the record's ranks are made equal first."""
    ranks = {None if x.static_shape is None else len(x.static_shape) for x, b in zip(op.inputs, batched, strict=True) if b}
    others = [x.static_shape for x, b in zip(op.inputs, batched, strict=True) if not b]
    if len(ranks) == 1 and None not in ranks:
        (rank,) = ranks
        if all(shape is not None and len(shape) <= rank for shape in others):  # type: ignore[operator]
            return lambda n, *arrays: kernel(*arrays)

    def run(n: int, *arrays: Any) -> Any:
        rank = max(np.ndim(x) - is_batched for x, is_batched in zip(arrays, batched, strict=True))
        return kernel(*(_align(x, rank) if b else x for x, b in zip(arrays, batched, strict=True)))

    return run


def _align(array: np.ndarray, rank: int) -> np.ndarray:
    missing = rank - (array.ndim - 1)
    if missing <= 0:
        return array
    return array.reshape(array.shape[0], *(1,) * missing, *array.shape[1:])


def leading(*positions: int) -> BatchRule:
    """The kernel takes any number of leading axes on the inputs at `positions` as it is; the others are parameters."""

    def rule(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
        if any(is_batched != (k in positions) for k, is_batched in enumerate(batched)):
            return None
        return lambda n, *arrays: kernel(*arrays)

    return rule


native = leading(0)
"""The kernel takes any number of leading axes on its first input as it is; the other inputs are parameters."""


def folded(*positions: int) -> BatchRule:
    """The kernel works on each row of the inputs at `positions` alone: the records' rows become rows of one batch."""

    def rule(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
        if any(is_batched != (k in positions) for k, is_batched in enumerate(batched)):
            return None

        def run(n: int, *arrays: Any) -> Any:
            rows = arrays[positions[0]].shape[1]
            flat = (x.reshape(n * rows, *x.shape[2:]) if k in positions else x for k, x in enumerate(arrays))
            results = kernel(*flat)
            if isinstance(results, tuple):
                return tuple(result.reshape(n, rows, *result.shape[1:]) for result in results)
            return results.reshape(n, rows, *results.shape[1:])

        return run

    return rule


def draws(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    """Random ops whose first input is the shape: n independent draws are one draw of shape [n, ...], given as a tuple."""
    if any(batched):
        return None
    return lambda n, shape, *parameters: kernel((n, *shape.tolist()), *parameters)


def shifted_axis(position: int, of: int = 0) -> BatchRule:
    """The input at `position` holds axes (a scalar or a vector) of the input `of`; they move one to the right."""

    def rule(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
        if any(is_batched != (k == of) for k, is_batched in enumerate(batched)):
            return None

        def run(n: int, *arrays: Any) -> Any:
            axis = np.asarray(arrays[position])
            shifted = np.where(axis < 0, axis, axis + 1).astype(axis.dtype)
            return kernel(*arrays[:position], shifted, *arrays[position + 1 :])

        return run

    return rule


def PER_RECORD(op: Operation, batched: Sequence[bool], kernel: Kernel) -> None:
    """The batch rule of ops whose kernel always runs on one record after the other."""


def NEVER(op: Operation, batched: Sequence[bool], kernel: Kernel) -> None:
    """The batch rule of ops that do not run in blocks: effects that a program can see, constants, branches."""


def record_by_record(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    """What runs an op on a block without a batch rule: the kernel on one record after the other."""
    several = not op.definition.is_single

    def run(n: int, *arrays: Any) -> Any:
        results = [kernel(*(record_of(x, i) if b else x for x, b in zip(arrays, batched, strict=True))) for i in range(n)]
        if several:
            return tuple(stack_records([result[k] for result in results]) for k in range(len(op.outputs)))
        return stack_records(results)

    return run


def record_of(column: Any, index: int) -> Any:
    """Record `index` of a block: of an array, of `Records`, or of a list of arrays."""
    return as_kernels_take(column[index])


def stack_records(values: Sequence[Any]) -> Any:
    """The block of n records: one array where their shapes agree, the list of them where they differ."""
    arrays = [np.asarray(as_kernels_take(value)) for value in values]
    if any(array.shape != arrays[0].shape for array in arrays):
        return arrays
    return np.stack(arrays)
