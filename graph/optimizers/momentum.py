"""Momentum. Source of names and formula: tf.train.MomentumOptimizer, TensorFlow 1.15; Sutskever et al. 2013 (Nesterov)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .. import dtypes
from ..batch_rules import not_in_blocks
from ..build import convert_to_tensor
from ..errors import invalid
from ..graph import Operation
from ..indexed_slices import IndexedSlices
from ..op import NO_GRADIENT, Op
from ..shape_rules import same_as_first_and
from ..static_shapes import StaticShape
from ..tensor import Tensor
from ..variable_state import VariableState
from .gradient_descent import cast_to
from .optimizer import Optimizer

_ATTRIBUTES = "use_locking: bool = false, use_nesterov: bool = false"


def _op(type: str, signature: str, shape: Callable[[Operation], StaticShape]) -> Op:
    definition = Op(type, signature, _ATTRIBUTES, stateful=True, T=dtypes.FLOATING)
    definition.shape(shape)
    definition.batch(not_in_blocks)
    definition.gradient(NO_GRADIENT)
    return definition


APPLY_MOMENTUM = _op(
    "ApplyMomentum",
    "var: Ref(T), accum: Ref(T), lr: T, grad: T, momentum: T -> out: Ref(T)",
    same_as_first_and(1, 3),
)


@APPLY_MOMENTUM.kernel
def _apply(var: VariableState, accum: VariableState, lr: Any, grad: Any, momentum: Any, use_nesterov: bool) -> None:
    with var.lock:
        value, velocity = var.read_shaped_as(grad, "grad"), accum.read()
        np.multiply(velocity, momentum, out=velocity)
        np.add(velocity, grad, out=velocity)
        if use_nesterov:
            np.subtract(value, lr * (grad + momentum * velocity), out=value)
        else:
            np.subtract(value, lr * velocity, out=value)


SPARSE_APPLY_MOMENTUM = _op(
    "SparseApplyMomentum",
    "var: Ref(T), accum: Ref(T), lr: T, grad: T, indices: Tindices, momentum: T -> out: Ref(T)",
    same_as_first_and(1),
)


@SPARSE_APPLY_MOMENTUM.kernel
def _apply_sparse(
    var: VariableState, accum: VariableState, lr: Any, grad: Any, indices: Any, momentum: Any, use_nesterov: bool
) -> None:
    with var.lock:
        value, velocity = var.read(), accum.read()
        _check_rows(value, grad, indices)
        rows = velocity[indices] * momentum + grad
        velocity[indices] = rows
        value[indices] -= lr * (grad + momentum * rows) if use_nesterov else lr * rows


def _check_rows(value: np.ndarray, grad: np.ndarray, indices: np.ndarray) -> None:
    wanted, given = value.shape, grad.shape
    if given[1:] != wanted[1:]:
        position = next((n for n in range(1, min(len(wanted), len(given))) if wanted[n] != given[n]), len(wanted))
        raise invalid(f"var and grad must match in dimension {position}")
    wrong = (indices < 0) | (indices >= len(value))
    if wrong.any():
        at = int(np.argmax(wrong))
        raise invalid(f"Index {indices[at]} at offset {at} in indices is out of range")


class MomentumOptimizer(Optimizer):
    """`velocity = momentum * velocity + gradient; variable -= learning_rate * velocity`.

    Args:
      learning_rate, momentum: numbers or scalar tensors.
      use_nesterov: look ahead by one step of momentum.

    The slot `momentum` of a variable `v` is the variable `v/Momentum`.
    """

    def __init__(
        self, learning_rate: Any, momentum: Any, use_locking: bool = False, name: str = "Momentum",
        use_nesterov: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(use_locking, name)
        self._learning_rate = learning_rate
        self._momentum = momentum
        self._use_nesterov = use_nesterov

    def _create_slots(self, variables: Sequence[Any]) -> None:
        for variable in variables:
            self._zeros_slot(variable, "momentum", self._name)

    def _prepare(self) -> None:
        self._rate = convert_to_tensor(self._call_if_callable(self._learning_rate), name="learning_rate")
        self._momentum_tensor = convert_to_tensor(self._call_if_callable(self._momentum), name="momentum")

    def _apply_dense(self, gradient: Tensor, variable: Any) -> Operation:
        return APPLY_MOMENTUM(
            variable._ref(), self._ref_of_slot(variable, "momentum"), cast_to(self._rate, variable), gradient,
            cast_to(self._momentum_tensor, variable), use_nesterov=self._use_nesterov, name="ApplyMomentum",
        ).op  # fmt: skip

    def _apply_sparse(self, gradient: IndexedSlices, variable: Any) -> Operation:
        return SPARSE_APPLY_MOMENTUM(
            variable._ref(), self._ref_of_slot(variable, "momentum"), cast_to(self._rate, variable),
            gradient.values, gradient.indices, cast_to(self._momentum_tensor, variable),
            use_nesterov=self._use_nesterov, name="SparseApplyMomentum",
        ).op  # fmt: skip
