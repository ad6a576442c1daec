"""tf.python.estimator.model_fn: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.spec import EstimatorSpec as EstimatorSpec
from headrace.training.estimators.export.outputs import ExportOutput as ExportOutput
from headrace.training.estimators.modes import ModeKeys as ModeKeys
from headrace.training.estimators.spec import call_logit_fn as call_logit_fn

__all__ = [
    "EstimatorSpec",
    "ExportOutput",
    "ModeKeys",
    "call_logit_fn",
]
