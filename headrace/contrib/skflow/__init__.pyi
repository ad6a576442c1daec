"""tf.contrib.skflow: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.keys import ModeKeys as ModeKeys
from headrace.training.contrib.learn.keys import PredictionKey as PredictionKey
from headrace.training.contrib.learn.keys import ProblemType as ProblemType
from headrace.training.contrib.learn.keys import TaskType as TaskType
from headrace.contrib.learn import datasets as datasets
from headrace.training.contrib.learn.tables import extract_pandas_data as extract_pandas_data
from headrace.training.contrib.learn.tables import extract_pandas_labels as extract_pandas_labels
from headrace.training.contrib.learn.tables import extract_pandas_matrix as extract_pandas_matrix
from headrace.training.contrib.learn.running import infer as infer
from headrace.graph.platform.all_util import make_all as make_all
from headrace.contrib.learn import preprocessing as preprocessing
from headrace.training.contrib.learn.reading import read_keyed_batch_examples as read_keyed_batch_examples
from headrace.training.contrib.learn.running import run_feeds as run_feeds
from headrace.training.contrib.learn.running import run_n as run_n
from headrace.contrib.learn import read_batch_examples as read_batch_examples
from headrace.contrib.learn import read_batch_features as read_batch_features
from headrace.contrib.learn import read_batch_record_features as read_batch_record_features
from headrace.contrib.learn import read_keyed_batch_features as read_keyed_batch_features

__all__ = [
    "ModeKeys",
    "PredictionKey",
    "ProblemType",
    "TaskType",
    "datasets",
    "extract_pandas_data",
    "extract_pandas_labels",
    "extract_pandas_matrix",
    "infer",
    "make_all",
    "preprocessing",
    "read_batch_examples",
    "read_batch_features",
    "read_batch_record_features",
    "read_keyed_batch_examples",
    "read_keyed_batch_features",
    "run_feeds",
    "run_n",
]
