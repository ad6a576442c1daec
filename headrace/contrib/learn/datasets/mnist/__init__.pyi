"""tf.contrib.learn.datasets.mnist: MNIST from local files. Made by `make names`."""

from headrace.training.datasets.mnist import DEFAULT_SOURCE_URL as DEFAULT_SOURCE_URL
from headrace.training.datasets.mnist import DataSet as DataSet
from headrace.training.datasets.mnist import Datasets as Datasets
from headrace.training.datasets.mnist import dense_to_one_hot as dense_to_one_hot
from headrace.training.datasets.mnist import extract_images as extract_images
from headrace.training.datasets.mnist import extract_labels as extract_labels
from headrace.training.datasets.mnist import load_mnist as load_mnist
from headrace.training.datasets.mnist import read_data_sets as read_data_sets

__all__ = [
    "DEFAULT_SOURCE_URL",
    "DataSet",
    "Datasets",
    "dense_to_one_hot",
    "extract_images",
    "extract_labels",
    "load_mnist",
    "read_data_sets",
]
