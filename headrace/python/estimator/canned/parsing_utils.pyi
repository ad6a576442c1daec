"""tf.python.estimator.canned.parsing_utils: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.canned.parsing import classifier_parse_example_spec as classifier_parse_example_spec
from headrace.estimator import regressor_parse_example_spec as regressor_parse_example_spec

__all__ = [
    "classifier_parse_example_spec",
    "regressor_parse_example_spec",
]
