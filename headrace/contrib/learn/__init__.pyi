"""tf.contrib.learn: vocabularies of texts, batches of files, values of a graph, experiments. Made by `make names`."""

from headrace.training.contrib.learn_estimators.base import BaseEstimator as BaseEstimator
from headrace.training.contrib.learn_estimators.dnn import DNNClassifier as DNNClassifier
from headrace.training.contrib.learn_estimators.dnn import DNNEstimator as DNNEstimator
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedClassifier as DNNLinearCombinedClassifier
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedEstimator as DNNLinearCombinedEstimator
from headrace.training.contrib.learn_estimators.combined import DNNLinearCombinedRegressor as DNNLinearCombinedRegressor
from headrace.training.contrib.learn_estimators.dnn import DNNRegressor as DNNRegressor
from headrace.training.contrib.learn_estimators.rnn import DynamicRnnEstimator as DynamicRnnEstimator
from headrace.training.contrib.learn_estimators.estimator import Estimator as Estimator
from headrace.training.contrib.experiments.interfaces import Evaluable as Evaluable
from headrace.training.contrib.experiments.experiment import Experiment as Experiment
from headrace.training.contrib.experiments.export_strategy import ExportStrategy as ExportStrategy
from headrace.training.contrib.learn_estimators.exporting import GraphRewriteSpec as GraphRewriteSpec
from headrace.training.contrib.learn_estimators.heads.head import Head as Head
from headrace.training.contrib.experiments.serving import InputFnOps as InputFnOps
from headrace.training.contrib.learn_estimators.linear import LinearClassifier as LinearClassifier
from headrace.training.contrib.learn_estimators.linear import LinearEstimator as LinearEstimator
from headrace.training.contrib.learn_estimators.linear import LinearRegressor as LinearRegressor
from headrace.training.contrib.learn_estimators.logistic import LogisticRegressor as LogisticRegressor
from headrace.training.contrib.learn.keys import MetricKey as MetricKey
from headrace.training.contrib.experiments.metric_spec import MetricSpec as MetricSpec
from headrace.training.contrib.learn.keys import ModeKeys as ModeKeys
from headrace.training.contrib.experiments.model_fn import ModelFnOps as ModelFnOps
from headrace.training.sessions.hooks_stop import NanLossDuringTrainingError as NanLossDuringTrainingError
from headrace.training.contrib.learn_estimators.parameters import NotFittedError as NotFittedError
from headrace.training.contrib.learn.keys import PredictionKey as PredictionKey
from headrace.training.contrib.learn_estimators.rnn import PredictionType as PredictionType
from headrace.training.contrib.learn.keys import ProblemType as ProblemType
from headrace.training.contrib.experiments.run_config import RunConfig as RunConfig
from headrace.training.contrib.learn_estimators.estimator import SKCompat as SKCompat
from headrace.training.contrib.learn.keys import TaskType as TaskType
from headrace.training.contrib.experiments.interfaces import Trainable as Trainable
from headrace.training.contrib.experiments.serving import build_parsing_serving_input_fn as build_parsing_serving_input_fn
from headrace.contrib.learn import datasets as datasets
from headrace.contrib.learn import estimators as estimators
from headrace.training.contrib.learn_estimators.actions import evaluate as evaluate
from headrace.training.contrib.learn.tables import extract_dask_data as extract_dask_data
from headrace.training.contrib.learn.tables import extract_dask_labels as extract_dask_labels
from headrace.training.contrib.learn.tables import extract_pandas_data as extract_pandas_data
from headrace.training.contrib.learn.tables import extract_pandas_labels as extract_pandas_labels
from headrace.training.contrib.learn.tables import extract_pandas_matrix as extract_pandas_matrix
from headrace.contrib.learn import graph_actions as graph_actions
from headrace.training.contrib.learn.running import infer as infer
from headrace.training.contrib.learn_estimators.inputs import infer_real_valued_columns_from_input as infer_real_valued_columns_from_input
from headrace.training.contrib.learn_estimators.inputs import infer_real_valued_columns_from_input_fn as infer_real_valued_columns_from_input_fn
from headrace.contrib.learn import learn_runner as learn_runner
from headrace.graph.platform.all_util import make_all as make_all
from headrace.training.contrib.experiments.serving import make_export_strategy as make_export_strategy
from headrace.contrib.learn import monitors as monitors
from headrace.training.contrib.learn_estimators.heads.classification import multi_class_head as multi_class_head
from headrace.training.contrib.learn_estimators.heads.several import multi_head as multi_head
from headrace.training.contrib.experiments.model_fn import no_op_train_fn as no_op_train_fn
from headrace.contrib.learn import preprocessing as preprocessing
from headrace.contrib.learn import python as python
from headrace.training.contrib.learn.reading import read_keyed_batch_examples as read_keyed_batch_examples
from headrace.training.contrib.learn_estimators.heads.regression import regression_head as regression_head
from headrace.training.contrib.learn.running import run_feeds as run_feeds
from headrace.training.contrib.learn.running import run_n as run_n
from headrace.training.contrib.learn_estimators.actions import train as train
from headrace.contrib.learn import utils as utils
from collections.abc import Callable as _Callable
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.training.contrib.learn_estimators.heads.head import Head as _Head
from typing import Any as _Any

