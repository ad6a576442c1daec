"""tf.contrib.data.python.ops.resampling: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.resampling import rejection_resample as rejection_resample

__all__ = [
    "rejection_resample",
]
