"""tf.contrib.slim.python.slim.data.data_provider: as far as programs use it. Made by `make names`."""

from headrace.training.slim.data.providers import DataProvider as DataProvider

__all__ = [
    "DataProvider",
]
