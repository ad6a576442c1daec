"""Deferred steps: the end of a per-record program that runs after the queue, where it only makes records bigger.

An image read as 3,072 bytes and cast to float32 is 12,288 bytes from there on. Where the steps behind its smallest
form cannot fail, a queue may hold that form (`CompactColumn`) and expand what leaves it: a quarter of the memory, and of
the bytes that are copied in and out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.rules.batch import Kernel, elementwise
from ..core.tensor import Tensor
from ..core.traits import INFALLIBLE
from ..execution.plans.in_place import makes_new_array, may_overwrite, overwriting
from ..runtime.errstate import ignoring_float_errors
from ..runtime.memory_order import contiguous
from ..types.static_shapes import is_full

RuleOf = Callable[[Operation, "list[bool]", "Kernel | None"], Kernel]
"""How an op runs on a block, given which inputs have a value for each record, and a kernel to use instead of its own."""

_WORTH = 64
"""Bytes that have to be saved for each record: expanding costs some microseconds for each dequeue."""

SameForAll = Callable[[Tensor], "np.ndarray | None"]
"""The value of a tensor that is a constant for all records, or None."""


@dataclass(frozen=True)
class DeferredSteps:
    """What turns compact records into what a program asked for. Equal where they do the same.

    Attributes:
      key: the steps, as something to compare.
      dtype, shape: of a compact record.
      full_shape: of the record that the steps make of it.
      run: `(n, compact) -> full`, both with a leading axis of n.
    """

    key: Hashable
    dtype: np.dtype = field(compare=False)
    shape: tuple[int, ...] = field(compare=False)
    full_shape: tuple[int, ...] = field(compare=False)
    run: Callable[[int, np.ndarray], np.ndarray] = field(compare=False, repr=False)


class CompactColumn:
    """A column of n records in compact form."""

    __slots__ = ("deferred", "values")

    def __init__(self, values: np.ndarray, deferred: DeferredSteps) -> None:
        self.values = values
        self.deferred = deferred

    def __len__(self) -> int:
        return len(self.values)

    def __getitem__(self, rows: slice) -> CompactColumn:
        return CompactColumn(self.values[rows], self.deferred)

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the records in full."""
        return len(self.values), *self.deferred.full_shape

    @property
    def nbytes(self) -> int:
        return self.values.nbytes

    def expanded(self) -> np.ndarray:
        """The records in full: an array of its own."""
        return ignoring_float_errors(self.deferred.run, len(self.values), self.values)


def expanded(columns: Iterable[Any]) -> list[Any]:
    """Columns, the compact ones in full."""
    return [column.expanded() if type(column) is CompactColumn else column for column in columns]


def defer(
    component: Tensor,
    is_batched: Callable[[Tensor], bool],
    same_for_all: SameForAll,
    rule_of: RuleOf,
) -> tuple[Tensor, DeferredSteps | None, list[Operation]]:
    """Where to cut the program of one component of an element.

    Returns:
      the smallest tensor from which steps that cannot fail lead to `component` (the last of several equally small
      ones; `component` itself where nothing can be gained), those steps, and their operations.
    """
    size = _record_bytes(component)
    best, smallest = component, size
    path: list[tuple[Operation, int, list[Any]]] = []  # from the component back
    at = component
    length = 0
    while size is not None and INFALLIBLE in at.op.definition.traits and not at.shape_is_claimed:
        batched = [position for position, tensor in enumerate(at.op.inputs) if is_batched(tensor)]
        others = [None if position in batched else same_for_all(tensor) for position, tensor in enumerate(at.op.inputs)]
        if len(batched) != 1 or any(value is None for position, value in enumerate(others) if position != batched[0]):
            break
        if batched[0] and at.op.definition.batch.function is not elementwise:
            break  # a parameter of the op, such as where a slice begins
        path.append((at.op, batched[0], others))
        at = at.op.inputs[batched[0]]
        found = _record_bytes(at)
        if found is None:
            break
        if smallest is None or found < smallest:
            best, smallest, length = at, found, len(path)
    if size is None or size - (smallest or 0) < _WORTH:
        return component, None, []
    steps = path[:length][::-1]
    deferred = _deferred_steps(best, component, steps, rule_of)
    if not _works(deferred):
        return component, None, []
    return best, deferred, [op for op, _, _ in steps]


def _works(deferred: DeferredSteps) -> bool:
    """Whether the steps accept records of the compact shape: what they refuse has to fail before the queue."""
    trial = np.zeros((2, *deferred.shape), deferred.dtype)
    try:
        result = CompactColumn(trial, deferred).expanded()
    except Exception:  # the run will raise it, with the operation's name
        return False
    return result.shape == (2, *deferred.full_shape)


def _record_bytes(tensor: Tensor) -> int | None:
    """Bytes of a record's value; None where it is not of a known size, or not of numbers."""
    shape, size = tensor.static_shape, tensor.dtype.size
    return size * math.prod(shape) if size and shape is not None and is_full(shape) else None


def _deferred_steps(
    compact: Tensor,
    component: Tensor,
    steps: Sequence[tuple[Operation, int, list[Any]]],
    rule_of: RuleOf,
) -> DeferredSteps:
    calls = []
    key: list[Hashable] = [str(compact.dtype), compact.static_shape]
    new = False  # whether the records at this point are in an array of their own
    for op, position, inputs in steps:
        kernel = overwriting(op, position) if new and may_overwrite(op, position) else None
        run = rule_of(op, [at == position for at in range(len(inputs))], kernel)
        new = makes_new_array(op)
        calls.append((run, inputs[:position], inputs[position + 1 :]))
        key.append((op.type, position, *(repr(item) for item in sorted(op.attributes.items()))))
        key.extend((value.dtype.str, value.shape, value.tobytes()) for value in map(np.asarray, _given(inputs, position)))
    kind = np.dtype(component.dtype.as_numpy_dtype)

    def expand(n: int, values: np.ndarray) -> np.ndarray:
        for run, before, after in calls:
            values = run(n, *before, values, *after)
        return contiguous(values, kind)

    dtype = np.dtype(compact.dtype.as_numpy_dtype)
    return DeferredSteps(tuple(key), dtype, tuple(compact.static_shape), tuple(component.static_shape), expand)  # type: ignore[arg-type]


def _given(inputs: list[Any], position: int) -> list[Any]:
    return inputs[:position] + inputs[position + 1 :]
