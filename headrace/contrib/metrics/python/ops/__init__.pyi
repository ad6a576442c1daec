"""tf.contrib.metrics.python.ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.metrics.python.ops import confusion_matrix_ops as confusion_matrix_ops
from headrace.contrib.metrics.python.ops import histogram_ops as histogram_ops
from headrace.contrib.metrics.python.ops import metric_ops as metric_ops
from headrace.contrib.metrics.python.ops import set_ops as set_ops

__all__ = [
    "confusion_matrix_ops",
    "histogram_ops",
    "metric_ops",
    "set_ops",
]
