"""Conditions: what has to hold for an operation to run, as `Switch` and `Merge`, inputs and control inputs say it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import CONDITION, ENTERS, EXITS, FORWARDS, ITERATES, MERGES, RESOURCE, SWITCHES, TRIGGERS
from ..core.traversal import Item, Loop, in_loops, is_loop_variable, operations_of, topological_order
from ..runtime.kernels import is_late_read

Condition = tuple[Tensor, bool]
"""What a branch is chosen by, and which of its two branches it is."""

Guards = tuple[Condition, ...]


class Irregular(Exception):
    """The nodes make no branches and loops as programs have them."""


class LoopForm:
    """A loop as a program has it.

    Attributes:
      test: what says in each iteration whether to go on.
      variables: the Merges of what enters and what goes round.
      before: what runs in each iteration before the test.
      body: what runs after it.
      after: what runs once, when the loop is left.
    """

    def __init__(self, loop: Loop, test: Tensor) -> None:
        self.test = test
        self.variables = [one for one in loop.own(MERGES) if is_loop_variable(one)]
        self.before: list[Item] = []
        self.body: list[Item] = []
        self.after: list[Item] = []


class Conditions:
    """When each operation of a request runs.

    A value of a branch that was not taken does not exist, and nothing is computed of it; a Merge takes the other, so it
    needs only what both do. Resources are always there.

    Args:
      items: operations, each after those it depends on.
      fed: tensors that have a value from elsewhere.

    Attributes:
      of: the conditions of each operation and loop, outer ones first. Those of what stands in a loop are that it has come
        so far in this iteration.
      forms: the loops.

    Raises:
      Irregular: this cannot be said.
    """

    def __init__(self, items: Sequence[Item], fed: Container[Tensor] = ()) -> None:
        self._fed = fed
        self._loops: dict[Operation, Loop] = {}
        self.of: dict[Item, Guards] = {}
        self.forms: dict[Loop, LoopForm] = {}
        self._looked_at: set[Tensor] = set()
        self._add(items)

    @property
    def predicates(self) -> set[Tensor]:
        """All that branches are chosen by."""
        guards = {tensor for guards in self.of.values() for tensor, _ in guards}
        return guards | {form.test for form in self.forms.values()} | self._looked_at

    def chosen_by(self, predicate: Tensor) -> Tensor:
        """What a predicate is a copy of."""
        return chosen_by(predicate, self._fed)

    def of_merged(self, tensor: Tensor) -> Guards:
        """When a Merge takes an input: what is fed is always there, but belongs to its branch all the same."""
        if tensor not in self._fed:
            return self.of_value(tensor)
        return tuple(one for one in branch_of(tensor, self._fed) if one[0] in self._fed or one[0].op in self.of)

    def of_fetched(self, tensor: Tensor) -> Guards:
        """`of_value` of something that is asked for; what that depends on is one of the predicates from now on."""
        guards = self.of_value(tensor)
        self._looked_at.update(predicate for predicate, _ in guards)
        return guards

    def _add(self, items: Sequence[Item]) -> None:
        for item in items:
            if isinstance(item, Loop):
                self._add_loop(item)
            else:
                self.of[item] = self._of_operation(item)

    def _of_operation(self, operation: Operation) -> Guards:
        traits = operation.definition.traits
        if RESOURCE in traits or TRIGGERS in traits or ENTERS in traits or is_loop_variable(operation):
            return ()
        if MERGES in traits:
            of_inputs = [self.of_merged(tensor) for tensor in operation.inputs]
            self._looked_at.update(predicate for guards in of_inputs for predicate, _ in guards)
            common = tuple(one for one in of_inputs[0] if all(one in others for others in of_inputs[1:]))
            paths = [tuple(one for one in guards if one not in common) for guards in of_inputs]
            if not _is_whole(paths) and not any(tensor in self._fed for tensor in operation.inputs):
                raise Irregular(f"{operation.name!r} may have no value, or several")
            return _joined(common, self._of_controls(operation))
        return _joined(*map(self.of_value, operation.inputs), self._of_controls(operation))

    def of_value(self, tensor: Tensor) -> Guards:
        """When a tensor has a value."""
        if tensor in self._fed:
            return ()
        guards = self.of.get(tensor.op, ())
        if SWITCHES in tensor.op.definition.traits:
            return _joined(guards, [(chosen_by(tensor.op.inputs[1], self._fed), bool(tensor.value_index))])
        return guards

    def _of_controls(self, operation: Operation) -> Guards:
        return _joined(*(self.of.get(control, ()) for control in operation.control_inputs))

    def _add_loop(self, loop: Loop) -> None:
        guards = _joined(
            *(self.of_value(tensor) for enter in loop.own(ENTERS) for tensor in enter.inputs),
            *map(self._of_controls, loop.own(ENTERS)),
        )
        self._add(loop.items)
        tests = [chosen_by(operation.inputs[0], self._fed) for operation in loop.own(CONDITION)]
        if len(tests) != 1:
            raise Irregular(f"the loop {loop.frame.name!r} has {len(tests)} conditions")
        form = self.forms[loop] = LoopForm(loop, tests[0])
        goes_on, ends = ((form.test, True),), ((form.test, False),)
        if any(self.of[one] != goes_on for one in loop.own(ITERATES)) or any(self.of[one] != ends for one in loop.own(EXITS)):
            raise Irregular(f"the loop {loop.frame.name!r} goes on where its condition does not say it")
        late: set[Operation] = set()
        for item in loop.items:
            own = self.of[item]
            operations = [item] if isinstance(item, Operation) else item.operations
            if ends[0] in own:
                form.after.append(item)
            elif goes_on[0] in own or any(not late.isdisjoint(_needed(operation)) for operation in operations):
                form.body.append(item)
                late.update(operations)
            else:
                form.before.append(item)
            inner = tuple(one for one in own if one[0] is not form.test)
            self.of[item] = _joined(guards, inner) if ends[0] in own else inner
            if isinstance(item, Loop):  # what leaves it stands in this loop
                for left in self.forms[item].after:
                    self.of[left] = tuple(one for one in self.of[left] if one[0] is not form.test)
        if any(not late.isdisjoint(_needed(operation)) for operation in operations_of(form.after)):
            raise Irregular(f"what leaves the loop {loop.frame.name!r} is computed after its condition")
        self.of[loop] = guards


def _needed(operation: Operation) -> list[Operation]:
    if is_loop_variable(operation):
        return []
    return [*(tensor.op for tensor in operation.inputs), *operation.control_inputs]


def chosen_by(predicate: Tensor, fed: Container[Tensor] = ()) -> Tensor:
    """What a predicate is a copy of: branches by copies of one are branches of one."""
    while predicate not in fed and predicate.op.inputs and not predicate.op.inputs[0].dtype._is_ref_dtype:
        operation = predicate.op
        traits = operation.definition.traits
        if ENTERS in traits:  # variables are read there
            if not operation.attributes["is_constant"] or is_late_read(operation.inputs[0].op):
                break
        elif FORWARDS not in traits and CONDITION not in traits:
            break
        predicate = operation.inputs[0]
    return predicate


def branch_of(tensor: Tensor, fed: Container[Tensor]) -> Guards:
    """The branch that a tensor belongs to which is fed."""
    order = topological_order([tensor])
    try:
        found = Conditions(in_loops(order))
    except Irregular:
        return ()
    return tuple((_nearest(predicate, order, fed), branch) for predicate, branch in found.of_value(tensor))


def _nearest(predicate: Tensor, order: Iterable[Operation], fed: Container[Tensor]) -> Tensor:
    """A predicate, or the copy of it that is fed."""
    copies = (tensor for operation in order for tensor in operation.outputs if tensor in fed)
    return next((tensor for tensor in copies if chosen_by(tensor) is predicate), predicate)


def _joined(*parts: Iterable[Condition]) -> Guards:
    return tuple(dict.fromkeys(one for part in parts for one in part))


def _is_whole(paths: Sequence[Guards]) -> bool:
    """Whether exactly one of the paths is taken, whatever the predicates are."""
    if len(paths) == 1:
        return not paths[0]
    if not paths or any(not path for path in paths):
        return False
    predicate = paths[0][0][0]
    sides: Mapping[bool, list[Guards]] = {True: [], False: []}
    for path in paths:
        choices = {branch for one, branch in path if one is predicate}
        if len(choices) != 1:
            return False
        sides[choices.pop()].append(tuple(one for one in path if one[0] is not predicate))
    return _is_whole(sides[True]) and _is_whole(sides[False])
