"""tf.contrib.learn: vocabularies of texts, batches of files, values of a graph, experiments. Made by `make names`."""

from headrace.training.contrib.experiments.interfaces import Evaluable as Evaluable
from headrace.training.contrib.experiments.experiment import Experiment as Experiment
from headrace.training.contrib.experiments.export_strategy import ExportStrategy as ExportStrategy
from headrace.training.contrib.experiments.serving import InputFnOps as InputFnOps
from headrace.training.contrib.experiments.metric_spec import MetricSpec as MetricSpec
from headrace.training.contrib.learn.keys import ModeKeys as ModeKeys
from headrace.training.contrib.experiments.model_fn import ModelFnOps as ModelFnOps
from headrace.training.sessions.hooks_stop import NanLossDuringTrainingError as NanLossDuringTrainingError
from headrace.training.contrib.learn.keys import PredictionKey as PredictionKey
from headrace.training.contrib.learn.keys import ProblemType as ProblemType
from headrace.training.contrib.experiments.run_config import RunConfig as RunConfig
from headrace.training.contrib.learn.keys import TaskType as TaskType
from headrace.training.contrib.experiments.interfaces import Trainable as Trainable
from headrace.training.contrib.experiments.serving import build_parsing_serving_input_fn as build_parsing_serving_input_fn
from headrace.contrib.learn import datasets as datasets
from headrace.contrib.learn import estimators as estimators
from headrace.training.contrib.learn.tables import extract_pandas_data as extract_pandas_data
from headrace.training.contrib.learn.tables import extract_pandas_labels as extract_pandas_labels
from headrace.training.contrib.learn.tables import extract_pandas_matrix as extract_pandas_matrix
from headrace.contrib.learn import graph_actions as graph_actions
from headrace.training.contrib.learn.running import infer as infer
from headrace.contrib.learn import learn_runner as learn_runner
from headrace.graph.platform.all_util import make_all as make_all
from headrace.training.contrib.experiments.serving import make_export_strategy as make_export_strategy
from headrace.contrib.learn import monitors as monitors
from headrace.training.contrib.experiments.model_fn import no_op_train_fn as no_op_train_fn
from headrace.contrib.learn import preprocessing as preprocessing
from headrace.contrib.learn import python as python
from headrace.training.contrib.learn.reading import read_keyed_batch_examples as read_keyed_batch_examples
from headrace.training.contrib.learn.running import run_feeds as run_feeds
from headrace.training.contrib.learn.running import run_n as run_n
from headrace.contrib.learn import utils as utils
from collections.abc import Callable as _Callable
from headrace.graph.core.tensor import Tensor as _Tensor
from typing import Any as _Any

def read_batch_examples(
    file_pattern: _Any,
    batch_size: _Any,
    reader: _Any,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    num_threads: int = 1,
    read_batch_size: int = 1,
    parse_fn: _Callable[[_Tensor], _Any] | None = None,
    name: str | None = None,
    seed: int | None = None,
) -> _Any:
    """Batches of the records of files.

    Args:
      file_pattern: a pattern of file names, or a list of them.
      batch_size: records in a batch, below `queue_capacity`.
      reader: a class of readers, or what makes one.
      randomize_input: whether files and records are shuffled.
      num_epochs: how often all is read; None: without end. With epochs the last batch may be smaller.
      queue_capacity: most records in the queue.
      num_threads: readers, each in a thread.
      read_batch_size: records that a reader takes at a time.
      parse_fn: from a record (from several, where several are read at a time) to a tensor or a dict of them.
      seed: of the shuffling.

    Returns:
      strings [batch_size], or what `parse_fn` makes of them.

    Raises:
      ValueError: no files, or sizes that cannot be.
    """

