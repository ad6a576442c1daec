"""tf.contrib.slim.data_provider: what gives items as tensors. Made by `make names`."""

from headrace.training.slim.data.providers import DataProvider as DataProvider

__all__ = [
    "DataProvider",
]
