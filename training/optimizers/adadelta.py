"""Adadelta. Source of the algorithm: Zeiler 2012; of names: tf.train.AdadeltaOptimizer, TensorFlow 1.15."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.types.likes import NumberLike

from .declared import DeclaredOptimizer
from .optimizer import Optimizer
from .updates import Update

ADADELTA = Update("Adadelta", "accum, accum_update", "lr, rho, epsilon, grad")


@ADADELTA.formula
def _adapt(value: Any, accum: Any, accum_update: Any, lr: Any, rho: Any, epsilon: Any, grad: Any, scratch: Any) -> None:
    scratch = _average(accum, grad, rho, scratch)
    np.add(accum_update, epsilon, out=scratch)
    np.divide(scratch, accum + epsilon, out=scratch)
    np.sqrt(scratch, out=scratch)
    np.multiply(scratch, grad, out=scratch)
    np.subtract(value, scratch * lr, out=value)
    _average(accum_update, scratch, rho, scratch)


def _average(average: Any, change: Any, rho: Any, scratch: Any) -> Any:
    """average = rho * average + (1 - rho) * change ** 2. The scratch, if there was none."""
    scratch = np.multiply(change, change, out=scratch)
    np.multiply(scratch, 1 - rho, out=scratch)
    np.multiply(average, rho, out=average)
    np.add(average, scratch, out=average)
    return scratch


@export("train.AdadeltaOptimizer")
@documented_by(Optimizer)
class AdadeltaOptimizer(DeclaredOptimizer):
    """Steps as large as those before them were on average, relative to the average gradient.

    The slots `accum` and `accum_update` of a variable `v` are the variables `v/Adadelta` and `v/Adadelta_1`. Source: Zeiler,
    "ADADELTA: An Adaptive Learning Rate Method", 2012.

    Args:
      learning_rate: what steps are multiplied with; 1.0 is the form of the paper.
      rho: how much of the averages is left after a step.
      epsilon: added to both averages. All three are numbers, scalar tensors, or functions that give one.
    """

    def __init__(
        self,
        learning_rate: NumberLike = 0.001,
        rho: NumberLike = 0.95,
        epsilon: NumberLike = 1e-8,
        use_locking: bool = False,
        name: str = "Adadelta",
    ) -> None:
        super().__init__(use_locking, name, ADADELTA, ["accum", "accum_update"], lr=learning_rate, rho=rho, epsilon=epsilon)
