"""tf.python.estimator.warm_starting_util: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.warm_start import VocabInfo as VocabInfo
from headrace.training.estimators.warm_start import WarmStartSettings as WarmStartSettings

__all__ = [
    "VocabInfo",
    "WarmStartSettings",
]
