"""Optimizers by their names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export

from ...optimizers.adagrad import AdagradOptimizer
from ...optimizers.adam import AdamOptimizer
from ...optimizers.ftrl import FtrlOptimizer
from ...optimizers.gradient_descent import GradientDescentOptimizer
from ...optimizers.optimizer import Optimizer
from ...optimizers.rms_prop import RMSPropOptimizer

_KINDS: dict[str, Callable[..., Optimizer]] = {
    "Adagrad": AdagradOptimizer,
    "Adam": AdamOptimizer,
    "Ftrl": FtrlOptimizer,
    "RMSProp": RMSPropOptimizer,
    "SGD": GradientDescentOptimizer,
}


@export("python.estimator.canned.optimizers.get_optimizer_instance")
def get_optimizer_instance(opt: Any, learning_rate: Any = None) -> Optimizer:
    """The optimizer of that name.

    Args:
      opt: "Adagrad", "Adam", "Ftrl", "RMSProp" or "SGD"; an Optimizer; a function without arguments that gives one.
      learning_rate: of an optimizer by its name.

    Returns:
      an Optimizer.

    Raises:
      ValueError: there is none of that name, no learning rate, or it is no Optimizer.
    """
    if isinstance(opt, str):
        if opt not in _KINDS:
            raise ValueError(f"Unsupported optimizer name: {opt}. Supported names are: {tuple(sorted(_KINDS))}")
        if not learning_rate:
            raise ValueError("learning_rate must be specified when opt is string.")
        return _KINDS[opt](learning_rate=learning_rate)
    if callable(opt):
        opt = opt()
    if not isinstance(opt, Optimizer):
        raise ValueError(f"The given object is not an Optimizer instance. Given: {opt}")
    return opt
