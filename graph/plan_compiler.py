"""From what a session was asked for to its Plan.

Constants are folded, equal subexpressions shared, arrays released after their last use. Conditional branches become
`if` statements. Where blocking ops do not depend on each other, the plan is cut into segments that
`segments.run_segments` runs side by side, so that none waits for another in vain.
"""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Sequence
from typing import Any

import numpy as np

from . import errors
from .graph import Operation
from .lines import Lines
from .nodes import as_outputs, definition_kernel, independent_waits, is_late_read, is_single, ref_inputs
from .plan import Plan, output_name
from .reuse import makes_new_array, may_overwrite
from .segments import run_segments
from .tensor import Tensor
from .traits import BLOCKING, FORWARDS, PURE, RESOURCE
from .twins import twins
from .values import leave_plan, own_copy
from .walk import guards_of, needed_operations

FOLD_LIMIT = 64 << 20
"""Bytes: larger results of constant expressions are computed anew in each run instead of being kept."""

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
        return _Compiler(session, targets, needed_operations(targets, feeds, without), feeds).compile()


class _Compiler:
    def __init__(
        self, session: Any, targets: Sequence[Tensor | Operation], order: list[Operation], feeds: Sequence[Tensor]
    ) -> None:
        self._session = session
        self._targets = targets
        self._feeds = feeds
        self._order = order
        self._globals: dict[str, Any] = {"_leave": leave_plan, "_own": own_copy, "_run_segments": run_segments}
        self._names: dict[Tensor, str] = {}  # the variable or global that holds a tensor
        self._constants: dict[str, Any] = {}  # globals that are values known now
        self._handles: dict[str, Any] = {}  # globals that are resources
        self._roots: dict[str, str | None] = {}  # whose memory a variable may share: a global or a feed
        self._uses: dict[str, int] = {}
        self._made_under: dict[str, tuple] = {}  # the guards under which a variable's value was read
        self._equal_constants: dict[Any, str] = {}
        self._late: set[Tensor] = set()  # values of variables, read where they are used
        self._predicates: set[Tensor] = set()
        self._own: set[str] = set()  # variables whose arrays nothing else holds
        self._numbers = itertools.count()

    def compile(self) -> Plan:
        for position, tensor in enumerate(self._feeds):
            self._names[tensor] = name = f"fed{position}"
            self._roots[name] = name
        parallel = independent_waits(self._order)
        self._twins = twins(self._order, self._feeds, parallel or {})
        self._count_uses()
        main = Lines("    ")
        if parallel is None:
            for operation in self._order:
                self._emit(operation, main)
            self._add_return(main)
            blocks = [main]
        else:
            blocks = self._emit_segments(parallel, main)
        return self._assemble(blocks, main)

    # Emitting one operation

    def _emit(self, operation: Operation, block: Lines) -> None:
        definition = operation.definition
        if all(tensor in self._names for tensor in operation.outputs) and operation.outputs:
            return  # all fed
        if RESOURCE in definition.traits:
            self._emit_handle(operation)
            return
        guards = tuple((self._names[predicate], branch) for predicate, branch in guards_of(operation))
        if definition.type == "Merge":
            self._emit_merge(operation, block, guards)
            return
        if self._is_late(operation):
            self._late.add(operation.outputs[0])
            self._names[operation.outputs[0]] = self._names[operation.inputs[0]]
            return
        arguments = self._arguments(operation, block, guards)
        if FORWARDS in definition.traits:
            for output in operation.outputs:
                self._name(output, arguments[0])
        elif operation in self._twins:
            for output, twin in zip(operation.outputs, self._twins[operation].outputs, strict=True):
                self._names[output] = self._names[twin]
        elif not self._fold(operation, arguments):
            self._protect_from(operation, arguments, block, guards)
            self._call(operation, arguments, block, guards)
        self._release(operation, block, guards)

    def _is_late(self, operation: Operation) -> bool:
        """Whether to read a variable where its value is used. What branches are chosen by is read once."""
        return (
            is_late_read(operation)
            and self._names[operation.inputs[0]] in self._handles
            and operation.outputs[0] not in self._predicates
        )

    def _emit_handle(self, operation: Operation) -> None:
        kernel, _ = definition_kernel(operation, self._session)
        name = self._new_global("h", kernel())
        self._handles[name] = self._globals[name]
        self._names[operation.outputs[0]] = name

    def _arguments(self, operation: Operation, block: Lines, guards: tuple) -> list[str]:
        """The names that hold the inputs; a variable used as a value is read here."""
        wants_ref = ref_inputs(operation)
        names = []
        for position, tensor in enumerate(operation.inputs):
            name = self._names[tensor]
            if position not in wants_ref and self._is_variable(tensor):
                name = self._read(tensor, operation, block, guards)
            names.append(name)
        return names

    def _is_variable(self, tensor: Tensor) -> bool:
        """Whether the name of a tensor holds a variable rather than a value."""
        return self._names[tensor] in self._handles and (tensor.dtype._is_ref_dtype or tensor in self._late)

    def _read(self, tensor: Tensor, operation: Operation, block: Lines, guards: tuple) -> str:
        name, handle = f"r{next(self._numbers)}", self._names[tensor]
        block.add(f"{name} = {handle}.read()", tensor.op if tensor in self._late else operation, guards)
        block.assigned[name] = None
        self._roots[name] = handle
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
        definition = operation.definition
        if definition.type == "NoOp":
            return True
        if definition.type == "Assert":  # one that is known to hold does nothing
            return bool(np.all(self._constants.get(arguments[0], False)))
        if PURE not in definition.traits or not operation.outputs:
            return False
        if not all(name in self._constants for name in arguments):
            return False
        kernel = definition.flat_kernel_of(operation, self._session)
        try:
            results = as_outputs(operation, kernel(*(self._constants[name] for name in arguments)))
        except Exception:  # whatever it is, the run will raise it, with the operation's name
            return False
        if sum(np.asarray(result).nbytes for result in results) > FOLD_LIMIT:
            return False
        for tensor, result in zip(operation.outputs, results, strict=True):
            self._name(tensor, self._constant(result))
        return True

    def _constant(self, value: Any) -> str:
        """The global that holds a constant; equal small ones share it."""
        array = np.asarray(value)
        key = (array.dtype.str, array.shape, array.tobytes()) if array.nbytes <= 64 and array.dtype != object else None
        name = self._equal_constants.get(key)
        if name is None:
            if isinstance(value, np.ndarray):
                if value.ndim == 0 and value.dtype != object:
                    value = value[()]  # a scalar: faster to reckon with
                else:
                    value.flags.writeable = False
            name = self._new_global("c", value)
            self._constants[name] = value
            self._roots[name] = name
            if key is not None:
                self._equal_constants[key] = name
        return name

    def _protect_from(self, operation: Operation, arguments: list[str], block: Lines, guards: tuple) -> None:
        """Before a variable changes in place, copy those of its values that are still to be used."""
        changed = {arguments[position] for position in ref_inputs(operation)}
        if not changed:
            return
        for name, root in list(self._roots.items()):
            # Its own arguments are read before it writes; they count one use more than what comes after.
            if root not in changed or self._uses.get(name, 0) <= arguments.count(name) or name in self._handles:
                continue
            made_under = self._made_under.get(name, ())
            shared = min(len(made_under), len(guards))
            if made_under[:shared] == guards[:shared]:  # not in the branches of one condition
                block.add(f"{name} = _own({name})", operation, max(made_under, guards, key=len))
                self._roots[name] = None

    def _call(self, operation: Operation, arguments: list[str], block: Lines, guards: tuple) -> None:
        definition = operation.definition
        kernel, keywords = definition_kernel(operation, self._session)
        grouped = [
            arguments[at] if isinstance(at, int) else f"({''.join(name + ', ' for name in arguments[at])})"
            for at in definition.slices(operation)
        ]
        if BLOCKING in definition.traits:
            grouped.insert(0, "run")
        grouped += [f"{key}={self._new_global('a', value)}" for key, value in keywords.items()]
        room = self._room_for(operation, arguments, guards)
        if room is not None:
            kernel = definition.into.function
            grouped.append(f"out={room}")
        call = f"{self._new_global('k_' + definition.type, kernel)}({', '.join(grouped)})"
        names = [output_name(operation, k) for k in range(len(operation.outputs))]
        for tensor, name in zip(operation.outputs, names, strict=True):
            if tensor.dtype._is_ref_dtype:
                # What changes a variable gives the variable on.
                name = arguments[0]
            else:
                block.assigned[name] = None
                aliased = [self._roots.get(arguments[k]) for k in definition.aliases if k < len(arguments)]
                self._roots[name] = next((root for root in aliased if root is not None), None)
            self._name(tensor, name)
        if names and makes_new_array(operation) and not guards:
            self._own.update(names)
        self._own.difference_update(arguments[k] for k in definition.aliases if k < len(arguments))
        if not names or operation.outputs[0].dtype._is_ref_dtype:
            block.add(call, operation, guards)
        elif is_single(definition):
            block.add(f"{names[0]} = {call}", operation, guards)
        else:
            block.add(f"{''.join(name + ', ' for name in names)}= {call}", operation, guards)

    def _room_for(self, operation: Operation, arguments: list[str], guards: tuple) -> str | None:
        """A variable whose array the operation may write its result to: nothing needs that array after it."""
        if guards or self._parallel is not None:
            return None
        for position, name in enumerate(arguments):
            last = self._uses.get(name) == arguments.count(name)
            worth_it = operation.inputs[position].static_shape or operation.type == "Assign"
            if last and worth_it and name in self._own and may_overwrite(operation, position):
                return name
        return None

    def _emit_merge(self, operation: Operation, block: Lines, guards: tuple) -> None:
        """`Merge` of a cond: the value of the branch that was taken."""
        value, index = (output_name(operation, k) for k in (0, 1))
        for position, tensor in enumerate(operation.inputs):
            inner = tuple((self._names[predicate], branch) for predicate, branch in guards_of(tensor.op))
            name = self._names[tensor]
            if self._is_variable(tensor):
                name = self._read(tensor, operation, block, inner)
            block.add(f"{value} = {name}", operation, inner)
            block.add(f"{index} = {self._new_global('c', np.int32(position))}", operation, inner)
            self._uses[name] = self._uses.get(name, 0) - 1
        # The next line starts at the merge's own depth even if it stands under the same guards.
        block.add("pass", None, guards)
        shared = self._new_global("c", None)
        for tensor, name in zip(operation.outputs, (value, index), strict=True):
            block.assigned[name] = None
            self._roots[name] = shared  # it may be a constant or a variable's value: fetched as a copy
            self._name(tensor, name)

    def _release(self, operation: Operation, block: Lines, guards: tuple) -> None:
        """Let go of the inputs that nothing needs any more."""
        for tensor in operation.inputs:
            name = self._names[tensor]
            if name not in self._uses:
                continue
            self._uses[name] -= 1
            if self._uses[name] == 0 and name in block.assigned and not guards and self._parallel is None:
                block.add(f"{name} = None", None, guards)

    # The whole

    def _count_uses(self) -> None:
        self._tensor_uses: dict[Tensor, int] = {}
        wanted = set(self._order)
        for operation in self._order:
            for tensor in operation.inputs:
                self._tensor_uses[tensor] = self._tensor_uses.get(tensor, 0) + 1
            for predicate, _ in guards_of(operation):
                # A guard is needed to the end of the plan.
                self._predicates.add(predicate)
                self._tensor_uses[predicate] = self._tensor_uses.get(predicate, 0) + len(wanted) + 1
        for target in self._targets:
            if isinstance(target, Tensor):
                self._tensor_uses[target] = self._tensor_uses.get(target, 0) + 1
        for operation, twin in self._twins.items():
            for tensor, same in zip(operation.outputs, twin.outputs, strict=True):
                self._tensor_uses[same] = self._tensor_uses.get(same, 0) + self._tensor_uses.get(tensor, 0)
        self._parallel: Any = None

    def _emit_segments(self, masks: dict[Operation, int], main: Lines) -> list[Lines]:
        self._parallel = masks
        blocks: dict[int, Lines] = {}
        depends: dict[int, set[int]] = {}
        for operation in self._order:
            mask = masks[operation]
            block = main if mask == 0 else blocks.setdefault(mask, Lines("        "))
            self._emit(operation, block)
            sources = {masks[tensor.op] for tensor in operation.inputs if tensor.op in masks}
            sources |= {masks[control] for control in operation.control_inputs if control in masks}
            depends.setdefault(mask, set()).update(sources - {mask, 0})
        segments = list(blocks)
        for mask in segments:
            block = blocks[mask]
            main.lines.append((f"    def segment{mask}(run):", None))
            if block.assigned:
                main.lines.append((f"        nonlocal {', '.join(block.assigned)}", None))
                main.lines.insert(0, (f"    {' = '.join(block.assigned)} = None", None))
            main.lines.extend(block.lines or [("        pass", None)])
        described = ", ".join(
            f"(segment{mask}, ({''.join(f'{segments.index(d)}, ' for d in sorted(depends[mask]))}))" for mask in segments
        )
        main._guards = ()
        main.add(f"_run_segments(run, ({described},))")
        self._add_return(main)
        return [main]

    def _add_return(self, block: Lines) -> None:
        results = []
        for target in self._targets:
            if not isinstance(target, Tensor):
                continue
            name = self._names[target]
            if name in self._handles:
                if not self._is_variable(target):
                    raise errors.InvalidArgumentError(
                        None, target.op, f"{target.name} is a {target.dtype.name}: it cannot be fetched"
                    )
                results.append(f"_own({name}.read())")
            elif self._roots.get(name) is not None:
                results.append(f"_own({name})")
            else:
                results.append(f"_leave({name})")
        conditional = [t for t in self._targets if isinstance(t, Tensor) and t.op.context is not None]
        for target in conditional:
            # A value from the branch that was not taken does not exist.
            block.lines.insert(0, (f"    {self._names[target]} = None", None))
        block.add(f"return ({''.join(result + ', ' for result in results)})")

    def _assemble(self, blocks: Iterable[Lines], main: Lines) -> Plan:
        arguments = ", ".join(["run", *(f"fed{k}" for k in range(len(self._feeds)))])
        text = [f"def plan({arguments}):"]
        lines: dict[int, Operation] = {}
        for line, operation in main.lines:
            text.append(line)
            if operation is not None:
                lines[len(text)] = operation
        source = "\n".join(text) + "\n"
        filename = f"<headrace plan {next(_numbers)}>"
        exec(compile(source, filename, "exec"), self._globals)
        return Plan(self._globals.pop("plan"), source, filename, lines)

    def _new_global(self, prefix: str, value: Any) -> str:
        name = f"{prefix}{next(self._numbers)}"
        self._globals[name] = value
        return name
