"""Loops of a plan: `while` in Python. What enters, goes round and leaves are assignments of its variables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ...core.operation import Operation
from ...core.tensor import Tensor
from ...core.traits import ENTERS, EXITS, ITERATES
from ...core.traversal import Item, Loop, operations_of
from ...runtime.kernels import changes_variables, may_wait, output_name
from .row_loops import RowLoop
from .source_lines import Lines
from .writer import PlanWriter

_HELD = 1 << 30
"""Uses of what each iteration uses."""


def write_items(writer: PlanWriter, items: Iterable[Item], block: Lines) -> None:
    """Write operations, and the loops among them."""
    for item in items:
        if isinstance(item, Loop):
            _write_loop(writer, item, block)
        else:
            writer.emit(item, block)


def _write_loop(writer: PlanWriter, loop: Loop, block: Lines) -> None:
    form = writer.conditions.forms[loop]
    guards = writer.guards(writer.conditions.of[loop])
    operations = list(operations_of(loop.items))
    changes = any(map(changes_variables, operations))
    entering = loop.own(ENTERS)
    own = _Variables(writer, form.variables, entering, changes)
    held = [operation.outputs[0] for operation in entering if operation not in own.entering]
    held += [merge.outputs[0] for merge in form.variables]
    for operation in entering:
        writer.pass_on(operation, block, guards)
    if changes:
        writer.protect(list(writer.handles), None, [], block, guards)
    own.begin(block, guards)
    for operation in own.entering:
        writer.release(operation, block, guards)
    for tensor in held:
        writer.hold(tensor, _HELD)
    rows = writer.row_loop(loop)
    if isinstance(rows, RowLoop):
        taken = writer.local("taken", block)
        arguments = "".join(f", {writer.names[tensor]}" for tensor in rows.entering)
        block.add(f"{taken} = {writer.globals.add('all_rows', rows.run)}(run{arguments})", None, guards)
        block.begin(f"if {taken} is None:{_told('row by row in it', rows.by_row)}", guards=guards)
        _write_iterations(writer, loop, own, block, ())
        block.end()
        counters = ", ".join(writer.names[merge.outputs[0]] for merge in rows.counters)
        block.add("else:", None, guards)
        block.add(f"    {counters}, = {taken}", None, guards)
    else:
        if rows.reason:
            block.add(f"#{_told('one after the other', [rows.reason])[3:]}", None, guards)
        _write_iterations(writer, loop, own, block, guards)
    own.end()
    for item in form.after:
        if isinstance(item, Operation) and EXITS in item.definition.traits:
            writer.name(item.outputs[0], writer.names[item.inputs[0]])
            writer.release(item, block, guards)
        else:
            write_items(writer, [item], block)
    for tensor in held:
        writer.hold(tensor, 1 - _HELD)
        writer.use_up(tensor, block, guards)
    for operation in entering:
        if operation not in own.entering:
            writer.release(operation, block, guards)


def _write_iterations(writer: PlanWriter, loop: Loop, own: _Variables, block: Lines, guards: tuple) -> None:
    form = writer.conditions.forms[loop]
    waits = any(map(may_wait, loop.operations))
    rounds = writer.local("rounds", block)
    block.add(f"{rounds} = _Rounds(run{', True' if waits else ''})", None, guards)
    block.begin("while True:", f"for _ in {rounds}.some():", guards=guards)
    skipped = {*form.variables, *loop.own(ENTERS)}
    write_items(writer, (item for item in form.before if item not in skipped), block)
    block.add(f"if not {writer.guards([(form.test, True)])[0][0]}:")
    block.add("    break")
    write_items(writer, (item for item in form.body if not _has(item, ITERATES)), block)
    own.go_round(loop.own(ITERATES), block)
    block.end()
    block.add("    else:", None, guards)
    block.add("        continue", None, guards)
    block.add("    break", None, guards)


def _told(what: str, those: Sequence[str]) -> str:
    return f"  # {what}: {', '.join(those)}" if those else ""


def _has(item: Item, trait: Any) -> bool:
    return isinstance(item, Operation) and trait in item.definition.traits


class _Variables:
    """The variables of a loop: Merges of what enters and what goes round.

    Args:
      changes: whether variables of the session may change in the loop: what goes round shares no memory with them.
    """

    def __init__(self, writer: PlanWriter, merges: Iterable[Operation], entering: Iterable[Operation], changes: bool) -> None:
        self._writer = writer
        self._merges = list(merges)
        self._equal = writer.computed_before
        self._changes = changes
        enters = {operation.outputs[0]: operation for operation in entering}
        self._enters = {merge: next(one for one in merge.inputs if one in enters) for merge in self._merges}
        self.entering = {enters[tensor] for tensor in self._enters.values()}
        self._given: dict[Operation, list[str]] = {merge: [] for merge in self._merges}

    def begin(self, block: Lines, guards: tuple) -> None:
        """What enters is their first value."""
        for merge, tensor in self._enters.items():
            self._assign({merge: tensor}, 0, block, guards)
        for merge in self._merges:
            for output, name in zip(merge.outputs, self._names(merge), strict=True):
                if merge in self._equal:
                    self._writer.names[output] = name
                else:
                    self._writer.name(output, name)

    def go_round(self, iterating: Iterable[Operation], block: Lines) -> None:
        """What goes round is their next value."""
        values = {operation.outputs[0]: operation for operation in iterating}
        for operation in values.values():
            self._writer.pass_on(operation, block, ())
        self._assign({merge: next(one for one in merge.inputs if one in values) for merge in self._merges}, 1, block, ())
        for operation in values.values():
            self._writer.release(operation, block, ())

    def end(self) -> None:
        """The loop has ended: whose memory they share is known now."""
        for merge, given in self._given.items():
            self._writer.memory.share(self._names(merge)[0], given)

    def _assign(self, values: Mapping[Operation, Tensor], position: int, block: Lines, guards: tuple) -> None:
        writer, targets, sources = self._writer, [], []
        for merge, tensor in values.items():
            name, index = self._names(merge)
            source = writer.names[tensor]
            writer.uses[source] = writer.uses.get(source, 0) - 1
            if merge in self._equal:
                continue
            if writer.is_variable(tensor):
                source = writer.read(tensor, merge, block, guards, kept=True)
            if self._changes and source not in writer.handles and not writer.memory.of([source]).isdisjoint(writer.handles):
                source = f"_copied({source})"
                self._given[merge].append(name)
            else:
                self._given[merge].append(source)
            if name != source:
                targets.append(name)
                sources.append(source)
            if writer.tensor_uses.get(merge.outputs[1]):
                targets.append(index)
                sources.append(writer.globals.constant(np.int32(position)))
            for one in (name, index):
                block.assigned[one] = None
                writer.made_under.setdefault(one, guards)
            if position == 0:
                writer.memory.share(name, self._given[merge])
        if targets:
            block.add(f"{', '.join(targets)} = {', '.join(sources)}", None, guards)

    def _names(self, merge: Operation) -> tuple[str, str]:
        first = self._equal.get(merge, merge)
        return output_name(first, 0), output_name(first, 1)
