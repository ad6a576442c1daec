"""Momentum. Source of names and formula: tf.train.MomentumOptimizer, TensorFlow 1.15; Sutskever et al. 2013 (Nesterov)."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.types.likes import NumberLike

from .declared import DeclaredOptimizer
from .optimizer import Optimizer
from .updates import Update

MOMENTUM = Update("Momentum", "accum", "lr, grad, momentum", "use_nesterov: bool = false", over_gradient=True)


@MOMENTUM.formula
def _roll(value: Any, velocity: Any, lr: Any, grad: Any, momentum: Any, scratch: Any, use_nesterov: bool) -> None:
    np.multiply(velocity, momentum, out=velocity)
    np.add(velocity, grad, out=velocity)
    if use_nesterov:
        scratch = np.multiply(grad, lr, out=scratch)
        np.subtract(value, scratch, out=value)
        lr = lr * momentum
    np.subtract(value, np.multiply(velocity, lr, out=scratch), out=value)


@export("train.MomentumOptimizer")
@documented_by(Optimizer)
class MomentumOptimizer(DeclaredOptimizer):
    """`velocity = momentum * velocity + gradient; variable -= learning_rate * velocity`.

    The slot `momentum` of a variable `v` is the variable `v/Momentum`. Source of Nesterov's form: Sutskever et al., "On the
    Importance of Initialization and Momentum in Deep Learning", 2013.

    Args:
      learning_rate, momentum: numbers, scalar tensors, or functions without arguments that give one.
      use_nesterov: look ahead by one step of momentum.
    """

    def __init__(
        self,
        learning_rate: NumberLike,
        momentum: NumberLike,
        use_locking: bool = False,
        name: str = "Momentum",
        use_nesterov: bool = False,
    ) -> None:
        super().__init__(
            use_locking,
            name,
            MOMENTUM,
            ["momentum"],
            {"use_nesterov": use_nesterov},
            learning_rate=learning_rate,
            momentum=momentum,
        )
