"""Batches drawn anew from batches: each element as often as its rate says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.control_flow.cond import cond
from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.control_flow.while_loop import while_loop
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.dtypes import int32
from headrace.graph.types.likes import TensorLike
from headrace.graph.variables.scope import get_local_variable, variable_scope

from ...moving_averages import assign_moving_average


def _repeat_range(counts: Tensor) -> Tensor:
    """Each position of a vector of int32 as often as it says there: of [2, 0, 1], [0, 0, 2]."""
    with name_scope(None, "repeat_range", [counts]) as scope:
        size = ops.shape(counts)[0]

        def repeated(output: Any, i: Tensor) -> tuple[Any, Tensor]:
            return output.write(i, ops.fill(counts[i : i + 1], i)), i + 1

        empty = TensorArray(int32, size=size, infer_shape=False)
        output, written = while_loop(lambda _, i: i < size, repeated, [empty, 0])
        return cond(written > 0, output.concat, lambda: ops.zeros([0], int32), name=scope)


@export("contrib.training.resample_at_rate")
def resample_at_rate(
    inputs: Sequence[Tensor], rates: TensorLike, scope: str | None = None, seed: int | None = None, back_prop: bool = False
) -> list[Tensor]:
    """The rows of tensors, each as often as a draw from a Poisson distribution says.

    Args:
      inputs: a list of tensors [n, ...].
      rates: float [n]: how often each row is to be there on the average.
      scope: of the operations.
      seed: of the draws.
      back_prop: whether gradients flow to the positions, too.

    Returns:
      a list of tensors [m, ...] in the order of the rows.
    """
    with name_scope(scope, "resample_at_rate", [*inputs, rates]):
        rates = convert_to_tensor(rates, name="rates")
        counts = ops.cast(ops.random_poisson(rates, (), rates.dtype, seed=seed), int32)
        positions = _repeat_range(counts)
        if not back_prop:
            positions = ops.stop_gradient(positions)
        return [ops.gather(one, positions) for one in inputs]


@export("contrib.training.weighted_resample")
def weighted_resample(
    inputs: Sequence[Tensor],
    weights: Tensor,
    overall_rate: TensorLike,
    scope: str | None = None,
    mean_decay: float = 0.999,
    seed: int | None = None,
) -> tuple[list[Tensor], Tensor]:
    """The rows of tensors, each as often as its weight says beside the average weight so far.

    Args:
      inputs: a list of tensors [n, ...].
      weights: float [n].
      overall_rate: how often a row of average weight is to be there on the average.
      scope: of the operations and of the local variable that keeps the average.
      mean_decay: of the moving average.
      seed: of the draws.

    Returns:
      a list of tensors [m, ...], and the rates of their rows, float [m].
    """
    with name_scope(scope, "weighted_resample", inputs) as inner:
        with variable_scope(scope, "estimate_mean", inputs):
            average = get_local_variable("estimated_mean", initializer=ops.cast(0, weights.dtype), dtype=weights.dtype)
            mean = assign_moving_average(average, ops.reduce_mean(weights), mean_decay)
        rates = weights * overall_rate / mean
        rates_of_rows, *rows = resample_at_rate([rates, *inputs], rates, inner, seed)
        return rows, rates_of_rows
