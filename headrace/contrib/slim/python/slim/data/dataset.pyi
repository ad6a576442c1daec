"""tf.contrib.slim.python.slim.data.dataset: as far as programs use it. Made by `make names`."""

from headrace.training.slim.data.providers import Dataset as Dataset

__all__ = [
    "Dataset",
]
