"""tf.python.feature_column.feature_column_v2: as far as programs use it. Made by `make names`."""

from headrace.training.feature_columns.numeric import bucketized_column as bucketized_column
from headrace.training.feature_columns.categorical import categorical_column_with_hash_bucket as categorical_column_with_hash_bucket
from headrace.training.feature_columns.categorical import categorical_column_with_identity as categorical_column_with_identity
from headrace.training.feature_columns.categorical import categorical_column_with_vocabulary_file as categorical_column_with_vocabulary_file
from headrace.training.feature_columns.categorical import categorical_column_with_vocabulary_list as categorical_column_with_vocabulary_list
from headrace.training.feature_columns.weighted import crossed_column as crossed_column
from headrace.training.feature_columns.embedding import embedding_column as embedding_column
from headrace.training.feature_columns.indicator import indicator_column as indicator_column
from headrace.training.feature_columns.numeric import numeric_column as numeric_column
from headrace.training.feature_columns.weighted import weighted_categorical_column as weighted_categorical_column
from headrace.feature_column import shared_embedding_columns as shared_embedding_columns

__all__ = [
    "bucketized_column",
    "categorical_column_with_hash_bucket",
    "categorical_column_with_identity",
    "categorical_column_with_vocabulary_file",
    "categorical_column_with_vocabulary_list",
    "crossed_column",
    "embedding_column",
    "indicator_column",
    "numeric_column",
    "shared_embedding_columns",
    "weighted_categorical_column",
]
