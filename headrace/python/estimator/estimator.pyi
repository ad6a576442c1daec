"""tf.python.estimator.estimator: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.estimator import Estimator as Estimator
from headrace.training.estimators.warm_start import VocabInfo as VocabInfo
from headrace.training.estimators.warm_start import WarmStartSettings as WarmStartSettings

__all__ = [
    "Estimator",
    "VocabInfo",
    "WarmStartSettings",
]
