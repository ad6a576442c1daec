"""tf.contrib.slim.dataset_data_provider: the items of a data set, one example after the other. Made by `make names`."""

from headrace.training.slim.data.providers import DatasetDataProvider as DatasetDataProvider

__all__ = [
    "DatasetDataProvider",
]
