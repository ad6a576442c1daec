"""What several of these cells are made of."""

from __future__ import annotations

from typing import Any

from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.initializers.plain import Constant
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope

_EPSILON = 1e-12
_CONCATENATED = "concatenated_variables"
"""The collection of weights that were joined of shards."""


def known_depth(inputs: Any) -> int:
    """The size of the second dimension of a matrix. Raises ValueError where it is not known."""
    depth = inputs.shape.with_rank(2).as_list()[1]
    if depth is None:
        raise ValueError("Could not infer input size from inputs.get_shape()[-1]")
    return depth


def normalized(inputs: Tensor, scope: str, gain: float, shift: float, dtype: Any) -> Tensor:
    """Inputs minus their mean over all but the batch, divided by their deviation, by variables `gamma` and `beta`."""
    shape = inputs.shape[-1:]
    with variable_scope(scope):
        gamma = get_variable("gamma", shape=shape, initializer=Constant(gain), dtype=dtype)
        beta = get_variable("beta", shape=shape, initializer=Constant(shift), dtype=dtype)
    axes = list(range(1, inputs.shape.rank))
    mean, variance = ops.moments(inputs, axes, keep_dims=True)
    return ops.batch_normalization(inputs, mean, variance, beta, gamma, _EPSILON)


def joined_weight(name: str, shape: list[int], dtype: Any, shards: int) -> Any:
    """A variable, or several whose rows come one after the other, joined once for each graph.

    Raises:
      ValueError: there are fewer rows than shards.
    """
    if shards > shape[0]:
        raise ValueError(f"Too many shards: shape={shape}, num_shards={shards}")
    rows, more = divmod(shape[0], shards)
    parts = [get_variable(f"{name}_{number}", [rows + (number < more), *shape[1:]], dtype=dtype) for number in range(shards)]
    if shards == 1:
        return parts[0]
    graph = get_default_graph()
    full_name = f"{get_variable_scope().name}/{name}/concat:0"
    for known in graph.get_collection(_CONCATENATED):
        if known.name == full_name:
            return known
    joined = ops.concat(parts, 0, name=f"{name}/concat")
    graph.add_to_collection(_CONCATENATED, joined)
    return joined
