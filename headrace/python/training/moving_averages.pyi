"""tf.python.training.moving_averages: as far as programs use it. Made by `make names`."""

from headrace.training.moving_averages import ExponentialMovingAverage as ExponentialMovingAverage
from headrace.training.moving_averages import assign_moving_average as assign_moving_average
from headrace.training.moving_averages import weighted_moving_average as weighted_moving_average

__all__ = [
    "ExponentialMovingAverage",
    "assign_moving_average",
    "weighted_moving_average",
]
