"""gradients: reverse accumulation over the graph, by the ops' own gradient rules.

Source of names and messages: tf.gradients, TensorFlow 1.15. Algorithm: reverse-mode automatic differentiation, each
operation visited once, after all operations that use its outputs.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..control_flow.cond import gradient_outside
from ..control_flow.gradient_places import asked_in, place_of_gradient
from ..core.build import convert_to_tensor
from ..core.constants import constant
from ..core.defaults import get_default_graph, graph_of
from ..core.operation import Operation
from ..core.rules.registered_gradients import rule_of
from ..core.tensor import Tensor
from ..core.traits import BRANCHING
from ..ops.sparse.indexed_slices import IndexedSlices
from ..types.dtypes import DType
from ..types.static_shapes import is_full

Gradient = Tensor | IndexedSlices | None


@export("AggregationMethod")
class AggregationMethod:
    """How several gradients of one tensor are added up: at once, or one after the other (EXPERIMENTAL_TREE)."""

    ADD_N = 0
    DEFAULT = ADD_N
    EXPERIMENTAL_TREE = 1
    EXPERIMENTAL_ACCUMULATE_N = 2


@export("gradients")
def gradients(
    ys: Any,
    xs: Any,
    grad_ys: Any = None,
    name: str = "gradients",
    colocate_gradients_with_ops: bool = False,
    gate_gradients: bool = False,
    aggregation_method: int | None = None,
    stop_gradients: Any = None,
) -> list:
    """The derivatives of sum(ys) by each x.

    Args:
      ys: tensor or list of tensors; those that are neither floating nor complex have no derivatives.
      xs: tensor, variable, or list of them.
      grad_ys: gradients of the ys that are known already; ones by default. Those of another shape than their y are
        broadcast against it, and have to have as many elements then.
      name: of the scope in which the gradients are made.
      colocate_gradients_with_ops: put the gradients that an operation gives on its device.
      gate_gradients: whether the gradients that an operation gives to its inputs are there before any of them is used.
      aggregation_method: one of AggregationMethod's.
      stop_gradients: tensors to hold constant; they may be among the xs themselves.

    Returns:
      a list of a Tensor, an IndexedSlices, or None (no path from x to any y) per x.

    Raises:
      LookupError: an operation on the way has no gradient rule.
      TypeError: a complex y without its gradient in `grad_ys`.
      ValueError: `aggregation_method` is none of AggregationMethod's, `grad_ys` and `ys` differ in number
        or have shapes that do not go together, tensors are of different graphs, or a rule gives a wrong number of
        gradients or one of the wrong shape.
    """
    if aggregation_method not in (None, 0, 1, 2):
        raise ValueError(f"Invalid aggregation_method specified {aggregation_method}.")
    targets: list[Tensor] = [convert_to_tensor(y, name=f"y_{i}") for i, y in enumerate(_listed(ys))]
    sources = [_source(x) for x in _listed(xs)]
    fixed = {_source(tensor) for tensor in _listed(stop_gradients)} if stop_gradients is not None else set()
    graph_of([*targets, *sources])
    with get_default_graph().name_scope(name):
        initial = _initial_gradients(targets, grad_ys, colocate_gradients_with_ops)
        with asked_in(get_default_graph().context):
            return _Accumulation(
                targets, sources, fixed, initial, gate_gradients, aggregation_method or 0, colocate_gradients_with_ops
            ).run()


def _listed(values: Any) -> list:
    return list(values) if isinstance(values, (list, tuple)) else [values]


def _source(x: Any) -> Any:
    """The tensor by which to derive: of a variable its reference, so that every reading of it counts."""
    if hasattr(x, "_as_graph_element"):
        return x._as_graph_element()
    if isinstance(x, IndexedSlices):
        return x.values
    return convert_to_tensor(x)


def _differentiable(dtype: DType) -> bool:
    return dtype.base_dtype.is_floating or dtype.base_dtype.is_complex


def _beside(op: Operation, colocated: bool) -> AbstractContextManager:
    return op.graph.colocate_with(op) if colocated else nullcontext()


def _initial_gradients(targets: Sequence[Tensor], grad_ys: Any, colocated: bool) -> list:
    given = [None] * len(targets) if grad_ys is None else _listed(grad_ys)
    if len(given) != len(targets):
        raise ValueError(f"Passed {len(given)} grad_ys for {len(targets)} ys")
    found: list[Gradient] = []
    for position, (y, grad) in enumerate(zip(targets, given, strict=True)):
        with _beside(y.op, colocated):
            found.append(_initial_gradient(y, grad, position) if _differentiable(y.dtype) else None)
    return found


def _initial_gradient(y: Tensor, grad: Any, position: int) -> Gradient:
    if grad is None:
        if y.dtype.is_complex:
            raise TypeError(f"Gradients of complex tensors must set grad_ys (y.dtype = {y.dtype.base_dtype!r})")
        return ops.fill(ops.shape(y), constant(1, y.dtype.base_dtype, name=f"grad_ys_{position}"))
    if isinstance(grad, IndexedSlices):
        return grad
    grad = convert_to_tensor(grad, y.dtype.base_dtype, name=f"grad_ys_{position}")
    if grad.static_shape == () != y.static_shape:
        return grad * ops.ones_like(y)
    if not y.shape.is_compatible_with(grad.shape):
        return ops.reshape(grad * ops.ones_like(y), ops.shape(y))
    return grad


class _Accumulation:
    """One call of `gradients`."""

    def __init__(
        self,
        targets: list[Tensor],
        sources: list[Tensor],
        fixed: set[Tensor],
        initial: list,
        gated: bool,
        method: int,
        colocated: bool,
    ) -> None:
        self._sources = sources
        self._wanted = set(sources)
        self._targets = targets
        self._fixed = fixed
        self._gated = gated
        self._method = method
        self._colocated = colocated
        self._graph = get_default_graph()
        self._between = self._operations_between()
        self._gradients: dict[Tensor, list] = {}
        for tensor, gradient in zip(targets, initial, strict=True):
            if gradient is not None:
                self._gradients.setdefault(tensor, []).append(gradient)

    def run(self) -> list[Gradient]:
        # Operations are numbered in the order in which they were made, inputs first: backwards is a valid order.
        waiting = [(-op.id, op) for op in {tensor.op for tensor in self._targets} if op in self._between]
        heapq.heapify(waiting)
        seen = {op for _, op in waiting}
        while waiting:
            _, op = heapq.heappop(waiting)
            for tensor in self._backward(op):
                if tensor.op in self._between and tensor.op not in seen:
                    seen.add(tensor.op)
                    heapq.heappush(waiting, (-tensor.op.id, tensor.op))
        return [self._total(tensor) for tensor in self._sources]

    def _operations_between(self) -> set[Operation]:
        """The operations on a path from a source to a target."""
        reached: set[Operation] = set()
        waiting = list(self._sources)
        while waiting:
            tensor = waiting.pop()
            for op in tensor._consumers:
                if op not in reached:
                    reached.add(op)
                    waiting.extend(output for output in op.outputs if output not in self._fixed)
        needed: set[Operation] = set()
        stack = [tensor.op for tensor in self._targets]
        while stack:
            op = stack.pop()
            if op not in needed:
                needed.add(op)
                stack.extend(tensor.op for tensor in op.inputs)
        return reached & needed

    def _backward(self, op: Operation) -> list[Tensor]:
        """Pass the gradients of an operation's outputs on to its inputs; the inputs that received one."""
        outputs = [None if tensor in self._fixed else self._total(tensor) for tensor in op.outputs]
        if all(gradient is None for gradient in outputs):
            return []
        rule, takes_slices = rule_of(op)
        if rule is None:
            return []
        graph = self._graph
        place = graph.in_context(place_of_gradient(op.context))
        with graph._original_op(op), place, graph.name_scope(f"{op.name}_grad"), _beside(op, self._colocated):
            if not takes_slices:
                outputs = [convert_to_tensor(g) if isinstance(g, IndexedSlices) else g for g in outputs]
            found = _checked(op, rule(op, *self._completed(op, outputs)))
            # The gradients of what splits or joins branches lie in different ones: none of them waits for another.
            is_branching = BRANCHING in op.definition.traits
            if self._gated and not is_branching and sum(gradient is not None for gradient in found) > 1:
                found = self._together(op, found)
        received = []
        for tensor, gradient in zip(op.inputs, found, strict=True):
            if gradient is not None and _differentiable(tensor.dtype):
                self._gradients.setdefault(tensor, []).append(self._outside(gradient, op, tensor))
                received.append(tensor)
        return received

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

    def _outside(self, gradient: Any, op: Operation, tensor: Tensor) -> Any:
        """The gradient where `tensor` is. Variables enter branches without a `Switch`, whose rule would see to it."""
        if tensor.dtype._is_ref_dtype:
            context = op.context
            while context is not None and context is not tensor.op.context:
                gradient = gradient_outside(context, gradient, tensor)
                context = context.outer
        return gradient

    def _completed(self, op: Operation, gradients: list[Gradient]) -> list[Gradient]:
        """Zeros where an output has no gradient but another one has. That of a branch not taken stays missing."""
        if len(gradients) == 1 or BRANCHING in op.definition.traits:
            return gradients
        return [
            ops.zeros_like(tensor, optimize=False) if gradient is None and _differentiable(tensor.dtype) else gradient
            for tensor, gradient in zip(op.outputs, gradients, strict=True)
        ]

    def _total(self, tensor: Tensor) -> Gradient:
        """The sum of what a tensor has received so far; kept, so that it is added up once."""
        parts = self._gradients.get(tensor)
        if not parts:
            return None
        if len(parts) > 1:
            with self._graph.in_context(place_of_gradient(tensor.op.context)):
                self._gradients[tensor] = parts = [self._sum(parts, tensor.op)]
        return parts[0]

    def _sum(self, parts: list, op: Operation) -> Tensor | IndexedSlices:
        if all(isinstance(part, IndexedSlices) for part in parts):
            values = ops.concat([part.values for part in parts], 0)
            return IndexedSlices(values, ops.concat([part.indices for part in parts], 0), parts[0].dense_shape)
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
            first = by_device[device][0]
            with self._graph.colocate_with(first.op, ignore_existing=True):
                sums.append(ops.add_n(by_device[device]))
        return ops.add_n(sums)


def _checked(op: Operation, found: Any) -> list:
    """What a rule has returned: one gradient or None per input, of the input's shape."""
    gradients = list(found) if isinstance(found, (list, tuple)) else [found]
    if len(gradients) != len(op.inputs):
        raise ValueError(f"Num gradients {len(gradients)} generated for op {op} do not match num inputs {len(op.inputs)}")
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
