"""tf.contrib.feature_column.python.feature_column: as far as programs use it. Made by `make names`."""

from headrace.contrib.feature_column.python.feature_column import sequence_feature_column as sequence_feature_column

__all__ = [
    "sequence_feature_column",
]
