"""tf.python.training.warm_starting_util: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.warm_start import VocabInfo as VocabInfo
from headrace.training.estimators.warm_start import warm_start as warm_start

__all__ = [
    "VocabInfo",
    "warm_start",
]
