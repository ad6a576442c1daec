"""tf.contrib.training.python.training.resample: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.training_tools.resample import resample_at_rate as resample_at_rate
from headrace.training.contrib.training_tools.resample import weighted_resample as weighted_resample

__all__ = [
    "resample_at_rate",
    "weighted_resample",
]
