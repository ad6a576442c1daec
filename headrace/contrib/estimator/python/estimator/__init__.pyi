"""tf.contrib.estimator.python.estimator: as far as programs use it. Made by `make names`."""

from headrace.contrib.estimator.python.estimator import early_stopping as early_stopping
from headrace.contrib.estimator.python.estimator import export as export
from headrace.contrib.estimator.python.estimator import extenders as extenders
from headrace.contrib.estimator.python.estimator import hooks as hooks
from headrace.contrib.estimator.python.estimator import logit_fns as logit_fns

__all__ = [
    "early_stopping",
    "export",
    "extenders",
    "hooks",
    "logit_fns",
]
