"""tf.contrib.slim.python.slim.model_analyzer: as far as programs use it. Made by `make names`."""

from headrace.training.slim.model_analyzer import analyze_ops as analyze_ops
from headrace.training.slim.model_analyzer import analyze_vars as analyze_vars
from headrace.training.slim.model_analyzer import tensor_description as tensor_description

__all__ = [
    "analyze_ops",
    "analyze_vars",
    "tensor_description",
]
