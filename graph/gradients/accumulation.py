"""Reverse accumulation over the graph, by the ops' own gradient rules.

Each operation is visited once, after all operations that use its outputs; the `Switch` of a loop twice, and the exits of
a loop together. Source of the order, and so of the nodes' names: tf.gradients, TensorFlow 1.15.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..control_flow.gradient_loops import GradientLoops, is_switch_of_loop, zeros_outside_loops
from ..control_flow.while_context import WhileContext
from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph
from ..core.operation import Operation
from ..core.rules.registered_gradients import rule_of
from ..core.tensor import Tensor
from ..core.traits import ENTERS, EXITS, MERGES, SWITCHES
from ..ops.sparse.indexed_slices import IndexedSlices, with_indices_of_one_type
from ..types.static_shapes import is_full

Gradient = Tensor | IndexedSlices | None


@export("AggregationMethod")
class AggregationMethod:
    """How several gradients of one tensor are added up: at once, or one after the other (EXPERIMENTAL_TREE)."""

    ADD_N = 0
    DEFAULT = ADD_N
    EXPERIMENTAL_TREE = 1
    EXPERIMENTAL_ACCUMULATE_N = 2


def differentiable(tensor: Tensor) -> bool:
    """Whether a tensor is of a type that has derivatives."""
    kind = tensor.dtype.base_dtype
    return kind.is_floating or kind.is_complex


def beside(op: Operation, colocated: bool) -> contextlib.AbstractContextManager[None]:
    """A block whose operations are on the device of `op`, where that is asked for."""
    return op.graph.colocate_with(op) if colocated else contextlib.nullcontext()


class Accumulation:
    """One call of `gradients`.

    Args:
      targets: what is derived.
      sources: by what.
      fixed: tensors that are held constant.
      gated: whether the gradients of an operation's inputs are there before any of them is used.
      method: one of AggregationMethod's.
      colocated: whether the gradients that an operation gives are on its device.
    """

    def __init__(
        self, targets: list[Tensor], sources: list[Tensor], fixed: set[Tensor], gated: bool, method: int, colocated: bool
    ) -> None:
        self._sources = sources
        self._wanted = set(sources)
        self._targets = targets
        self._gated = gated
        self._method = method
        self._colocated = colocated
        self._graph = get_default_graph()
        self._gradients: dict[Tensor, list] = {}
        self._loops = GradientLoops()
        self._ready: deque[Operation] = deque()
        self._between = self._operations_between()
        self._pending: dict[Operation, int] = {}  # how many gradients an operation waits for
        for op in self._between:
            for tensor in op.inputs:
                if tensor.op in self._between:
                    self._pending[tensor.op] = self._pending.get(tensor.op, 0) + 1
        first = {tensor.op for tensor in sources}
        self._stops = {op for op in first if not any(self._pending.get(tensor.op) for tensor in op.inputs)}
        self._stops.update(tensor.op for tensor in fixed)

    def run(self, initial: Sequence[Any]) -> list[Gradient]:
        """The gradient of each source.

        Args:
          initial: the gradient of each target, or None.
        """
        for tensor, gradient in zip(self._targets, initial, strict=True):
            if gradient is not None:
                self._gradients.setdefault(tensor, []).append(gradient)
        last = dict.fromkeys(tensor.op for tensor in self._targets)
        self._ready.extend(op for op in last if op in self._between and not self._pending.get(op))
        if self._loops:
            for tensor in self._loops.without_gradient(self._pending, set(self._ready)):
                self._start_from_zeros(tensor)
                self._ready.append(tensor.op)
        while self._ready:
            op = self._ready.popleft()
            self._backward(op)
            self._pass_on(op)
        return [self._total(tensor) for tensor in self._sources]

    def finish(self) -> None:
        """Close the loops of the gradient; outside of its scope of names, as in TensorFlow."""
        self._loops.finish()

    def _operations_between(self) -> dict[Operation, None]:
        """The operations on a path from a source to a target, those of loops' exits with them."""
        reached: set[Operation] = set()
        waiting = deque(tensor.op for tensor in self._sources)
        while waiting:
            op = waiting.popleft()
            if op not in reached:
                reached.add(op)
                waiting.extend(user for tensor in op.outputs if differentiable(tensor) for user in tensor._consumers)
        found: dict[Operation, None] = {}
        waiting = deque(tensor.op for tensor in self._targets)
        while waiting:
            op = waiting.popleft()
            if op in reached:
                reached.remove(op)
                found[op] = None
                waiting.extend(tensor.op for tensor in op.inputs)
        waiting = deque(found)
        while waiting:
            op = waiting.popleft()
            if EXITS in op.definition.traits:
                exits = [one for one in self._loops.add(op) if one not in found]
                found.update(dict.fromkeys(exits))
                waiting.extend(exits)
        return found

    def _pass_on(self, op: Operation) -> None:
        """What an operation's inputs came from waits for one gradient less."""
        for tensor in op.inputs:
            source = tensor.op
            count = self._pending[source] = self._pending.get(source, 0) - 1
            if count == 0 or (count > 0 and self._loops and is_switch_of_loop(source)):
                if EXITS in source.definition.traits:
                    self._come_to_exit(tensor)
                else:
                    self._ready.append(source)

    def _come_to_exit(self, tensor: Tensor) -> None:
        """The exits of a loop go on together, once all of them have been reached."""
        state = self._loops.of(tensor.op)
        if state is None:
            return
        state.deferred.append(tensor)
        state.pending -= 1
        if state.pending:
            return
        used = [one for one in state.deferred if self._gradients.get(one)]
        state.unused.extend(one for one in state.deferred if one not in used)
        self._ready.extend(one.op for one in used)
        for one in state.unused:
            if used:
                self._start_from_zeros(one)
            self._ready.append(one.op)

    def _start_from_zeros(self, tensor: Tensor) -> None:
        if differentiable(tensor):
            self._gradients.setdefault(tensor, []).append(self._loops.zeros_of_exit(tensor))

    def _inside(self, op: Operation, outputs: bool = False) -> contextlib.AbstractContextManager[None]:
        """A block whose operations are made where the gradient of an operation, or of its outputs, belongs."""
        state = self._loops.of(op, outputs)
        return contextlib.nullcontext() if state is None else self._graph.in_context(state.backward)

    def _backward(self, op: Operation) -> None:
        """Pass the gradients of an operation's outputs on to its inputs."""
        outputs = [self._total(tensor) for tensor in op.outputs]
        rule, takes_slices = None, False
        if op not in self._stops and any(gradient is not None for gradient in outputs):
            rule, takes_slices = rule_of(op)
        with self._inside(op), beside(op, self._colocated):
            self._check_loop(op, rule is not None)
            if rule is None:
                return
            if not takes_slices:
                outputs = [convert_to_tensor(g) if isinstance(g, IndexedSlices) else g for g in outputs]
            outputs = self._completed(op, outputs)
            for tensor, zeros in zip(op.outputs, outputs, strict=True):
                if zeros is not None:  # as in TensorFlow, also what somebody asks for who derives by an output
                    self._gradients.setdefault(tensor, [zeros])
            with self._graph.name_scope(f"{op.name}_grad"), self._graph._original_op(op):
                found = _as_list(rule(op, *outputs), op)
                if self._gated and sum(gradient is not None for gradient in found) > 1:
                    found = self._together(op, found)
            for tensor, gradient in zip(op.inputs, _checked(op, found), strict=True):
                if gradient is not None and differentiable(tensor):
                    self._gradients.setdefault(tensor, []).append(gradient)

    def _check_loop(self, op: Operation, derived: bool) -> None:
        """Raises ValueError where somebody asks inside a loop for gradients by what it begins with.

        Args:
          derived: whether gradients go on from `op`.
        """
        if not isinstance(op.context, WhileContext):
            return
        asked_there = SWITCHES in op.definition.traits and op.context is self._graph.context
        if asked_there or (derived and _gives_loop_variable(op) and self._loops.of(op) is None):
            raise ValueError(
                f"Cannot compute gradient inside while loop with respect to op '{self._source_before(op).name}'. We do not "
                "support taking the gradient wrt or through the initial value of a loop variable. Gradients can be computed "
                "through loop invariants or wrt the input parameters to the loop body."
            )

    def _source_before(self, op: Operation) -> Operation:
        """The nearest source that an operation depends on."""
        sources = {tensor.op for tensor in self._sources}
        seen, waiting = {op}, deque([op])
        while (current := waiting.popleft()) not in sources:
            for tensor in current.inputs:
                if tensor.op not in seen:
                    seen.add(tensor.op)
                    waiting.append(tensor.op)
        return current

    def _together(self, op: Operation, found: list) -> list:
        """The gradients of an operation's inputs, none of which is used before all are there."""
        # Unlike TensorFlow they don't wait for gradients that nobody needs, such as those of fed images.
        needed = [
            gradient.op
            for tensor, gradient in zip(op.inputs, found, strict=True)
            if gradient is not None and (tensor.op in self._between or tensor in self._wanted)
        ]
        graph = self._graph
        with graph.device(None), graph.colocate_with(None, ignore_existing=True), graph.name_scope("tuple"):
            gate = ops.group(*needed)
            return [None if gradient is None else ops.with_dependencies([gate], gradient) for gradient in found]

    def _completed(self, op: Operation, gradients: list[Gradient]) -> list[Gradient]:
        """Zeros where an output has no gradient but another one has."""
        return [
            self._zeros(op, index) if gradient is None and differentiable(tensor) else gradient
            for index, (tensor, gradient) in enumerate(zip(op.outputs, gradients, strict=True))
        ]

    def _zeros(self, op: Operation, index: int) -> Gradient:
        return self._loops.zeros_of(op, index) if self._loops else zeros_outside_loops(op, index)

    def _total(self, tensor: Tensor) -> Gradient:
        """The sum of what a tensor has received so far; kept, so that it is added up once."""
        parts = self._gradients.get(tensor)
        if not parts:
            return None
        if len(parts) > 1:
            with self._inside(tensor.op, outputs=True):
                self._gradients[tensor] = parts = [self._sum(parts, tensor.op)]
        return parts[0]

    def _sum(self, parts: list, op: Operation) -> Tensor | IndexedSlices:
        if all(isinstance(part, IndexedSlices) for part in parts):
            values = ops.concat([part.values for part in parts], 0)
            indices = ops.concat([part.indices for part in with_indices_of_one_type(parts)], 0)
            return IndexedSlices(values, indices, parts[0].dense_shape)
        dense = all(isinstance(part, Tensor) for part in parts)
        if self._method == AggregationMethod.DEFAULT or not dense:
            return self._sum_by_device(parts)
        if self._method == AggregationMethod.EXPERIMENTAL_ACCUMULATE_N and len(parts) > 2:
            if all(is_full(part.static_shape) for part in parts):
                return ops.accumulate_n(parts)
        with self._graph.name_scope(f"{op.name}_gradient_sum"):
            total = parts[0]
            for part in parts[1:]:
                total = ops.add_n([total, part])
        return total

    def _sum_by_device(self, parts: list) -> Tensor:
        """The sum of what is on each device, and of these."""
        by_device: dict[str, list] = {}
        for part in parts:
            by_device.setdefault(part.device, []).append(part)
        sums = []
        for device in sorted(by_device):
            with self._graph.colocate_with(by_device[device][0].op, ignore_existing=True):
                sums.append(ops.add_n(by_device[device]))
        return ops.add_n(sums)


