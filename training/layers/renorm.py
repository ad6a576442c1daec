"""Batch renormalization: how the moments of a batch are corrected towards moving averages."""

from __future__ import annotations

from typing import Any

from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.variable import assign_sub

from . import arguments

LIMITS = ["rmax", "rmin", "dmax"]
"""The keys of `renorm_clipping`."""


def composed(scale: Any, offset: Any, then_scale: Any, then_offset: Any) -> tuple[Any, Any]:
    """Scale and offset of one after the other; the second ones may be None."""
    if then_scale is not None:
        scale, offset = scale * then_scale, offset * then_scale
    return scale, offset if then_offset is None else offset + then_offset


def follow(average: Any, value: Any, momentum: float) -> Tensor:
    """A moving average, moved towards a value; `momentum` of it stays."""
    with name_scope(None, "AssignMovingAvg", [average, value, momentum]) as scope:
        decay = convert_to_tensor(1.0 - momentum, average.dtype.base_dtype, name="decay")
        return assign_sub(average, (average - ops.cast(value, average.dtype.base_dtype)) * decay, name=scope)


def corrected(layer: Any, mean: Any, variance: Any, training: Any) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """What normalized values are multiplied by and what is added, and the moments, once the averages have followed them.

    Args:
      layer: a BatchNormalization with `renorm`.
      mean, variance: of the batch, or the moving ones where the run does not train.
      training: a bool, or a scalar bool tensor.
    """
    epsilon, graph = layer.epsilon, get_default_graph()
    deviation: Any = ops.sqrt(variance + epsilon)
    average: Any = ops.maximum(layer.renorm_stddev, ops.sqrt(convert_to_tensor(epsilon, deviation.dtype)))
    r: Any = deviation / average
    d: Any = (mean - layer.renorm_mean) / average
    with graph.control_dependencies([r, d]):  # which are computed with the averages as they were
        mean, deviation = ops.identity(mean), ops.identity(deviation)
    rmax, rmin, dmax = (layer.renorm_clipping.get(key) for key in LIMITS)
    if rmin is not None:
        r = ops.maximum(r, rmin)
    if rmax is not None:
        r = ops.minimum(r, rmax)
    if dmax is not None:
        d = ops.minimum(ops.maximum(d, -dmax), dmax)
    r = arguments.smart_cond(training, lambda: r, lambda: ops.ones_like(r))
    d = arguments.smart_cond(training, lambda: d, lambda: ops.zeros_like(d))

    def moved(variable: Any, value: Any) -> Any:
        value = ops.identity(value)
        return arguments.smart_cond(
            training,
            lambda: follow(variable, value, layer.renorm_momentum),
            lambda: ops.identity(convert_to_tensor(variable)),
        )

    updates = [moved(layer.renorm_mean, mean), moved(layer.renorm_stddev, deviation)]
    with graph.control_dependencies(updates):
        return r, d, ops.identity(mean), ops.identity(variance)
