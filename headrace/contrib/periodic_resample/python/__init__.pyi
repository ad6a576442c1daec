"""tf.contrib.periodic_resample.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.periodic_resample.python import ops as ops

__all__ = [
    "ops",
]
