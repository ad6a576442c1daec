"""The plan compiler: from what a session was asked for to its Plan.

Constants are folded, equal subexpressions shared, arrays released after their last use. Conditional branches become
`if` statements. Where blocking ops do not depend on each other, the plan is cut into segments that
`segments.run_segments` runs side by side, so that none waits for another in vain.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Sequence
from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.rules.direct import Direct
from ..core.static_values import constant_value
from ..core.tensor import Tensor
from ..core.traits import ADOPTS, BLOCKING, FORWARDS, MERGES, RESOURCE, SWITCHES, USER_CODE
from ..core.traversal import topological_order
from ..runtime.kernels import (
    Condition,
    calls_users,
    changes_variables,
    check_predicate,
    conditions_of,
    conditions_of_merged,
    definition_kernel,
    does_nothing_but_give_its_value,
    independent_waits,
    is_late_read,
    output_name,
    ref_inputs,
    waits_in_order,
)
from ..runtime.places import record_key_of
from ..runtime.results import copied, to_caller
from ..types import errors
from .common_subexpressions import common_subexpressions
from .constant_folding import folded, has_nothing_to_do, kept_input
from .in_place import makes_new_array, may_overwrite, takes_out_by_place
from .memory import PlanMemory
from .plan import Plan
from .plan_globals import PlanGlobals
from .segments import run_segments
from .source_lines import Lines
from .together import together
from .uses import predicates_of, uses_of

_numbers = itertools.count()


def compile_plan(
    session: Any, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor], without: Container[Operation] = ()
) -> Plan:
    """The plan that computes `targets` when given values for `feeds`.

    Args:
      session: keeps the resources that kernels are bound to.
      targets: Tensors give a value each; Operations are only run.
      without: operations that nothing of the plan waits for: they run elsewhere.

    Raises:
      OpError: a resource could not be made (a queue with impossible bounds, say).
    """
    with np.errstate(all="ignore"):  # constants are folded
        return _Compiler(session, targets, topological_order(targets, feeds, without), feeds).compile()


class _Compiler:
    def __init__(
        self, session: Any, targets: Sequence[Tensor | Operation], order: list[Operation], feeds: Sequence[Tensor]
    ) -> None:
        self._session = session
        self._targets = targets
        self._feeds = feeds
        # Where a constant is fed with something else, shapes that were made known by its value may be others.
        self._shapes_hold = all(constant_value(tensor) is None for tensor in feeds)
        # A fed variable is that of a block's plan, which stays when the variable may later have any shape.
        unsure = any(tensor.dtype._is_ref_dtype for tensor in feeds) or any(
            tensor.shape_is_claimed for operation in order for tensor in operation.outputs
        )
        self._shapes_are_sure = self._shapes_hold and not unsure
        self._order = order
        self._globals = PlanGlobals(
            _check_predicate=check_predicate, _to_caller=to_caller, _copied=copied, _run_segments=run_segments
        )
        self._names: dict[Tensor, str] = {}  # the variable or global that holds a tensor
        self._handles: dict[str, Any] = {}  # globals that are resources
        self._memory = PlanMemory()
        self._uses: dict[str, int] = {}
        self._made_under: dict[str, tuple] = {}  # the guards under which a variable has a value
        self._late: set[Tensor] = set()  # values of variables, read where they are used
        self._conditions = conditions_of(self._order, feeds)
        self._predicates = predicates_of(self._order)
        self._places = {key for key in map(record_key_of, order) if key is not None}  # for errors
        self._parallel: Any = None
        self._numbers = itertools.count()

    def compile(self) -> Plan:
        for position, tensor in enumerate(self._feeds):
            self._names[tensor] = name = f"fed{position}"
            self._memory.hold_elsewhere(name)
        parallel = independent_waits(self._order)
        if parallel is not None and calls_users(self._order):
            parallel = waits_in_order(self._order, parallel)
        self._computed_before = common_subexpressions(self._order, self._feeds, self._conditions, parallel or {})
        groups: dict[Operation, list[Operation]] = {}
        if parallel is None:
            self._order, groups = together(self._order, self._computed_before, self._conditions, self._feeds)
        self._tensor_uses = uses_of(self._order, self._targets, self._computed_before)
        main = Lines("    ")
        if parallel is None:
            members = {operation for group in groups.values() for operation in group}
            for operation in self._order:
                if operation in groups:
                    self._emit_together(groups[operation], main)
                elif operation not in members:
                    self._emit(operation, main)
        else:
            self._emit_segments(parallel, main)
        self._add_return(main)
        return self._assemble(main)

    # Emitting one operation

    def _emit(self, operation: Operation, block: Lines) -> None:
        definition = operation.definition
        if operation.outputs and operation.outputs[0] in self._names and does_nothing_but_give_its_value(operation):
            return  # it is fed
        if RESOURCE in definition.traits:
            self._emit_handle(operation)
            return
        guards = self._guards(self._conditions[operation])
        if MERGES in definition.traits:
            self._emit_merge(operation, block, guards)
            return
        if self._is_late(operation):
            self._late.add(operation.outputs[0])
            self._names[operation.outputs[0]] = self._names[operation.inputs[0]]
            return
        arguments = self._arguments(operation, block, guards)
        if SWITCHES in definition.traits and operation.inputs[1].static_shape != ():
            block.add(f"_check_predicate({arguments[1]})", operation, guards)
        if FORWARDS in definition.traits:
            for output in operation.outputs:
                self._name(output, arguments[0])
        elif operation in self._computed_before:
            for output, same in zip(operation.outputs, self._computed_before[operation].outputs, strict=True):
                self._names[output] = self._names[same]
        elif not self._fold(operation, arguments):
            self._protect_from(operation, arguments, block, guards)
            block.add(self._call(operation, arguments, block, guards), operation, guards)
        self._release(operation, block, guards)

    def _emit_together(self, group: list[Operation], block: Lines) -> None:
        """Operations that change a variable each: all at once, or, where that cannot be, one after the other."""
        first, rule = group[0], group[0].definition.together.function
        changed = sorted(ref_inputs(first))
        handles = [[self._names[operation.inputs[position]] for position in changed] for operation in group]
        own = [self._names[operation.inputs[rule.own]] for operation in group]
        if not self._memory.of(own).isdisjoint(self._handles):
            for operation in group:  # a change that is, or shares memory with, a variable
                self._emit(operation, block)
            return
        shared = self._arguments(first, block, ())
        calls, after = Lines("        "), Lines("    ")
        after.assigned = block.assigned
        for operation, name in zip(group, own, strict=True):
            arguments = [*shared]
            for position in changed:
                arguments[position] = self._names[operation.inputs[position]]
            arguments[rule.own] = name
            self._protect_from(operation, arguments, block, ())
            calls.add(self._call(operation, arguments, block, ()), operation)
            self._release(operation, after, ())
        attributes = {name: first.attributes[name] for name in first.definition.kernel_keywords}
        kernel = rule.bind([[self._handles[name] for name in names] for names in handles], attributes, self._session)
        grouped = [name for position, name in enumerate(shared) if position not in changed]
        grouped[rule.own - len(changed)] = f"({', '.join(own)},)"
        block.add(f"if not {self._globals.add('k_together', kernel)}({', '.join(grouped)}):")
        block.lines += calls.lines + after.lines

    def _guards(self, conditions: Iterable[Condition]) -> tuple[tuple[str, bool], ...]:
        """Conditions, by the names of their predicates."""
        return tuple((self._names[predicate], branch) for predicate, branch in conditions)

    def _is_late(self, operation: Operation) -> bool:
        """Whether to read a variable where its value is used. What branches are chosen by is read once."""
        return (
            is_late_read(operation)
            and self._names[operation.inputs[0]] in self._handles
            and operation.outputs[0] not in self._predicates
        )

    def _emit_handle(self, operation: Operation) -> None:
        kernel, _ = definition_kernel(operation, self._session)
        name = self._globals.add("h", kernel())
        self._handles[name] = self._globals.values[name]
        self._memory.hold_elsewhere(name)
        self._names[operation.outputs[0]] = name

    def _arguments(self, operation: Operation, block: Lines, guards: tuple) -> list[str]:
        """The names that hold the inputs; a variable used as a value is read here."""
        wants_ref = ref_inputs(operation)
        names = []
        for position, tensor in enumerate(operation.inputs):
            name = self._names[tensor]
            if position not in wants_ref and self._is_variable(tensor):
                kept = FORWARDS in operation.definition.traits or position in operation.definition.aliases
                name = self._read(tensor, operation, block, guards, kept)
            names.append(name)
        return names

    def _is_variable(self, tensor: Tensor) -> bool:
        """Whether the name of a tensor holds a variable rather than a value."""
        return self._names[tensor] in self._handles and (tensor.dtype._is_ref_dtype or tensor in self._late)

    def _read(self, tensor: Tensor, operation: Operation, block: Lines, guards: tuple, kept: bool) -> str:
        """Read a variable for an operation; `kept`: its value may be used after the operation too."""
        name, handle = f"r{next(self._numbers)}", self._names[tensor]
        value = f"{handle}.read()"
        if kept and self._parallel is not None:  # nobody knows when another segment changes it
            value = f"_copied({value})"
        else:
            self._memory.share(name, [handle])
        block.add(f"{name} = {value}", tensor.op if tensor in self._late else operation, guards)
        block.assigned[name] = None
        self._made_under[name] = guards
        # Only what it is passed on as (Identity) is used after the operation that reads it.
        self._uses[name] = 0
        return name

    def _name(self, tensor: Tensor, name: str) -> None:
        if tensor in self._names:
            return  # fed
        self._names[tensor] = name
        self._uses[name] = self._uses.get(name, 0) + self._tensor_uses.get(tensor, 0)

    def _fold(self, operation: Operation, arguments: list[str]) -> bool:
        """Leave an operation out of whose results all is known: they are constants, or one of its inputs."""
        constants = self._globals.known(arguments)
        if has_nothing_to_do(operation, constants[0] if constants else None):
            return True
        kept = kept_input(operation, constants, self._shapes_are_sure)
        if kept is not None and self._parallel is None:
            self._name(operation.outputs[0], arguments[kept])
            return True
        results = None if any(value is None for value in constants) else folded(operation, constants, self._session)
        if results is None:
            return False
        for tensor, result in zip(operation.outputs, results, strict=True):
            name = self._globals.constant(result)
            self._memory.hold_elsewhere(name)
            self._name(tensor, name)
        return True

    def _protect_from(self, operation: Operation, arguments: list[str], block: Lines, guards: tuple) -> None:
        """Before a variable changes in place, copy those of its values that are still to be used."""
        if not changes_variables(operation):
            return
        changed = dict.fromkeys(arguments[position] for position in ref_inputs(operation))
        if operation.definition.traits & (USER_CODE | BLOCKING):
            changed.update(dict.fromkeys(self._handles))  # other runs, of this thread or another
        for name in self._memory.sharing(changed):
            # Its own arguments are read before it writes; they count one use more than what comes after.
            if self._uses.get(name, 0) <= arguments.count(name):
                continue
            made_under = self._made_under.get(name, ())
            if any((predicate, not branch) in made_under for predicate, branch in guards):
                continue  # it belongs to the other branch
            block.add(f"{name} = _copied({name})", operation, tuple(dict.fromkeys((*guards, *made_under))))
            if set(guards) <= set(made_under):  # it is copied whenever it exists
                self._memory.copied(name)

    def _call(self, operation: Operation, arguments: list[str], block: Lines, guards: tuple) -> str:
        """The line that calls the kernel; the names that hold what comes of it are known from now on."""
        definition, grouped = operation.definition, self._globals.grouped(operation, arguments)
        kernel, keywords = definition_kernel(operation, self._session)
        out = self._overwritable(operation, arguments, guards)
        direct = self._direct(operation, arguments)
        if direct is not None and (out is None or isinstance(direct.function, np.ufunc)):
            kernel = direct.function
            grouped = [*grouped[: direct.inputs], *(self._globals.add("a", value) for value in direct.rest)]
        else:
            kernel = kernel if out is None else definition.kernel_into.function
            grouped += [f"{key}={self._globals.add('a', value)}" for key, value in keywords.items()]
        if BLOCKING in definition.traits:
            grouped.insert(0, "run")
        if out is not None:
            grouped.append(out if takes_out_by_place(kernel, len(grouped)) else f"out={out}")
        call = f"{self._globals.add('k_' + definition.type, kernel)}({', '.join(grouped)})"
        names = [output_name(operation, k) for k in range(len(operation.outputs))]
        for tensor, name in zip(operation.outputs, names, strict=True):
            if tensor.dtype._is_ref_dtype:
                # What changes a variable gives the variable on.
                name = arguments[0]
            else:
                block.assigned[name] = None
                self._made_under[name] = guards
                self._memory.share(name, [arguments[k] for k in definition.aliases if k < len(arguments)])
            self._name(tensor, name)
        if names and makes_new_array(operation) and not guards:
            self._memory.alone.update(names)
        if not names or operation.outputs[0].dtype._is_ref_dtype:
            return call
        return f"{names[0] if definition.is_single else ''.join(name + ', ' for name in names)} = {call}"

    def _direct(self, operation: Operation, arguments: list[str]) -> Direct | None:
        rule = operation.definition.direct.function if self._shapes_are_sure else None
        return rule(operation, self._globals.known(arguments)) if rule else None

    def _overwritable(self, operation: Operation, arguments: list[str], guards: tuple) -> str | None:
        """A variable whose array the operation may write its result to: nothing needs that array after it."""
        if guards or self._parallel is not None or not self._shapes_hold or not operation.definition.kernel_into:
            return None
        for position, name in enumerate(arguments):
            worth_it = operation.inputs[position].static_shape or ADOPTS in operation.definition.traits
            if worth_it and name in self._memory.alone and may_overwrite(operation, position):
                if self._uses.get(name) == arguments.count(name):  # the last use; looked at last, as it takes longest
                    return name
        return None

    def _emit_merge(self, operation: Operation, block: Lines, guards: tuple) -> None:
        """`Merge` of a cond: the value of the branch that was taken."""
        value, index = (output_name(operation, k) for k in (0, 1))
        names = []
        for position, tensor in enumerate(operation.inputs):
            inner = self._guards(conditions_of_merged(tensor, self._conditions, self._feeds))
            name = self._names[tensor]
            if self._is_variable(tensor):
                name = self._read(tensor, operation, block, inner, kept=True)
            names.append(name)
            block.add(f"{value} = {name}", operation, inner)
            block.add(f"{index} = {self._globals.add('c', np.int32(position))}", operation, inner)
            self._uses[name] = self._uses.get(name, 0) - 1
        # The next line starts at the merge's own depth even if it stands under the same guards.
        block.add("pass", None, guards)
        self._memory.share(value, names)
        for tensor, name in zip(operation.outputs, (value, index), strict=True):
            block.assigned[name] = None
            self._made_under[name] = guards
            self._name(tensor, name)

    def _release(self, operation: Operation, block: Lines, guards: tuple) -> None:
        """Let go of the inputs that nothing needs any more."""
        for tensor in operation.inputs:
            name = self._names[tensor]
            if name not in self._uses or tensor in self._places:
                continue
            self._uses[name] -= 1
            if self._uses[name] == 0 and name in block.assigned and not guards and self._parallel is None:
                block.add(f"{name} = None", None, guards)

    # The whole

    def _emit_segments(self, segment_of: dict[Operation, int], main: Lines) -> None:
        self._parallel = segment_of
        blocks: dict[int, Lines] = {}
        depends: dict[int, set[int]] = {}
        for operation in self._order:
            segment = segment_of[operation]
            block = main if segment == 0 else blocks.setdefault(segment, Lines("        "))
            self._emit(operation, block)
            sources = [tensor.op for tensor in operation.inputs]
            sources += operation.control_inputs
            sources += [predicate.op for predicate, _ in self._conditions[operation]]
            found = {segment_of[source] for source in sources if source in segment_of}
            depends.setdefault(segment, set()).update(found - {segment, 0})
        described = main.add_segments(blocks, depends)
        main.add(f"_run_segments(run, ({described},), {calls_users(self._order)})")

    def _add_return(self, block: Lines) -> None:
        results: list[str] = []
        for target in self._targets:
            if not isinstance(target, Tensor):
                continue
            name = self._names[target]
            if name in self._handles and not self._is_variable(target):
                told = f"{target.name} is a {target.dtype.name}: it cannot be fetched"
                raise errors.InvalidArgumentError(None, target.op, told)
            guards = () if target in self._feeds else self._guards(self._conditions[target.op])
            value = f"_copied({name}.read())" if name in self._handles else self._memory.leaving(name)
            if guards or name in self._handles:
                result = f"result{len(results)}"
                if guards:  # a value of the branch that was not taken does not exist
                    block.add(f"{result} = None")
                block.add(f"{result} = {value}", target.op if target in self._late else None, guards)
                value = result
            results.append(value)
        block.add(f"return ({''.join(result + ', ' for result in results)})")

    def _assemble(self, main: Lines) -> Plan:
        arguments = ", ".join(["run", *(f"fed{k}" for k in range(len(self._feeds)))])
        source, lines = main.under(f"def plan({arguments}):")
        filename = f"<headrace plan {next(_numbers)}>"
        exec(compile(source, filename, "exec"), self._globals.values)
        places = {tensor: self._names[tensor] for tensor in self._places}
        return Plan(self._globals.values.pop("plan"), source, filename, lines, places)
