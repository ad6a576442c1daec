"""RMSProp. Source of the algorithm: Tieleman and Hinton 2012, lecture 6.5; centered: Graves 2013; of names and formulas:
tf.train.RMSPropOptimizer, TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.types.likes import NumberLike
from headrace.graph.variables.initializers.plain import Ones

from .declared import DeclaredOptimizer
from .optimizer import Optimizer
from .updates import Update

_INPUTS = "lr, rho, momentum, epsilon, grad"
_REFUSAL = "is not a scalar "

RMS_PROP = Update("RMSProp", "ms, mom", _INPUTS, refusal=_REFUSAL)
CENTERED_RMS_PROP = Update("CenteredRMSProp", "mg, ms, mom", _INPUTS, refusal=_REFUSAL)


@RMS_PROP.formula
def _plain(value: Any, ms: Any, mom: Any, lr: Any, rho: Any, momentum: Any, epsilon: Any, grad: Any, scratch: Any) -> None:
    scratch = _average_of_squares(ms, rho, grad, scratch)
    np.add(ms, epsilon, out=scratch)
    _move(value, mom, lr, momentum, grad, scratch)


@CENTERED_RMS_PROP.formula
def _centered(
    value: Any, mg: Any, ms: Any, mom: Any, lr: Any, rho: Any, momentum: Any, epsilon: Any, grad: Any, scratch: Any
) -> None:
    scratch = _average_of_squares(ms, rho, grad, scratch)
    np.subtract(grad, mg, out=scratch)
    np.multiply(scratch, 1 - rho, out=scratch)
    np.add(mg, scratch, out=mg)
    np.multiply(mg, mg, out=scratch)
    np.subtract(ms, scratch, out=scratch)
    np.add(scratch, epsilon, out=scratch)
    _move(value, mom, lr, momentum, grad, scratch)


def _average_of_squares(ms: Any, rho: Any, grad: Any, scratch: Any) -> Any:
    scratch = np.multiply(grad, grad, out=scratch)
    np.subtract(scratch, ms, out=scratch)
    np.multiply(scratch, 1 - rho, out=scratch)
    np.add(ms, scratch, out=ms)
    return scratch


def _move(value: Any, mom: Any, lr: Any, momentum: Any, grad: Any, scratch: Any) -> None:
    """mom = momentum * mom + lr * grad / sqrt(scratch); value -= mom"""
    np.sqrt(scratch, out=scratch)
    np.divide(grad, scratch, out=scratch)
    np.multiply(scratch, lr, out=scratch)
    np.multiply(mom, momentum, out=mom)
    np.add(mom, scratch, out=mom)
    np.subtract(value, mom, out=value)


@export("train.RMSPropOptimizer")
@documented_by(Optimizer)
class RMSPropOptimizer(DeclaredOptimizer):
    """Steps divided by the root of a running average of the squared gradient.

    The slots of a variable `v` are `rms` (`v/RMSProp`, ones at first), `mg` if centered, and `momentum`, in this order.
    Source: Tieleman and Hinton, lecture 6.5 of "Neural Networks for Machine Learning", 2012; centered: Graves, "Generating
    Sequences With Recurrent Neural Networks", 2013.

    Args:
      learning_rate, momentum: of the steps.
      decay: how much of the averages is left after a step.
      epsilon: added under the root. All four are numbers, scalar tensors, or functions that give one.
      centered: subtract the square of the average gradient under the root: it is the variance then.
    """

    def __init__(
        self,
        learning_rate: NumberLike,
        decay: NumberLike = 0.9,
        momentum: NumberLike = 0.0,
        epsilon: NumberLike = 1e-10,
        use_locking: bool = False,
        centered: bool = False,
        name: str = "RMSProp",
    ) -> None:
        super().__init__(
            use_locking,
            name,
            CENTERED_RMS_PROP if centered else RMS_PROP,
            ["mg", "rms", "momentum"] if centered else ["rms", "momentum"],
            learning_rate=learning_rate,
            decay=decay,
            momentum=momentum,
            epsilon=epsilon,
        )
        self._centered = centered

    def _create_slots(self, var_list: Sequence[Any]) -> None:
        for variable in var_list:
            kind = variable.dtype.base_dtype
            self._get_or_make_slot_with_initializer(variable, Ones(kind), variable.shape, kind, "rms", self._name)
            if self._centered:
                self._zeros_slot(variable, "mg", self._name)
            self._zeros_slot(variable, "momentum", self._name)
