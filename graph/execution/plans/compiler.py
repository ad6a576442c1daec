"""The plan compiler: from what a session was asked for to its Plan.

Constants are folded, equal subexpressions shared, arrays released after their last use. Conditional branches become
`if` statements, loops `while` statements. Where blocking ops do not depend on each other, the plan is cut into segments that
`segments.run_segments` runs side by side, so that none waits for another in vain.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Mapping, Sequence
from typing import Any

import numpy as np

from ...core.operation import Operation
from ...core.tensor import Tensor
from ...core.traversal import Item, Loop, in_loops, operations_of, topological_order
from ...runtime.kernels import calls_users, independent_waits, waits_in_order
from ...runtime.watched.lines import LINES
from ..conditions import Conditions, Guards, Irregular
from ..interpreter import Interpretation, by_name, check_fetched
from .common_subexpressions import common_subexpressions
from .joined import joined
from .loops import write_items
from .plan import Compiled, Plan
from .replacements import with_replacements
from .source_lines import Lines
from .together import together
from .uses import uses_of
from .writer import PlanWriter

_numbers = itertools.count()


def compile_plan(
    session: Any, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor], without: Container[Any] = ()
) -> Compiled:
    """The plan that computes `targets` when given values for `feeds`.

    Nodes that make no branches and loops as programs have them are run one by one.

    Args:
      session: keeps the resources that kernels are bound to.
      targets: Tensors give a value each; Operations are only run.
      without: operations that nothing of the plan waits for: they run elsewhere.

    Raises:
      OpError: a resource could not be made (a queue with impossible bounds, say), or a tensor has no one value.
    """
    order = topological_order(targets, feeds, without)
    check_fetched([target for target in targets if isinstance(target, Tensor)], feeds, order)
    items = with_replacements(in_loops(order), targets, feeds)
    try:
        conditions = Conditions(items, feeds)
    except Irregular:
        return Interpretation(session, targets, feeds, without)
    order = list(operations_of(items))
    with np.errstate(all="ignore"):  # constants are folded
        return _Compiler(targets, items, feeds, PlanWriter(session, order, feeds, conditions)).compile()


class _Compiler:
    def __init__(
        self, targets: Sequence[Tensor | Operation], items: list[Item], feeds: Sequence[Tensor], writer: PlanWriter
    ) -> None:
        self._targets = targets
        self._feeds = feeds
        self._items = items
        self._writer = writer

    def compile(self) -> Plan:
        writer, conditions = self._writer, self._writer.conditions
        order = list(operations_of(self._items))
        parallel = independent_waits(self._items)
        if parallel is not None and calls_users(order):
            parallel = waits_in_order(order, parallel)
        same = writer.computed_before = common_subexpressions(
            order, self._feeds, conditions.of, _places(self._items, parallel or {})
        )
        fetched = {target: conditions.of_fetched(target) for target in self._targets if isinstance(target, Tensor)}
        writer.tensor_uses = uses_of(order, self._targets, same, conditions.predicates)
        groups: dict[Operation, list[Operation]] = {}
        if parallel is None:
            self._items = joined(self._items, writer.tensor_uses, same, conditions.of, writer.is_sure)
            self._items, groups = together(self._items, same, conditions.of, self._feeds)
        main = Lines("    ")
        if parallel is None:
            members = {operation for group in groups.values() for operation in group}
            for item in self._items:
                if item in groups:
                    writer.emit_together(groups[item], main)
                elif item not in members:
                    write_items(writer, [item], main)
        else:
            self._write_segments(parallel, main)
        self._add_return(main, fetched)
        return self._assemble(main)

    def _write_segments(self, segment_of: dict[Operation, int], main: Lines) -> None:
        self._writer.parallel = segment_of
        blocks: dict[int, Lines] = {}
        depends: dict[int, set[int]] = {}
        conditions = self._writer.conditions.of
        for item in self._items:
            operations = [item] if isinstance(item, Operation) else item.operations
            segment = segment_of[operations[0]]
            block = main if segment == 0 else blocks.setdefault(segment, Lines("        "))
            write_items(self._writer, [item], block)
            sources = [tensor.op for operation in operations for tensor in operation.inputs]
            sources += [control for operation in operations for control in operation.control_inputs]
            sources += [predicate.op for one in (item, *operations) for predicate, _ in conditions[one]]
            found = {segment_of[source] for source in sources if source in segment_of}
            depends.setdefault(segment, set()).update(found - {segment, 0})
        described = main.add_segments(blocks, depends)
        main.add(f"_run_segments(run, ({described},), {calls_users(segment_of)})")

    def _add_return(self, block: Lines, conditions: Mapping[Tensor, Guards]) -> None:
        """Return what is asked for, which has to exist.

        Args:
          conditions: when each of it has a value.
        """
        results: list[str] = []
        unsure: dict[Tensor, str] = {}
        for target in self._targets:
            if not isinstance(target, Tensor):
                continue
            name = self._writer.names[target]
            guards = self._writer.guards(conditions[target])
            value = f"_copied({name}.read())" if name in self._writer.handles else self._writer.memory.leaving(name)
            if guards or name in self._writer.handles:
                result = f"result{len(results)}"
                if guards:
                    block.add(f"{result} = _none")
                    unsure[target] = result
                block.add(f"{result} = {value}", target.op if target in self._writer.late else None, guards)
                value = result
            results.append(value)
        for place, target in enumerate(by_name(conditions, self._feeds)):
            if target in unsure:
                block.add(f"_check_exists({unsure[target]}, {place})")
        block.add(f"return ({''.join(result + ', ' for result in results)})")

    def _assemble(self, main: Lines) -> Plan:
        arguments = ", ".join(["run", *(f"fed{k}" for k in range(len(self._feeds)))])
        source, lines = main.under(f"def plan({arguments}):")
        filename = f"<headrace plan {next(_numbers)}>"
        self._writer.globals.values[LINES] = lines
        exec(compile(source, filename, "exec"), self._writer.globals.values)
        places = {tensor: self._writer.names[tensor] for tensor in self._writer.places}
        return Plan(self._writer.globals.values.pop("plan"), source, filename, lines, places)


def _places(items: Sequence[Item], segments: Mapping[Operation, int], loop: Loop | None = None) -> dict[Operation, Any]:
    """Where each operation runs: in which segment, in which loop."""
    found: dict[Operation, Any] = {}
    for item in items:
        if isinstance(item, Loop):
            found.update(_places(item.items, segments, item))
        else:
            found[item] = (segments.get(item), loop)
    return found
