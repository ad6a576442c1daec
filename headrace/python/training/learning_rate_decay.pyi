"""tf.python.training.learning_rate_decay: as far as programs use it. Made by `make names`."""

from headrace.training.schedules import exponential_decay as exponential_decay
from headrace.training.schedules import piecewise_constant as piecewise_constant
from headrace.train import cosine_decay as cosine_decay
from headrace.train import cosine_decay_restarts as cosine_decay_restarts
from headrace.train import inverse_time_decay as inverse_time_decay
from headrace.train import linear_cosine_decay as linear_cosine_decay
from headrace.train import natural_exp_decay as natural_exp_decay
from headrace.train import noisy_linear_cosine_decay as noisy_linear_cosine_decay
from headrace.train import polynomial_decay as polynomial_decay

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
