"""Adagrad by dual averaging. Source of the algorithm: Duchi et al. 2011; of names and messages: tf.train.AdagradDAOptimizer,
TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.constants import constant
from headrace.graph.types.likes import NumberLike, TensorLike

from .declared import DeclaredOptimizer
from .optimizer import Optimizer
from .updates import Update

ADAGRAD_DA = Update("AdagradDA", "gradient_accumulator, gradient_squared_accumulator", "grad, lr, l1, l2, global_step: int64")


@ADAGRAD_DA.formula
def _average(
    value: Any, gradients: Any, squares: Any, grad: Any, lr: Any, l1: Any, l2: Any, global_step: Any, scratch: Any
) -> None:
    steps = value.dtype.type(global_step)
    np.add(gradients, grad, out=gradients)
    scratch = np.multiply(grad, grad, out=scratch)
    np.add(squares, scratch, out=squares)
    pull = gradients
    if l1 > 0:
        pull = np.sign(gradients) * np.maximum(np.abs(gradients) - l1 * steps, 0)
    np.sqrt(squares, out=scratch)
    np.add(scratch, l2 * steps * lr, out=scratch)
    np.divide(pull * -lr, scratch, out=value)


@export("train.AdagradDAOptimizer")
@documented_by(Optimizer)
class AdagradDAOptimizer(DeclaredOptimizer):
    """Adagrad by dual averaging: variables are what the sum of all gradients makes of them, regularized.

    The slots `gradient_accumulator` and `gradient_squared_accumulator` of a variable `v` are `v/AdagradDA` and
    `v/AdagradDA_1`. Source: Duchi et al., "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization",
    2011.

    Args:
      learning_rate: a number, scalar tensor, or function without arguments that gives one.
      global_step: the variable that counts steps.
      initial_gradient_squared_accumulator_value: what the sums of squares start with, above 0.
      l1_regularization_strength, l2_regularization_strength: numbers or scalar tensors, from 0 on.

    Raises:
      ValueError: `initial_gradient_squared_accumulator_value` is not above 0.
    """

    def __init__(
        self,
        learning_rate: NumberLike,
        global_step: TensorLike,
        initial_gradient_squared_accumulator_value: float = 0.1,
        l1_regularization_strength: NumberLike = 0.0,
        l2_regularization_strength: NumberLike = 0.0,
        use_locking: bool = False,
        name: str = "AdagradDA",
    ) -> None:
        if initial_gradient_squared_accumulator_value <= 0.0:
            raise ValueError(
                f"initial_gradient_squared_accumulator_value must be positive: {initial_gradient_squared_accumulator_value}"
            )
        slots = ["gradient_accumulator", "gradient_squared_accumulator"]
        super().__init__(use_locking, name, ADAGRAD_DA, slots, learning_rate=learning_rate)
        self._start = initial_gradient_squared_accumulator_value
        self._strengths = (l1_regularization_strength, l2_regularization_strength)
        self._global_step = global_step

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        for variable in var_list:
            values = [constant(start, variable.dtype.base_dtype, variable.shape) for start in (0.0, self._start)]
            for slot, value in zip(self._slot_names, values, strict=True):
                self._get_or_make_slot(variable, value, slot, self._name)

    def _prepare(self) -> None:
        super()._prepare()
        self._steps = ops.identity(self._global_step) + 1

    def _scalars(self, variable: Any) -> list:
        kind = variable.dtype.base_dtype
        steps = ops.identity(self._steps)
        return [self._hyperparameter("learning_rate", variable), *(ops.cast(x, kind) for x in self._strengths), steps]
