"""Gradient descent."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph.core.operation import Operation
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.types.likes import NumberLike
from headrace.graph.variables.scatter import scatter_sub

from .declared import DeclaredOptimizer
from .optimizer import Optimizer
from .updates import Update

GRADIENT_DESCENT = Update("GradientDescent", "", "alpha, delta", sparse=False, over_gradient=True)


@GRADIENT_DESCENT.formula
def _descend(value: Any, alpha: Any, delta: Any, scratch: Any) -> None:
    np.subtract(value, np.multiply(delta, alpha, out=scratch), out=value)


@export("train.GradientDescentOptimizer")
@documented_by(Optimizer)
class GradientDescentOptimizer(DeclaredOptimizer):
    """`variable -= learning_rate * gradient`.

    >>> x = tf.Variable(3.0)
    >>> step = tf.train.GradientDescentOptimizer(learning_rate=0.25).minimize(tf.square(x))
    >>> with tf.Session() as sess:
    ...     sess.run(tf.global_variables_initializer())
    ...     sess.run(step)
    ...     print(sess.run(x))
    1.5

    Args:
      learning_rate: a number, scalar tensor, or function without arguments that gives one.
    """

    def __init__(self, learning_rate: NumberLike, use_locking: bool = False, name: str = "GradientDescent") -> None:
        super().__init__(use_locking, name, GRADIENT_DESCENT, learning_rate=learning_rate)

    def _apply_sparse_duplicate_indices(self, grad: IndexedSlices, var: Any) -> Operation:
        # Rows named twice are subtracted twice: they need not be added up before.
        rows = grad.values * self._hyperparameter("learning_rate", var)
        return scatter_sub(var, grad.indices, rows, use_locking=self._use_locking).op
