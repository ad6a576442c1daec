"""tf.contrib.opt.python.training.sign_decay: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.signs import get_linear_decay_fn as get_linear_decay_fn
from collections.abc import Callable as _Callable
from headrace.graph.core.tensor import Tensor as _Tensor
from typing import Any as _Any

def get_cosine_decay_fn(
    decay_steps: int,
    num_periods: float = 0.5,
    zero_after: float | None = None,
) -> _Callable[[_Any], _Tensor]:
    """A function from the global step that goes from 1 to 0 and back as a cosine does.

    Args:
      decay_steps: how many steps it takes; then it stays as it is.
      num_periods: how many periods these are; 0.5 ends with 0.
      zero_after: after how many periods it is 0; None: never.

    Returns:
      a function from a tensor or variable to a float32 scalar; it raises ValueError for None.
    """

def get_restart_decay_fn(
    decay_steps: int,
    num_periods: float = 1,
    zero_after: float | None = None,
) -> _Callable[[_Any], _Tensor]:
    """A function from the global step that goes from 1 to 0 as half a cosine, several times.

    Args:
      decay_steps: how many steps it takes; then it stays as it is.
      num_periods: how many times.
      zero_after: after how many times it is 0; None: never.

    Returns:
      a function from a tensor or variable to a float32 scalar; it raises ValueError for None.

    Source:
      Loshchilov and Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", 2017, simplified.
    """

__all__ = [
    "get_cosine_decay_fn",
    "get_linear_decay_fn",
    "get_restart_decay_fn",
]
