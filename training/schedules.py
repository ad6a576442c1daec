"""Learning rates that fall with the number of steps taken.

Each function makes the rate as a scalar tensor, computed anew from `global_step` in each run.
Source of names and formulas: tf.train.exponential_decay and its family, TensorFlow 1.15.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_n_to_tensor, convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.dtypes import int32, int64
from headrace.graph.types.likes import NumberLike, TensorLike


@export("train.exponential_decay")
def exponential_decay(
    learning_rate: NumberLike,
    global_step: TensorLike,
    decay_steps: NumberLike,
    decay_rate: NumberLike,
    staircase: bool = False,
    name: str | None = None,
) -> Tensor:
    """learning_rate * decay_rate ** (global_step / decay_steps), a learning rate that falls with the steps taken.

    >>> step = tf.placeholder(tf.int64, [])
    >>> rate = tf.train.exponential_decay(0.5, step, decay_steps=100, decay_rate=0.5, staircase=True)
    >>> with tf.Session() as sess:
    ...     print([sess.run(rate, {step: n}).tolist() for n in (0, 99, 100, 250)])
    [0.5, 0.5, 0.25, 0.125]

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the rate is multiplied with `decay_rate` once.
      decay_rate: number or scalar.
      staircase: fall every `decay_steps` steps only: the quotient is rounded down.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.
    """
    with name_scope(name, "ExponentialDecay", [learning_rate, decay_steps, decay_rate]) as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps, factor = ops.cast(decay_steps, rate.dtype), ops.cast(decay_rate, rate.dtype)
        periods = _periods(ops.cast(global_step, rate.dtype), steps, staircase)
        return ops.multiply(rate, ops.pow(factor, periods), name=scope)


@export("train.natural_exp_decay")
@documented_by(exponential_decay)
def natural_exp_decay(
    learning_rate: NumberLike,
    global_step: TensorLike,
    decay_steps: NumberLike,
    decay_rate: NumberLike,
    staircase: bool = False,
    name: str | None = None,
) -> Tensor:
    """learning_rate * exp(-decay_rate * global_step / decay_steps).

    Args:
      decay_steps: number or scalar, after how many steps the exponent is `decay_rate`.
    """
    factor = ops.exp(ops.negative(decay_rate))
    return exponential_decay(learning_rate, global_step, decay_steps, factor, staircase, name)


@export("train.inverse_time_decay")
@documented_by(exponential_decay)
def inverse_time_decay(
    learning_rate: NumberLike,
    global_step: TensorLike,
    decay_steps: NumberLike,
    decay_rate: NumberLike,
    staircase: bool = False,
    name: str | None = None,
) -> Tensor:
    """learning_rate / (1 + decay_rate * global_step / decay_steps).

    Args:
      decay_steps: number or scalar, after how many steps `decay_rate` is added once.
    """
    with name_scope(name, "InverseTimeDecay", [learning_rate, decay_rate]) as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps, factor = ops.cast(decay_steps, rate.dtype), ops.cast(decay_rate, rate.dtype)
        periods = _periods(ops.cast(global_step, rate.dtype), steps, staircase)
        one = ops.cast(constant(1), rate.dtype)
        return ops.divide(rate, ops.add(one, ops.multiply(factor, periods)), name=scope)


def _periods(step: Tensor, steps: Tensor, whole: bool) -> Tensor:
    periods = ops.divide(step, steps)
    return ops.floor(periods) if whole else periods


@export("train.piecewise_constant", "train.piecewise_constant_decay")
def piecewise_constant(x: TensorLike, boundaries: Sequence[Any], values: Sequence[Any], name: str | None = None) -> Tensor:
    """values[0] as long as x <= boundaries[0], values[1] as long as x <= boundaries[1], ..., values[-1] after that.

    Args:
      x: scalar, such as the global step.
      boundaries: numbers or scalars of the type of `x`, each larger than the one before; int32 ones may stand beside an
        int64 `x`.
      values: numbers or tensors of one type, one more than there are boundaries.

    Returns:
      one of the values, a tensor of their type.

    Raises:
      ValueError: wrong numbers of them, or types that differ.
    """
    if len(boundaries) != len(values) - 1:
        raise ValueError("The length of boundaries should be 1 less than the length of values")
    limits, choices = convert_n_to_tensor(boundaries), convert_n_to_tensor(values)
    with name_scope(name, "PiecewiseConstant") as scope:
        step = convert_to_tensor(x)
        kind = step.dtype.base_dtype
        for position, limit in enumerate(limits):
            if limit.dtype.base_dtype is int32 and kind is int64:
                limits[position] = ops.cast(limit, int64)
            elif limit.dtype.base_dtype is not kind:
                raise ValueError(f"Boundaries ({limit.dtype.base_dtype}) must have the same dtype as x ({kind}).")
        first = choices[0].dtype.base_dtype
        for choice in choices[1:]:
            if choice.dtype.base_dtype is not first:
                raise ValueError(f"Values must have elements all with the same dtype ({first} vs {choice.dtype.base_dtype}).")
        result = choices[-1]
        for position in range(len(limits) - 1, -1, -1):
            reached = ops.less_equal(step, limits[position])
            result = ops.where(reached, choices[position], result, name=None if position else scope)
        return result


@export("train.polynomial_decay")
@documented_by(exponential_decay)
def polynomial_decay(
    learning_rate: NumberLike,
    global_step: TensorLike,
    decay_steps: NumberLike,
    end_learning_rate: NumberLike = 0.0001,
    power: NumberLike = 1.0,
    cycle: bool = False,
    name: str | None = None,
) -> Tensor:
    """(learning_rate - end_learning_rate) * (1 - global_step / decay_steps) ** power + end_learning_rate.

    Args:
      decay_steps: number or scalar, after how many steps the end is reached.
      end_learning_rate: what is reached after `decay_steps` steps and stays.
      power: number or scalar; 1.0 for a straight line.
      cycle: rise again when the end is reached, and fall over the double, threefold, ... number of steps instead.
    """
    with name_scope(name, "PolynomialDecay", [learning_rate, decay_steps, end_learning_rate, power]) as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        last, exponent = ops.cast(end_learning_rate, rate.dtype), ops.cast(power, rate.dtype)
        step, steps = ops.cast(global_step, rate.dtype), ops.cast(decay_steps, rate.dtype)
        if cycle:
            one = constant(1.0, rate.dtype)
            steps = ops.multiply(steps, ops.where(ops.equal(step, 0), one, ops.ceil(ops.divide(step, steps))))
        else:
            step = ops.minimum(step, steps)
        left = 1 - ops.divide(step, steps)
        return ops.add(ops.multiply(ops.subtract(rate, last), ops.pow(left, exponent)), last, name=scope)


@export("train.cosine_decay")
@documented_by(exponential_decay)
def cosine_decay(
    learning_rate: NumberLike, global_step: TensorLike, decay_steps: NumberLike, alpha: Any = 0.0, name: str | None = None
) -> Tensor:
    """learning_rate * ((1 - alpha) * (1 + cos(pi * done)) / 2 + alpha), where done is global_step / decay_steps, at most 1.

    Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2016.

    Args:
      decay_steps: number or scalar, after how many steps the end is reached.
      alpha: the part of the rate that is left in the end, a number or scalar.
    """
    with name_scope(name, "CosineDecay"):
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps = ops.cast(decay_steps, rate.dtype)
        done = ops.minimum(ops.cast(global_step, rate.dtype), steps) / steps
        return ops.multiply(rate, (1 - alpha) * (0.5 * _cosine_of(done)) + alpha)


@export("train.cosine_decay_restarts")
@documented_by(cosine_decay)
def cosine_decay_restarts(
    learning_rate: NumberLike,
    global_step: TensorLike,
    first_decay_steps: Any,
    t_mul: Any = 2.0,
    m_mul: Any = 1.0,
    alpha: TensorLike = 0.0,
    name: str | None = None,
) -> Tensor:
    """As `cosine_decay`, but each time the end is reached it starts again.

    Source: Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2016.

    Args:
      first_decay_steps: steps of the first period, a number or scalar.
      t_mul: each period has so many times as many steps as the one before.
      m_mul: each period starts at so many times the rate at which the one before started.
    """
    with name_scope(name, "SGDRDecay") as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps, least = ops.cast(first_decay_steps, rate.dtype), ops.cast(alpha, rate.dtype)
        longer, lower = ops.cast(t_mul, rate.dtype), ops.cast(m_mul, rate.dtype)
        done = ops.cast(global_step, rate.dtype) / steps
        # The periods before, and the part of this one that is over: all of one length, or a geometric series.
        even = ops.equal(longer, 1.0)
        restarts = ops.floor(ops.log(1.0 - done * (1.0 - longer)) / ops.log(longer))
        scale = ops.pow(longer, restarts)
        part = (done - (1.0 - scale) / (1.0 - longer)) / scale
        restarts, part = ops.where(even, ops.floor(done), restarts), ops.where(even, done - ops.floor(done), part)
        cosine = 0.5 * ops.pow(lower, restarts) * _cosine_of(part)
        return ops.multiply(rate, (1 - least) * cosine + least, name=scope)


@export("train.linear_cosine_decay")
@documented_by(cosine_decay)
def linear_cosine_decay(
    learning_rate: NumberLike,
    global_step: TensorLike,
    decay_steps: NumberLike,
    num_periods: Any = 0.5,
    alpha: TensorLike = 0.0,
    beta: TensorLike = 0.001,
    name: str | None = None,
) -> Tensor:
    """learning_rate * ((alpha + 1 - done) * (1 + cos(2 * pi * num_periods * done)) / 2 + beta).

    `done` is min(global_step / decay_steps, 1).

    Source: Bello et al., "Neural Optimizer Search with Reinforcement Learning", 2017, appendix.

    Args:
      num_periods: periods of the cosine within `decay_steps`, a number or scalar.
      alpha, beta: numbers or scalars, see the formula.
    """
    with name_scope(name, "LinearCosineDecay") as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps, periods = ops.cast(decay_steps, rate.dtype), ops.cast(num_periods, rate.dtype)
        more, least = ops.cast(alpha, rate.dtype), ops.cast(beta, rate.dtype)
        step = ops.minimum(ops.cast(global_step, rate.dtype), steps)
        left = (steps - step) / steps
        cosine = 0.5 * _cosine_of(2.0 * periods * (step / steps))
        return ops.multiply(rate, (more + left) * cosine + least, name=scope)


@export("train.noisy_linear_cosine_decay")
@documented_by(linear_cosine_decay)
def noisy_linear_cosine_decay(
    learning_rate: NumberLike,
    global_step: TensorLike,
    decay_steps: NumberLike,
    initial_variance: Any = 1.0,
    variance_decay: Any = 0.55,
    num_periods: Any = 0.5,
    alpha: TensorLike = 0.0,
    beta: TensorLike = 0.001,
    name: str | None = None,
) -> Tensor:
    """As `linear_cosine_decay`, with noise added to the part that is left, 1 - done.

    Source: Bello et al., "Neural Optimizer Search with Reinforcement Learning", 2017, appendix.

    Args:
      initial_variance: the variance of the noise at first, a number or scalar.
      variance_decay: the variance is divided by (1 + global_step) ** this.
    """
    with name_scope(name, "NoisyLinearCosineDecay") as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps, first = ops.cast(decay_steps, rate.dtype), ops.cast(initial_variance, rate.dtype)
        fall, periods = ops.cast(variance_decay, rate.dtype), ops.cast(num_periods, rate.dtype)
        more, least = ops.cast(alpha, rate.dtype), ops.cast(beta, rate.dtype)
        step = ops.minimum(ops.cast(global_step, rate.dtype), steps)
        left = (steps - step) / steps
        deviation = ops.sqrt(first / ops.pow(1.0 + step, fall))
        left = left + ops.random_normal([], stddev=deviation, dtype=rate.dtype)
        cosine = 0.5 * _cosine_of(2.0 * periods * (step / steps))
        return ops.multiply(rate, (more + left) * cosine + least, name=scope)


def _cosine_of(half_turns: Tensor) -> Tensor:
    """1 + cos(pi * x)."""
    return 1.0 + ops.cos(constant(math.pi, half_turns.dtype) * half_turns)