def binary_svm_head(
    label_name: str | None = None,
    weight_column_name: str | None = None,
    enable_centered_bias: bool = False,
    head_name: str | None = None,
    thresholds: _Sequence[float] | None = None,
) -> _Head:
    """A head that says one of two classes; its loss is how far logits are from the right side of a margin.

    Args:
      label_name: the key of the labels, where labels are a dict.
      weight_column_name: the feature that has the weights of examples; None: all weigh 1.
      enable_centered_bias: learn one more bias for each logit, from the labels alone.
      head_name: of the scope and of the metrics; None: they have none.
      thresholds: accepted, of no effect.

    Returns:
      a Head.

    Raises:
      ValueError: a number is out of range, `loss_fn` has other arguments, or two classes have names or metrics of their own.
    """

def multi_label_head(
    n_classes: int,
    label_name: str | None = None,
    weight_column_name: str | None = None,
    enable_centered_bias: bool = False,
    head_name: str | None = None,
    thresholds: _Sequence[float] | None = None,
    metric_class_ids: _Sequence[int] | None = None,
    loss_fn: _Callable[..., _Any] | None = None,
) -> _Head:
    """A head that says for each of several classes whether an example is of it.

    Labels are a 0 or a 1 for each class, or a SparseTensor of the numbers of classes.

    Args:
      n_classes: how many classes there are.
      label_name: the key of the labels, where labels are a dict.
      weight_column_name: the feature that has the weights of examples; None: all weigh 1.
      enable_centered_bias: learn one more bias for each logit, from the labels alone.
      head_name: of the scope and of the metrics; None: they have none.
      thresholds: accepted, of no effect.
      metric_class_ids: the numbers of the classes that have metrics of their own; None for none.
      loss_fn: a loss of labels, logits and weights; None: the cross entropy of each class.

    Returns:
      a Head.

    Raises:
      ValueError: a number is out of range, `loss_fn` has other arguments, or two classes have names or metrics of their own.
    """

def poisson_regression_head(
    label_name: str | None = None,
    weight_column_name: str | None = None,
    label_dimension: int = 1,
    enable_centered_bias: bool = False,
    head_name: str | None = None,
) -> _Head:
    """A head that predicts counts, whose logarithms the logits are.

    Args:
      label_name: the key of the labels, where labels are a dict.
      weight_column_name: the feature that has the weights of examples; None: all weigh 1.
      label_dimension: how many numbers an example has.
      enable_centered_bias: learn one more bias, from the labels alone.
      head_name: of the scope and of the metrics; None: they have none.

    Returns:
      a Head.

    Raises:
      ValueError: `label_dimension` is below 1.
    """

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

def read_keyed_batch_examples_shared_queue(
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
) -> tuple[_Tensor, _Any]:
    """Batches of the records of files and their keys; of the files each is read once by all who share their list.

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
      strings [batch_size], the keys; and the records, or what `parse_fn` makes of them.

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

def read_keyed_batch_features_shared_queue(
    file_pattern: _Any,
    batch_size: _Any,
    features: dict[str, _Any],
    reader: _Any,
    randomize_input: bool = True,
    num_epochs: int | None = None,
    queue_capacity: int = 10000,
    reader_num_threads: int = 1,
    feature_queue_capacity: int = 100,
    num_queue_runners: int = 2,
    parse_fn: _Callable[[_Tensor], _Any] | None = None,
    name: str | None = None,
) -> tuple[_Tensor, dict[str, _Any]]:
    """Batches of the features of Examples; of the files each is read once by all who share their list.

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
      num_queue_runners: threads that parse.
      parse_fn: from a record to an Example.

    Returns:
      strings [batch_size], the keys; and a dict from the features' keys to Tensors and SparseTensors.

    Raises:
      ValueError: no files, or sizes that cannot be.
    """

__all__ = [
    "BaseEstimator",
    "DNNClassifier",
    "DNNEstimator",
    "DNNLinearCombinedClassifier",
    "DNNLinearCombinedEstimator",
    "DNNLinearCombinedRegressor",
    "DNNRegressor",
    "DynamicRnnEstimator",
    "Estimator",
    "Evaluable",
    "Experiment",
    "ExportStrategy",
    "GraphRewriteSpec",
    "Head",
    "InputFnOps",
    "LinearClassifier",
    "LinearEstimator",
    "LinearRegressor",
    "LogisticRegressor",
    "MetricKey",
    "MetricSpec",
    "ModeKeys",
    "ModelFnOps",
    "NanLossDuringTrainingError",
    "NotFittedError",
    "PredictionKey",
    "PredictionType",
    "ProblemType",
    "RunConfig",
    "SKCompat",
    "TaskType",
    "Trainable",
    "binary_svm_head",
    "build_parsing_serving_input_fn",
    "datasets",
    "evaluate",
    "extract_dask_data",
    "extract_dask_labels",
    "extract_pandas_data",
    "extract_pandas_labels",
    "extract_pandas_matrix",
    "infer",
    "infer_real_valued_columns_from_input",
    "infer_real_valued_columns_from_input_fn",
    "learn_runner",
    "make_export_strategy",
    "monitors",
    "multi_class_head",
    "multi_head",
    "multi_label_head",
    "no_op_train_fn",
    "poisson_regression_head",
    "preprocessing",
    "read_batch_examples",
    "read_batch_features",
    "read_batch_record_features",
    "read_keyed_batch_examples",
    "read_keyed_batch_examples_shared_queue",
    "read_keyed_batch_features",
    "read_keyed_batch_features_shared_queue",
    "regression_head",
    "run_feeds",
    "run_n",
    "train",
]
