"""tf.contrib.layers.python.layers.feature_column_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.feature_columns.checks import check_feature_columns as check_feature_columns
from headrace.training.contrib.feature_columns.parsing import infer_real_valued_columns as infer_real_valued_columns
from headrace.training.contrib.feature_columns.inputs import input_from_feature_columns as input_from_feature_columns
from headrace.training.contrib.feature_columns.parsing import parse_feature_columns_from_examples as parse_feature_columns_from_examples
from headrace.training.contrib.feature_columns.parsing import transform_features as transform_features
from headrace.training.contrib.feature_columns.inputs import weighted_sum_from_feature_columns as weighted_sum_from_feature_columns
from headrace.contrib.layers import joint_weighted_sum_from_feature_columns as joint_weighted_sum_from_feature_columns
from headrace.contrib.layers import parse_feature_columns_from_sequence_examples as parse_feature_columns_from_sequence_examples
from headrace.contrib.layers import sequence_input_from_feature_columns as sequence_input_from_feature_columns

__all__ = [
    "check_feature_columns",
    "infer_real_valued_columns",
    "input_from_feature_columns",
    "joint_weighted_sum_from_feature_columns",
    "parse_feature_columns_from_examples",
    "parse_feature_columns_from_sequence_examples",
    "sequence_input_from_feature_columns",
    "transform_features",
    "weighted_sum_from_feature_columns",
]
