"""Gradient descent. Source of names: tf.train.GradientDescentOptimizer, TensorFlow 1.15."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import dtypes
from ..batch_rules import not_in_blocks
from ..build import convert_to_tensor
from ..graph import Operation
from ..indexed_slices import IndexedSlices
from ..op import NO_GRADIENT, Op
from ..shape_rules import same_as_first_and
from ..tensor import Tensor
from ..variable_state import VariableState
from ..variables import scatter_sub
from .optimizer import Optimizer

APPLY_GRADIENT_DESCENT = Op(
    "ApplyGradientDescent",
    "var: Ref(T), alpha: T, delta: T -> out: Ref(T)",
    "use_locking: bool = false",
    T=dtypes.FLOATING,
    stateful=True,
)
APPLY_GRADIENT_DESCENT.shape(same_as_first_and(2))
APPLY_GRADIENT_DESCENT.batch(not_in_blocks)
APPLY_GRADIENT_DESCENT.gradient(NO_GRADIENT)


@APPLY_GRADIENT_DESCENT.kernel
@APPLY_GRADIENT_DESCENT.into
def _apply(var: VariableState, alpha: Any, delta: Any, out: np.ndarray | None = None) -> None:
    with var.lock:
        value = var.read_shaped_as(delta, "delta")
        np.subtract(value, np.multiply(delta, alpha, out=out), out=value)


class GradientDescentOptimizer(Optimizer):
    """`variable -= learning_rate * gradient`.

    Args:
      learning_rate: a number or scalar tensor.
    """

    def __init__(self, learning_rate: Any, use_locking: bool = False, name: str = "GradientDescent") -> None:
        super().__init__(use_locking, name)
        self._learning_rate = learning_rate

    def _prepare(self) -> None:
        self._rate = convert_to_tensor(self._call_if_callable(self._learning_rate), name="learning_rate")

    def _apply_dense(self, gradient: Tensor, variable: Any) -> Operation:
        rate = cast_to(self._rate, variable)
        return APPLY_GRADIENT_DESCENT(
            variable._ref(), rate, gradient, use_locking=self._use_locking, name="ApplyGradientDescent"
        ).op

    def _apply_sparse(self, gradient: IndexedSlices, variable: Any) -> Operation:
        return scatter_sub(variable, gradient.indices, gradient.values * cast_to(self._rate, variable)).op


def cast_to(tensor: Tensor, variable: Any) -> Tensor:
    """A hyperparameter in the type of the variable."""
    from ..ops.cast import cast

    return cast(tensor, variable.dtype.base_dtype)
