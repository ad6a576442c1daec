"""tf.contrib.slim.dataset: the parts of a data set. Made by `make names`."""

from headrace.training.slim.data.providers import Dataset as Dataset

__all__ = [
    "Dataset",
]
