"""tf.contrib.layers.python.layers.feature_column: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.feature_columns.real_valued import bucketized_column as bucketized_column
from headrace.training.contrib.feature_columns.parsing import create_feature_spec_for_parsing as create_feature_spec_for_parsing
from headrace.training.contrib.feature_columns.real_valued import crossed_column as crossed_column
from headrace.training.contrib.feature_columns.embedding import embedding_column as embedding_column
from headrace.training.contrib.feature_columns.parsing import make_place_holder_tensors_for_base_features as make_place_holder_tensors_for_base_features
from headrace.training.contrib.feature_columns.weighted import one_hot_column as one_hot_column
from headrace.training.contrib.feature_columns.real_valued import real_valued_column as real_valued_column
from headrace.training.contrib.feature_columns.embedding import scattered_embedding_column as scattered_embedding_column
from headrace.training.contrib.feature_columns.sparse import sparse_column_with_hash_bucket as sparse_column_with_hash_bucket
from headrace.training.contrib.feature_columns.weighted import weighted_sparse_column as weighted_sparse_column
from headrace.contrib.layers import shared_embedding_columns as shared_embedding_columns
from headrace.contrib.layers import sparse_column_with_integerized_feature as sparse_column_with_integerized_feature
from headrace.contrib.layers import sparse_column_with_keys as sparse_column_with_keys
from headrace.contrib.layers import sparse_column_with_vocabulary_file as sparse_column_with_vocabulary_file

__all__ = [
    "bucketized_column",
    "create_feature_spec_for_parsing",
    "crossed_column",
    "embedding_column",
    "make_place_holder_tensors_for_base_features",
    "one_hot_column",
    "real_valued_column",
    "scattered_embedding_column",
    "shared_embedding_columns",
    "sparse_column_with_hash_bucket",
    "sparse_column_with_integerized_feature",
    "sparse_column_with_keys",
    "sparse_column_with_vocabulary_file",
    "weighted_sparse_column",
]
