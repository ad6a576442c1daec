"""parse_example, parse_single_example, parse_single_sequence_example: serialized messages to tensors.

Source of names, structure and messages: TensorFlow 1.15 (the op's second version, as TensorFlow records it today).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from headrace.formats.example import Column, ExampleParser
from headrace.formats.example_specs import (
    DenseSpec,
    SparseFeature,
    index_keys,
    specs_of,
)
from headrace.formats.records import Records
from headrace.formats.sequence_example import SequenceExampleParser, SequenceValues, sequence_parser

from .. import dtypes
from ..batch_rules import Kernel, record_by_record, takes_records
from ..build import convert_to_tensor
from ..defaults import get_default_graph
from ..dtypes import as_dtype
from ..graph import Operation
from ..op import NO_GRADIENT, REQUIRED, Op
from ..sparse_tensor import SparseTensor
from ..static_shapes import StaticShape
from ..tensor import Tensor
from .cast import cast
from .joining import concat, stack

PARSE_EXAMPLE = Op(
    "ParseExampleV2",
    "serialized: string, names: string, sparse_keys: string, dense_keys: string, ragged_keys: string -> "
    "sparse_indices: num_sparse * int64, sparse_values: list(sparse_types), sparse_shapes: num_sparse * int64, "
    "dense_values: list(Tdense)",
    parser=REQUIRED,
)
PARSE_EXAMPLE.gradient(NO_GRADIENT)


def _is_single(op: Operation) -> bool:
    return op.get_attr("parser").single


@PARSE_EXAMPLE.shape
def _parse_shape(op: Operation) -> list[StaticShape]:
    parser, count = op.get_attr("parser"), op.get_attr("num_sparse")
    rank = 1 if parser.single else 2
    batch = () if parser.single else (None if op.inputs[0].static_shape is None else op.inputs[0].static_shape[0],)
    dense = [
        (*batch, *((None,) if spec.variable_length else ()), *_step_shape(spec)) for spec in parser.dense
    ]
    return [*[(None, rank)] * count, *[(None,)] * count, *[(rank,)] * count, *dense]


def _step_shape(spec: DenseSpec) -> tuple:
    return tuple(spec.shape)


@PARSE_EXAMPLE.bind
def _parse(op: Operation, session: Any) -> Kernel:
    parser, single = op.get_attr("parser"), _is_single(op)

    def parse(serialized: Any, names: Any, sparse_keys: Any, dense_keys: Any, ragged_keys: Any) -> tuple:
        strings = np.asarray(serialized, object).reshape(-1).tolist()
        dense, sparse = parser.parse(Records.from_list(strings), names.tolist() if np.size(names) else None)
        if single:
            return (
                *[np.arange(len(column.values))[:, None] for column in sparse],
                *[column.values for column in sparse],
                *[np.array([len(column.values)], np.int64) for column in sparse],
                *[_first(column) for column in dense],
            )
        return (
            *[column.indices() for column in sparse],
            *[column.values for column in sparse],
            *[_dense_shape(column) for column in sparse],
            *[column.to_array() if isinstance(column, Records) else column for column in dense],
        )

    return parse


def _first(column: Any) -> Any:
    """The only record of a dense column."""
    if isinstance(column, Column):
        return column.values
    value = column[0]
    if isinstance(value, bytes):
        scalar = np.empty((), object)
        scalar[()] = value
        return scalar
    return value


def _dense_shape(column: Column) -> np.ndarray:
    lengths = np.diff(column.row_splits)
    return np.array([len(lengths), lengths.max(initial=0)], np.int64)


@PARSE_EXAMPLE.batch
@takes_records
def _parse_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if any(batched[1:]) or not _is_single(op):
        return None
    parser = op.get_attr("parser")

    def run(n: int, serialized: Any, *keys: Any) -> tuple:
        records = serialized if isinstance(serialized, Records) else Records.from_list(serialized.tolist())
        dense, sparse = parser.parse(records)
        values = [np.split(column.values, column.row_splits[1:-1]) for column in sparse]
        return (
            *[[np.arange(len(part))[:, None] for part in parts] for parts in values],
            *values,
            *[np.diff(column.row_splits)[:, None] for column in sparse],
            *[
                np.split(column.values, column.row_splits[1:-1]) if isinstance(column, Column) else column
                for column in dense
            ],
        )

    return run


def parse_single_example(
    serialized: Any, features: Mapping[str, Any] | None = None, name: str | None = None, example_names: Any = None
) -> dict:
    """The features of one serialized Example.

    Args:
      serialized: scalar string.
      features: {key: FixedLenFeature, FixedLenSequenceFeature, VarLenFeature or SparseFeature}.
      example_names: its name, for errors.

    Returns:
      {key: Tensor, or SparseTensor for VarLenFeature and SparseFeature}.

    Raises:
      ValueError, TypeError: the features are not specified in full, or `serialized` is not a scalar.
      InvalidArgumentError: (when run) the Example does not fit the features; the error says what was found.
    """
    dense, sparse = specs_of(features)  # type: ignore[arg-type]
    with get_default_graph().name_scope(name or "ParseSingleExample"):
        serialized = convert_to_tensor(serialized, dtypes.string, name="serialized")
        if serialized.static_shape is not None and serialized.static_shape != ():
            raise ValueError("Input serialized must be a scalar")
        with get_default_graph().name_scope("ParseExample"):
            return _features(serialized, features or {}, ExampleParser(dense, sparse, single=True), example_names)


def parse_example(
    serialized: Any, features: Mapping[str, Any], name: str | None = None, example_names: Any = None
) -> dict:
    """The features of a batch of serialized Examples.

    Args:
      serialized: string vector [n].
      features, example_names: see parse_single_example; dense features come as [n] + shape.
    """
    dense, sparse = specs_of(features)
    with get_default_graph().name_scope(name or "ParseExample"):
        serialized = convert_to_tensor(serialized, dtypes.string, name="serialized")
        return _features(serialized, features, ExampleParser(dense, sparse), example_names)


def _features(serialized: Tensor, features: Mapping[str, Any], parser: ExampleParser, names: Any) -> dict:
    sparse_keys = np.array([spec.key for spec in parser.sparse], object)
    dense_keys = np.array([spec.key for spec in parser.dense], object)
    empty = np.array([], object)
    given = empty if names is None else names
    outputs = PARSE_EXAMPLE(
        serialized,
        np.ravel(np.array(given, object)) if not isinstance(given, Tensor) else given,
        sparse_keys,
        dense_keys,
        empty,
        num_sparse=len(parser.sparse),
        sparse_types=[as_dtype(spec.dtype) for spec in parser.sparse],
        Tdense=[as_dtype(spec.dtype) for spec in parser.dense],
        parser=parser,
        name="ParseExampleV2",
    )
    count = len(parser.sparse)
    found: dict[bytes, Any] = {}
    for k, spec in enumerate(parser.sparse):
        found[spec.key] = SparseTensor(outputs[k], outputs[count + k], outputs[2 * count + k])
    found.update({spec.key: outputs[3 * count + k] for k, spec in enumerate(parser.dense)})
    return {key: _feature(key, feature, found) for key, feature in sorted(features.items())}


def _feature(key: str, feature: Any, found: Mapping[bytes, Any]) -> Any:
    if not isinstance(feature, SparseFeature):
        return found[key.encode()]
    return _sparse_feature(feature, found)


def _sparse_feature(feature: SparseFeature, found: Mapping[bytes, Any]) -> SparseTensor:
    """The values at the indices that other features hold."""
    values = found[feature.value_key.encode()]
    columns = [found[key.encode()] for key in index_keys(feature)]
    sizes = [feature.size] if np.ndim(feature.size) == 0 else list(feature.size)
    rank = values.indices.static_shape[1]
    parts = [cast(column.values, dtypes.int64) for column in columns]
    indices = stack(parts, axis=1)
    shape: Any = np.array(sizes, np.int64)
    if rank == 2:
        indices = concat([values.indices[:, :1], indices], 1)
        shape = concat([values.dense_shape[:1], shape], 0)
    joined = SparseTensor(indices, values.values, shape)
    if feature.already_sorted:
        return joined
    from .sparse import sparse_reorder

    return sparse_reorder(joined)


# -- sequences ---------------------------------------------------------------------------------------------------------

PARSE_SEQUENCE = Op(
    "ParseSingleSequenceExample",
    "serialized: string, debug_name: string -> "
    "context_sparse_indices: Ncontext_sparse * int64, context_sparse_values: list(context_sparse_types), "
    "context_sparse_shapes: Ncontext_sparse * int64, context_dense_values: list(Tcontext_dense), "
    "feature_list_sparse_indices: Nfeature_list_sparse * int64, "
    "feature_list_sparse_values: list(feature_list_sparse_types), "
    "feature_list_sparse_shapes: Nfeature_list_sparse * int64, "
    "feature_list_dense_values: list(feature_list_dense_types)",
    parser=REQUIRED,
)
PARSE_SEQUENCE.batch(record_by_record)
PARSE_SEQUENCE.gradient(NO_GRADIENT)


@PARSE_SEQUENCE.shape
def _sequence_shape(op: Operation) -> list[StaticShape]:
    parser = op.get_attr("parser")
    context, lists = len(parser.context_sparse), len(parser.list_sparse)
    return [
        *[(None, 1)] * context, *[(None,)] * context, *[(1,)] * context,
        *[tuple(spec.shape) for spec in parser.context_dense],
        *[(None, 2)] * lists, *[(None,)] * lists, *[(2,)] * lists,
        *[(None, *spec.shape) for spec in parser.list_dense],
    ]  # fmt: skip


@PARSE_SEQUENCE.bind
def _parse_sequence(op: Operation, session: Any) -> Kernel:
    parser: SequenceExampleParser = op.get_attr("parser")

    def parse(serialized: Any, debug_name: Any) -> tuple:
        names = [debug_name[()]] if debug_name[()] else None
        found: SequenceValues = parser.parse(Records.from_list([serialized[()]]), names)[0]
        return (
            *[np.arange(len(values))[:, None] for values in found.context_sparse],
            *found.context_sparse,
            *[np.array([len(values)], np.int64) for values in found.context_sparse],
            *[np.asarray(values) for values in found.context_dense],
            *[matrix.indices for matrix in found.list_sparse],
            *[matrix.values for matrix in found.list_sparse],
            *[np.array(matrix.dense_shape, np.int64) for matrix in found.list_sparse],
            *found.list_dense,
        )

    return parse


def parse_single_sequence_example(
    serialized: Any,
    context_features: Mapping[str, Any] | None = None,
    sequence_features: Mapping[str, Any] | None = None,
    example_name: Any = None,
    name: str | None = None,
) -> tuple[dict, dict]:
    """The context and the feature lists of one serialized SequenceExample.

    Args:
      serialized: scalar string.
      context_features: {key: FixedLenFeature or VarLenFeature}.
      sequence_features: {key: FixedLenSequenceFeature or VarLenFeature}; they come as [steps] + shape, or sparse.
      example_name: its name, for errors.

    Raises:
      ValueError, TypeError: the features are not specified in full.
      InvalidArgumentError: (when run) the message does not fit the features.
    """
    parser = sequence_parser(context_features, sequence_features)
    with get_default_graph().name_scope(name or "ParseSingleSequenceExample"):
        outputs = PARSE_SEQUENCE(
            convert_to_tensor(serialized, dtypes.string, name="serialized"),
            "" if example_name is None else example_name,
            Ncontext_sparse=len(parser.context_sparse),
            context_sparse_types=[as_dtype(spec.dtype) for spec in parser.context_sparse],
            Tcontext_dense=[as_dtype(spec.dtype) for spec in parser.context_dense],
            Nfeature_list_sparse=len(parser.list_sparse),
            feature_list_sparse_types=[as_dtype(spec.dtype) for spec in parser.list_sparse],
            feature_list_dense_types=[as_dtype(spec.dtype) for spec in parser.list_dense],
            parser=parser,
            name="ParseSingleSequenceExample",
        )
        half = 3 * len(parser.context_sparse) + len(parser.context_dense)
        return (
            _by_key(outputs[:half], parser.context_sparse, parser.context_dense),
            _by_key(outputs[half:], parser.list_sparse, parser.list_dense),
        )


def _by_key(outputs: Sequence[Tensor], sparse: Sequence[Any], dense: Sequence[DenseSpec]) -> dict:
    count = len(sparse)
    found = {
        spec.key.decode(): SparseTensor(outputs[k], outputs[count + k], outputs[2 * count + k])
        for k, spec in enumerate(sparse)
    }
    found.update({spec.key.decode(): outputs[3 * count + k] for k, spec in enumerate(dense)})
    return found

