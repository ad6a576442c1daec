"""tf.contrib.resampler.python.ops.resampler_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.image.resampling import resampler as resampler

__all__ = [
    "resampler",
]
