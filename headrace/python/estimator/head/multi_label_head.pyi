"""tf.python.estimator.head.multi_label_head: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.heads.public import MultiLabelHead as MultiLabelHead

__all__ = [
    "MultiLabelHead",
]
