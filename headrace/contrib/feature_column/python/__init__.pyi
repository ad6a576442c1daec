"""tf.contrib.feature_column.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.feature_column.python import feature_column as feature_column

__all__ = [
    "feature_column",
]
