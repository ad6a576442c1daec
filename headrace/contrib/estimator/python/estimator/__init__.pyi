"""tf.contrib.estimator.python.estimator: as far as programs use it. Made by `make names`."""

from headrace.contrib.estimator.python.estimator import early_stopping as early_stopping
from headrace.contrib.estimator.python.estimator import export as export
from headrace.contrib.estimator.python.estimator import extenders as extenders
from headrace.contrib.estimator.python.estimator import head as head
from headrace.contrib.estimator.python.estimator import hooks as hooks
from headrace.contrib.estimator.python.estimator import logit_fns as logit_fns
from headrace.contrib.estimator.python.estimator import multi_head as multi_head

__all__ = [
    "early_stopping",
    "export",
    "extenders",
    "head",
    "hooks",
    "logit_fns",
    "multi_head",
]
