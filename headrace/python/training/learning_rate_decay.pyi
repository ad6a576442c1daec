"""tf.python.training.learning_rate_decay: as far as programs use it. Made by `make names`."""

from headrace.training.schedules import exponential_decay as exponential_decay
from headrace.training.schedules import piecewise_constant as piecewise_constant
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import NumberLike as _NumberLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def cosine_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    alpha: _Any = 0.0,
    name: str | None = None,
) -> _Tensor:
    """learning_rate * ((1 - alpha) * (1 + cos(pi * done)) / 2 + alpha), where done is global_step / decay_steps, at most 1.

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the end is reached.
      alpha: the part of the rate that is left in the end, a number or scalar.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.

    Source:
      Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2016.
    """

def cosine_decay_restarts(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    first_decay_steps: _Any,
    t_mul: _Any = 2.0,
    m_mul: _Any = 1.0,
    alpha: _TensorLike = 0.0,
    name: str | None = None,
) -> _Tensor:
    """As `cosine_decay`, but each time the end is reached it starts again.

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      first_decay_steps: steps of the first period, a number or scalar.
      t_mul: each period has so many times as many steps as the one before.
      m_mul: each period starts at so many times the rate at which the one before started.
      alpha: the part of the rate that is left in the end, a number or scalar.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.

    Source:
      Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2016.
    """

def inverse_time_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    decay_rate: _NumberLike,
    staircase: bool = False,
    name: str | None = None,
) -> _Tensor:
    """learning_rate / (1 + decay_rate * global_step / decay_steps).

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps `decay_rate` is added once.
      decay_rate: number or scalar.
      staircase: fall every `decay_steps` steps only: the quotient is rounded down.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.
    """

def linear_cosine_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    num_periods: _Any = 0.5,
    alpha: _TensorLike = 0.0,
    beta: _TensorLike = 0.001,
    name: str | None = None,
) -> _Tensor:
    """learning_rate * ((alpha + 1 - done) * (1 + cos(2 * pi * num_periods * done)) / 2 + beta).

    `done` is min(global_step / decay_steps, 1).

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the end is reached.
      num_periods: periods of the cosine within `decay_steps`, a number or scalar.
      alpha, beta: numbers or scalars, see the formula.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.

    Source:
      Bello et al., "Neural Optimizer Search with Reinforcement Learning", 2017, appendix.
    """

def natural_exp_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    decay_rate: _NumberLike,
    staircase: bool = False,
    name: str | None = None,
) -> _Tensor:
    """learning_rate * exp(-decay_rate * global_step / decay_steps).

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the exponent is `decay_rate`.
      decay_rate: number or scalar.
      staircase: fall every `decay_steps` steps only: the quotient is rounded down.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.
    """

def noisy_linear_cosine_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    initial_variance: _Any = 1.0,
    variance_decay: _Any = 0.55,
    num_periods: _Any = 0.5,
    alpha: _TensorLike = 0.0,
    beta: _TensorLike = 0.001,
    name: str | None = None,
) -> _Tensor:
    """As `linear_cosine_decay`, with noise added to the part that is left, 1 - done.

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the end is reached.
      initial_variance: the variance of the noise at first, a number or scalar.
      variance_decay: the variance is divided by (1 + global_step) ** this.
      num_periods: periods of the cosine within `decay_steps`, a number or scalar.
      alpha, beta: numbers or scalars, see the formula.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.

    Source:
      Bello et al., "Neural Optimizer Search with Reinforcement Learning", 2017, appendix.
    """

def polynomial_decay(
    learning_rate: _NumberLike,
    global_step: _TensorLike,
    decay_steps: _NumberLike,
    end_learning_rate: _NumberLike = 0.0001,
    power: _NumberLike = 1.0,
    cycle: bool = False,
    name: str | None = None,
) -> _Tensor:
    """(learning_rate - end_learning_rate) * (1 - global_step / decay_steps) ** power + end_learning_rate.

    Args:
      learning_rate: the rate at first, a number or scalar tensor of a floating type.
      global_step: integer scalar, the steps taken.
      decay_steps: number or scalar, after how many steps the end is reached.
      end_learning_rate: what is reached after `decay_steps` steps and stays.
      power: number or scalar; 1.0 for a straight line.
      cycle: rise again when the end is reached, and fall over the double, threefold, ... number of steps instead.

    Returns:
      a scalar in the type of `learning_rate`, computed anew from `global_step` in each run.

    Raises:
      ValueError: `global_step` is None.
    """

__all__ = [
    "cosine_decay",
    "cosine_decay_restarts",
    "exponential_decay",
    "inverse_time_decay",
    "linear_cosine_decay",
    "natural_exp_decay",
    "noisy_linear_cosine_decay",
    "piecewise_constant",
    "polynomial_decay",
]
