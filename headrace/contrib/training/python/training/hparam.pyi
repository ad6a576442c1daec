"""tf.contrib.training.python.training.hparam: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.training_tools.hparams import HParams as HParams
from headrace.training.contrib.training_tools.hparam_texts import PARAM_RE as PARAM_RE
from headrace.training.contrib.training_tools.hparam_texts import parse_values as parse_values

__all__ = [
    "HParams",
    "PARAM_RE",
    "parse_values",
]
