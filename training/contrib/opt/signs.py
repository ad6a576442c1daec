"""AddSign and PowerSign: steps that are larger where the gradient keeps its sign, and how that fades."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.indexed_slices import IndexedSlices
from headrace.graph.types.dtypes import float32, int32
from headrace.graph.types.likes import NumberLike, TensorLike
from headrace.graph.variables.assign import assign
from headrace.graph.variables.scatter import scatter_sub

from ...optimizers.declared import DeclaredOptimizer
from ...optimizers.optimizer import GradientsAndVariables, Optimizer
from ...optimizers.updates import Update

ADD_SIGN = Update("AddSign", "m", "lr, alpha, sign_decay, beta, grad", sparse=False, refusal="is not a scalar: ")
POWER_SIGN = Update("PowerSign", "m", "lr, logbase, sign_decay, beta, grad", sparse=False, refusal="is not a scalar: ")


def _move(mean: Any, beta: Any, grad: Any, scratch: Any) -> Any:
    scratch = np.multiply(grad, 1 - beta, out=scratch)
    np.multiply(mean, beta, out=mean)
    np.add(mean, scratch, out=mean)
    return np.multiply(np.sign(grad, out=scratch), np.sign(mean), out=scratch)


@ADD_SIGN.formula
def _add(value: Any, mean: Any, lr: Any, alpha: Any, sign_decay: Any, beta: Any, grad: Any, scratch: Any) -> None:
    scratch = _move(mean, beta, grad, scratch)
    np.multiply(scratch, sign_decay, out=scratch)
    np.add(scratch, alpha, out=scratch)
    np.multiply(scratch, lr, out=scratch)
    np.subtract(value, np.multiply(scratch, grad, out=scratch), out=value)


@POWER_SIGN.formula
def _power(value: Any, mean: Any, lr: Any, logbase: Any, sign_decay: Any, beta: Any, grad: Any, scratch: Any) -> None:
    scratch = _move(mean, beta, grad, scratch)
    np.exp(np.multiply(scratch, logbase * sign_decay, out=scratch), out=scratch)
    np.multiply(scratch, lr, out=scratch)
    np.subtract(value, np.multiply(scratch, grad, out=scratch), out=value)


class _SignOptimizer(DeclaredOptimizer):
    """What both share: the average of the gradient, and how the sign's part fades with the steps."""

    def __init__(
        self,
        use_locking: bool,
        name: str,
        update: Update,
        sign_decay_fn: Callable[[Any], TensorLike] | None,
        **hyperparameters: Any,
    ) -> None:
        super().__init__(use_locking, name, update, ["m"], **hyperparameters)
        self._sign_decay_fn = sign_decay_fn
        self._sign_decay: Any = None

    def apply_gradients(
        self, grads_and_vars: GradientsAndVariables, global_step: TensorLike | None = None, name: str | None = None
    ) -> Operation:
        if self._sign_decay_fn is not None:
            self._sign_decay = convert_to_tensor(self._sign_decay_fn(global_step), name="sign_decay")
        return super().apply_gradients(grads_and_vars, global_step=global_step, name=name)

    def _prepare(self) -> None:
        super()._prepare()
        if self._sign_decay_fn is None:
            self._sign_decay = convert_to_tensor(1.0, name="sign_decay")

    def _scalars(self, variable: Any) -> list[Tensor]:
        rate, shape, beta = super()._scalars(variable)
        return [rate, shape, ops.cast(self._sign_decay, variable.dtype.base_dtype), beta]

    def _apply_sparse(self, grad: IndexedSlices, var: Any) -> Operation:
        # As in TensorFlow: the average of all rows moves, as if the gradient of the others were zeros.
        rate, shape, decay, beta = self._scalars(var)
        mean: Any = self.get_slot(var, "m")
        moved = assign(mean, mean * beta + grad * (1 - beta), use_locking=self._use_locking)
        agreement = ops.gather(ops.sign(moved), grad.indices) * ops.sign(grad.values)
        change = rate * self._factor(shape, decay * agreement) * grad.values
        return ops.group(scatter_sub(var, grad.indices, change, use_locking=self._use_locking), moved)

    def _factor(self, shape: Tensor, agreement: Tensor) -> Tensor:
        raise NotImplementedError


