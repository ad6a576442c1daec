"""tf.python.estimator.canned.optimizers: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.canned.optimizers import get_optimizer_instance as get_optimizer_instance

__all__ = [
    "get_optimizer_instance",
]
