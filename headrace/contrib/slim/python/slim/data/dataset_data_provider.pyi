"""tf.contrib.slim.python.slim.data.dataset_data_provider: as far as programs use it. Made by `make names`."""

from headrace.training.slim.data.providers import DatasetDataProvider as DatasetDataProvider

__all__ = [
    "DatasetDataProvider",
]
