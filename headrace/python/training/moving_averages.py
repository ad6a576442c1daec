"""tensorflow.python.training.moving_averages: variables that follow others slowly."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.training.moving_averages": "ExponentialMovingAverage assign_moving_average weighted_moving_average",
    },
)