@export("contrib.opt.AddSignOptimizer")
@documented_by(Optimizer)
class AddSignOptimizer(_SignOptimizer):
    """`variable -= learning_rate * (alpha + decay * sign(gradient) * sign(m)) * gradient`, where m is a moving average of it.

    The slot `m` of a variable `v` is the variable `v/AddSignOptimizer`. Source: Bello et al., "Neural Optimizer Search with
    Reinforcement Learning", 2017.

    Args:
      learning_rate: how far a step goes.
      alpha: what the factor is without the signs.
      beta: how much of the average gradient is left after a step.
      sign_decay_fn: a function from the global step to what the signs are multiplied by, such as
        `sign_decay.get_linear_decay_fn` gives; None for 1.
    """

    def __init__(
        self,
        learning_rate: NumberLike = 0.1,
        alpha: NumberLike = 1.0,
        beta: NumberLike = 0.9,
        sign_decay_fn: Callable[[Any], TensorLike] | None = None,
        use_locking: bool = False,
        name: str = "AddSignOptimizer",
    ) -> None:
        super().__init__(use_locking, name, ADD_SIGN, sign_decay_fn, learning_rate=learning_rate, alpha=alpha, beta=beta)

    def _factor(self, shape: Tensor, agreement: Tensor) -> Tensor:
        return shape + agreement


@export("contrib.opt.PowerSignOptimizer")
@documented_by(AddSignOptimizer)
class PowerSignOptimizer(_SignOptimizer):
    """`variable -= learning_rate * base ** (decay * sign(gradient) * sign(m)) * gradient`, where m is a moving average of it.

    Args:
      base: what the factor is where the signs agree.
    """

    def __init__(
        self,
        learning_rate: NumberLike = 0.1,
        base: float = math.e,
        beta: NumberLike = 0.9,
        sign_decay_fn: Callable[[Any], TensorLike] | None = None,
        use_locking: bool = False,
        name: str = "PowerSignOptimizer",
    ) -> None:
        super().__init__(
            use_locking, name, POWER_SIGN, sign_decay_fn, learning_rate=learning_rate, logbase=math.log(base), beta=beta
        )

    def _factor(self, shape: Tensor, agreement: Tensor) -> Tensor:
        return ops.exp(shape * agreement)


@export("contrib.opt.python.training.sign_decay.get_linear_decay_fn")
def get_linear_decay_fn(decay_steps: int) -> Callable[[Any], Tensor]:
    """A function from the global step that goes from 1 to 0 along a line.

    Args:
      decay_steps: after how many steps it is 0.

    Returns:
      a function from a tensor or variable to a float32 scalar; it raises ValueError for None.
    """

    def linear_decay_fn(global_step: Any) -> Tensor:
        if global_step is None:
            raise ValueError("global_step is required for linear_decay.")
        left = ops.cast(decay_steps, int32) - ops.cast(ops.minimum(global_step, decay_steps), int32)
        return ops.maximum(0.0, ops.cast(left, float32) / ops.cast(decay_steps, float32))

    return linear_decay_fn


@export("contrib.opt.python.training.sign_decay.get_cosine_decay_fn")
@documented_by(get_linear_decay_fn)
def get_cosine_decay_fn(decay_steps: int, num_periods: float = 0.5, zero_after: float | None = None) -> Callable[[Any], Tensor]:
    """A function from the global step that goes from 1 to 0 and back as a cosine does.

    Args:
      decay_steps: how many steps it takes; then it stays as it is.
      num_periods: how many periods these are; 0.5 ends with 0.
      zero_after: after how many periods it is 0; None: never.
    """

    def cosine_decay_fn(global_step: Any) -> Tensor:
        if global_step is None:
            raise ValueError("global_step is required for cosine_decay.")
        done = ops.cast(ops.minimum(global_step, decay_steps), float32) / ops.cast(decay_steps, float32)
        fraction = 2.0 * num_periods * done
        decayed = _half_cosine(fraction)
        return decayed if zero_after is None else _where(ops.greater_equal(fraction, 2 * zero_after), decayed)

    return cosine_decay_fn


@export("contrib.opt.python.training.sign_decay.get_restart_decay_fn")
@documented_by(get_cosine_decay_fn)
def get_restart_decay_fn(decay_steps: int, num_periods: float = 1, zero_after: float | None = None) -> Callable[[Any], Tensor]:
    """A function from the global step that goes from 1 to 0 as half a cosine, several times.

    Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, simplified.

    Args:
      num_periods: how many times.
      zero_after: after how many times it is 0; None: never.
    """

    def restart_decay_fn(global_step: Any) -> Tensor:
        if global_step is None:
            raise ValueError("global_step is required for cosine_decay.")
        step = ops.minimum(global_step, decay_steps)
        fraction = ops.floormod(num_periods * ops.cast(step, float32), decay_steps) / ops.cast(decay_steps, float32)
        decayed = _half_cosine(fraction)
        if zero_after is None:
            return decayed
        times = ops.cast(num_periods * step, float32) / ops.cast(decay_steps, float32)
        return _where(ops.greater_equal(times, zero_after), decayed)

    return restart_decay_fn


def _half_cosine(fraction: Tensor) -> Tensor:
    return 0.5 * (1.0 + ops.cos(constant(math.pi) * fraction))


def _where(over: Tensor, decayed: Tensor) -> Tensor:
    return ops.where(over, 0.0, decayed)
