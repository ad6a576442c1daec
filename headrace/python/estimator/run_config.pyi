"""tf.python.estimator.run_config: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.run_config import RunConfig as RunConfig

__all__ = [
    "RunConfig",
]
