"""tf.contrib.learn.python.learn.learn_io: as far as programs use it. Made by `make names`."""

from headrace.contrib.learn.python.learn.learn_io import dask_io as dask_io
from headrace.contrib.learn.python.learn.learn_io import data_feeder as data_feeder
from headrace.training.contrib.learn.tables import extract_dask_data as extract_dask_data
from headrace.training.contrib.learn.tables import extract_dask_labels as extract_dask_labels
from headrace.training.contrib.learn.tables import extract_pandas_data as extract_pandas_data
from headrace.training.contrib.learn.tables import extract_pandas_labels as extract_pandas_labels
from headrace.training.contrib.learn.tables import extract_pandas_matrix as extract_pandas_matrix
from headrace.contrib.learn.python.learn.learn_io import graph_io as graph_io
from headrace.contrib.learn.python.learn.learn_io import numpy_io as numpy_io
from headrace.contrib.learn.python.learn.learn_io import pandas_io as pandas_io
from headrace.training.contrib.learn.reading import read_keyed_batch_examples as read_keyed_batch_examples
from headrace.contrib.learn import read_batch_examples as read_batch_examples
from headrace.contrib.learn import read_batch_features as read_batch_features
from headrace.contrib.learn import read_batch_record_features as read_batch_record_features
from headrace.contrib.learn import read_keyed_batch_examples_shared_queue as read_keyed_batch_examples_shared_queue
from headrace.contrib.learn import read_keyed_batch_features as read_keyed_batch_features
from headrace.contrib.learn import read_keyed_batch_features_shared_queue as read_keyed_batch_features_shared_queue

__all__ = [
    "dask_io",
    "data_feeder",
    "extract_dask_data",
    "extract_dask_labels",
    "extract_pandas_data",
    "extract_pandas_labels",
    "extract_pandas_matrix",
    "graph_io",
    "numpy_io",
    "pandas_io",
    "read_batch_examples",
    "read_batch_features",
    "read_batch_record_features",
    "read_keyed_batch_examples",
    "read_keyed_batch_examples_shared_queue",
    "read_keyed_batch_features",
    "read_keyed_batch_features_shared_queue",
]
