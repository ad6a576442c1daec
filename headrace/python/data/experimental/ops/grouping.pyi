"""tf.python.data.experimental.ops.grouping: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.grouping import Reducer as Reducer
from headrace.pipeline.data.experimental.grouping import bucket_by_sequence_length as bucket_by_sequence_length
from headrace.pipeline.data.experimental.grouping import group_by_reducer as group_by_reducer
from headrace.pipeline.data.experimental.grouping import group_by_window as group_by_window

__all__ = [
    "Reducer",
    "bucket_by_sequence_length",
    "group_by_reducer",
    "group_by_window",
]
