"""tf.contrib.slim.model_analyzer: how much memory a model takes. Made by `make names`."""

from headrace.training.slim.model_analyzer import analyze_ops as analyze_ops
from headrace.training.slim.model_analyzer import analyze_vars as analyze_vars
from headrace.training.slim.model_analyzer import tensor_description as tensor_description

__all__ = [
    "analyze_ops",
    "analyze_vars",
    "tensor_description",
]
