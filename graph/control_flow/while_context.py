"""WhileContext: a loop, and how its nodes are made.

`Enter` brings the first value of a variable of the loop in, `Merge` joins it with that of the iteration before, `Switch`
gives it to the body or to `Exit`, by `LoopCond`. Values from outside enter as constants of the loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.defaults import get_default_graph
from ..core.operation import Operation
from ..core.structures import assert_same_structure, listed
from ..core.tensor import Tensor
from ..core.traits import ENTERS, EXITS
from ..types.shapes import TensorShape
from ..types.static_shapes import StaticShape
from .composites import as_leaf, expanded, flow_of, invariants, mapped, rebuilt, with_flow
from .contexts import ControlFlowContext, context_of_outputs, loop_of
from .frames import LOOP_COND, entered, exited, next_iteration
from .switches import merged, switched


@export("python.ops.control_flow_ops.WhileContext")
class WhileContext(ControlFlowContext):
    """A loop.

    Attributes:
      maximum_iterations: tensor, or None.
      parallel_iterations, back_prop, swap_memory: as `while_loop` was told.
      condition: bool scalar tensor: whether the loop goes on.
      enters, exits: the tensors by which its variables come in and go out.
      state: of a loop that computes gradients, what is known of it; None for others.
      pivot_of_condition, pivot_of_body: what runs in each iteration, and what runs if the loop goes on.

    Raises:
      ValueError: `parallel_iterations` is no positive integer.
    """

    def __init__(
        self,
        maximum_iterations: Tensor | None = None,
        parallel_iterations: int = 10,
        back_prop: bool = True,
        swap_memory: bool = False,
        name: str = "while_context",
        state: Any = None,
    ) -> None:
        if not isinstance(parallel_iterations, int) or parallel_iterations <= 0:
            raise ValueError(f"`parallel_iterations` must be a positive integer: {parallel_iterations}")
        super().__init__(name)
        self.maximum_iterations = maximum_iterations
        self.parallel_iterations = parallel_iterations
        self.back_prop = back_prop
        self.swap_memory = swap_memory
        self.state = state
        self.graph = get_default_graph()
        self.pivot_of_condition: Tensor | None = None
        self.pivot_of_body: Tensor | None = None
        self.condition: Any = None
        self.enters: list[Tensor] = []
        self.exits: list[Tensor] = []

    @property
    def loop(self) -> WhileContext:
        return self

    @property
    def pivot(self) -> Tensor | None:  # type: ignore[override]
        return self.pivot_of_condition if self.pivot_of_body is None else self.pivot_of_body

    def capture(self, tensor: Tensor) -> Tensor:
        if self.knows(tensor):
            return self.external.get(tensor, tensor)
        self.values.add(tensor)
        kept = self._kept_by_forward_loop(tensor)
        if kept is not None:
            self.external[tensor] = kept
            return kept
        outside = tensor if self.outer is None else self.outer.capture(tensor)
        with self.graph.control_dependencies(None):
            inside = self.enter(outside, is_constant=True)
        self.graph.prevent_feeding(inside)
        self.settle([inside])
        self.values.add(inside)
        self.external[tensor] = inside
        return inside

    def _kept_by_forward_loop(self, tensor: Tensor) -> Tensor | None:
        """Where this is the loop of a gradient: what the loop in front has kept of a tensor of its own."""
        current = self.graph.context
        state = None if current is None else current.gradient_loop
        if state is None:
            return None
        context = context_of_outputs(tensor.op)
        loop = None if context is None else context.loop
        return state.kept(tensor) if loop is state.forward else None

    def adopt(self, operation: Operation) -> None:
        current = self.graph.context
        state = None if current is None else current.gradient_loop
        if state is not None and operation.type in ("Shape", "Size", "Rank"):
            # Sizes are asked for where the tensor is: what has to be kept for later is smaller then.
            source = operation.inputs[0].op
            if loop_of(source) is state.forward:
                operation.context = source.context
                source.context.adopt_here(operation)
                return
        self.adopt_here(operation)

    def adopt_here(self, operation: Operation) -> None:
        if operation.inputs:
            operation.inputs = tuple(map(self.capture, operation.inputs))
            outside = self._without_external_controls(operation)
            if not operation.control_inputs and all(map(_is_constant_of_loop, operation.inputs)):
                operation.control_inputs.append(self.pivot.op)  # type: ignore[union-attr]
        else:
            outside = self._without_external_controls(operation)
            if not operation.control_inputs:
                operation.control_inputs.append(self.pivot.op)  # type: ignore[union-attr]
        self.values.update(operation.outputs)
        if outside:
            # What is waited for outside comes in as a value, if it has one.
            with self.graph.control_dependencies(None), self.graph.in_context(self):
                for control in outside:
                    if control.outputs:
                        operation._add_control_input(ops.identity(control.outputs[0]).op)
        if self.outer is not None or EXITS not in operation.definition.traits:
            self.graph.prevent_fetching(operation)
            for tensor in operation.outputs:
                self.graph.prevent_feeding(tensor)

    def enter(self, tensor: Tensor, *, is_constant: bool = False, name: str | None = None) -> Tensor:
        """A tensor in the frame of the loop."""
        inside = entered(tensor, self.name, is_constant=is_constant, parallel_iterations=self.parallel_iterations, name=name)
        inside.static_shape = tensor.static_shape
        return inside

    def settle(self, enters: Iterable[Tensor]) -> None:
        """Put what enters into the loop, and let it wait for what surrounds the code and stands in contexts around."""
        for tensor in enters:
            operation = tensor.op
            for control in self.graph.control.inputs_of_new(operation.inputs):
                if self._is_around(context_of_outputs(control)):
                    operation._add_control_input(control)
            operation.context = self
            self.graph.control.note(operation)

    def _is_around(self, context: Any) -> bool:
        """Whether a context is one around the loop, within the loop that that stands in."""
        around = self.outer
        outermost = None if around is None else around.loop
        while around is not context:
            if around is None or around is outermost:
                return False
            around = around.outer
        return True

    def build(
        self,
        condition: Callable[..., Any],
        body: Callable[..., Any],
        loop_vars: Any,
        shape_invariants: Any,
        return_same_structure: bool,
    ) -> Any:
        """Make the loop's nodes; what comes out, in the structure that the body returns."""
        given = expanded(loop_vars)
        variables = mapped(as_leaf, loop_vars)
        first = list(map(flow_of, expanded(variables)))
        shapes = invariants(variables, shape_invariants)
        with self.graph.in_context(self):
            result, exits = self._build(condition, body, given, variables, first, shapes)
        results = map(with_flow, expanded(result), exits)
        packed = rebuilt(result, iter(list(results)))
        return packed if return_same_structure or len(exits) != 1 else packed[0]

    def _build(
        self,
        condition: Callable[..., Any],
        body: Callable[..., Any],
        given: Sequence[Any],
        variables: Any,
        first: Sequence[Tensor],
        shapes: Sequence[StaticShape],
    ) -> tuple[Any, list[Tensor]]:
        enters = self._entered(first, shapes)
        merges = [merged([tensor, tensor]) for tensor in enters]
        self.pivot_of_condition = merges[0]
        arguments = rebuilt(variables, map(with_flow, given, merges))
        self.condition = LOOP_COND(convert_to_tensor(condition(*arguments)), name="LoopCond")
        switches = [switched(tensor, self.condition) for tensor in merges]
        inside = [ops.identity(on) for _, on in switches]
        self.pivot_of_body = inside[0]
        arguments = rebuilt(variables, map(with_flow, given, inside))
        result = self._body_result(body, arguments)
        leaves = [convert_to_tensor(flow_of(leaf)) for leaf in expanded(result)]
        if len(leaves) != len(merges):
            raise ValueError(f"Number of inputs and outputs of body must match loop_vars: {len(merges)}, {len(leaves)}")
        for merge, leaf in zip(merges, leaves, strict=True):
            self.close(merge, leaf)
        self.exits = [exited(off) for off, _ in switches]
        self.leave(self.exits)
        return result, self.exits

    def _entered(self, first: Sequence[Tensor], shapes: Sequence[StaticShape]) -> list[Tensor]:
        self.values = set(first)
        outside = list(first) if self.outer is None else [self.outer.capture(tensor) for tensor in first]
        enters = []
        with self.graph.control_dependencies(None):
            for tensor, shape in zip(outside, shapes, strict=True):
                enter = self.enter(tensor)
                if not _fits(tensor.static_shape, shape):
                    raise ValueError(
                        f"The shape invariant specified for {tensor.name} is not compatible with the initial shape of the "
                        f"loop variable. It enters the loop with shape {tensor.shape}, but the specified shape invariant is "
                        f"{TensorShape(shape)}."
                    )
                enter.static_shape = shape
                self.graph.prevent_feeding(enter)
                enters.append(enter)
        pivots = [] if self.outer is None else [one.pivot for one in self.outer.within() if one.pivot is not None]
        for enter in enters:
            if pivots and _is_constant_of_loop(enter.op.inputs[0]):
                enter.op._add_control_input(pivots[0].op)
        self.settle(enters)
        self.values = set(enters)
        self.enters = enters
        return enters

    def _body_result(self, body: Callable[..., Any], arguments: Any) -> Any:
        result = listed(body(*arguments))
        if not isinstance(result, (list, tuple, dict)):
            result = [result]
        assert_same_structure(list(arguments), list(result))
        return result

    def close(self, merge: Tensor, value: Tensor, check_shape: bool = True) -> None:
        """Lead a variable's next value back to its `Merge`."""
        following = next_iteration(value)
        if check_shape and not _fits(following.static_shape, merge.static_shape):
            start = merge.op.inputs[0].op.inputs[0]
            raise ValueError(
                f"Input tensor '{start.name}' enters the loop with shape {start.shape}, but has shape {following.shape} after "
                "one iteration. To allow the shape to vary across iterations, use the `shape_invariants` argument of "
                "tf.while_loop to specify a less-specific shape."
            )
        merge.op._update_input(1, following)


def _is_constant_of_loop(tensor: Tensor) -> bool:
    return ENTERS in tensor.op.definition.traits and tensor.op.attributes["is_constant"]


def _fits(shape: StaticShape, invariant: StaticShape) -> bool:
    """Whether all that an invariant says is known of a shape."""
    if invariant is None:
        return True
    if shape is None or len(shape) != len(invariant):
        return False
    return all(wanted is None or size == wanted for size, wanted in zip(shape, invariant, strict=True))
