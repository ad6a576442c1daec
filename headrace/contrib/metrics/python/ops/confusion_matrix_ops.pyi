"""tf.contrib.metrics.python.ops.confusion_matrix_ops: as far as programs use it. Made by `make names`."""

from headrace.training.metrics.confusion import confusion_matrix as confusion_matrix

__all__ = [
    "confusion_matrix",
]
