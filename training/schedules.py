"""Learning rates that fall with the number of steps taken.

Each function makes the rate as a scalar tensor, computed anew from `global_step` in each run.
Source of names and formulas: tf.train.exponential_decay and its family, TensorFlow 1.15.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from headrace.graph.core.build import convert_n_to_tensor, convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.arrays.where import where
from headrace.graph.ops.math.arithmetic import add, divide, minimum, multiply, negative, subtract
from headrace.graph.ops.math.arithmetic import pow as power_of
from headrace.graph.ops.math.cast import cast
from headrace.graph.ops.math.compare import equal, less_equal
from headrace.graph.ops.math.elementary import ceil, cos, exp, floor, log, sqrt
from headrace.graph.ops.random.random import random_normal
from headrace.graph.types.dtypes import int32, int64


def exponential_decay(
    learning_rate: Any,
    global_step: Any,
    decay_steps: Any,
    decay_rate: Any,
    staircase: bool = False,
    name: str | None = None,
) -> Tensor:
    """learning_rate * decay_rate ** (global_step / decay_steps).

    Args:
      learning_rate: number or scalar tensor of a floating type, which the result has too.
      global_step: integer scalar, the steps taken.
      decay_steps, decay_rate: numbers or scalars.
      staircase: fall every `decay_steps` steps only: the quotient is rounded down.

    Raises:
      ValueError: `global_step` is None.
    """
    with name_scope(name, "ExponentialDecay", [learning_rate, decay_steps, decay_rate]) as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps, factor = cast(decay_steps, rate.dtype), cast(decay_rate, rate.dtype)
        periods = _periods(cast(global_step, rate.dtype), steps, staircase)
        return multiply(rate, power_of(factor, periods), name=scope)


def natural_exp_decay(
    learning_rate: Any,
    global_step: Any,
    decay_steps: Any,
    decay_rate: Any,
    staircase: bool = False,
    name: str | None = None,
) -> Tensor:
    """learning_rate * exp(-decay_rate * global_step / decay_steps); arguments as in `exponential_decay`."""
    factor = exp(negative(decay_rate))
    return exponential_decay(learning_rate, global_step, decay_steps, factor, staircase, name)


def inverse_time_decay(
    learning_rate: Any,
    global_step: Any,
    decay_steps: Any,
    decay_rate: Any,
    staircase: bool = False,
    name: str | None = None,
) -> Tensor:
    """learning_rate / (1 + decay_rate * global_step / decay_steps); arguments as in `exponential_decay`."""
    with name_scope(name, "InverseTimeDecay", [learning_rate, decay_rate]) as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps, factor = cast(decay_steps, rate.dtype), cast(decay_rate, rate.dtype)
        periods = _periods(cast(global_step, rate.dtype), steps, staircase)
        one = cast(constant(1), rate.dtype)
        return divide(rate, add(one, multiply(factor, periods)), name=scope)


def _periods(step: Tensor, steps: Tensor, whole: bool) -> Tensor:
    periods = divide(step, steps)
    return floor(periods) if whole else periods


def piecewise_constant(x: Any, boundaries: Sequence[Any], values: Sequence[Any], name: str | None = None) -> Tensor:
    """values[0] as long as x <= boundaries[0], values[1] as long as x <= boundaries[1], ..., values[-1] after that.

    Args:
      x: scalar.
      boundaries: numbers or scalars of the type of `x`, each larger than the one before; int32 ones may stand beside an
        int64 `x`.
      values: numbers or tensors of one type, one more than there are boundaries.

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
                limits[position] = cast(limit, int64)
            elif limit.dtype.base_dtype is not kind:
                raise ValueError(f"Boundaries ({limit.dtype.base_dtype}) must have the same dtype as x ({kind}).")
        first = choices[0].dtype.base_dtype
        for choice in choices[1:]:
            if choice.dtype.base_dtype is not first:
                raise ValueError(f"Values must have elements all with the same dtype ({first} vs {choice.dtype.base_dtype}).")
        result = choices[-1]
        for position in range(len(limits) - 1, -1, -1):
            reached = less_equal(step, limits[position])
            result = where(reached, choices[position], result, name=None if position else scope)
        return result


def polynomial_decay(
    learning_rate: Any,
    global_step: Any,
    decay_steps: Any,
    end_learning_rate: Any = 0.0001,
    power: Any = 1.0,
    cycle: bool = False,
    name: str | None = None,
) -> Tensor:
    """(learning_rate - end_learning_rate) * (1 - global_step / decay_steps) ** power + end_learning_rate.

    Args:
      learning_rate, global_step, decay_steps: as in `exponential_decay`.
      end_learning_rate: what is reached after `decay_steps` steps and stays.
      cycle: rise again when the end is reached, and fall over the double, threefold, ... number of steps instead.
    """
    with name_scope(name, "PolynomialDecay", [learning_rate, decay_steps, end_learning_rate, power]) as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        last, exponent = cast(end_learning_rate, rate.dtype), cast(power, rate.dtype)
        step, steps = cast(global_step, rate.dtype), cast(decay_steps, rate.dtype)
        if cycle:
            one = constant(1.0, rate.dtype)
            steps = multiply(steps, where(equal(step, 0), one, ceil(divide(step, steps))))
        else:
            step = minimum(step, steps)
        left = 1 - divide(step, steps)
        return add(multiply(subtract(rate, last), power_of(left, exponent)), last, name=scope)


