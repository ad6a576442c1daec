"""Ftrl. Source of the algorithm: McMahan et al. 2013 (with L2 shrinkage as in TensorFlow); of names and messages:
tf.train.FtrlOptimizer, TensorFlow 1.15.
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

_REFUSAL = "is not a positive scalar"

FTRL = Update("Ftrl", "accum, linear", "grad, lr, l1, l2, lr_power", refusal=_REFUSAL)
FTRL_V2 = Update("FtrlV2", "accum, linear", "grad, lr, l1, l2, l2_shrinkage, lr_power", refusal=_REFUSAL)


@FTRL.formula
def _follow(value: Any, accum: Any, linear: Any, grad: Any, lr: Any, l1: Any, l2: Any, lr_power: Any, scratch: Any) -> None:
    _step(value, accum, linear, grad, grad, lr, l1, l2, lr_power)


@FTRL_V2.formula
def _follow_shrinking(
    value: Any, accum: Any, linear: Any, grad: Any, lr: Any, l1: Any, l2: Any, l2_shrinkage: Any, lr_power: Any, scratch: Any
) -> None:
    shrinking = grad + 2 * l2_shrinkage * value
    _step(value, accum, linear, grad, shrinking, lr, l1, l2, lr_power)


def _step(value: Any, accum: Any, linear: Any, grad: Any, shrinking: Any, lr: Any, l1: Any, l2: Any, lr_power: Any) -> None:
    if not lr > 0:
        raise invalid(f"lr {_REFUSAL}: []")
    total = accum + grad * grad
    gradient = total**-lr_power
    linear += shrinking - (gradient - accum**-lr_power) / lr * value
    quadratic = gradient / lr + 2 * l2
    value[...] = np.where(np.abs(linear) > l1, (l1 * np.sign(linear) - linear) / quadratic, 0)
    accum[...] = total


@export("train.FtrlOptimizer")
@documented_by(Optimizer)
class FtrlOptimizer(DeclaredOptimizer):
    """Follow the regularized leader, which makes many weights 0.

    The slots `accum` and `linear` of a variable `v` are the variables `v/Ftrl` and `v/Ftrl_1`. Source: McMahan et al., "Ad
    Click Prediction: a View from the Trenches", 2013.

    Args:
      learning_rate: a number, scalar tensor, or function without arguments that gives one; so are those below.
      learning_rate_power: at most 0: how steps shrink with the sum of squared gradients.
      initial_accumulator_value: what those sums start with, at least 0.
      l1_regularization_strength, l2_regularization_strength: at least 0.
      accum_name, linear_name: of the slots' variables; the optimizer's name by default.
      l2_shrinkage_regularization_strength: at least 0: a pull towards 0 that changes the gradient only.

    Raises:
      ValueError: a number is outside its range.
    """

    def __init__(
        self,
        learning_rate: NumberLike,
        learning_rate_power: Any = -0.5,
        initial_accumulator_value: float = 0.1,
        l1_regularization_strength: NumberLike = 0.0,
        l2_regularization_strength: NumberLike = 0.0,
        use_locking: bool = False,
        name: str = "Ftrl",
        accum_name: str | None = None,
        linear_name: str | None = None,
        l2_shrinkage_regularization_strength: Any = 0.0,
    ) -> None:
        strengths = {
            "initial_accumulator_value": initial_accumulator_value,
            "l1_regularization_strength": l1_regularization_strength,
            "l2_regularization_strength": l2_regularization_strength,
            "l2_shrinkage_regularization_strength": l2_shrinkage_regularization_strength,
        }
        if learning_rate_power > 0.0:
            raise ValueError(f"learning_rate_power {learning_rate_power:f} needs to be negative or zero")
        for what, value in strengths.items():
            if value < 0.0:
                raise ValueError(f"{what} {value:f} needs to be positive or zero")
        super().__init__(
            use_locking,
            name,
            FTRL_V2 if l2_shrinkage_regularization_strength > 0.0 else FTRL,
            ["accum", "linear"],
            learning_rate=learning_rate,
            l1_regularization_strength=l1_regularization_strength,
            l2_regularization_strength=l2_regularization_strength,
            l2_shrinkage_regularization_strength=l2_shrinkage_regularization_strength,
            learning_rate_power=learning_rate_power,
        )
        self._start = initial_accumulator_value
        self._accum_name, self._linear_name = accum_name or name, linear_name or name

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        for variable in var_list:
            start = constant(self._start, variable.dtype.base_dtype, variable.shape)
            self._get_or_make_slot(variable, start, "accum", self._accum_name)
            self._zeros_slot(variable, "linear", self._linear_name)

    def _scalars(self, variable: Any) -> list:
        used = [name for name in self._tensors if self._step is FTRL_V2 or not name.startswith("l2_shrinkage")]
        return [self._hyperparameter(name, variable) for name in used]
