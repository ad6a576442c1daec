"""tf.contrib.data: transformations of datasets, under their names before TensorFlow 1.13. Made by `make names`."""

from headrace.pipeline.data.arguments import AUTOTUNE as AUTOTUNE
from headrace.training.sessions.hooks_pipeline import CheckpointInputPipelineHook as CheckpointInputPipelineHook
from headrace.pipeline.data.experimental.ordering import counter as Counter
from headrace.pipeline.data.experimental.files import CsvDataset as CsvDataset
from headrace.pipeline.data.iterator import Iterator as Iterator
from headrace.pipeline.data.optional import Optional as Optional
from headrace.pipeline.data.experimental.ordering import RandomDataset as RandomDataset
from headrace.pipeline.data.experimental.grouping import Reducer as Reducer
from headrace.pipeline.data.experimental.files import SqlDataset as SqlDataset
from headrace.pipeline.data.experimental.iterators import TFRecordWriter as TFRecordWriter
from headrace.pipeline.data.experimental.batching import assert_element_shape as assert_element_shape
from headrace.pipeline.data.experimental.batching import batch_and_drop_remainder as batch_and_drop_remainder
from headrace.pipeline.data.experimental.grouping import contrib_bucket_by_sequence_length as bucket_by_sequence_length
from headrace.pipeline.data.experimental.interleaving import choose_from_datasets as choose_from_datasets
from headrace.pipeline.data.experimental.devices import copy_to_device as copy_to_device
from headrace.pipeline.data.experimental.batching import dense_to_sparse_batch as dense_to_sparse_batch
from headrace.pipeline.data.experimental.ordering import enumerate_dataset as enumerate_dataset
from headrace.pipeline.data.experimental.iterators import get_next_as_optional as get_next_as_optional
from headrace.pipeline.data.experimental.iterators import get_single_element as get_single_element
from headrace.pipeline.data.experimental.grouping import group_by_reducer as group_by_reducer
from headrace.pipeline.data.experimental.grouping import group_by_window as group_by_window
from headrace.pipeline.data.experimental.ordering import ignore_errors as ignore_errors
from headrace.pipeline.data.experimental.examples import make_batched_features_dataset as make_batched_features_dataset
from headrace.pipeline.data.experimental.iterators import make_saveable_from_iterator as make_saveable_from_iterator
from headrace.pipeline.data.experimental.batching import map_and_batch as map_and_batch
from headrace.pipeline.data.experimental.batching import padded_batch_and_drop_remainder as padded_batch_and_drop_remainder
from headrace.pipeline.data.experimental.interleaving import parallel_interleave as parallel_interleave
from headrace.pipeline.data.experimental.examples import parse_example_dataset as parse_example_dataset
from headrace.pipeline.data.experimental.devices import prefetch_to_device as prefetch_to_device
from headrace.contrib.data import python as python
from headrace.pipeline.data.experimental.examples import read_batch_features as read_batch_features
from headrace.pipeline.data.experimental.grouping import reduce_dataset as reduce_dataset
from headrace.pipeline.data.experimental.resampling import rejection_resample as rejection_resample
from headrace.pipeline.data.experimental.interleaving import sample_from_datasets as sample_from_datasets
from headrace.pipeline.data.experimental.ordering import scan as scan
from headrace.pipeline.data.experimental.ordering import shuffle_and_repeat as shuffle_and_repeat
from headrace.pipeline.data.experimental.batching import sliding_window_batch as sliding_window_batch
from headrace.pipeline.data.experimental.interleaving import sloppy_interleave as sloppy_interleave
from headrace.pipeline.data.experimental.batching import unbatch as unbatch
from headrace.pipeline.data.experimental.ordering import unique as unique
from collections.abc import Sequence as _Sequence
from headrace.pipeline.data.dataset import Dataset as _Dataset
from typing import Any as _Any

def make_csv_dataset(
    file_pattern: _Any,
    batch_size: _Any,
    column_names: _Sequence[str] | None = None,
    column_defaults: _Sequence[_Any] | None = None,
    label_name: str | None = None,
    select_columns: _Sequence[_Any] | None = None,
    field_delim: str = ',',
    use_quote_delim: bool = True,
    na_value: str = '',
    header: bool = True,
    num_epochs: int | None = None,
    shuffle: bool = True,
    shuffle_buffer_size: int = 10000,
    shuffle_seed: _Any = None,
    prefetch_buffer_size: _Any = None,
    num_parallel_reads: _Any = None,
    sloppy: bool = False,
    num_rows_for_inference: int | None = 100,
    compression_type: _Any = None,
) -> _Dataset:
    """`tf.data.experimental.make_csv_dataset`; the errors of records are raised.

    Args:
      file_pattern: paths or patterns.
      batch_size: records of a batch.
      column_names: by default the fields of the first line.
      column_defaults: as `record_defaults` of `CsvDataset`; by default what the first records look like.
      label_name: the column that is the label.
      select_columns: names or numbers of the columns that are read.
      field_delim, use_quote_delim, na_value, header, compression_type: as of `CsvDataset`.
      num_epochs: how often the files are read; for ever by default.
      shuffle: whether records come in random order, drawn from `shuffle_buffer_size`, with `shuffle_seed`.
      shuffle_buffer_size, shuffle_seed: see `shuffle`.
      prefetch_buffer_size: batches that wait; by default as many as serve.
      num_parallel_reads: how many files are read at once; 1 by default.
      sloppy: whether the order may be another one in each run.
      num_rows_for_inference: how many records are looked at for types; None: all.

    Returns:
      A Dataset of dicts, or of pairs of a dict and a label.

    Raises:
      ValueError: no file, columns that are not there, or twice.
    """

__all__ = [
    "AUTOTUNE",
    "CheckpointInputPipelineHook",
    "Counter",
    "CsvDataset",
    "Optional",
    "RandomDataset",
    "Reducer",
    "SqlDataset",
    "TFRecordWriter",
    "assert_element_shape",
    "batch_and_drop_remainder",
    "bucket_by_sequence_length",
    "choose_from_datasets",
    "copy_to_device",
    "dense_to_sparse_batch",
    "enumerate_dataset",
    "get_next_as_optional",
    "get_single_element",
    "group_by_reducer",
    "group_by_window",
    "ignore_errors",
    "make_batched_features_dataset",
    "make_csv_dataset",
    "make_saveable_from_iterator",
    "map_and_batch",
    "padded_batch_and_drop_remainder",
    "parallel_interleave",
    "parse_example_dataset",
    "prefetch_to_device",
    "read_batch_features",
    "reduce_dataset",
    "rejection_resample",
    "sample_from_datasets",
    "scan",
    "shuffle_and_repeat",
    "sliding_window_batch",
    "sloppy_interleave",
    "unbatch",
    "unique",
]
