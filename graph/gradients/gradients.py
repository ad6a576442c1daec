"""gradients: what a program asks for. Source of names and messages: tf.gradients, TensorFlow 1.15."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export

from .. import ops
from ..core.build import convert_to_tensor
from ..core.constants import constant
from ..core.defaults import get_default_graph, graph_of
from ..core.tensor import Tensor
from ..ops.sparse.indexed_slices import IndexedSlices
from ..types.likes import TensorLike
from .accumulation import Accumulation, Gradient, beside, differentiable


@export("UnconnectedGradients")
class UnconnectedGradients(enum.Enum):
    """What the gradient by a tensor is that no y depends on: None, or zeros."""

    NONE = "none"
    ZERO = "zero"


@export("gradients")
def gradients(
    ys: Any,
    xs: Any,
    grad_ys: TensorLike | None = None,
    name: str = "gradients",
    colocate_gradients_with_ops: bool = False,
    gate_gradients: bool = False,
    aggregation_method: int | None = None,
    stop_gradients: Any = None,
    unconnected_gradients: Any = UnconnectedGradients.NONE,
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
      unconnected_gradients: one of UnconnectedGradients', or its value: what stands for an x that leads to no y.

    Returns:
      a list of a Tensor, an IndexedSlices, or None (no path from x to any y; zeros if asked for) per x.

    Raises:
      LookupError: an operation on the way has no gradient rule.
      TypeError: a complex y without its gradient in `grad_ys`.
      ValueError: `aggregation_method` is none of AggregationMethod's, `unconnected_gradients` none of
        UnconnectedGradients', `grad_ys` and `ys` differ in number
        or have shapes that do not go together, tensors are of different graphs, or a rule gives a wrong number of
        gradients or one of the wrong shape.
    """
    if aggregation_method not in (None, 0, 1, 2):
        raise ValueError(f"Invalid aggregation_method specified {aggregation_method}.")
    try:
        without = UnconnectedGradients(unconnected_gradients)
    except ValueError:
        raise ValueError(f"Unknown value for unconnected_gradients: {unconnected_gradients!r}") from None
    targets: list[Tensor] = [convert_to_tensor(y, name=f"y_{i}") for i, y in enumerate(_listed(ys))]
    sources = [_source(x) for x in _listed(xs)]
    fixed = {_source(tensor) for tensor in _listed(stop_gradients)} if stop_gradients is not None else set()
    graph_of([*targets, *sources])
    with get_default_graph().name_scope(name):
        initial = _initial_gradients(targets, grad_ys, colocate_gradients_with_ops)
        accumulation = Accumulation(
            targets, sources, fixed, gate_gradients, aggregation_method or 0, colocate_gradients_with_ops
        )
        found = accumulation.run(initial)
    accumulation.finish()
    if without is UnconnectedGradients.ZERO:
        found = [ops.zeros_like(x) if gradient is None else gradient for x, gradient in zip(sources, found, strict=True)]
    return found


def _listed(values: Any) -> list:
    return list(values) if isinstance(values, (list, tuple)) else [values]


def _source(x: Any) -> Any:
    """The tensor by which to derive: of a variable its reference, so that every reading of it counts."""
    if hasattr(x, "_as_graph_element"):
        return x._as_graph_element()
    if isinstance(x, IndexedSlices):
        return x.values
    return convert_to_tensor(x)


def _initial_gradients(targets: Sequence[Tensor], grad_ys: Any, colocated: bool) -> list:
    given = [None] * len(targets) if grad_ys is None else _listed(grad_ys)
    if len(given) != len(targets):
        raise ValueError(f"Passed {len(given)} grad_ys for {len(targets)} ys")
    found: list[Gradient] = []
    for position, (y, grad) in enumerate(zip(targets, given, strict=True)):
        with beside(y.op, colocated):
            found.append(_initial_gradient(y, grad, position) if differentiable(y) else None)
    return found


def _initial_gradient(y: Tensor, grad: Any, position: int) -> Gradient:
    if grad is None:
        if y.dtype.is_complex:
            raise TypeError(f"Gradients of complex tensors must set grad_ys (y.dtype = {y.dtype.base_dtype!r})")
        return ops.fill(ops.shape(y), constant(1, y.dtype.base_dtype, name=f"grad_ys_{position}"))
    if isinstance(grad, IndexedSlices):
        return grad
    grad = convert_to_tensor(grad, y.dtype.base_dtype, name=f"grad_y_{position}")
    if grad.static_shape == () != y.static_shape:
        grad = grad * ops.ones_like(y)
    elif not y.shape.is_compatible_with(grad.shape):
        grad = ops.reshape(grad * ops.ones_like(y), ops.shape(y))
    return ops.identity(grad, name=f"grad_ys_{position}")
