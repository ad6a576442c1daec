"""The lines of a plan: for each operation those that run it, with what is known of names, memory and last uses so far."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ...core.operation import Operation
from ...core.rules.direct import Direct
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import ADOPTS, BLOCKING, CONDITION, FORWARDS, MERGES, RESOURCE, RETAINS, SWITCHES, TRIGGERS, USER_CODE
from ...core.traversal import Loop
from ...runtime.kernels import (
    changes_variables,
    check_predicate,
    definition_kernel,
    does_nothing_but_give_its_value,
    is_late_read,
    output_name,
    ref_inputs,
)
from ...runtime.places import record_key_of
from ...runtime.results import copied, to_caller
from ...runtime.rounds import Rounds
from ...types.dtypes import resource
from ..conditions import Condition, Conditions
from ..interpreter import NONE, check_exists
from ..segments import run_segments
from .constant_folding import folded, has_nothing_to_do, kept_input
from .expressions import expression
from .in_place import makes_new_array, may_overwrite, takes_out_by_place
from .memory import PlanMemory
from .plan_globals import PlanGlobals
from .row_loops import OneByOne, RowLoop
from .source_lines import Lines
from .unsure_shapes import with_unsure_shapes


class PlanWriter:
    """What a plan is written with.

    Args:
      session: keeps the resources that kernels are bound to.
      order: the operations, each after those it depends on.
      feeds: tensors that are fed.
      conditions: when each runs.

    Attributes:
      names: the variable or global that holds each tensor.
      handles: globals that are resources.
      late: values of variables, read where they are used.
      uses: how often the value of a variable is still to be used.
      computed_before: operations whose outputs are those of another.
      tensor_uses: how often each tensor is used.
      parallel: where the plan has segments, the segment of each operation.
      places: tensors that say where records come from, for errors.
    """

    def __init__(self, session: Any, order: Sequence[Operation], feeds: Sequence[Tensor], conditions: Conditions) -> None:
        self._session = session
        # Where a constant is fed with something else, shapes that were made known by its value may be others.
        self._shapes_hold = all(constant_value(tensor) is None for tensor in feeds)
        self._unsure = with_unsure_shapes(order, feeds)
        self.globals = PlanGlobals(
            _check_predicate=check_predicate,
            _to_caller=to_caller,
            _copied=copied,
            _run_segments=run_segments,
            _Rounds=Rounds,
            _none=NONE,
            _check_exists=check_exists,
        )
        self.names: dict[Tensor, str] = {}
        self.handles: dict[str, Any] = {}
        self.memory = PlanMemory()
        self.uses: dict[str, int] = {}
        self.made_under: dict[str, tuple] = {}  # the guards under which a variable has a value
        self.late: set[Tensor] = set()
        self.conditions = conditions
        self._choices: dict[Tensor, str] = {}  # variables by whose values branches are chosen: read once
        self.places = {key for key in map(record_key_of, order) if key is not None}
        self.parallel: Any = None
        self.computed_before: Mapping[Operation, Operation] = {}
        self.tensor_uses: Mapping[Tensor, int] = {}
        self._numbers = itertools.count()
        for position, tensor in enumerate(feeds):
            self.names[tensor] = name = f"fed{position}"
            self.memory.hold_elsewhere(name)

    def emit(self, operation: Operation, block: Lines) -> None:
        definition = operation.definition
        if operation.outputs and operation.outputs[0] in self.names and does_nothing_but_give_its_value(operation):
            return  # it is fed
        if RESOURCE in definition.traits:
            self._emit_handle(operation)
            return
        guards = self.guards(self.conditions.of[operation])
        if TRIGGERS in definition.traits:
            return  # all that it waits for stands above
        if MERGES in definition.traits:
            self._emit_merge(operation, block, guards)
            return
        if self._is_late(operation):
            self.late.add(operation.outputs[0])
            self.names[operation.outputs[0]] = self.names[operation.inputs[0]]
            return
        if SWITCHES in definition.traits:
            self._choose(operation, block, guards)
        arguments = self.arguments(operation, block, guards)
        if FORWARDS in definition.traits or CONDITION in definition.traits:
            for output in operation.outputs:
                self.name(output, arguments[0])
        elif operation in self.computed_before:
            for output, same in zip(operation.outputs, self.computed_before[operation].outputs, strict=True):
                self.names[output] = self.names[same]
        elif not self._fold(operation, arguments):
            self.protect_from(operation, arguments, block, guards)
            block.add(self._call(operation, arguments, block, guards), operation, guards)
        self.release(operation, block, guards)

    def emit_together(self, group: list[Operation], block: Lines) -> None:
        """Operations that change a variable each: all at once, or, where that cannot be, one after the other."""
        first, rule = group[0], group[0].definition.together.function
        changed = sorted(ref_inputs(first))
        handles = [[self.names[operation.inputs[position]] for position in changed] for operation in group]
        own = [self.names[operation.inputs[rule.own]] for operation in group]
        if not self.memory.of(own).isdisjoint(self.handles):
            for operation in group:  # a change that is, or shares memory with, a variable
                self.emit(operation, block)
            return
        shared = self.arguments(first, block, ())
        calls, after = Lines("        "), Lines("    ")
        after.assigned = block.assigned
        for operation, name in zip(group, own, strict=True):
            arguments = [*shared]
            for position in changed:
                arguments[position] = self.names[operation.inputs[position]]
            arguments[rule.own] = name
            self.protect_from(operation, arguments, block, ())
            calls.add(self._call(operation, arguments, block, ()), operation)
            self.release(operation, after, ())
        attributes = {name: first.attributes[name] for name in first.definition.kernel_keywords}
        kernel = rule.bind([[self.handles[name] for name in names] for names in handles], attributes, self._session)
        grouped = [name for position, name in enumerate(shared) if position not in changed]
        grouped[rule.own - len(changed)] = f"({', '.join(own)},)"
        block.add(f"if not {self.globals.add('k_together', kernel)}({', '.join(grouped)}):")
        block.lines += calls.lines + after.lines

    def guards(self, conditions: Iterable[Condition]) -> tuple[tuple[str, bool], ...]:
        """Conditions, by the names of their predicates."""
        return tuple((self._choices.get(predicate) or self.names[predicate], branch) for predicate, branch in conditions)

    def _choose(self, operation: Operation, block: Lines, guards: tuple) -> None:
        """Read the variable whose value a branch is chosen by, once for all that choose by it."""
        chosen_by = self.conditions.chosen_by(operation.inputs[1])
        if self.is_variable(chosen_by) and chosen_by not in self._choices:
            self._choices[chosen_by] = self.read(chosen_by, operation, block, (), kept=True)
        if operation.inputs[1].static_shape != ():
            block.add(f"_check_predicate({self._choices.get(chosen_by) or self.names[chosen_by]})", operation, guards)

    def _is_late(self, operation: Operation) -> bool:
        """Whether to read a variable where its value is used."""
        return is_late_read(operation) and self.names[operation.inputs[0]] in self.handles

    def _emit_handle(self, operation: Operation) -> None:
        kernel, _ = definition_kernel(operation, self._session)
        name = self.globals.add("h", kernel())
        self.handles[name] = self.globals.values[name]
        self.memory.hold_elsewhere(name)
        self.names[operation.outputs[0]] = name

    def arguments(self, operation: Operation, block: Lines, guards: tuple) -> list[str]:
        """The names that hold the inputs; a variable used as a value is read here."""
        wants_ref = ref_inputs(operation)
        names = []
        chooses = SWITCHES in operation.definition.traits
        for position, tensor in enumerate(operation.inputs):
            name = self.names[tensor]
            if position not in wants_ref and self.is_variable(tensor) and not (chooses and position):
                kept = FORWARDS in operation.definition.traits or position in operation.definition.aliases
                name = self.read(tensor, operation, block, guards, kept)
            names.append(name)
        return names

    def is_variable(self, tensor: Tensor) -> bool:
        """Whether the name of a tensor holds a variable rather than a value."""
        return self.names[tensor] in self.handles and (tensor.dtype._is_ref_dtype or tensor in self.late)

    def read(self, tensor: Tensor, operation: Operation, block: Lines, guards: tuple, kept: bool) -> str:
        """Read a variable for an operation; `kept`: its value may be used after the operation too."""
        name, handle = self.local("r", block), self.names[tensor]
        value = f"{handle}.read()"
        if kept and self.parallel is not None:  # nobody knows when another segment changes it
            value = f"_copied({value})"
        else:
            self.memory.share(name, [handle])
        block.add(f"{name} = {value}", tensor.op if tensor in self.late else operation, guards)
        self.made_under[name] = guards
        # Only what it is passed on as (Identity) is used after the operation that reads it.
        self.uses[name] = 0
        return name

    def row_loop(self, loop: Loop) -> RowLoop | OneByOne:
        """How all iterations of a loop may run at once, or why not."""
        found: RowLoop | OneByOne = self._session.row_loop(loop, self.conditions.forms[loop], self.conditions.of)
        return found

    def pass_on(self, operation: Operation, block: Lines, guards: tuple) -> None:
        """What an operation gives is what it takes."""
        (name,) = self.arguments(operation, block, guards)
        self.name(operation.outputs[0], name)

    def hold(self, tensor: Tensor, uses: int) -> None:
        """Note that a tensor will be used so many times more."""
        name = self.names[tensor]
        if name in self.uses:
            self.uses[name] += uses

    def local(self, prefix: str, block: Lines) -> str:
        """A new variable of the plan."""
        name = f"{prefix}{next(self._numbers)}"
        block.assigned[name] = None
        return name

    def name(self, tensor: Tensor, name: str) -> None:
        if tensor in self.names:
            return  # fed
        self.names[tensor] = name
        self.uses[name] = self.uses.get(name, 0) + self.tensor_uses.get(tensor, 0)

    def _fold(self, operation: Operation, arguments: list[str]) -> bool:
        """Leave an operation out of whose results all is known: they are constants, or one of its inputs."""
        constants = self.globals.known(arguments)
        if has_nothing_to_do(operation, constants[0] if constants else None):
            return True
        kept = kept_input(operation, constants, self.is_sure(operation))
        if kept is not None and self.parallel is None:
            self.name(operation.outputs[0], arguments[kept])
            return True
        results = None if any(value is None for value in constants) else folded(operation, constants, self._session)
        if results is None:
            return False
        for tensor, result in zip(operation.outputs, results, strict=True):
            name = self.globals.constant(result)
            self.memory.hold_elsewhere(name)
            self.name(tensor, name)
        return True

    def protect_from(self, operation: Operation, arguments: list[str], block: Lines, guards: tuple) -> None:
        """Before a variable changes in place, copy those of its values that are still to be used."""
        if not changes_variables(operation):
            return
        changed = dict.fromkeys(arguments[position] for position in ref_inputs(operation))
        if operation.definition.traits & (USER_CODE | BLOCKING):
            changed.update(dict.fromkeys(self.handles))  # other runs, of this thread or another
        self.protect(changed, operation, arguments, block, guards)

    def protect(
        self, changed: Iterable[str], operation: Operation | None, arguments: list[str], block: Lines, guards: tuple
    ) -> None:
        """Copy the values of variables that are still to be used: those change in place."""
        for name in self.memory.sharing(changed):
            # Its own arguments are read before it writes; they count one use more than what comes after.
            if self.uses.get(name, 0) <= arguments.count(name):
                continue
            made_under = self.made_under.get(name, ())
            if any((predicate, not branch) in made_under for predicate, branch in guards):
                continue  # it belongs to the other branch
            block.add(f"{name} = _copied({name})", operation, tuple(dict.fromkeys((*guards, *made_under))))
            if set(guards) <= set(made_under):  # it is copied whenever it exists
                self.memory.copied(name)

    def _call(self, operation: Operation, arguments: list[str], block: Lines, guards: tuple) -> str:
        """The line that calls the kernel; the names that hold what comes of it are known from now on."""
        definition = operation.definition
        if RETAINS in definition.traits:
            arguments = self._kept_for_good(operation, arguments, block, guards)
        grouped = self.globals.grouped(operation, arguments)
        kernel, keywords = definition_kernel(operation, self._session)
        out = self._overwritable(operation, arguments, guards)
        direct = self._direct(operation, arguments)
        if direct is not None and (out is None or isinstance(direct.function, np.ufunc)):
            kernel = direct.function
            grouped = [*grouped[: direct.inputs], *(self.globals.add("a", value) for value in direct.rest)]
        else:
            kernel = kernel if out is None else definition.kernel_into.function
            grouped += [f"{key}={self.globals.add('a', value)}" for key, value in keywords.items()]
        if BLOCKING in definition.traits:
            grouped.insert(0, "run")
        if out is not None:
            grouped.append(out if takes_out_by_place(kernel, len(grouped)) else f"out={out}")
        call = expression(kernel, operation, grouped)
        if call is None:
            call = f"{self.globals.add('k_' + definition.type, kernel)}({', '.join(grouped)})"
        names = [output_name(operation, k) for k in range(len(operation.outputs))]
        for tensor, name in zip(operation.outputs, names, strict=True):
            if tensor.dtype._is_ref_dtype:
                # What changes a variable gives the variable on.
                name = arguments[0]
            else:
                block.assigned[name] = None
                self.made_under[name] = guards
                self.memory.share(name, [arguments[k] for k in definition.aliases if k < len(arguments)])
            self.name(tensor, name)
        if names and makes_new_array(operation) and not guards:
            self.memory.alone.update(names)
        elif any(
            tensor.dtype.base_dtype is resource and name not in self.handles
            for tensor, name in zip(operation.inputs, arguments, strict=True)
        ):
            for name in names:  # what a TensorArray gives it still has; queues, which are the session's, let go of it
                self.memory.hold_elsewhere(name)
        if not names or operation.outputs[0].dtype._is_ref_dtype:
            return call
        return f"{names[0] if definition.is_single else ''.join(name + ', ' for name in names)} = {call}"

    def _kept_for_good(self, operation: Operation, arguments: list[str], block: Lines, guards: tuple) -> list[str]:
        """The arguments of what keeps them: from now on somebody else has them too, and variables change without them."""
        kept = []
        for name in arguments:
            if name not in self.handles and not self.memory.of([name]).isdisjoint(self.handles):
                copy = self.local("r", block)
                block.add(f"{copy} = _copied({name})", operation, guards)
                name = copy
            for root in self.memory.of([name]):
                self.memory.hold_elsewhere(root)
            self.memory.alone.discard(name)
            kept.append(name)
        return kept

    def _direct(self, operation: Operation, arguments: list[str]) -> Direct | None:
        rule = operation.definition.direct.function
        found = rule(operation, self.globals.known(arguments)) if rule else None
        return found if found is None or found.for_any_shapes or self.is_sure(operation) else None

    def is_sure(self, operation: Operation) -> bool:
        """Whether inputs and outputs have the shapes that are known when the graph is built."""
        return self._shapes_hold and self._unsure.isdisjoint((*operation.inputs, *operation.outputs))

    def _overwritable(self, operation: Operation, arguments: list[str], guards: tuple) -> str | None:
        """A variable whose array the operation may write its result to: nothing needs that array after it."""
        if guards or self.parallel is not None or not self._shapes_hold or not operation.definition.kernel_into:
            return None
        for position, name in enumerate(arguments):
            worth_it = operation.inputs[position].static_shape or ADOPTS in operation.definition.traits
            if worth_it and name in self.memory.alone and may_overwrite(operation, position):
                if self.uses.get(name) == arguments.count(name):  # the last use; looked at last, as it takes longest
                    return name
        return None

    def _emit_merge(self, operation: Operation, block: Lines, guards: tuple) -> None:
        """`Merge` of a cond: the value of the branch that was taken."""
        value, index = (output_name(operation, k) for k in (0, 1))
        names = []
        for position, tensor in enumerate(operation.inputs):
            inner = self.guards(self.conditions.of_merged(tensor))
            name = self.names[tensor]
            if self.is_variable(tensor):
                name = self.read(tensor, operation, block, inner, kept=True)
            names.append(name)
            block.add(f"{value} = {name}", operation, inner)
            block.add(f"{index} = {self.globals.add('c', np.int32(position))}", operation, inner)
            self.uses[name] = self.uses.get(name, 0) - 1
        # The next line starts at the merge's own depth even if it stands under the same guards.
        block.add("pass", None, guards)
        self.memory.share(value, names)
        for tensor, name in zip(operation.outputs, (value, index), strict=True):
            block.assigned[name] = None
            self.made_under[name] = guards
            self.name(tensor, name)

    def release(self, operation: Operation, block: Lines, guards: tuple) -> None:
        """Let go of the inputs that nothing needs any more."""
        for tensor in operation.inputs:
            if tensor not in self.places:
                self.use_up(tensor, block, guards)

    def use_up(self, tensor: Tensor, block: Lines, guards: tuple) -> None:
        """Note that a tensor has been used once; let go of what nothing needs any more."""
        name = self.names[tensor]
        if name not in self.uses:
            return
        self.uses[name] -= 1
        if self.uses[name] == 0 and name in block.assigned and not guards and self.parallel is None:
            if not (block.is_in_loop and tensor.static_shape == ()):
                block.add(f"{name} = None", None, guards)
