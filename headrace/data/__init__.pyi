"""tf.data: datasets, and iterators over them. Made by `make names`."""

from headrace.pipeline.data.dataset import Dataset as Dataset
from headrace.pipeline.data.handle import DatasetSpec as DatasetSpec
from headrace.pipeline.data.readers import FixedLengthRecordDataset as FixedLengthRecordDataset
from headrace.pipeline.data.iterator import Iterator as Iterator
from headrace.pipeline.data.options import Options as Options
from headrace.pipeline.data.readers import TFRecordDataset as TFRecordDataset
from headrace.pipeline.data.readers import TextLineDataset as TextLineDataset
from headrace.data import experimental as experimental
from headrace.pipeline.data.questions import get_output_classes as get_output_classes
from headrace.pipeline.data.questions import get_output_shapes as get_output_shapes
from headrace.pipeline.data.questions import get_output_types as get_output_types
from headrace.pipeline.data.dataset import make_initializable_iterator as make_initializable_iterator
from headrace.pipeline.data.dataset import make_one_shot_iterator as make_one_shot_iterator

__all__ = [
    "Dataset",
    "DatasetSpec",
    "FixedLengthRecordDataset",
    "Iterator",
    "Options",
    "TFRecordDataset",
    "TextLineDataset",
    "experimental",
    "get_output_classes",
    "get_output_shapes",
    "get_output_types",
    "make_initializable_iterator",
    "make_one_shot_iterator",
]
