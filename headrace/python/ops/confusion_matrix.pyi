"""tf.python.ops.confusion_matrix: as far as programs use it. Made by `make names`."""

from headrace.training.metrics.confusion import confusion_matrix as confusion_matrix
from headrace.training.metrics.confusion import confusion_matrix as confusion_matrix_v1
from headrace.training.metrics.confusion import remove_squeezable_dimensions as remove_squeezable_dimensions

__all__ = [
    "confusion_matrix",
    "confusion_matrix_v1",
    "remove_squeezable_dimensions",
]
