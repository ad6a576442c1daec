"""tf.contrib.data.python.ops.readers: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.files import CsvDataset as CsvDataset
from headrace.pipeline.data.experimental.files import SqlDataset as SqlDataset
from headrace.pipeline.data.experimental.examples import make_batched_features_dataset as make_batched_features_dataset
from headrace.pipeline.data.experimental.examples import read_batch_features as read_batch_features
from headrace.contrib.data import make_csv_dataset as make_csv_dataset

__all__ = [
    "CsvDataset",
    "SqlDataset",
    "make_batched_features_dataset",
    "make_csv_dataset",
    "read_batch_features",
]
