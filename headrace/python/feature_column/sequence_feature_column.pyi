"""tf.python.feature_column.sequence_feature_column: as far as programs use it. Made by `make names`."""

from headrace.training.feature_columns.sequence import sequence_numeric_column as sequence_numeric_column
from headrace.feature_column import sequence_categorical_column_with_hash_bucket as sequence_categorical_column_with_hash_bucket
from headrace.feature_column import sequence_categorical_column_with_identity as sequence_categorical_column_with_identity
from headrace.feature_column import sequence_categorical_column_with_vocabulary_file as sequence_categorical_column_with_vocabulary_file
from headrace.feature_column import sequence_categorical_column_with_vocabulary_list as sequence_categorical_column_with_vocabulary_list

__all__ = [
    "sequence_categorical_column_with_hash_bucket",
    "sequence_categorical_column_with_identity",
    "sequence_categorical_column_with_vocabulary_file",
    "sequence_categorical_column_with_vocabulary_list",
    "sequence_numeric_column",
]
