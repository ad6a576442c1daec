"""tf.python.data.experimental.ops.readers: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.files import CsvDataset as CsvDataset
from headrace.pipeline.data.experimental.files import CsvDataset as CsvDatasetV1
from headrace.pipeline.data.experimental.files import SqlDataset as SqlDataset
from headrace.pipeline.data.experimental.files import SqlDataset as SqlDatasetV1
from headrace.pipeline.data.experimental.examples import make_batched_features_dataset as make_batched_features_dataset
from headrace.pipeline.data.experimental.examples import make_batched_features_dataset as make_batched_features_dataset_v1
from headrace.pipeline.data.experimental.files import make_csv_dataset as make_csv_dataset
from headrace.pipeline.data.experimental.files import make_csv_dataset as make_csv_dataset_v1

__all__ = [
    "CsvDataset",
    "CsvDatasetV1",
    "SqlDataset",
    "SqlDatasetV1",
    "make_batched_features_dataset",
    "make_batched_features_dataset_v1",
    "make_csv_dataset",
    "make_csv_dataset_v1",
]
