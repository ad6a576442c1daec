"""tf.contrib.estimator.python.estimator.logit_fns: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.spec import call_logit_fn as call_logit_fn

__all__ = [
    "call_logit_fn",
]
