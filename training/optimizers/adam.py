"""Adam. Source of the algorithm: Kingma and Ba 2014, in the form before section 2.1; of names: tf.train.AdamOptimizer, 1.15."""

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
from headrace.graph.types.likes import NumberLike
from headrace.graph.variables.assign import assign, assign_sub
from headrace.graph.variables.scatter import scatter_add

from .declared import DeclaredOptimizer
from .optimizer import Optimizer
from .updates import Update

ADAM = Update(
    "Adam",
    "m, v",
    "beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad",
    "use_nesterov: bool = false",
    sparse=False,
    refusal="is not a scalar ",
)


@ADAM.formula
def _adapt(
    value: Any,
    first: Any,
    second: Any,
    beta1_power: Any,
    beta2_power: Any,
    lr: Any,
    beta1: Any,
    beta2: Any,
    epsilon: Any,
    grad: Any,
    scratch: Any,
    use_nesterov: bool,
) -> None:
    step = lr * np.sqrt(1 - beta2_power) / (1 - beta1_power)
    scratch = np.subtract(grad, first, out=scratch)
    np.multiply(scratch, 1 - beta1, out=scratch)
    np.add(first, scratch, out=first)
    np.multiply(grad, grad, out=scratch)
    np.subtract(scratch, second, out=scratch)
    np.multiply(scratch, 1 - beta2, out=scratch)
    np.add(second, scratch, out=second)
    ahead = first * beta1 + (1 - beta1) * grad if use_nesterov else first
    np.sqrt(second, out=scratch)
    np.add(scratch, epsilon, out=scratch)
    np.divide(ahead, scratch, out=scratch)
    np.multiply(scratch, step, out=scratch)
    np.subtract(value, scratch, out=value)


AMSGRAD = Update(
    "AdamWithAmsgrad",
    "m, v, vhat",
    "beta1_power, beta2_power, lr, beta1, beta2, epsilon, grad",
    sparse=False,
    refusal="is not a scalar ",
)
"""Which TensorFlow has for resources alone, as Keras writes it."""


@AMSGRAD.formula
def _adapt_by_greatest(
    value: Any,
    first: Any,
    second: Any,
    greatest: Any,
    beta1_power: Any,
    beta2_power: Any,
    lr: Any,
    beta1: Any,
    beta2: Any,
    epsilon: Any,
    grad: Any,
    scratch: Any,
) -> None:
    step = lr * np.sqrt(1 - beta2_power) / (1 - beta1_power)
    scratch = np.subtract(grad, first, out=scratch)
    np.add(first, np.multiply(scratch, 1 - beta1, out=scratch), out=first)
    np.subtract(np.multiply(grad, grad, out=scratch), second, out=scratch)
    np.add(second, np.multiply(scratch, 1 - beta2, out=scratch), out=second)
    np.maximum(greatest, second, out=greatest)
    np.add(np.sqrt(greatest, out=scratch), epsilon, out=scratch)
    np.subtract(value, np.divide(first * step, scratch, out=scratch), out=value)


@export("train.AdamOptimizer")
@documented_by(Optimizer)
class AdamOptimizer(DeclaredOptimizer):
    """Steps scaled by running averages of the gradient and of its square.

    >>> x = tf.Variable(3.0)
    >>> step = tf.train.AdamOptimizer(learning_rate=0.1).minimize(tf.square(x))
    >>> with tf.Session() as sess:
    ...     sess.run(tf.global_variables_initializer())
    ...     sess.run(step)
    ...     print(round(float(sess.run(x)), 4))
    2.9

    The slots `m` and `v` of a variable `w` are the variables `w/Adam` and `w/Adam_1`; the powers of the betas are
    `beta1_power` and `beta2_power`. Source: Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014, in the form
    before section 2.1.

    Args:
      learning_rate: about how far a step goes.
      beta1: how much of the average gradient is left after a step.
      beta2: how much of the average of its square is left.
      epsilon: added to the root of that. All four are numbers, scalar tensors, or functions without arguments that give one.
    """

    def __init__(
        self,
        learning_rate: NumberLike = 0.001,
        beta1: Any = 0.9,
        beta2: Any = 0.999,
        epsilon: NumberLike = 1e-8,
        use_locking: bool = False,
        name: str = "Adam",
    ) -> None:
        super().__init__(
            use_locking, name, ADAM, ["m", "v"], learning_rate=learning_rate, beta1=beta1, beta2=beta2, epsilon=epsilon
        )

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        first = min(var_list, key=lambda variable: variable.name)
        for name in ("beta1", "beta2"):
            self._create_non_slot_variable(self._call_if_callable(self._hyperparameters[name]), f"{name}_power", first)
        super()._create_slots(var_list)

    def _power(self, name: str) -> Any:
        return self._get_non_slot_variable(f"{name}_power", get_default_graph())

    def _scalars(self, variable: Any) -> list[Tensor]:
        powers = [ops.cast(self._power(name).value(), variable.dtype.base_dtype) for name in ("beta1", "beta2")]
        return [*powers, *super()._scalars(variable)]

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Operation:
        # As TensorFlow does: the averages of all rows decay, those of the rows in the gradient grow.
        power1, power2, rate, beta1, beta2, epsilon = self._scalars(var)
        step = rate * ops.sqrt(1 - power2) / (1 - power1)
        graph = get_default_graph()
        averages = []
        for name, beta in (("m", beta1), ("v", beta2)):
            rows = (grad.values if name == "m" else grad.values * grad.values) * (1 - beta)
            slot: Any = self.get_slot(var, name)
            decayed = assign(slot, slot * beta, use_locking=self._use_locking)
            with graph.control_dependencies([decayed]):
                averages.append(scatter_add(slot, grad.indices, rows, use_locking=self._use_locking))
        first, second = averages
        update = assign_sub(var, step * first / (ops.sqrt(second) + epsilon), use_locking=self._use_locking)
        return ops.group(update, *averages)

    def _finish(self, update_ops: list[Operation], name_scope: str) -> Operation:
        graph = get_default_graph()
        with graph.control_dependencies(update_ops):
            grown = []
            for key in ("beta1", "beta2"):
                power = self._power(key)
                with graph.colocate_with(power.op):
                    grown.append(assign(power, power * self._hyperparameter(key, power), use_locking=self._use_locking))
        return ops.group(*update_ops, *grown, name=name_scope)
