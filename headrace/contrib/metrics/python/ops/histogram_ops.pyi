"""tf.contrib.metrics.python.ops.histogram_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.metrics.areas import auc_using_histogram as auc_using_histogram

__all__ = [
    "auc_using_histogram",
]
