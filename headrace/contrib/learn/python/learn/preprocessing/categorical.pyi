"""tf.contrib.learn.python.learn.preprocessing.categorical: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn.preprocessing import CategoricalProcessor as CategoricalProcessor
from headrace.training.contrib.learn.preprocessing import setup_processor_data_feeder as setup_processor_data_feeder

__all__ = [
    "CategoricalProcessor",
    "setup_processor_data_feeder",
]
