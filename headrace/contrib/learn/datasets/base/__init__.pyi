"""tf.contrib.learn.datasets.base: tables of CSV files. Made by `make names`."""

from headrace.training.contrib.learn.datasets import load_boston as load_boston
from headrace.training.contrib.learn.datasets import load_csv_with_header as load_csv_with_header
from headrace.training.contrib.learn.datasets import load_csv_without_header as load_csv_without_header
from headrace.training.contrib.learn.datasets import load_iris as load_iris

__all__ = [
    "load_boston",
    "load_csv_with_header",
    "load_csv_without_header",
    "load_iris",
]