def _gives_loop_variable(op: Operation) -> bool:
    """Whether an operation is the `Switch` or the `Merge` of a loop's variable."""
    if MERGES in op.definition.traits:
        return ENTERS in op.inputs[0].op.definition.traits
    return is_switch_of_loop(op)


def _as_list(found: Any, op: Operation) -> list:
    """What a rule has returned: one gradient or None per input."""
    gradients = list(found) if isinstance(found, (list, tuple)) else [found]
    if len(gradients) != len(op.inputs):
        raise ValueError(f"Num gradients {len(gradients)} generated for op {op} do not match num inputs {len(op.inputs)}")
    return gradients


def _checked(op: Operation, gradients: list) -> list:
    """The gradients, known to be of the inputs' shapes."""
    for position, (tensor, gradient) in enumerate(zip(op.inputs, gradients, strict=True)):
        if gradient is None or isinstance(gradient, IndexedSlices):
            continue
        if not isinstance(gradient, Tensor):
            gradients[position] = gradient = convert_to_tensor(gradient)
        try:
            gradient.set_shape(tensor.shape)
        except ValueError as error:
            raise ValueError(
                "Incompatible shapes between op input and calculated input gradient.  Forward operation: "
                f"{op.name}.  Input index: {position}. Original input shape: {tensor.shape}.  Calculated input gradient "
                f"shape: {gradient.shape}"
            ) from error
    return gradients
