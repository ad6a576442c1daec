"""Kinds of Adam: lazy for rows, with Nesterov's momentum, with the greatest gradient, with powers by the global step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.types.dtypes import float32
from headrace.graph.types.likes import NumberLike, TensorLike
from headrace.graph.variables.assign import assign
from headrace.graph.variables.scatter import scatter_add, scatter_sub, scatter_update

from ...optimizers.adam import AdamOptimizer
from ...optimizers.declared import DeclaredOptimizer
from ...optimizers.updates import Update

ADA_MAX = Update("AdaMax", "m, v", "beta1_power, lr, beta1, beta2, epsilon, grad", sparse=False, refusal="is not a scalar: ")


@ADA_MAX.formula
def _adapt(
    value: Any,
    first: Any,
    greatest: Any,
    beta1_power: Any,
    lr: Any,
    beta1: Any,
    beta2: Any,
    epsilon: Any,
    grad: Any,
    scratch: Any,
) -> None:
    scratch = np.subtract(grad, first, out=scratch)
    np.multiply(scratch, 1 - beta1, out=scratch)
    np.add(first, scratch, out=first)
    np.multiply(greatest, beta2, out=greatest)
    np.maximum(greatest, np.abs(grad, out=scratch), out=greatest)
    np.add(greatest, epsilon, out=scratch)
    np.divide(first, scratch, out=scratch)
    np.multiply(scratch, lr / (1 - beta1_power), out=scratch)
    np.subtract(value, scratch, out=value)


@export("contrib.opt.LazyAdamOptimizer")
@documented_by(AdamOptimizer)
class LazyAdamOptimizer(AdamOptimizer):
    """Adam that leaves the averages of rows alone that are not in the gradient, as of an embedding."""

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Operation:
        power1, power2, rate, beta1, beta2, epsilon = self._scalars(var)
        step = rate * ops.sqrt(1 - power2) / (1 - power1)
        averages = []
        for name, beta, rows in (("m", beta1, grad.values), ("v", beta2, ops.square(grad.values))):
            slot: Any = self.get_slot(var, name)
            moved = beta * ops.gather(slot, grad.indices) + (1 - beta) * rows
            averages.append(scatter_update(slot, grad.indices, moved, use_locking=self._use_locking))
        first, second = (ops.gather(average, grad.indices) for average in averages)
        change = step * first / (ops.sqrt(second) + epsilon)
        return ops.group(scatter_sub(var, grad.indices, change, use_locking=self._use_locking), *averages)


@export("contrib.opt.NadamOptimizer")
@documented_by(AdamOptimizer)
class NadamOptimizer(AdamOptimizer):
    """Adam that looks ahead by one step of momentum. Source: Dozat, "Incorporating Nesterov Momentum into Adam", 2015."""

    def _apply_dense(self, grad: Tensor, var: Any) -> Operation:
        self._attributes["use_nesterov"] = True
        return super()._apply_dense(grad, var)

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Operation:
        power1, power2, rate, beta1, beta2, epsilon = self._scalars(var)
        step = rate * ops.sqrt(1 - power2) / (1 - power1)
        rows = grad.values * (1 - beta1)
        first = self._decayed_and_grown(var, "m", beta1, grad.indices, rows)
        ahead = rows + beta1 * ops.gather(first, grad.indices)
        second = self._decayed_and_grown(var, "v", beta2, grad.indices, grad.values * grad.values * (1 - beta2))
        root = ops.sqrt(ops.gather(second, grad.indices))
        change = scatter_add(var, grad.indices, -step * ahead / (root + epsilon), use_locking=self._use_locking)
        return ops.group(change, ahead, second)

    def _decayed_and_grown(self, variable: Any, name: str, beta: Tensor, indices: Tensor, rows: Tensor) -> Tensor:
        """An average of which all rows decay and those in the gradient grow."""
        slot: Any = self.get_slot(variable, name)
        decayed = assign(slot, slot * beta, use_locking=self._use_locking)
        with get_default_graph().control_dependencies([decayed]):
            return scatter_add(slot, indices, rows, use_locking=self._use_locking)


@export("contrib.opt.AdaMaxOptimizer")
@documented_by(AdamOptimizer)
class AdaMaxOptimizer(DeclaredOptimizer):
    """Adam that divides by the greatest gradient of late, not by an average of squares.

    `m = beta1 * m + (1 - beta1) * gradient; v = max(beta2 * v, abs(gradient))`, then
    `variable -= learning_rate / (1 - beta1 ** step) * m / (v + epsilon)`. Source: Kingma and Ba 2014, section 7.1.

    Args:
      beta2: how much of the greatest gradient is left after a step.
      epsilon: added to it.
    """

    def __init__(
        self,
        learning_rate: NumberLike = 0.001,
        beta1: Any = 0.9,
        beta2: Any = 0.999,
        epsilon: NumberLike = 1e-8,
        use_locking: bool = False,
        name: str = "AdaMax",
    ) -> None:
        super().__init__(
            use_locking, name, ADA_MAX, ["m", "v"], learning_rate=learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon
        )

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        first = min(var_list, key=lambda variable: variable.name)
        self._create_non_slot_variable(self._call_if_callable(self._hyperparameters["beta1"]), "beta1_power", first)
        super()._create_slots(var_list)

    def _power(self) -> Any:
        return self._get_non_slot_variable("beta1_power", get_default_graph())

    def _scalars(self, variable: Any) -> list[Tensor]:
        return [ops.cast(self._power().value(), variable.dtype.base_dtype), *super()._scalars(variable)]

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Operation:
        power, rate, beta1, beta2, epsilon = self._scalars(var)
        mean, greatest = self.get_slot(var, "m"), self.get_slot(var, "v")
        first = ops.gather(mean, grad.indices) * beta1 + grad.values * (1 - beta1)
        second = ops.maximum(ops.gather(greatest, grad.indices) * beta2, ops.abs(grad.values))
        change = -rate / (1 - power) * (first / (second + epsilon))
        with get_default_graph().control_dependencies([first, second, change]):
            return ops.group(
                scatter_add(var, grad.indices, change, use_locking=self._use_locking),
                scatter_update(mean, grad.indices, first, use_locking=self._use_locking),
                scatter_update(greatest, grad.indices, second, use_locking=self._use_locking),
            )

    def _finish(self, update_ops: list[Operation], name_scope: str) -> Operation:
        graph, power = get_default_graph(), self._power()
        with graph.control_dependencies(update_ops), graph.colocate_with(power.op):
            grown = assign(power, power * self._hyperparameter("beta1", power), use_locking=self._use_locking)
        return ops.group(*update_ops, grown, name=name_scope)


@export("contrib.opt.AdamGSOptimizer")
@documented_by(AdamOptimizer)
class AdamGSOptimizer(AdamOptimizer):
    """Adam that takes the powers of the betas from the global step, and so keeps none itself.

    Args:
      global_step: the variable that counts the steps.
    """

    def __init__(
        self,
        global_step: TensorLike = 0,
        learning_rate: NumberLike = 0.001,
        beta1: Any = 0.9,
        beta2: Any = 0.999,
        epsilon: NumberLike = 1e-8,
        use_locking: bool = False,
        name: str = "Adam",
    ) -> None:
        super().__init__(learning_rate, beta1, beta2, epsilon, use_locking, name)
        self._global_step = global_step
        self._steps: Any = None

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        DeclaredOptimizer._create_slots(self, var_list)

    def _prepare(self) -> None:
        super()._prepare()
        self._steps = ops.cast(ops.identity(self._global_step) + 1, float32)

    def _scalars(self, variable: Any) -> list[Tensor]:
        powers = [ops.pow(self._tensors[name], self._steps) for name in ("beta1", "beta2")]
        own = [ops.cast(power, variable.dtype.base_dtype) for power in powers]
        return [*own, *DeclaredOptimizer._scalars(self, variable)]

    def _finish(self, update_ops: list[Operation], name_scope: str) -> Operation:
        return DeclaredOptimizer._finish(self, update_ops, name_scope)


@export("contrib.opt.LazyAdamGSOptimizer")
@documented_by(AdamGSOptimizer)
class LazyAdamGSOptimizer(AdamGSOptimizer):
    """`AdamGSOptimizer` that leaves the averages of rows alone that are not in the gradient."""

    _apply_sparse = LazyAdamOptimizer._apply_sparse
