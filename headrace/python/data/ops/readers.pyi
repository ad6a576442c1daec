"""tf.python.data.ops.readers: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.dataset import Dataset as Dataset
from headrace.pipeline.data.readers import FixedLengthRecordDataset as FixedLengthRecordDataset
from headrace.pipeline.data.readers import FixedLengthRecordDataset as FixedLengthRecordDatasetV1
from headrace.pipeline.data.readers import TFRecordDataset as TFRecordDataset
from headrace.pipeline.data.readers import TFRecordDataset as TFRecordDatasetV1
from headrace.pipeline.data.readers import TextLineDataset as TextLineDataset
from headrace.pipeline.data.readers import TextLineDataset as TextLineDatasetV1

__all__ = [
    "Dataset",
    "FixedLengthRecordDataset",
    "FixedLengthRecordDatasetV1",
    "TFRecordDataset",
    "TFRecordDatasetV1",
    "TextLineDataset",
    "TextLineDatasetV1",
]
