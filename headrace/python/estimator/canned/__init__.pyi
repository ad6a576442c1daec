"""tf.python.estimator.canned: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.canned import baseline as baseline
from headrace.python.estimator.canned import boosted_trees as boosted_trees
from headrace.python.estimator.canned import dnn as dnn
from headrace.python.estimator.canned import dnn_linear_combined as dnn_linear_combined
from headrace.python.estimator.canned import linear as linear
from headrace.python.estimator.canned import linear_optimizer as linear_optimizer
from headrace.python.estimator.canned import metric_keys as metric_keys
from headrace.python.estimator.canned import optimizers as optimizers
from headrace.python.estimator.canned import parsing_utils as parsing_utils
from headrace.python.estimator.canned import prediction_keys as prediction_keys

__all__ = [
    "baseline",
    "boosted_trees",
    "dnn",
    "dnn_linear_combined",
    "linear",
    "linear_optimizer",
    "metric_keys",
    "optimizers",
    "parsing_utils",
    "prediction_keys",
]
