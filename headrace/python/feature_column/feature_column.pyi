"""tf.python.feature_column.feature_column: as far as programs use it. Made by `make names`."""

from headrace.training.feature_columns.numeric import bucketized_column as bucketized_column
from headrace.training.feature_columns.categorical import categorical_column_with_hash_bucket as categorical_column_with_hash_bucket
from headrace.training.feature_columns.categorical import categorical_column_with_identity as categorical_column_with_identity
from headrace.training.feature_columns.categorical import categorical_column_with_vocabulary_file as categorical_column_with_vocabulary_file
from headrace.training.feature_columns.categorical import categorical_column_with_vocabulary_list as categorical_column_with_vocabulary_list
from headrace.training.feature_columns.weighted import crossed_column as crossed_column
from headrace.training.feature_columns.embedding import embedding_column as embedding_column
from headrace.training.feature_columns.indicator import indicator_column as indicator_column
from headrace.training.feature_columns.inputs import input_layer as input_layer
from headrace.training.feature_columns.linear import linear_model as linear_model
from headrace.training.feature_columns.inputs import make_parse_example_spec as make_parse_example_spec
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
    "input_layer",
    "linear_model",
    "make_parse_example_spec",
    "numeric_column",
    "shared_embedding_columns",
    "weighted_categorical_column",
]
