"""Columns and Examples: which features they need, and what they make of those that are parsed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.example.specs import FixedLenSequenceFeature, VarLenFeature
from headrace.formats.exports import export, export_value
from headrace.graph import ops
from headrace.graph.ops.sparse.cross import DEFAULT_KEY
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.platform import logging
from headrace.graph.types.likes import TensorLike

from .base import feature_spec
from .checks import check_feature_columns, transformed
from .real_valued import real_valued_column

export_value(DEFAULT_KEY, "contrib.layers.SPARSE_FEATURE_CROSS_DEFAULT_HASH_KEY")


@export("contrib.layers.create_feature_spec_for_parsing")
def create_feature_spec_for_parsing(feature_columns: Any) -> dict[str, Any]:
    """Which features Examples must have for columns, for `tf.parse_example`.

    Args:
      feature_columns: columns, or a dict of them.

    Returns:
      dict from keys to FixedLenFeatures and VarLenFeatures.

    Raises:
      TypeError: something else than columns.

    Example:
      >>> price = tf.contrib.layers.real_valued_column("price")
      >>> tf.contrib.layers.create_feature_spec_for_parsing([price])
      {'price': FixedLenFeature(shape=[1], dtype=tf.float32, default_value=None)}
    """
    columns = feature_columns.values() if isinstance(feature_columns, dict) else feature_columns
    return {key: value for column in columns for key, value in feature_spec(column).items()}


def _sequence_spec(feature_columns: Any) -> dict[str, Any]:
    """Which features of steps SequenceExamples must have."""
    spec: dict[str, Any] = {}
    for key, value in create_feature_spec_for_parsing(feature_columns).items():
        if isinstance(value, VarLenFeature):
            spec[key] = value
            continue
        has_default = value.default_value is not None
        if has_default:
            logging.warning(
                f'Found default value {value.default_value} for feature "{key}". Ignoring this value and setting '
                "`allow_missing=True` instead."
            )
        spec[key] = FixedLenSequenceFeature(value.shape, value.dtype, allow_missing=has_default)
    return spec


@export("contrib.layers.make_place_holder_tensors_for_base_features")
def make_place_holder_tensors_for_base_features(feature_columns: Any) -> dict[str, Any]:
    """Placeholders for the features that columns need.

    Args:
      feature_columns: columns, or a dict of them.

    Returns:
      dict from keys to placeholders [records, ...], sparse ones for features of any length.

    Raises:
      TypeError: something else than columns.
    """
    placeholders: dict[str, Any] = {}
    for key, value in create_feature_spec_for_parsing(feature_columns).items():
        name = f"Placeholder_{key}"
        if isinstance(value, VarLenFeature):
            placeholders[key] = ops.sparse_placeholder(value.dtype, name=name)
        else:
            placeholders[key] = ops.placeholder(value.dtype, shape=(None, value.shape[0]), name=name)
    return placeholders


def _all_transformed(tensors: dict[Any, Any], feature_columns: Iterable[Any]) -> None:
    for column in sorted(set(feature_columns), key=lambda column: column.key):
        transformed(tensors, column)


@export("contrib.layers.parse_feature_columns_from_examples", "contrib.slim.parse_feature_columns_from_examples")
def parse_feature_columns_from_examples(
    serialized: TensorLike, feature_columns: Any, name: str | None = None, example_names: TensorLike | None = None
) -> dict[Any, Any]:
    """The features of Examples, and what columns make of them.

    Args:
      serialized: strings [records]: Examples.
      feature_columns: columns.
      example_names: strings [records], for errors.

    Returns:
      dict from keys to features and from columns to what they make, for `input_from_feature_columns` and kin.

    Raises:
      ValueError: two columns of one key. TypeError: something else than columns.
      InvalidArgumentError: (when run) an Example that is none.
    """
    check_feature_columns(feature_columns)
    tensors = ops.parse_example(
        serialized, create_feature_spec_for_parsing(feature_columns), name=name, example_names=example_names
    )
    _all_transformed(tensors, feature_columns)
    return tensors


@export("contrib.layers.transform_features")
def transform_features(features: dict[Any, Any], feature_columns: Any) -> dict[Any, Any]:
    """What columns make of features.

    Args:
      features: dict from keys to Tensors and SparseTensors [records, ...].
      feature_columns: columns.

    Returns:
      dict from the columns to what they make.

    Raises:
      ValueError: two columns of one key. KeyError: a feature is missing.
    """
    tensors = dict(features)
    check_feature_columns(feature_columns)
    _all_transformed(tensors, feature_columns)
    return {key: value for key, value in tensors.items() if key in feature_columns}


@export(
    "contrib.layers.parse_feature_columns_from_sequence_examples",
    "contrib.slim.parse_feature_columns_from_sequence_examples",
)
@documented_by(parse_feature_columns_from_examples)
def parse_feature_columns_from_sequence_examples(
    serialized: TensorLike,
    context_feature_columns: Any,
    sequence_feature_columns: Any,
    name: str | None = None,
    example_name: TensorLike | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The features of a SequenceExample.

    Args:
      serialized: a string: one SequenceExample.
      context_feature_columns: columns of what is known of the whole record, or None.
      sequence_feature_columns: columns of its steps, or None.
      example_name: a string, for errors.

    Returns:
      two dicts from keys to features: of the record, and of its steps.

    Raises:
      ValueError: several SequenceExamples, or two columns of one key.
    """
    try:
        serialized = ops.reshape(serialized, [])
    except ValueError as error:
        raise ValueError(
            "serialized must contain as single sequence example. Batching must be done after parsing for sequence examples. "
            f"Error: {error}"
        ) from error
    for columns in (context_feature_columns, sequence_feature_columns):
        check_feature_columns(columns or [])
    return ops.parse_single_sequence_example(
        serialized,
        create_feature_spec_for_parsing(context_feature_columns or []),
        _sequence_spec(sequence_feature_columns or []),
        example_name,
        name,
    )


def _column_of(name: str, tensor: Any) -> Any:
    if isinstance(tensor, SparseTensor):
        what = "SparseTensor is"
    elif not (tensor.dtype.is_integer or tensor.dtype.is_floating):
        what = "Non integer or non floating types are"
    else:
        dimension = 1
        for size in tensor.get_shape().as_list()[1:]:
            dimension *= size
        return real_valued_column(name, dimension=dimension, dtype=tensor.dtype)
    raise ValueError(
        f"{what} not supported for auto detection. Please define corresponding FeatureColumn for tensor {{}} {{}}.",
        name,
        tensor,
    )


@export("contrib.layers.infer_real_valued_columns")
def infer_real_valued_columns(features: Any) -> list[Any]:
    """Columns of numbers for all features.

    Args:
      features: a tensor of numbers [records, ...], or a dict of them.

    Returns:
      a list of columns of `real_valued_column`.

    Raises:
      ValueError: a SparseTensor, or a tensor of no numbers.
    """
    if not isinstance(features, dict):
        return [_column_of("", features)]
    return [_column_of(key, value) for key, value in features.items()]
