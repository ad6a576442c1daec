"""tf.contrib.skflow: as far as programs use it. Made by `make names`."""

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
from headrace.training.contrib.learn.tables import extract_pandas_data as extract_pandas_data
from headrace.training.contrib.learn.tables import extract_pandas_labels as extract_pandas_labels
from headrace.training.contrib.learn.tables import extract_pandas_matrix as extract_pandas_matrix
from headrace.training.contrib.learn.running import infer as infer
from headrace.contrib.learn import learn_runner as learn_runner
from headrace.graph.platform.all_util import make_all as make_all
from headrace.training.contrib.experiments.serving import make_export_strategy as make_export_strategy
from headrace.training.contrib.experiments.model_fn import no_op_train_fn as no_op_train_fn
from headrace.contrib.learn import preprocessing as preprocessing
from headrace.training.contrib.learn.reading import read_keyed_batch_examples as read_keyed_batch_examples
from headrace.training.contrib.learn.running import run_feeds as run_feeds
from headrace.training.contrib.learn.running import run_n as run_n
from headrace.contrib.learn import read_batch_examples as read_batch_examples
from headrace.contrib.learn import read_batch_features as read_batch_features
from headrace.contrib.learn import read_batch_record_features as read_batch_record_features
from headrace.contrib.learn import read_keyed_batch_features as read_keyed_batch_features

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
    "make_all",
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
