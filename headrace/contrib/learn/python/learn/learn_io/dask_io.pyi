"""tf.contrib.learn.python.learn.learn_io.dask_io: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.tables import extract_dask_data as extract_dask_data
from headrace.training.contrib.learn.tables import extract_dask_labels as extract_dask_labels

__all__ = [
    "extract_dask_data",
    "extract_dask_labels",
]
