"""gradients: reverse accumulation over the graph, by the ops' own gradient rules.

Source of names and messages: tf.gradients, TensorFlow 1.15. Algorithm: reverse-mode automatic differentiation, each
operation visited once, after all operations that use its outputs.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Any

from .build import convert_to_tensor
from .defaults import get_default_graph, graph_of
from .dtypes import DType
from .graph import Operation
from .indexed_slices import IndexedSlices
from .tensor import Tensor

Gradient = Tensor | IndexedSlices | None


class AggregationMethod:
    """How several gradients of one tensor are added up; all values have the same effect here."""

    ADD_N = 0
    DEFAULT = ADD_N
    EXPERIMENTAL_TREE = 1
    EXPERIMENTAL_ACCUMULATE_N = 2


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
      grad_ys: gradients of the ys that are known already, each of the shape of its y or a scalar; ones by default.
      colocate_gradients_with_ops, gate_gradients, aggregation_method: accepted; they change nothing here.
      stop_gradients: tensors to hold constant; they may be among the xs themselves.

    Returns:
      a list of a Tensor, an IndexedSlices, or None (no path from x to any y) per x.

    Raises:
      LookupError: an operation on the way has no gradient rule.
      ValueError: `aggregation_method` is none of AggregationMethod's, `grad_ys` and `ys` differ in number or shape, or
        tensors are of different graphs.
    """
    if aggregation_method not in (None, 0, 1, 2):
        raise ValueError(f"Invalid aggregation_method specified {aggregation_method}.")
    targets: list[Tensor] = [convert_to_tensor(y, name=f"y_{i}") for i, y in enumerate(_listed(ys))]
    sources = [_source(x) for x in _listed(xs)]
    fixed = {_source(tensor) for tensor in _listed(stop_gradients)} if stop_gradients is not None else set()
    graph_of([*targets, *sources])
    with get_default_graph().name_scope(name) as scope:
        initial = _initial_gradients(targets, grad_ys)
        return _Accumulation(targets, sources, fixed, initial, scope).run()


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


def _initial_gradients(targets: Sequence[Tensor], grad_ys: Any) -> list:
    from .ops.filling import ones_like

    given = [None] * len(targets) if grad_ys is None else _listed(grad_ys)
    if len(given) != len(targets):
        raise ValueError(f"Passed {len(given)} grad_ys for {len(targets)} ys")
    found: list[Gradient] = []
    for position, (y, grad) in enumerate(zip(targets, given, strict=True)):
        if not _differentiable(y.dtype):
            found.append(None)
        elif grad is None:
            found.append(ones_like(y, name=f"grad_ys_{position}"))
        elif isinstance(grad, IndexedSlices):
            found.append(grad)
        else:
            grad = convert_to_tensor(grad, y.dtype.base_dtype, name=f"grad_ys_{position}")
            if grad.static_shape == () != y.static_shape:
                grad = grad * ones_like(y)
            y.shape.assert_is_compatible_with(grad.shape)
            found.append(grad)
    return found


class _Accumulation:
    """One call of `gradients`."""

    def __init__(
        self, targets: list[Tensor], sources: list[Tensor], fixed: set[Tensor], initial: list, scope: str
    ) -> None:
        self._sources = sources
        self._targets = targets
        self._fixed = fixed
        self._scope = scope
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
        with self._graph.in_context(op.context), self._graph.name_scope(f"{op.name}_grad"):
            found = self._rule(op)(op, *self._completed(op, outputs))
        received = []
        for tensor, gradient in zip(op.inputs, found, strict=True):
            if gradient is not None and _differentiable(tensor.dtype):
                gradient = self._outside(gradient, op, tensor)
                if isinstance(gradient, Tensor) and isinstance(gradient.static_shape, type(None)):
                    gradient.static_shape = tensor.static_shape
                self._gradients.setdefault(tensor, []).append(gradient)
                received.append(tensor)
        return received

    def _outside(self, gradient: Any, op: Operation, tensor: Tensor) -> Any:
        """The gradient where `tensor` is. Variables enter branches without a `Switch`, whose rule would see to it."""
        if tensor.dtype._is_ref_dtype:
            from .conditional import gradient_outside

            context = op.context
            while context is not None and context is not tensor.op.context:
                gradient = gradient_outside(context, gradient, tensor)
                context = context.outer
        return gradient

    def _rule(self, op: Operation) -> Any:
        rule = op.definition.gradient.function
        if rule is None:
            raise LookupError(f"No gradient defined for operation '{op.name}' (op type: {op.type})")
        return rule

    def _completed(self, op: Operation, gradients: list[Gradient]) -> list[Gradient]:
        """Zeros where an output has no gradient but another one has."""
        from .ops.filling import zeros_like

        if len(gradients) == 1 or op.type in ("Switch", "Merge"):
            return gradients
        return [
            zeros_like(tensor, optimize=False) if gradient is None and _differentiable(tensor.dtype) else gradient
            for tensor, gradient in zip(op.outputs, gradients, strict=True)
        ]

    def _total(self, tensor: Tensor) -> Gradient:
        """The sum of what a tensor has received so far; kept, so that it is added up once."""
        parts = self._gradients.get(tensor)
        if not parts:
            return None
        if len(parts) > 1:
            with self._graph.in_context(tensor.op.context):
                self._gradients[tensor] = parts = [_sum(parts)]
        return parts[0]


def _sum(parts: list) -> Tensor | IndexedSlices:
    from .ops.joining import concat
    from .ops.math import add_n

    if all(isinstance(part, IndexedSlices) for part in parts):
        return IndexedSlices(
            concat([part.values for part in parts], 0), concat([part.indices for part in parts], 0), parts[0].dense_shape
        )
    return add_n([convert_to_tensor(part) for part in parts])
