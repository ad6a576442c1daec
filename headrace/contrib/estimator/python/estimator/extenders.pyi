"""tf.contrib.estimator.python.estimator.extenders: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.export.outputs import PredictOutput as PredictOutput
from headrace.training.estimators.extenders import add_metrics as add_metrics
from headrace.training.estimators.extenders import clip_gradients_by_norm as clip_gradients_by_norm
from headrace.training.estimators.extenders import forward_features as forward_features

__all__ = [
    "PredictOutput",
    "add_metrics",
    "clip_gradients_by_norm",
    "forward_features",
]
