"""tf.python.feature_column: as far as programs use it. Made by `make names`."""

from headrace.python.feature_column import feature_column as feature_column
from headrace.python.feature_column import feature_column_lib as feature_column_lib
from headrace.python.feature_column import feature_column_v2 as feature_column_v2
from headrace.python.feature_column import sequence_feature_column as sequence_feature_column

__all__ = [
    "feature_column",
    "feature_column_lib",
    "feature_column_v2",
    "sequence_feature_column",
]
