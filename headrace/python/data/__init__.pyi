"""tf.python.data: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.dataset import Dataset as Dataset
from headrace.pipeline.data.readers import FixedLengthRecordDataset as FixedLengthRecordDataset
from headrace.pipeline.data.iterator import Iterator as Iterator
from headrace.pipeline.data.readers import TFRecordDataset as TFRecordDataset
from headrace.pipeline.data.readers import TextLineDataset as TextLineDataset
from headrace.python.data import experimental as experimental
from headrace.pipeline.data.dataset import make_initializable_iterator as make_initializable_iterator
from headrace.pipeline.data.dataset import make_one_shot_iterator as make_one_shot_iterator
from headrace.python.data import ops as ops
from headrace.python.data import util as util

__all__ = [
    "Dataset",
    "FixedLengthRecordDataset",
    "Iterator",
    "TFRecordDataset",
    "TextLineDataset",
    "experimental",
    "make_initializable_iterator",
    "make_one_shot_iterator",
    "ops",
    "util",
]
