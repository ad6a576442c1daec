"""LARS, and Adagrad whose averages can be left alone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import NumberLike

from ...optimizers.adagrad import AdagradOptimizer
from ...optimizers.declared import DeclaredOptimizer
from ...optimizers.momentum import MOMENTUM
from ...optimizers.optimizer import Optimizer


@export("contrib.opt.LARSOptimizer")
@documented_by(Optimizer)
class LARSOptimizer(DeclaredOptimizer):
    """Momentum whose learning rate is scaled for each variable by the norms of its weights and of its gradient.

    The slot `momentum` of a variable `v` is the variable `v/LARSOptimizer`. Source: You et al., "Large Batch Training of
    Convolutional Networks", 2017.

    Args:
      learning_rate: the rate that is scaled.
      momentum: how much of the velocity is left after a step.
      weight_decay: how much of the weights is added to the gradient.
      eeta: the factor of the ratio of the norms.
      epsilon: added to the norm that is divided by.
      skip_list: parts of names of variables that are neither scaled nor decayed, as "bias"; None for none.
      use_nesterov: look ahead by one step of momentum.

    Raises:
      ValueError: `momentum` or `weight_decay` below 0, or no name.
    """

    def __init__(
        self,
        learning_rate: NumberLike,
        momentum: float = 0.9,
        weight_decay: float = 0.0001,
        eeta: float = 0.001,
        epsilon: float = 0.0,
        name: str = "LARSOptimizer",
        skip_list: Sequence[str] | None = None,
        use_nesterov: bool = False,
    ) -> None:
        if momentum < 0.0:
            raise ValueError(f"momentum should be positive: {momentum}")
        if weight_decay < 0.0:
            raise ValueError(f"weight_decay should be positive: {weight_decay}")
        settings = {"use_nesterov": use_nesterov}
        super().__init__(False, name, MOMENTUM, ["momentum"], settings, learning_rate=learning_rate, momentum=momentum)
        self._weight_decay = weight_decay
        self._eeta = eeta
        self._epsilon = epsilon
        self._skip_list = skip_list

    def compute_lr(self, grad: Tensor, var: Any) -> tuple[Any, Tensor]:
        """The learning rate for a variable, and its gradient with the decay.

        Args:
          grad: the gradient.
          var: the variable.

        Returns:
          (a scalar, a tensor).
        """
        rate = self._call_if_callable(self._hyperparameters["learning_rate"])
        if self._skip_list is not None and any(part in var.name for part in self._skip_list):
            return rate, grad
        of_weights, of_gradient = (ops.sqrt(ops.reduce_sum(ops.square(each))) for each in (var, grad))
        ratio = self._eeta * of_weights / (of_gradient + self._weight_decay * of_weights + self._epsilon)
        one = ops.ones_like(ratio)
        trust = ops.where(ops.greater(of_weights, 0), ops.where(ops.greater(of_gradient, 0), ratio, one), one)
        return rate * trust, grad + self._weight_decay * var

    def _apply_dense(self, grad: Tensor, var: Any) -> Operation:
        rate, grad = self.compute_lr(grad, var)
        kind = var.dtype.base_dtype
        slot, momentum = self.get_slot(var, "momentum"), self._hyperparameter("momentum", var)
        return MOMENTUM.dense(var, slot, ops.cast(1.0, kind), grad * rate, momentum, **self._attributes).op


@export("contrib.opt.RegAdagradOptimizer")
@documented_by(AdagradOptimizer)
class RegAdagradOptimizer(AdagradOptimizer):
    """Adagrad whose accumulators can be left as they are, so that a loss of regularization does not slow the others down."""

    def __init__(
        self,
        learning_rate: NumberLike,
        initial_accumulator_value: float = 0.1,
        use_locking: bool = False,
        name: str = "RegAdagrad",
    ) -> None:
        super().__init__(learning_rate, initial_accumulator_value, use_locking, name)

    @contextlib.contextmanager
    def avoid_updating_slots(self) -> Iterator[None]:
        """Steps that are made inside the block leave the accumulators as they are.

        Yields:
          nothing.
        """
        before = self._attributes.get("update_slots", True)
        self._attributes["update_slots"] = False
        try:
            yield
        finally:
            self._attributes["update_slots"] = before
