"""tf.contrib.skflow.datasets: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.datasets import DATASETS as DATASETS
from headrace.training.contrib.learn.datasets import SYNTHETIC as SYNTHETIC
from headrace.contrib.learn.datasets import base as base
from headrace.training.contrib.framework.deprecation import deprecated as deprecated
from headrace.training.contrib.learn.datasets import load_boston as load_boston
from headrace.training.contrib.learn.datasets import load_dataset as load_dataset
from headrace.training.contrib.learn.datasets import load_iris as load_iris
from headrace.training.contrib.learn.datasets import make_dataset as make_dataset
from headrace.contrib.learn.datasets import mnist as mnist

__all__ = [
    "DATASETS",
    "SYNTHETIC",
    "base",
    "deprecated",
    "load_boston",
    "load_dataset",
    "load_iris",
    "make_dataset",
    "mnist",
]
