"""tf.contrib.slim.python.slim.data.dataset: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.example_decoder import Dataset as Dataset

__all__ = [
    "Dataset",
]
