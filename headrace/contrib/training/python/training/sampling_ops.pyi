"""tf.contrib.training.python.training.sampling_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.training_tools.sampling import rejection_sample as rejection_sample
from headrace.training.contrib.training_tools.sampling import stratified_sample as stratified_sample

__all__ = [
    "rejection_sample",
    "stratified_sample",
]
