"""Adam. Source of the algorithm: Kingma and Ba 2014, in the form before section 2.1; of names: tf.train.AdamOptimizer, 1.15."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import dtypes
from ..batch_rules import not_in_blocks
from ..build import convert_to_tensor
from ..defaults import get_default_graph
from ..graph import Operation
from ..indexed_slices import IndexedSlices
from ..op import NO_GRADIENT, Op
from ..ops.control import group
from ..shape_rules import same_as_first_and
from ..tensor import Tensor
from ..variable_state import VariableState
from ..variables import assign, assign_sub, scatter_add
from .gradient_descent import cast_to
from .optimizer import Optimizer

APPLY_ADAM = Op(
    "ApplyAdam",
    "var: Ref(T), m: Ref(T), v: Ref(T), beta1_power: T, beta2_power: T, lr: T, beta1: T, beta2: T, epsilon: T, grad: T "
    "-> out: Ref(T)",
    "use_locking: bool = false, use_nesterov: bool = false",
    T=dtypes.FLOATING,
    stateful=True,
)
APPLY_ADAM.shape(same_as_first_and(1, 2, 9))
APPLY_ADAM.batch(not_in_blocks)
APPLY_ADAM.gradient(NO_GRADIENT)


@APPLY_ADAM.kernel
def _apply(
    var: VariableState, m: VariableState, v: VariableState, beta1_power: Any, beta2_power: Any, lr: Any, beta1: Any,
    beta2: Any, epsilon: Any, grad: Any,
) -> None:  # fmt: skip
    with var.lock:
        value, first, second = var.read_shaped_as(grad, "grad"), m.read(), v.read()
        one = first.dtype.type(1)
        step = lr * np.sqrt(one - beta2_power) / (one - beta1_power)
        change = np.subtract(grad, first, out=np.empty_like(first))
        np.multiply(change, one - beta1, out=change)
        np.add(first, change, out=first)
        np.multiply(grad, grad, out=change)
        np.subtract(change, second, out=change)
        np.multiply(change, one - beta2, out=change)
        np.add(second, change, out=second)
        np.sqrt(second, out=change)
        np.add(change, epsilon, out=change)
        np.divide(first, change, out=change)
        np.multiply(change, step, out=change)
        np.subtract(value, change, out=value)


class AdamOptimizer(Optimizer):
    """Steps scaled by running averages of the gradient and of its square.

    Args:
      learning_rate, beta1, beta2, epsilon: numbers or scalar tensors.

    The slots `m` and `v` of a variable `w` are the variables `w/Adam` and `w/Adam_1`; the powers of the betas are
    `beta1_power` and `beta2_power`.
    """

    def __init__(
        self, learning_rate: Any = 0.001, beta1: Any = 0.9, beta2: Any = 0.999, epsilon: Any = 1e-8,
        use_locking: bool = False, name: str = "Adam",
    ) -> None:  # fmt: skip
        super().__init__(use_locking, name)
        self._given = {"learning_rate": learning_rate, "beta1": beta1, "beta2": beta2, "epsilon": epsilon}

    def _create_slots(self, variables: Sequence[Any]) -> None:
        first = min(variables, key=lambda variable: variable.name)
        for name in ("beta1", "beta2"):
            self._shared_variable(self._call_if_callable(self._given[name]), f"{name}_power", first)
        for variable in variables:
            self._zeros_slot(variable, "m", self._name)
            self._zeros_slot(variable, "v", self._name)

    def _prepare(self) -> None:
        self._tensors = {
            name: convert_to_tensor(self._call_if_callable(value), name=name) for name, value in self._given.items()
        }

    def _power(self, name: str) -> Any:
        graph = get_default_graph()
        return next(v for (key, of), v in self._shared.items() if key == f"{name}_power" and of is graph)

    def _apply_dense(self, gradient: Tensor, variable: Any) -> Operation:
        powers = [cast_to(self._power(name).value(), variable) for name in ("beta1", "beta2")]
        rate, beta1, beta2, epsilon = (cast_to(tensor, variable) for tensor in self._tensors.values())
        return APPLY_ADAM(
            variable._ref(), self._ref_of_slot(variable, "m"), self._ref_of_slot(variable, "v"), *powers, rate,
            beta1, beta2, epsilon, gradient, use_locking=self._use_locking, name="ApplyAdam",
        ).op  # fmt: skip

    def _apply_sparse(self, gradient: IndexedSlices, variable: Any) -> Operation:
        # As TensorFlow does: the averages of all rows decay, those of the rows in the gradient grow.
        from ..ops.elementary import sqrt

        power1, power2 = (cast_to(self._power(name).value(), variable) for name in ("beta1", "beta2"))
        rate, beta1, beta2, epsilon = (cast_to(tensor, variable) for tensor in self._tensors.values())
        step = rate * sqrt(1 - power2) / (1 - power1)
        graph = get_default_graph()
        averages = []
        for slot, beta, rows in (
            (self.get_slot(variable, "m"), beta1, gradient.values),
            (self.get_slot(variable, "v"), beta2, gradient.values * gradient.values),
        ):
            decayed = assign(slot, slot * beta)  # type: ignore[operator]
            with graph.control_dependencies([decayed]):
                averages.append(scatter_add(slot, gradient.indices, rows * (1 - beta)))
        with graph.control_dependencies(averages):
            first, second = (self.get_slot(variable, name).read_value() for name in ("m", "v"))  # type: ignore[union-attr]
            update = assign_sub(variable, step * first / (sqrt(second) + epsilon))
        return group(update, *averages)

    def _finish(self, updates: list[Operation], name: str) -> Operation:
        graph = get_default_graph()
        with graph.control_dependencies(updates):
            grown = []
            for key in ("beta1", "beta2"):
                power = self._power(key)
                grown.append(assign(power, power * cast_to(self._tensors[key], power)))
        return group(*updates, *grown, name=name)
