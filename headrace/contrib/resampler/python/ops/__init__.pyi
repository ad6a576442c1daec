"""tf.contrib.resampler.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.resampler.python.ops import resampler_ops as resampler_ops

__all__ = [
    "resampler_ops",
]