def cosine_decay(learning_rate: Any, global_step: Any, decay_steps: Any, alpha: Any = 0.0, name: str | None = None) -> Tensor:
    """learning_rate * ((1 - alpha) * (1 + cos(pi * global_step / decay_steps)) / 2 + alpha), then learning_rate * alpha.

    Args:
      learning_rate, global_step, decay_steps: as in `exponential_decay`.
      alpha: the part of the rate that is left in the end.

    Source of the formula: Loshchilov and Hutter 2016 (SGDR).
    """
    with name_scope(name, "CosineDecay"):
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps = cast(decay_steps, rate.dtype)
        done = minimum(cast(global_step, rate.dtype), steps) / steps
        return multiply(rate, (1 - alpha) * (0.5 * _cosine_of(done)) + alpha)


def cosine_decay_restarts(
    learning_rate: Any,
    global_step: Any,
    first_decay_steps: Any,
    t_mul: Any = 2.0,
    m_mul: Any = 1.0,
    alpha: Any = 0.0,
    name: str | None = None,
) -> Tensor:
    """As `cosine_decay`, but each time the end is reached it starts again.

    Args:
      first_decay_steps: steps of the first period; each period has `t_mul` times as many as the one before.
      m_mul: each period starts at `m_mul` times the rate at which the one before started.

    Source of the formula: Loshchilov and Hutter 2016 (SGDR).
    """
    with name_scope(name, "SGDRDecay") as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps, least = cast(first_decay_steps, rate.dtype), cast(alpha, rate.dtype)
        longer, lower = cast(t_mul, rate.dtype), cast(m_mul, rate.dtype)
        done = cast(global_step, rate.dtype) / steps
        # The periods before, and the part of this one that is over: all of one length, or a geometric series.
        even = equal(longer, 1.0)
        restarts = floor(log(1.0 - done * (1.0 - longer)) / log(longer))
        scale = power_of(longer, restarts)
        part = (done - (1.0 - scale) / (1.0 - longer)) / scale
        restarts, part = where(even, floor(done), restarts), where(even, done - floor(done), part)
        cosine = 0.5 * power_of(lower, restarts) * _cosine_of(part)
        return multiply(rate, (1 - least) * cosine + least, name=scope)


def linear_cosine_decay(
    learning_rate: Any,
    global_step: Any,
    decay_steps: Any,
    num_periods: Any = 0.5,
    alpha: Any = 0.0,
    beta: Any = 0.001,
    name: str | None = None,
) -> Tensor:
    """learning_rate * ((alpha + 1 - done) * (1 + cos(2 * pi * num_periods * done)) / 2 + beta).

    Args:
      learning_rate, global_step, decay_steps: as in `exponential_decay`; `done` is min(global_step / decay_steps, 1).
      num_periods: periods of the cosine within `decay_steps`.
      alpha, beta: see the formula.

    Source of the formula: Bello et al. 2017, appendix.
    """
    with name_scope(name, "LinearCosineDecay") as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps, periods = cast(decay_steps, rate.dtype), cast(num_periods, rate.dtype)
        more, least = cast(alpha, rate.dtype), cast(beta, rate.dtype)
        step = minimum(cast(global_step, rate.dtype), steps)
        left = (steps - step) / steps
        cosine = 0.5 * _cosine_of(2.0 * periods * (step / steps))
        return multiply(rate, (more + left) * cosine + least, name=scope)


def noisy_linear_cosine_decay(
    learning_rate: Any,
    global_step: Any,
    decay_steps: Any,
    initial_variance: Any = 1.0,
    variance_decay: Any = 0.55,
    num_periods: Any = 0.5,
    alpha: Any = 0.0,
    beta: Any = 0.001,
    name: str | None = None,
) -> Tensor:
    """As `linear_cosine_decay`, with noise of variance `initial_variance / (1 + global_step) ** variance_decay` added to
    the part that is left (1 - done).

    Source of the formula: Bello et al. 2017, appendix.
    """
    with name_scope(name, "NoisyLinearCosineDecay") as scope:
        rate = convert_to_tensor(learning_rate, name="initial_learning_rate")
        steps, first = cast(decay_steps, rate.dtype), cast(initial_variance, rate.dtype)
        fall, periods = cast(variance_decay, rate.dtype), cast(num_periods, rate.dtype)
        more, least = cast(alpha, rate.dtype), cast(beta, rate.dtype)
        step = minimum(cast(global_step, rate.dtype), steps)
        left = (steps - step) / steps
        deviation = sqrt(first / power_of(1.0 + step, fall))
        left = left + random_normal([], stddev=deviation, dtype=rate.dtype)
        cosine = 0.5 * _cosine_of(2.0 * periods * (step / steps))
        return multiply(rate, (more + left) * cosine + least, name=scope)


def _cosine_of(half_turns: Tensor) -> Tensor:
    """1 + cos(pi * x)."""
    return 1.0 + cos(constant(math.pi, half_turns.dtype) * half_turns)
