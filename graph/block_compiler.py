"""From a per-record program to its BlockPlan: what may run in blocks, by which rules, and where its values are kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.records import Records

from .batch_rules import Kernel, not_in_blocks, record_by_record
from .blocks import BlockPlan, BlockSink, BlockSource, NotInBlocks, Result, Step
from .dtypes import string
from .expansion import Expansion, put_off
from .graph import Operation
from .late_casts import with_late_casts
from .nodes import is_single
from .plan_compiler import compile_plan
from .reuse import makes_new_array, may_overwrite, overwriting
from .run_context import RunContext
from .static_shapes import is_full
from .tensor import Tensor
from .walk import needed_operations

_ALIASES = ("Identity", "StopGradient", "PreventGradient")


def compile_block_plan(session: Any, operation: Operation) -> BlockPlan | NotInBlocks:
    """The block plan of a per-record program that ends in `operation`, or why it has none."""
    if not session.runs_blocks:
        return NotInBlocks("its session runs operations one by one")
    if not operation.definition.sink:
        return NotInBlocks(f"{operation.type} {operation.name!r} does not take elements one by one")
    order = needed_operations([operation])[:-1]
    sources = [op for op in order if op.definition.source]
    if len(sources) > 1:
        names = " and ".join(repr(source.name) for source in sources)
        return NotInBlocks(f"{names} have to advance together")
    if sources and operation.inputs[0] in sources[0].inputs:
        return NotInBlocks(f"{operation.name!r} goes round in one queue")
    for op in order:
        reason = _obstacle(op)
        if reason is not None:
            return NotInBlocks(f"{op.type} {op.name!r} {reason}")
    sink = operation.definition.sink.function(operation, session)
    source = sources[0].definition.source.function(sources[0], session) if sources else None
    if sink is None or (sources and source is None):
        return NotInBlocks(f"{operation.name!r} works on a queue that is chosen anew for each record")
    return _Compiler(session, operation, order, sources[0] if sources else None).compile(source, sink)


def _obstacle(op: Operation) -> str | None:
    definition = op.definition
    if definition.source or definition.handle:
        return None
    if op.context is not None or definition.type in ("Switch", "Merge"):
        return "belongs to a conditional branch"
    if definition.blocking:
        return "may have to wait for each record"
    if definition.batch.function is not_in_blocks or (definition.stateful and not definition.batch):
        return "has effects that a program can see for each record"
    return None


class _Compiler:
    def __init__(self, session: Any, operation: Operation, order: list[Operation], source: Operation | None) -> None:
        self._session = session
        self._operation = operation
        self._order = order
        self._source = source
        self._components = operation.inputs[1:]
        self._slots: dict[Tensor, int] = {}
        self._batched: set[Tensor] = set()
        self._same: dict[Tensor, None] = {}

    def compile(self, source: BlockSource | None, sink: BlockSink) -> BlockPlan:
        if self._source is not None:
            for tensor in self._source.outputs:
                self._slots[tensor] = len(self._slots)
                self._batched.add(tensor)
        ends = self._put_off()
        steps, by_record = self._steps()
        results = [Result(self._slot(tensor), tensor in self._batched, expansion) for tensor, expansion in ends]
        plan_of_same = compile_plan(self._session, list(self._same), [])
        if plan_of_same.operations == 0:
            constants = plan_of_same(self._session.context)
            same: Callable[[RunContext], tuple] = lambda run: constants  # noqa: E731
        else:
            same = plan_of_same
        fed = list(self._source.outputs) if self._source is not None else []
        single = compile_plan(self._session, [tensor for tensor, _ in ends], fed)
        return BlockPlan(
            self._operation,
            self._source,
            source,
            sink,
            same,
            self._with_ends(steps, results),
            len(self._slots),
            [self._slots[tensor] for tensor in fed],
            [self._slots[tensor] for tensor in self._same],
            results,
            by_record,
            single,
        )

    def _put_off(self) -> list[tuple[Tensor, Expansion | None]]:
        """The tensors to hand to the sink instead of the components, and what is put off; leaves out its steps."""
        batched = self._all_batched()

        def same_for_all(tensor: Tensor) -> Any:
            plan = compile_plan(self._session, [tensor], [])
            return plan(self._session.context)[0] if plan.operations == 0 else None

        ends = []
        later: set[Operation] = set()
        for component in self._components:
            tensor, expansion, operations = put_off(
                component, batched.__contains__, same_for_all, lambda *given: self._rule(*given)[0]
            )
            ends.append((tensor, expansion))
            later.update(operations)
        if later:
            needed = needed_operations([*(tensor for tensor, _ in ends), *self._operation.control_inputs])
            self._order = [op for op in self._order if op not in later or op in needed]
        return ends

    def _all_batched(self) -> set[Tensor]:
        """The tensors that have a value for each record."""
        batched = set(self._batched)
        for op in self._order:
            if not op.definition.handle and (op.definition.stateful or not batched.isdisjoint(op.inputs)):
                batched.update(op.outputs)
        return batched

    def _slot(self, tensor: Tensor) -> int:
        """The slot of a tensor; one that no step computes is the same for all records."""
        if tensor not in self._slots:
            self._slots[tensor] = len(self._slots)
            self._same[tensor] = None
        return self._slots[tensor]

    def _steps(self) -> tuple[list[Step], tuple[str, ...]]:
        steps = []
        by_record = []
        for op in self._order:
            if op.definition.handle or op is self._source:
                continue
            batched = [tensor in self._batched for tensor in op.inputs]
            if not any(batched) and not op.definition.stateful:
                continue  # the same for all records
            if op.type in _ALIASES:
                self._slots[op.outputs[0]] = self._slots[op.inputs[0]]
                self._batched.add(op.outputs[0])
                continue
            run, in_batch = self._rule(op, batched)
            if not in_batch:
                by_record.append(f"{op.type} {op.name!r}")
            inputs = tuple(self._slot(tensor) for tensor in op.inputs)
            for tensor in op.outputs:
                self._slots[tensor] = len(self._slots)
                self._batched.add(tensor)
            outputs = tuple(self._slots[tensor] for tensor in op.outputs)
            steps.append(Step(op, run, inputs, outputs[0] if is_single(op.definition) else outputs, ()))
        return steps, tuple(by_record)

    def _rule(self, op: Operation, batched: list[bool], kernel: Kernel | None = None) -> tuple[Kernel, bool]:
        """What runs an op on a block, and whether that is a batch rule. `kernel` replaces the op's own."""
        own = op.definition.flat_kernel_of(op, self._session)
        one_by_one = record_by_record(op, batched, own)
        rule = op.definition.batch.function
        run = rule(op, batched, kernel or own) if rule is not None else None
        if run is None:
            return _arrays_only(one_by_one), False
        given = [tensor for tensor, is_batched in zip(op.inputs, batched, strict=True) if is_batched]
        if not all(is_full(tensor.static_shape) for tensor in given):
            run = _unless_ragged(run, one_by_one)
        if not getattr(rule, "takes_records", False) and any(tensor.dtype.base_dtype is string for tensor in given):
            run = _arrays_only(run)
        return run, rule is not record_by_record

    def _with_ends(self, steps: list[Step], results: list[Result]) -> list[Step]:
        """The steps, each knowing which slots nothing needs after it."""
        kept = {result.slot for result in results}
        steps = with_late_casts(steps, kept)
        seen: set[int] = set()
        finished = []
        for step in reversed(steps):
            over = {slot for slot in (*step.inputs, *_listed(step.outputs)) if slot not in kept and slot not in seen}
            seen.update(over)
            finished.append(step._replace(over=tuple(over)))
        return self._reusing(finished[::-1])

    def _reusing(self, steps: list[Step]) -> list[Step]:
        """The steps, those that can writing into memory that nothing needs after them."""
        own = {step.outputs for step in steps if makes_new_array(step.operation)}
        for step in steps:
            if makes_new_array(step.operation):
                continue
            for position in step.operation.definition.aliases:
                own -= {step.inputs[position], *_listed(step.outputs)}
        changed = []
        for step in steps:
            for position, slot in enumerate(step.inputs):
                if slot in step.over and slot in own and may_overwrite(step.operation, position):
                    batched = [tensor in self._batched for tensor in step.operation.inputs]
                    run, _ = self._rule(step.operation, batched, overwriting(step.operation, position))
                    step = step._replace(run=run)
                    break
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

