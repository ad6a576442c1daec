"""tf.python.estimator.early_stopping: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.hooks.early_stopping import make_early_stopping_hook as make_early_stopping_hook
from headrace.estimator.experimental import stop_if_higher_hook as stop_if_higher_hook
from headrace.estimator.experimental import stop_if_lower_hook as stop_if_lower_hook
from headrace.estimator.experimental import stop_if_no_decrease_hook as stop_if_no_decrease_hook
from headrace.estimator.experimental import stop_if_no_increase_hook as stop_if_no_increase_hook

__all__ = [
    "make_early_stopping_hook",
    "stop_if_higher_hook",
    "stop_if_lower_hook",
    "stop_if_no_decrease_hook",
    "stop_if_no_increase_hook",
]
