"""tf.contrib.feature_column: columns of sequences. Made by `make names`."""

from headrace.contrib.feature_column import python as python
from headrace.training.feature_columns.inputs import sequence_input_layer as sequence_input_layer
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
    "sequence_input_layer",
    "sequence_numeric_column",
]
