"""tf.python.data.experimental: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.arguments import AUTOTUNE as AUTOTUNE
from headrace.training.sessions.hooks_pipeline import CheckpointInputPipelineHook as CheckpointInputPipelineHook
from headrace.pipeline.data.experimental.ordering import counter as Counter
from headrace.pipeline.data.experimental.files import CsvDataset as CsvDataset
from headrace.pipeline.data.handle import DatasetSpec as DatasetStructure
from headrace.pipeline.data.options import DistributeOptions as DistributeOptions
from headrace.pipeline.data.questions import INFINITE_CARDINALITY as INFINITE_CARDINALITY
from headrace.pipeline.data.options import MapVectorizationOptions as MapVectorizationOptions
from headrace.pipeline.data.options import OptimizationOptions as OptimizationOptions
from headrace.pipeline.data.optional import Optional as Optional
from headrace.pipeline.data.optional import OptionalSpec as OptionalStructure
from headrace.pipeline.data.experimental.ordering import RandomDataset as RandomDataset
from headrace.pipeline.data.experimental.grouping import Reducer as Reducer
from headrace.pipeline.data.structure import sparse_tensor_structure as SparseTensorStructure
from headrace.pipeline.data.experimental.files import SqlDataset as SqlDataset
from headrace.pipeline.data.experimental.stats import StatsAggregator as StatsAggregator
from headrace.pipeline.data.options import StatsOptions as StatsOptions
from headrace.pipeline.data.structure import Structure as Structure
from headrace.pipeline.data.experimental.iterators import TFRecordWriter as TFRecordWriter
from headrace.pipeline.data.structure import tensor_structure as TensorStructure
from headrace.pipeline.data.options import ThreadingOptions as ThreadingOptions
from headrace.pipeline.data.questions import UNKNOWN_CARDINALITY as UNKNOWN_CARDINALITY
from headrace.pipeline.data.experimental.grouping import bucket_by_sequence_length as bucket_by_sequence_length
from headrace.pipeline.data.experimental.stats import bytes_produced_stats as bytes_produced_stats
from headrace.pipeline.data.experimental.iterators import cardinality as cardinality
from headrace.pipeline.data.experimental.interleaving import choose_from_datasets as choose_from_datasets
from headrace.pipeline.data.experimental.devices import copy_to_device as copy_to_device
from headrace.pipeline.data.experimental.batching import dense_to_sparse_batch as dense_to_sparse_batch
from headrace.pipeline.data.experimental.ordering import enumerate_dataset as enumerate_dataset
from headrace.pipeline.data.experimental.iterators import from_variant as from_variant
from headrace.pipeline.data.experimental.iterators import get_next_as_optional as get_next_as_optional
from headrace.pipeline.data.experimental.iterators import get_single_element as get_single_element
from headrace.pipeline.data.questions import get_structure as get_structure
from headrace.pipeline.data.experimental.grouping import group_by_reducer as group_by_reducer
from headrace.pipeline.data.experimental.grouping import group_by_window as group_by_window
from headrace.pipeline.data.experimental.ordering import ignore_errors as ignore_errors
from headrace.python.data.experimental import kernel_tests as kernel_tests
from headrace.pipeline.data.experimental.stats import latency_stats as latency_stats
from headrace.pipeline.data.experimental.examples import make_batched_features_dataset as make_batched_features_dataset
from headrace.pipeline.data.experimental.files import make_csv_dataset as make_csv_dataset
from headrace.pipeline.data.experimental.iterators import make_saveable_from_iterator as make_saveable_from_iterator
from headrace.pipeline.data.experimental.batching import map_and_batch as map_and_batch
from headrace.pipeline.data.experimental.batching import map_and_batch_with_legacy_function as map_and_batch_with_legacy_function
from headrace.python.data.experimental import ops as ops
from headrace.pipeline.data.experimental.interleaving import parallel_interleave as parallel_interleave
from headrace.pipeline.data.experimental.examples import parse_example_dataset as parse_example_dataset
from headrace.pipeline.data.experimental.devices import prefetch_to_device as prefetch_to_device
from headrace.pipeline.data.experimental.resampling import rejection_resample as rejection_resample
from headrace.pipeline.data.experimental.interleaving import sample_from_datasets as sample_from_datasets
from headrace.pipeline.data.experimental.ordering import scan as scan
from headrace.pipeline.data.experimental.ordering import shuffle_and_repeat as shuffle_and_repeat
from headrace.pipeline.data.experimental.ordering import take_while as take_while
from headrace.pipeline.data.experimental.iterators import to_variant as to_variant
from headrace.pipeline.data.experimental.batching import unbatch as unbatch
from headrace.pipeline.data.experimental.ordering import unique as unique

__all__ = [
    "AUTOTUNE",
    "CheckpointInputPipelineHook",
    "Counter",
    "CsvDataset",
    "DatasetStructure",
    "DistributeOptions",
    "INFINITE_CARDINALITY",
    "MapVectorizationOptions",
    "OptimizationOptions",
    "Optional",
    "OptionalStructure",
    "RandomDataset",
    "Reducer",
    "SparseTensorStructure",
    "SqlDataset",
    "StatsAggregator",
    "StatsOptions",
    "Structure",
    "TFRecordWriter",
    "TensorStructure",
    "ThreadingOptions",
    "UNKNOWN_CARDINALITY",
    "bucket_by_sequence_length",
    "bytes_produced_stats",
    "cardinality",
    "choose_from_datasets",
    "copy_to_device",
    "dense_to_sparse_batch",
    "enumerate_dataset",
    "from_variant",
    "get_next_as_optional",
    "get_single_element",
    "get_structure",
    "group_by_reducer",
    "group_by_window",
    "ignore_errors",
    "kernel_tests",
    "latency_stats",
    "make_batched_features_dataset",
    "make_csv_dataset",
    "make_saveable_from_iterator",
    "map_and_batch",
    "map_and_batch_with_legacy_function",
    "ops",
    "parallel_interleave",
    "parse_example_dataset",
    "prefetch_to_device",
    "rejection_resample",
    "sample_from_datasets",
    "scan",
    "shuffle_and_repeat",
    "take_while",
    "to_variant",
    "unbatch",
    "unique",
]