def read_batch_features(
    file_pattern: _Any,
    batch_size: _Any,
    features: dict[str, _Any],
    reader: _Any,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    feature_queue_capacity: int = 100,
    reader_num_threads: int = 1,
    num_enqueue_threads: int = 2,
    parse_fn: _Callable[[_Tensor], _Any] | None = None,
    name: str | None = None,
    read_batch_size: int | None = None,
) -> dict[str, _Any]:
    """Batches of the features of Examples in files.

    Args:
      file_pattern: a pattern of file names, or a list of them.
      batch_size: records in a batch, below `queue_capacity`.
      features: as of `tf.parse_example`.
      reader: a class of readers, or what makes one.
      randomize_input: whether files and records are shuffled.
      num_epochs: how often all is read; None: without end. With epochs the last batch may be smaller.
      queue_capacity: most records in the queue.
      feature_queue_capacity: most batches of features that wait.
      reader_num_threads: readers, each in a thread.
      num_enqueue_threads: threads that parse.
      parse_fn: from a record to an Example.
      read_batch_size: `batch_size` by default.

    Returns:
      a dict from the features' keys to Tensors and SparseTensors.

    Raises:
      ValueError: no files, or sizes that cannot be.
    """

def read_batch_record_features(
    file_pattern: _Any,
    batch_size: _Any,
    features: dict[str, _Any],
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    reader_num_threads: int = 1,
    name: str = 'dequeue_record_examples',
) -> dict[str, _Any]:
    """Batches of the features of Examples in TFRecord files.

    Args:
      file_pattern: a pattern of file names, or a list of them.
      batch_size: records in a batch, below `queue_capacity`.
      features: as of `tf.parse_example`.
      randomize_input: whether files and records are shuffled.
      num_epochs: how often all is read; None: without end. With epochs the last batch may be smaller.
      queue_capacity: most records in the queue.
      reader_num_threads: readers, each in a thread.

    Returns:
      a dict from the features' keys to Tensors and SparseTensors.

    Raises:
      ValueError: no files, or sizes that cannot be.
    """

def read_keyed_batch_features(
    file_pattern: _Any,
    batch_size: _Any,
    features: dict[str, _Any],
    reader: _Any,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    reader_num_threads: int = 1,
    feature_queue_capacity: int = 100,
    num_enqueue_threads: int = 2,
    parse_fn: _Callable[[_Tensor], _Any] | None = None,
    name: str | None = None,
    read_batch_size: int | None = None,
) -> tuple[_Tensor, dict[str, _Any]]:
    """Batches of the features of Examples in files, and the records' keys.

    Args:
      file_pattern: a pattern of file names, or a list of them.
      batch_size: records in a batch, below `queue_capacity`.
      features: as of `tf.parse_example`.
      reader: a class of readers, or what makes one.
      randomize_input: whether files and records are shuffled.
      num_epochs: how often all is read; None: without end. With epochs the last batch may be smaller.
      queue_capacity: most records in the queue.
      reader_num_threads: readers, each in a thread.
      feature_queue_capacity: most batches of features that wait.
      num_enqueue_threads: threads that parse.
      parse_fn: from a record to an Example.
      read_batch_size: `batch_size` by default.

    Returns:
      strings [batch_size], the keys; and a dict from the features' keys to Tensors and SparseTensors.

    Raises:
      ValueError: no files, or sizes that cannot be.
    """

__all__ = [
    "Evaluable",
    "Experiment",
    "ExportStrategy",
    "InputFnOps",
    "MetricSpec",
    "ModeKeys",
    "ModelFnOps",
    "NanLossDuringTrainingError",
    "PredictionKey",
    "ProblemType",
    "RunConfig",
    "TaskType",
    "Trainable",
    "build_parsing_serving_input_fn",
    "datasets",
    "extract_pandas_data",
    "extract_pandas_labels",
    "extract_pandas_matrix",
    "infer",
    "learn_runner",
    "make_export_strategy",
    "no_op_train_fn",
    "preprocessing",
    "read_batch_examples",
    "read_batch_features",
    "read_batch_record_features",
    "read_keyed_batch_examples",
    "read_keyed_batch_features",
    "run_feeds",
    "run_n",
]
