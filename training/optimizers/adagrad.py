"""Adagrad. Source of the algorithm: Duchi et al. 2011; of names and formula: tf.train.AdagradOptimizer, TensorFlow 1.15."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.types.likes import NumberLike
from headrace.graph.variables.initializers.plain import Constant

from .declared import DeclaredOptimizer
from .optimizer import Optimizer
from .updates import Update

ADAGRAD = Update("Adagrad", "accum", "lr, grad", "update_slots: bool = true")


@ADAGRAD.formula
def _adapt(value: Any, accum: Any, lr: Any, grad: Any, scratch: Any, update_slots: bool) -> None:
    scratch = np.multiply(grad, grad, out=scratch)
    if update_slots:
        np.add(accum, scratch, out=accum)
    np.sqrt(accum, out=scratch)
    np.divide(grad, scratch, out=scratch)
    np.multiply(scratch, lr, out=scratch)
    np.subtract(value, scratch, out=value)


ADAGRAD_V2 = Update("AdagradV2", "accum", "lr, epsilon, grad", "update_slots: bool = true")
"""That of Keras' Adagrad, in graphs that TensorFlow wrote."""


@ADAGRAD_V2.formula
def _adapt_apart(value: Any, accum: Any, lr: Any, epsilon: Any, grad: Any, scratch: Any, update_slots: bool) -> None:
    scratch = np.multiply(grad, grad, out=scratch)
    if update_slots:
        np.add(accum, scratch, out=accum)
    np.sqrt(accum, out=scratch)
    np.add(scratch, epsilon, out=scratch)
    np.divide(grad, scratch, out=scratch)
    np.multiply(scratch, lr, out=scratch)
    np.subtract(value, scratch, out=value)


@export("train.AdagradOptimizer")
@documented_by(Optimizer)
class AdagradOptimizer(DeclaredOptimizer):
    """`accumulator += gradient ** 2; variable -= learning_rate * gradient / sqrt(accumulator)`.

    The slot `accumulator` of a variable `v` is the variable `v/Adagrad`. Source: Duchi et al., "Adaptive Subgradient Methods
    for Online Learning and Stochastic Optimization", 2011.

    Args:
      learning_rate: a number, scalar tensor, or function without arguments that gives one.
      initial_accumulator_value: what the accumulators start with, above 0.

    Raises:
      ValueError: `initial_accumulator_value` is not above 0.
    """

    def __init__(
        self,
        learning_rate: NumberLike,
        initial_accumulator_value: float = 0.1,
        use_locking: bool = False,
        name: str = "Adagrad",
    ) -> None:
        if initial_accumulator_value <= 0.0:
            raise ValueError(f"initial_accumulator_value must be positive: {initial_accumulator_value}")
        super().__init__(use_locking, name, ADAGRAD, ["accumulator"], learning_rate=learning_rate)
        self._start = initial_accumulator_value

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        for variable in var_list:
            kind = variable.dtype.base_dtype
            start = Constant(self._start, kind)
            self._get_or_make_slot_with_initializer(variable, start, variable.shape, kind, "accumulator", self._name)
