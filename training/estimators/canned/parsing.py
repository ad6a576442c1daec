"""What Examples of a canned model must have: features, labels, weights."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.example import FixedLenFeature
from headrace.formats.exports import export
from headrace.graph.types import dtypes

from ...feature_columns.inputs import make_parse_example_spec
from ...feature_columns.numeric import NumericColumn, numeric_column


@export("estimator.classifier_parse_example_spec")
def classifier_parse_example_spec(
    feature_columns: Iterable[Any],
    label_key: str,
    label_dtype: Any = dtypes.int64,
    label_default: Any = None,
    weight_column: Any = None,
) -> dict[str, Any]:
    """Which features Examples of a classifier have, for `tf.parse_example`.

    Args:
      feature_columns: the columns of the model.
      label_key: the key of the label.
      label_dtype: its type.
      label_default: what it is where an Example has none; None: it must be there.
      weight_column: the key of the weight, or a numeric column; None: there is none.

    Returns:
      dict from keys to FixedLenFeatures and the like.

    Raises:
      ValueError: label or weight are features, too, or the weight is no numeric column.
    """
    label = FixedLenFeature((1,), label_dtype, label_default)
    return _with_label(make_parse_example_spec(feature_columns), label_key, label, weight_column)


@export("estimator.regressor_parse_example_spec")
@documented_by(classifier_parse_example_spec)
def regressor_parse_example_spec(
    feature_columns: Iterable[Any],
    label_key: str,
    label_dtype: Any = dtypes.float32,
    label_default: Any = None,
    label_dimension: int = 1,
    weight_column: Any = None,
) -> dict[str, Any]:
    """Which features Examples of a regressor have, for `tf.parse_example`.

    Args:
      label_dimension: how many numbers a label has.
    """
    label = FixedLenFeature((label_dimension,), label_dtype, label_default)
    return _with_label(make_parse_example_spec(feature_columns), label_key, label, weight_column)


def _with_label(spec: dict[str, Any], label_key: str, label: Any, weight_column: Any) -> dict[str, Any]:
    if label_key in spec:
        raise ValueError(f"label should not be used as feature. label_key: {label_key}, features: {spec.keys()}")
    spec[label_key] = label
    if weight_column is None:
        return spec
    if isinstance(weight_column, str):
        weight_column = numeric_column(weight_column)
    if not isinstance(weight_column, NumericColumn):
        raise ValueError(
            "weight_column should be an instance of tf.feature_column.numeric_column. Given type: "
            f"{type(weight_column)} value: {weight_column}"
        )
    if weight_column.key in spec:
        raise ValueError(
            f"weight_column should not be used as feature. weight_column: {weight_column.key}, features: {spec.keys()}"
        )
    return {**spec, **weight_column.parse_example_spec}
