"""tf.contrib.resampler.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.resampler.python import ops as ops

__all__ = [
    "ops",
]
