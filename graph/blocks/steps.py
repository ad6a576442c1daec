"""The steps of a block: what runs each op on n records at once, which of it in the memory of what is over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.records import Records

from ..core.operation import Operation
from ..core.rules.batch import Kernel, record_by_record
from ..core.static_values import constant_value
from ..core.tensor import Tensor
from ..core.traits import DRAWS, FORWARDS, PURE, RESOURCE
from ..execution.plans.in_place import makes_new_array, may_overwrite, overwriting
from ..runtime.random_generators import generator_of
from ..runtime.steps.sequence import drawing_in_order
from ..types.dtypes import string
from ..types.static_shapes import is_full
from ..types.texts import as_kernels_take
from .claims import Claim, with_claims_checked
from .late_casts import with_late_casts
from .picture_passes import read_late, with_picture_passes
from .program import InPlace, Program, Result, Step, block_function
from .regions import Part, Region, operations_in

_MOST_LOOKED_AT = 256
"""Values that a step, before it writes into its input's memory, looks at: to look at more takes longer than it saves."""


class BlockSteps:
    """The steps of a program for one record.

    Args:
      session: keeps the resources that kernels are bound to.
      order: the ops and regions that run, each after those it depends on.
      fed: tensors that have a value for each record.
    """

    _draws_in_order = False

    def __init__(self, session: Any, order: list[Part], fed: Sequence[Tensor]) -> None:
        self._session = session
        self._order = order
        self._fed = list(fed)
        self._per_record = self._parts_per_record()
        self._slots: dict[Tensor, int] = {}
        self._batched: set[Tensor] = set()
        self._shared: dict[Tensor, None] = {}  # the tensors the steps use that are the same for all records
        for tensor in self._fed:
            self._give_slot(tensor)

    def _parts_per_record(self) -> set[Part]:
        """What has to run for each record: what it gives depends on it, or may change at any time; regions, and their ops."""
        found: set[Part] = {tensor.op for tensor in self._fed}
        batched = set(self._fed)
        for part in self._order:
            is_pure = part.is_pure if isinstance(part, Region) else PURE in part.definition.traits
            if not is_pure or not batched.isdisjoint(part.inputs):
                found.add(part)
                found.update(operations_in([part]))
                batched.update(part.outputs)
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

    def _session_holds(self, tensor: Tensor) -> Any:
        """The resource of the session, no variable, that a tensor stands for; None where it stands for none."""
        definition = tensor.op.definition
        if RESOURCE not in definition.traits or tensor.dtype._is_ref_dtype:
            return None
        return definition.kernel_of(tensor.op, self._session)[0]()

    def _steps(self) -> tuple[list[Step], tuple[str, ...]]:
        steps = []
        by_record = []
        for part in self._order:
            if part not in self._per_record:
                continue
            forwarded = None if isinstance(part, Region) else self._forwarded(part)
            if forwarded is not None:
                for output in part.outputs:
                    self._slots[output] = self._slot(forwarded)
                    if forwarded in self._batched:
                        self._batched.add(output)
                continue
            batched = [tensor in self._batched for tensor in part.inputs]
            run, in_batch = self._region(part, batched) if isinstance(part, Region) else self._rule(part, batched)
            run = self._drawing(part, run)
            if not in_batch:
                by_record.append(part.name if isinstance(part, Region) else f"{part.type} {part.name!r}")
            inputs = tuple(self._slot(tensor) for tensor in part.inputs)
            for tensor in part.outputs:
                self._give_slot(tensor)
            outputs = tuple(self._slots[tensor] for tensor in part.outputs)
            if isinstance(part, Region):  # of which nothing is written over: what it gives may be what it takes
                steps.append(Step(None, run, inputs, outputs, (), None))
            else:
                steps.append(Step(part, run, inputs, outputs[0] if part.definition.is_single else outputs, (), None))
        return steps, tuple(by_record)

    def _drawing(self, part: Part, run: Kernel) -> Kernel:
        """What runs a part on a block, in the order of the blocks where it draws and the order matters."""
        if not self._draws_in_order:
            return run
        drawing = [op for op in operations_in([part]) if DRAWS in op.definition.traits]
        return drawing_in_order(run, [generator_of(op, self._session) for op in drawing]) if drawing else run

    def _forwarded(self, op: Operation) -> Tensor | None:
        """The tensor that an op gives on as it is."""
        return op.inputs[0] if FORWARDS in op.definition.traits and not op.outputs[0].shape_is_claimed else None

    def _region(self, region: Region, batched: list[bool]) -> tuple[Kernel, bool]:
        """What runs a region on a block, and whether that is all records at once where they agree."""
        raise NotImplementedError

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
        # Picture passes make one array each; regions, which may make none, have a tuple of outputs.
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
                    run = self._drawing(op, self._rule(op, batched, overwriting(op, position))[0])
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


class InnerSteps(BlockSteps):
    """The steps of a part of a program; behind what is fed they are given what is the same for each record."""

    def program(self, values: Sequence[Tensor]) -> tuple[Program, list[Tensor], tuple[str, ...]]:
        """The program that computes some values, the tensors that it is given, and what runs record by record."""
        steps, by_record = self._steps()
        results = [Result(self._slot(tensor), tensor in self._batched, None) for tensor in values]
        shared = list(self._shared)
        given = [*self._fed, *shared]
        claimed = [tensor for tensor in given if tensor.shape_is_claimed]
        program = Program(
            slots=len(self._slots),
            constants=[],
            start=None,
            start_slots=[],
            source_slots=[self._slots[tensor] for tensor in given],
            claims=[Claim(self._slots[tensor], tensor.static_shape, tensor in self._batched) for tensor in claimed],
            steps=self._with_ends(steps, results),
            generators=[generator_of(op, self._session) for op in operations_in(self._order) if DRAWS in op.definition.traits],
            results=results,
        )
        return program, shared, by_record

    def function(self, values: Sequence[Tensor], given: Sequence[Tensor]) -> Callable[[Any, int, Sequence[Any]], tuple] | None:
        """`(run, n, what is given) -> values`; None where something else has to be known than constants."""
        program, shared, _ = self.program(values)
        places = {tensor: position for position, tensor in enumerate(given)}
        constants, taken = [], [places[tensor] for tensor in self._fed]
        for tensor in shared:
            if tensor in places:
                taken.append(places[tensor])
                continue
            value = self._session_holds(tensor)
            if value is None:
                value = constant_value(tensor)
            if value is None:
                return None
            constants.append((self._slots[tensor], as_kernels_take(value)))
        known = {slot for slot, _ in constants}
        slots = [slot for slot in program.source_slots if slot not in known]
        compute = block_function(program._replace(constants=constants, source_slots=slots))
        return lambda run, n, columns: compute(run, n, [columns[place] for place in taken])
