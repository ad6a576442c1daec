"""Proximal steps: down the gradient, then towards 0 as L1 and L2 regularization want it.

Source of the algorithm: Duchi and Singer 2009 (FOBOS); of names and messages: tf.train.ProximalGradientDescentOptimizer,
tf.train.ProximalAdagradOptimizer, TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.core.constants import constant
from headrace.graph.types.errors import invalid
from headrace.graph.types.likes import NumberLike

from .declared import DeclaredOptimizer
from .optimizer import Optimizer
from .updates import Update

PROXIMAL_GRADIENT_DESCENT = Update("ProximalGradientDescent", "", "alpha, l1, l2, delta")
PROXIMAL_ADAGRAD = Update("ProximalAdagrad", "accum", "lr, l1, l2, grad", refusal="is not a positive scalar")


@PROXIMAL_GRADIENT_DESCENT.formula
def _descend(value: Any, alpha: Any, l1: Any, l2: Any, delta: Any, scratch: Any) -> None:
    scratch = np.multiply(delta, alpha, out=scratch)
    np.subtract(value, scratch, out=scratch)
    _shrink(value, scratch, alpha, l1, l2)


@PROXIMAL_ADAGRAD.formula
def _adapt(value: Any, accum: Any, lr: Any, l1: Any, l2: Any, grad: Any, scratch: Any) -> None:
    if not lr > 0:
        raise invalid("lr is not a positive scalar: []")
    scratch = np.multiply(grad, grad, out=scratch)
    np.add(accum, scratch, out=accum)
    rate = lr / np.sqrt(accum)
    np.multiply(grad, rate, out=scratch)
    np.subtract(value, scratch, out=scratch)
    _shrink(value, scratch, rate, l1, l2)


def _shrink(value: Any, stepped: Any, rate: Any, l1: Any, l2: Any) -> None:
    """value = what is left of `stepped`, where regularization pulls with the step's rate."""
    if l1 > 0:
        left = np.maximum(np.abs(stepped) - rate * l1, 0)
        np.multiply(np.sign(stepped), left, out=stepped)
    np.divide(stepped, 1 + rate * l2, out=value)


@export("train.ProximalGradientDescentOptimizer")
@documented_by(Optimizer)
class ProximalGradientDescentOptimizer(DeclaredOptimizer):
    """Gradient descent with L1 and L2 regularization in each step.

    Source: Duchi and Singer, "Efficient Learning using Forward-Backward Splitting", 2009.

    Args:
      learning_rate, l1_regularization_strength, l2_regularization_strength: numbers, scalar tensors, or functions without
        arguments that give one; the last two from 0 on.
    """

    def __init__(
        self,
        learning_rate: NumberLike,
        l1_regularization_strength: NumberLike = 0.0,
        l2_regularization_strength: NumberLike = 0.0,
        use_locking: bool = False,
        name: str = "ProximalGradientDescent",
    ) -> None:
        super().__init__(
            use_locking,
            name,
            PROXIMAL_GRADIENT_DESCENT,
            learning_rate=learning_rate,
            l1_regularization_strength=l1_regularization_strength,
            l2_regularization_strength=l2_regularization_strength,
        )


@export("train.ProximalAdagradOptimizer")
@documented_by(Optimizer)
class ProximalAdagradOptimizer(DeclaredOptimizer):
    """Adagrad with L1 and L2 regularization in each step.

    The slot `accumulator` of a variable `v` is the variable `v/ProximalAdagrad`. Source: Duchi and Singer, "Efficient
    Learning using Forward-Backward Splitting", 2009.

    Args:
      learning_rate, l1_regularization_strength, l2_regularization_strength: numbers, scalar tensors, or functions without
        arguments that give one; the last two from 0 on.
      initial_accumulator_value: what the accumulators start with, above 0.

    Raises:
      ValueError: `initial_accumulator_value` is not above 0.
    """

    def __init__(
        self,
        learning_rate: NumberLike,
        initial_accumulator_value: float = 0.1,
        l1_regularization_strength: NumberLike = 0.0,
        l2_regularization_strength: NumberLike = 0.0,
        use_locking: bool = False,
        name: str = "ProximalAdagrad",
    ) -> None:
        if initial_accumulator_value <= 0.0:
            raise ValueError(f"initial_accumulator_value must be positive: {initial_accumulator_value}")
        super().__init__(
            use_locking,
            name,
            PROXIMAL_ADAGRAD,
            ["accumulator"],
            learning_rate=learning_rate,
            l1_regularization_strength=l1_regularization_strength,
            l2_regularization_strength=l2_regularization_strength,
        )
        self._start = initial_accumulator_value

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        for variable in var_list:
            start = constant(self._start, variable.dtype.base_dtype, variable.shape)
            self._get_or_make_slot(variable, start, "accumulator", self._name)
