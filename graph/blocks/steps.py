"""The steps of a block: what runs each op on n records at once, which of it in the memory of what is over."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.records import Records

from ..core.operation import Operation
from ..core.rules.batch import Kernel, record_by_record
from ..core.tensor import Tensor
from ..core.traits import FORWARDS, PURE
from ..execution.plans.in_place import makes_new_array, may_overwrite, overwriting
from ..types.dtypes import string
from ..types.static_shapes import is_full
from .claims import with_claims_checked
from .late_casts import with_late_casts
from .picture_passes import read_late, with_picture_passes
from .program import InPlace, Result, Step

_MOST_LOOKED_AT = 256
"""Values that a step, before it writes into its input's memory, looks at: to look at more takes longer than it saves."""


class BlockSteps:
    """The steps of a program for one record.

    Args:
      session: keeps the resources that kernels are bound to.
      order: the ops that run, each after those it depends on.
      fed: tensors that have a value for each record.
    """

    def __init__(self, session: Any, order: list[Operation], fed: Sequence[Tensor]) -> None:
        self._session = session
        self._order = order
        self._fed = list(fed)
        self._per_record = self._ops_per_record()
        self._slots: dict[Tensor, int] = {}
        self._batched: set[Tensor] = set()
        self._shared: dict[Tensor, None] = {}  # the tensors the steps use that are the same for all records
        for tensor in self._fed:
            self._give_slot(tensor)

    def _ops_per_record(self) -> set[Operation]:
        """The ops that have to run for each record: what they give depends on it, or may change at any time."""
        found = {tensor.op for tensor in self._fed}
        batched = set(self._fed)
        for op in self._order:
            if PURE not in op.definition.traits or not batched.isdisjoint(op.inputs):
                found.add(op)
                batched.update(op.outputs)
        return found

    def _give_slot(self, tensor: Tensor) -> None:
        self._slots[tensor] = len(self._slots)
        self._batched.add(tensor)

    def _slot(self, tensor: Tensor) -> int:
        """The slot of a tensor; one that no step computes is the same for all records."""
        if tensor not in self._slots:
            self._slots[tensor] = len(self._slots)
            self._shared[tensor] = None
        return self._slots[tensor]

    def _steps(self) -> tuple[list[Step], tuple[str, ...]]:
        steps = []
        by_record = []
        for op in self._order:
            if op not in self._per_record:
                continue
            if FORWARDS in op.definition.traits and not op.outputs[0].shape_is_claimed:
                self._slots[op.outputs[0]] = self._slots[op.inputs[0]]
                self._batched.add(op.outputs[0])
                continue
            run, in_batch = self._rule(op, [tensor in self._batched for tensor in op.inputs])
            if not in_batch:
                by_record.append(f"{op.type} {op.name!r}")
            inputs = tuple(self._slot(tensor) for tensor in op.inputs)
            for tensor in op.outputs:
                self._give_slot(tensor)
            outputs = tuple(self._slots[tensor] for tensor in op.outputs)
            steps.append(Step(op, run, inputs, outputs[0] if op.definition.is_single else outputs, (), None))
        return steps, tuple(by_record)

    def _rule(self, op: Operation, batched: list[bool], kernel: Kernel | None = None) -> tuple[Kernel, bool]:
        """What runs an op on a block, and whether that is a batch rule. `kernel` replaces the op's own."""
        own = op.definition.flat_kernel_of(op, self._session)
        one_by_one = record_by_record(op, batched, own)
        rule = op.definition.batch.function
        run = rule(op, batched, kernel or own) if rule is not None else None
        if run is None:
            return with_claims_checked(op, _arrays_only(one_by_one)), False
        given = [tensor for tensor, is_batched in zip(op.inputs, batched, strict=True) if is_batched]
        if not all(is_full(tensor.static_shape) for tensor in given):
            run = _unless_ragged(run, one_by_one)
        if not getattr(rule, "takes_records", False) and any(tensor.dtype.base_dtype is string for tensor in given):
            run = _arrays_only(run)
        return with_claims_checked(op, run), True

    def _with_ends(self, steps: list[Step], results: list[Result]) -> list[Step]:
        """The steps, each knowing which slots nothing needs after it."""
        kept = {result.slot for result in results}
        steps = with_picture_passes(with_late_casts(steps, kept), kept, self._batched)
        kept |= read_late(steps)
        seen: set[int] = set()
        finished = []
        for step in reversed(steps):
            over = {slot for slot in (*step.inputs, *_listed(step.outputs)) if slot not in kept and slot not in seen}
            seen.update(over)
            finished.append(step._replace(over=tuple(over)))
        return self._reusing(finished[::-1], kept)

    def _reusing(self, steps: list[Step], kept: set[int]) -> list[Step]:
        """The steps, those that can writing into memory that nothing needs after them, nor after the block (`kept`)."""
        made = {step.outputs for step in steps if step.operation is None or makes_new_array(step.operation)}
        filled = kept.union(*(step.inputs for step in steps)).difference(*(_listed(step.outputs) for step in steps))
        changed = []
        for step in steps:
            op, over = step.operation, set(step.over)
            for position, slot in enumerate(step.inputs):
                if op is None or len(filled) > _MOST_LOOKED_AT:
                    break
                if slot in over and slot in made and may_overwrite(op, position):
                    batched = [tensor in self._batched for tensor in op.inputs]
                    run, _ = self._rule(op, batched, overwriting(op, position))
                    step = step._replace(in_place=InPlace(slot, tuple(filled - {slot}), run))
                    break
            filled.update(_listed(step.outputs))
            filled -= over
            changed.append(step)
        return changed


def _listed(slots: int | tuple[int, ...]) -> tuple[int, ...]:
    return (slots,) if isinstance(slots, int) else slots


def _arrays_only(run: Kernel) -> Kernel:
    """A rule that gets object arrays where the block has Records."""

    def with_arrays(n: int, *columns: Any) -> Any:
        return run(n, *(column.to_array() if type(column) is Records else column for column in columns))

    return with_arrays


def _unless_ragged(run: Kernel, one_by_one: Kernel) -> Kernel:
    """A rule that leaves blocks whose records differ in shape to the loop over records."""

    def with_arrays(n: int, *columns: Any) -> Any:
        if list in map(type, columns):
            return one_by_one(n, *columns)
        return run(n, *columns)

    return with_arrays
