"""The block compiler: from a per-record program to its BlockPlan, what may run in blocks and by which rules."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from ..core.op import Rule
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import BLOCKING, BRANCHING, DATASET, DRAWS, PURE, READS, RESOURCE
from ..core.traversal import topological_order
from ..execution.interpreter import Interpretation
from ..execution.plans.compiler import compile_plan
from ..runtime.random_generators import generator_of
from ..runtime.run_context import RunContext
from ..types.texts import as_kernels_take
from .block_plan import BlockPlan, BlockSink, BlockSource, NotInBlocks
from .claims import Claim
from .deferred import DeferredSteps, defer
from .program import Program, Result
from .region_steps import RegionSteps
from .regions import NoRegions, Part, in_regions, operations_in


def compile_block_plan(session: Any, operation: Operation) -> BlockPlan | NotInBlocks:
    """The block plan of a per-record program that ends in `operation`, or why it has none."""
    if not session.runs_blocks:
        return NotInBlocks("its session runs operations one by one")
    if not operation.definition.sink:
        return NotInBlocks(f"{operation.type} {operation.name!r} takes what a run gives as a whole", unit="run")
    order = topological_order([operation])[:-1]
    sources = [op for op in order if op.definition.source]
    if len(sources) > 1:
        names = " and ".join(repr(source.name) for source in sources)
        return NotInBlocks(f"{names} have to advance together")
    if sources and operation.inputs[0] in sources[0].inputs:
        return NotInBlocks(f"{operation.name!r} goes round in one queue")
    obstacle = _first_obstacle(order) or _far_away(session, order, [operation, *sources])
    if obstacle is not None:
        return obstacle
    sink = _end(session, operation, operation.definition.sink)
    source = _end(session, sources[0], sources[0].definition.source) if sources else None
    if sink is None or (sources and source is None):
        return NotInBlocks(f"{operation.name!r} works on a queue that is chosen anew for each record")
    try:
        return _compiled(session, operation, order, sources[0] if sources else None, source, sink)
    except NoRegions as error:
        return NotInBlocks(str(error))


def _end(session: Any, operation: Operation, rule: Rule) -> Any:
    """Where the elements of a program go, or its records come from; None where the run decides."""
    if session.master is None or session.master.is_here(operation):
        return rule.function(operation, session)
    return session.master.far_end(operation)


def _far_away(session: Any, order: Sequence[Operation], ends: Sequence[Operation]) -> NotInBlocks | None:
    """What of a program runs in another process, but for its ends and the queues of these."""
    if session.master is None:
        return None
    queues = {end.inputs[0].op for end in ends}
    for op in order:
        if op not in ends and op not in queues and not session.master.is_here(op):
            return NotInBlocks(f"{op.type} {op.name!r} runs in another process")
    return None


def _compiled(
    session: Any,
    operation: Operation,
    order: list[Operation],
    source_operation: Operation | None,
    source: BlockSource | None,
    sink: BlockSink,
) -> BlockPlan:
    fed = [] if source_operation is None else source_operation.outputs
    order = [op for op in order if op is not source_operation]
    components, waits_for = operation.inputs[1:], operation.control_inputs
    compiler = ProgramCompiler(session, order, operation.inputs, fed)
    program, by_record, ends = compiler.compile(components, waits_for)
    one_by_one = Interpretation(session, [*ends, *components, *waits_for], fed, {tensor.op for tensor in fed})
    return BlockPlan(operation, source_operation, source, sink, program, one_by_one, by_record)


def compile_function(
    session: Any,
    results: Sequence[Tensor],
    effects: Sequence[Operation],
    arguments: Sequence[Tensor],
    given: Sequence[Tensor],
    deferring: bool,
) -> Program | NotInBlocks:
    """The program that runs a function on n calls at once, or why there is none.

    Args:
      results, effects: what it computes, and what runs besides.
      arguments: the tensors that each call gives a value of its own; the program takes them as columns.
      given: those that have one value for all calls, which the program takes behind the columns.
      deferring: whether results may be CompactColumns.
    """
    if not session.runs_blocks:
        return NotInBlocks("its session runs operations one by one")
    order = topological_order([*results, *effects], [*arguments, *given])
    obstacle = _first_obstacle(order)
    if obstacle is not None:
        return obstacle
    try:
        return ProgramCompiler(session, order, results, arguments, given).compile(results, effects, deferring)[0]
    except NoRegions as error:
        return NotInBlocks(str(error))


def _first_obstacle(order: Sequence[Operation]) -> NotInBlocks | None:
    for op in order:
        reason = _obstacle(op)
        if reason is not None:
            return NotInBlocks(f"{op.type} {op.name!r} {reason}")
    return None


def _obstacle(op: Operation) -> str | None:
    definition = op.definition
    if definition.source or RESOURCE in definition.traits:
        return None
    if BLOCKING in definition.traits:
        return "may have to wait for each record"
    if not definition.traits & (PURE | READS | DRAWS | BRANCHING | DATASET):
        return "has effects that a program can see for each record"
    return None


class ProgramCompiler(RegionSteps):
    """From the operations of a program for one record to its program for blocks.

    Args:
      order: they, each after those it depends on.
      used: the tensors that are used behind them.
      fed: the tensors that have a value for each record.
      given: those that come with each block, and are the same for all its records.
    """

    def __init__(
        self,
        session: Any,
        order: Sequence[Operation],
        used: Sequence[Tensor],
        fed: Sequence[Tensor],
        given: Sequence[Tensor] = (),
    ) -> None:
        parts = in_regions([op for op in order if RESOURCE not in op.definition.traits], used)
        super().__init__(session, parts, fed)
        self._given = list(given)
        for tensor in self._given:
            self._slots[tensor] = len(self._slots)
        self._constant = self._constant_parts()
        self._draws_in_order = session.is_deterministic

    def compile(
        self, components: Sequence[Tensor], waits_for: Sequence[Operation], deferring: bool = True
    ) -> tuple[Program, tuple[str, ...], list[Tensor]]:
        """The program, the ops of it that run record by record, and the tensors that it computes.

        Args:
          components: what a record becomes.
          waits_for: what has to run besides.
          deferring: whether steps at the end may be left to whoever gets the block; then the tensors are those before them.
        """
        fed, given = self._fed, self._given
        ends = self._defer(components, waits_for) if deferring else [(tensor, None) for tensor in components]
        steps, by_record = self._steps()
        results = [Result(self._slot(tensor), tensor in self._batched, deferred) for tensor, deferred in ends]
        constants = self._constants()
        start, start_slots = self._start({slot for slot, _ in constants})
        # What is computed of a variable has another shape than is known once one was assigned that is not validated.
        claimed = [
            tensor for tensor in (*fed, *given, *self._shared) if tensor.shape_is_claimed or self._slots[tensor] in start_slots
        ]
        program = Program(
            slots=len(self._slots),
            constants=constants,
            start=start,
            start_slots=start_slots,
            source_slots=[self._slots[tensor] for tensor in (*fed, *given)],
            claims=[Claim(self._slots[tensor], tensor.static_shape, tensor in self._batched) for tensor in claimed],
            steps=self._with_ends(steps, results),
            generators=[generator_of(op, self._session) for op in operations_in(self._order) if DRAWS in op.definition.traits],
            results=results,
            repeatable=start is None and not any(READS in op.definition.traits for op in operations_in(self._order)),
            start_inputs=[self._slots[tensor] for tensor in given],
        )
        return program, by_record, [tensor for tensor, _ in ends]

    # What depends on the record

    def _constant_parts(self) -> set[Part]:
        """The ops and regions whose values never change: what they take are constants."""
        found: set[Part] = set()
        for part in self._order:
            if part not in self._per_record and found.issuperset(tensor.op for tensor in part.inputs):
                found.add(part)
                found.update(operations_in([part]))
        return found

    def _constants(self) -> list[tuple[int, Any]]:
        """The slots and values of constants, and of resources. Where an op fails, it has to fail for each record."""
        held = ((self._slots[tensor], self._session_holds(tensor)) for tensor in self._shared)
        resources = [(slot, value) for slot, value in held if value is not None]
        tensors = [tensor for tensor in self._shared if tensor.op in self._constant]
        operations = [op for op in operations_in(self._order) if op in self._constant]
        try:
            values = self._run_now([*tensors, *operations])
        except Exception:
            self._constant = set()
            return resources
        constants = [(self._slots[tensor], as_kernels_take(value)) for tensor, value in zip(tensors, values, strict=True)]
        return [*resources, *constants]

    def _run_now(self, targets: Sequence[Tensor | Operation]) -> tuple:
        """The values of constants. Nothing here waits for what has a value for each record."""
        others = self._per_record.union(op for op in operations_in(self._order) if op not in self._constant)
        return compile_plan(self._session, targets, [], others)(self._session.context)

    def _start(self, done: Collection[int]) -> tuple[Callable[..., tuple] | None, list[int]]:
        """What computes all else that is the same for the records of a block, and the slots it fills."""
        tensors = [tensor for tensor in self._shared if self._slots[tensor] not in done]
        operations = [op for op in operations_in(self._order) if op not in self._per_record and op not in self._constant]
        if not tensors and not operations:
            return None, []
        used = dict.fromkeys([*tensors, *(tensor for op in operations for tensor in op.inputs)])
        variables = [tensor for tensor in used if tensor.dtype._is_ref_dtype]
        read = compile_plan(self._session, variables, [])
        # What this waits for besides and has a value for each record, a check say, runs in the steps: where it fails,
        # the block fails.
        rest = compile_plan(self._session, [*tensors, *operations], [*variables, *self._given], self._per_record)

        def start(run: RunContext, *given: Any) -> tuple:
            return rest(run, *map(as_kernels_take, read(run)), *given)  # each variable is read once, whatever uses it

        return start, [self._slots[tensor] for tensor in tensors]

    # What is deferred until after the queue

    def _defer(self, components: Sequence[Tensor], waits_for: Sequence[Operation]) -> list[tuple[Tensor, DeferredSteps | None]]:
        """The tensors to hand to the sink instead of the components, and the steps that are deferred; leaves those out."""

        def constant(tensor: Tensor) -> Any:
            if tensor.op not in self._constant:
                return None
            try:
                return as_kernels_take(self._run_now([tensor])[0])
            except Exception:  # it has to fail for each record
                return None

        ends = []
        later: set[Operation] = set()
        for component in components:
            tensor, deferred, operations = defer(
                component, lambda tensor: tensor.op in self._per_record, constant, lambda *given: self._rule(*given)[0]
            )
            ends.append((tensor, deferred))
            later.update(operations)
        if later:
            # All else stays: checks that deferred steps wait for, and what they need of it.
            stays = [op for op in operations_in(self._order) if op not in later]
            needed = set(topological_order([*(tensor for tensor, _ in ends), *waits_for, *stays], self._given))
            self._order = [part for part in self._order if not needed.isdisjoint(operations_in([part]))]
        return ends
