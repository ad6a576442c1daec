"""tf.python.layers.normalization: as far as programs use it. Made by `make names`."""

from headrace.training.layers.normalization import BatchNormalization as BatchNorm
from headrace.training.layers.normalization import BatchNormalization as BatchNormalization
from headrace.layers import batch_normalization as batch_norm
from headrace.layers import batch_normalization as batch_normalization

__all__ = [
    "BatchNorm",
    "BatchNormalization",
    "batch_norm",
    "batch_normalization",
]
