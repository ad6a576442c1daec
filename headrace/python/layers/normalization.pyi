"""tf.python.layers.normalization: as far as programs use it. Made by `make names`."""

from headrace.training.layers.normalization import BatchNormalization as BatchNorm
from headrace.training.layers.normalization import BatchNormalization as BatchNormalization
from headrace.training.layers.functions import batch_normalization as batch_norm
from headrace.training.layers.functions import batch_normalization as batch_normalization

__all__ = [
    "BatchNorm",
    "BatchNormalization",
    "batch_norm",
    "batch_normalization",
]
