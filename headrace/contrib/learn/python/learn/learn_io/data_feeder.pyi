"""tf.contrib.learn.python.learn.learn_io.data_feeder: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.tables import extract_dask_data as extract_dask_data
from headrace.training.contrib.learn.tables import extract_dask_labels as extract_dask_labels
from headrace.training.contrib.learn.tables import extract_pandas_data as extract_pandas_data
from headrace.training.contrib.learn.tables import extract_pandas_labels as extract_pandas_labels
from headrace.training.contrib.learn.tables import extract_pandas_matrix as extract_pandas_matrix
from headrace.training.contrib.learn.preprocessing import setup_processor_data_feeder as setup_processor_data_feeder

__all__ = [
    "extract_dask_data",
    "extract_dask_labels",
    "extract_pandas_data",
    "extract_pandas_labels",
    "extract_pandas_matrix",
    "setup_processor_data_feeder",
]
