"""Moving averages: variables that follow others slowly.

Source of names, collections, formulas and messages: tf.train.ExponentialMovingAverage and assign_moving_average, TensorFlow
1.15. Debiasing: Kingma and Ba 2014, section 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.default_graph_functions import add_to_collection
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.dtypes import bfloat16, float16, float32, float64
from headrace.graph.types.likes import NumberLike, TensorLike
from headrace.graph.variables.assign import assign, assign_sub
from headrace.graph.variables.collections import global_variables, moving_average_variables, trainable_variables
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import get_variable, get_variable_scope, variable_scope
from headrace.graph.variables.slots import slot_variable, zeros_slot
from headrace.graph.variables.variable import Variable


@export("python.training.moving_averages.assign_moving_average")
def assign_moving_average(
    variable: Any, value: TensorLike, decay: Any, zero_debias: bool = True, name: str | None = None
) -> Tensor:
    """Move a variable towards a value: `variable -= (1 - decay) * (variable - value)`.

    Source of the debiasing: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014, section 3.

    Args:
      variable: the average.
      value: tensor of its shape.
      decay: how much of the average is left: number or scalar.
      zero_debias: take the average as one that began with zeros, and divide by `1 - decay ** updates`. The variables
        `<variable>/biased` and `<variable>/local_step` are made for it.
      name: "AssignMovingAvg" by default.

    Returns:
      the variable's tensor after that.
    """
    with name_scope(name, "AssignMovingAvg", [variable, value, decay]) as scope:
        share = convert_to_tensor(1.0 - decay, name="decay")
        kind = variable.dtype.base_dtype
        if share.dtype.base_dtype is not kind:
            share = ops.cast(share, kind)
        if not zero_debias:
            return assign_sub(variable, (variable - value) * share, name=scope)
        with variable_scope(variable.op.name, values=[variable, value, share]):
            biased = _shadow("biased", variable.shape, kind)
            steps = _shadow("local_step", [], kind)
        moved = assign_sub(biased, (biased - value) * share)
        count = steps.assign_add(1)
        factor = 1 - ops.pow(1.0 - share, count)
        return assign(variable, moved / factor, name=scope)


def _shadow(name: str, shape: Any, dtype: Any) -> Any:
    """A variable beside an average, with a number where that name is taken and variables are not shared."""
    scope = get_variable_scope()
    if not scope.reuse:
        taken = {variable.op.name for variable in scope.global_variables()}
        unique, number = name, 0
        while f"{scope.name}/{unique}" in taken:
            number += 1
            unique = f"{name}_{number}"
        name = unique
    return get_variable(name, shape, dtype, Zeros(), trainable=False)


@export("python.training.moving_averages.weighted_moving_average")
def weighted_moving_average(
    value: Tensor,
    decay: NumberLike,
    weight: Tensor,
    truediv: bool = True,
    collections: Sequence[str] | None = None,
    name: str | None = None,
) -> Tensor:
    """The moving average of `value * weight`, divided by that of `weight`.

    Args:
      value, weight: tensors whose shapes broadcast.
      decay: how much of the averages is left at each run.
      truediv: False: divide integers as integers.
      collections: of the two variables; [GLOBAL_VARIABLES] by default.

    Returns:
      a tensor: the quotient after this run.
    """
    with variable_scope(name, "WeightedMovingAvg", [value, weight, decay]) as scope:
        total, weights = (
            get_variable(of, tensor.shape, tensor.dtype, Zeros(), trainable=False, collections=collections)
            for of, tensor in (("value_x_weight", value), ("weight", weight))
        )
        above = assign_moving_average(total, value * weight, decay, zero_debias=False)
        below = assign_moving_average(weights, weight, decay, zero_debias=False)
        return (ops.truediv if truediv else ops.div)(above, below, name=scope.name)


@export("train.ExponentialMovingAverage")
class ExponentialMovingAverage:
    """Averages of variables and tensors that forget what is long past.

    Args:
      decay: how much of an average is left after an update: near 1.
      num_updates: how many updates there were: the decay is at most (1 + num_updates) / (10 + num_updates) then, so that
        averages move faster in the beginning.
      zero_debias: whether averages of tensors, which begin with zeros, are divided by `1 - decay ** updates`.
      name: of the operations, and of the averages: `<variable>/<name>`.
    """

    def __init__(
        self, decay: NumberLike, num_updates: Any = None, zero_debias: bool = False, name: str = "ExponentialMovingAverage"
    ) -> None:
        self._decay = decay
        self._num_updates = num_updates
        self._zero_debias = zero_debias
        self._name = name
        self._averages: dict[tuple[Graph, str], Variable] = {}

    @property
    def name(self) -> str:
        """The name that it was made with."""
        return self._name

    def apply(self, var_list: Iterable[Any] | None = None) -> Operation:
        """An operation that moves the averages towards the values.

        The averages are made at the first call: those of variables begin with the variables' values, and the variables
        are added to MOVING_AVERAGE_VARIABLES; those of tensors begin with zeros.

        Args:
          var_list: variables and tensors; the trainable variables by default.

        Returns:
          an Operation.

        Raises:
          TypeError: one is not floating.
        """
        followed = trainable_variables() if var_list is None else list(var_list)
        debiased = set()
        graph = get_default_graph()
        for item in followed:
            if item.dtype.base_dtype not in (bfloat16, float16, float32, float64):
                raise TypeError(f"The variables must be half, float, or double: {item.name}")
            key = _key(item)
            if key in self._averages:
                continue
            with graph.control_dependencies(None):
                if isinstance(item, Variable):
                    self._averages[key] = slot_variable(item, self._name, item.initialized_value())
                    add_to_collection(GraphKeys.MOVING_AVERAGE_VARIABLES, item)
                else:
                    self._averages[key] = zeros_slot(item, self._name)
                    if self._zero_debias:
                        debiased.add(key)
        with name_scope(self._name, "") as scope:
            decay = convert_to_tensor(self._decay, name="decay")
            if self._num_updates is not None:
                updates = ops.cast(self._num_updates, float32, name="num_updates")
                decay = ops.minimum(decay, (1.0 + updates) / (10.0 + updates))
            moved = [
                assign_moving_average(self._averages[_key(item)], item, decay, zero_debias=_key(item) in debiased)
                for item in followed
            ]
            return ops.group(*moved, name=scope)

    def average(self, var: Any) -> Variable | None:
        """The variable that is the average of another one, or of a tensor.

        Args:
          var: the variable or tensor.

        Returns:
          a Variable; None before `apply`.
        """
        return self._averages.get(_key(var))

    def average_name(self, var: Any) -> str:
        """The name of an average: the one that it has, or the one that `apply` would give it.

        Args:
          var: the variable or tensor that it follows.

        Returns:
          a str, without `:0`.
        """
        average = self.average(var)
        if average is not None:
            return average.op.name
        return get_default_graph().unique_name(f"{var.op.name}/{self._name}", mark_as_used=False)

    def variables_to_restore(self, moving_avg_variables: Iterable[Any] | None = None) -> dict[str, Any]:
        """What to restore into which variable, for a program that computes with the averages instead of the variables.

        Args:
          moving_avg_variables: those to restore from their averages; by default the trainable ones and those of
            MOVING_AVERAGE_VARIABLES.

        Returns:
          variables by the names under which a checkpoint has them: their averages' names, or their own.
        """
        if moving_avg_variables is None:
            moving_avg_variables = [*trainable_variables(), *moving_average_variables()]
        followed = list(dict.fromkeys(moving_avg_variables))
        found = {self.average_name(variable): variable for variable in followed}
        names = {variable.name for variable in followed}
        for variable in dict.fromkeys(global_variables()):
            if variable.name not in names and variable.op.name not in found:
                found[variable.op.name] = variable
        return found


def _key(item: Any) -> tuple[Graph, str]:
    return item.graph, item.name
