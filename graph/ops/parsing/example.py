"""parse_example, parse_single_example: serialized Examples to tensors.

Source of names, structure and messages: TensorFlow 1.15 (the op's second version, as TensorFlow records it today).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from headrace.formats.example import Column, ExampleParser
from headrace.formats.example.specs import DenseSpec, SparseFeature, SparseSpec, as_key, index_keys, specs_of
from headrace.formats.exports import export
from headrace.formats.records import Records

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import array_of, constant
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, takes_records
from ...core.rules.export import Nodes
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PARSES
from ...types import dtypes
from ...types.dtypes import as_dtype
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.shapes import TensorShape
from ...types.static_shapes import StaticShape, bracket, with_rank_at_most
from ..sparse.sparse_tensor import SparseTensor
from .old_features import with_old_features

TYPES = {dtypes.float32, dtypes.int64, dtypes.string}
"""What features can hold."""

PARSE_EXAMPLE = Op(
    "ParseExampleV2",
    "serialized: string, names: string, sparse_keys: string, dense_keys: string, ragged_keys: string, "
    "dense_defaults: list(Tdense) -> "
    "sparse_indices: num_sparse * int64, sparse_values: list(sparse_types), sparse_shapes: num_sparse * int64, "
    "dense_values: list(Tdense)",
    "num_sparse: int >= 0, dense_shapes: list(shape), ragged_value_types: list(type) = [], ragged_split_types: list(type) = []",
    traits=PARSES,
    Tdense=TYPES,
    sparse_types=TYPES,
    gradient=NO_GRADIENT,
)


@PARSE_EXAMPLE.shape
def _parse_shape(op: Operation) -> list[StaticShape]:
    batch, count = op.inputs[0].static_shape, op.get_attr("num_sparse")
    if batch is not None and len(batch) > 1:
        raise ValueError(f"Shape must be at most rank 1 but is rank {len(batch)}")
    with_rank_at_most(op.inputs[1].static_shape, 1)
    rank = None if batch is None else 1 + len(batch)
    dense = [None if batch is None else (*batch, *shape) for shape in op.get_attr("dense_shapes")]
    return [*[(None, rank)] * count, *[(None,)] * count, *[(rank,)] * count, *dense]


@PARSE_EXAMPLE.export
def _export(op: Operation, nodes: Nodes) -> None:
    """The ops of TensorFlow 1, which each later one has, too; they need to know the keys."""
    serialized, names, _, _, _, *defaults = nodes.inputs
    shape, keys = op.inputs[0].static_shape, [constant_value(tensor) for tensor in op.inputs[2:4]]
    lists: dict[str, Any] = {name: list(op.get_attr(name)) for name in ("sparse_types", "Tdense")}
    lists["dense_shapes"] = [TensorShape(one) for one in op.get_attr("dense_shapes")]
    if shape is None or any(value is None for value in keys):
        lists |= {"ragged_value_types": [], "ragged_split_types": []}
        nodes.add("", op.type, *nodes.inputs, num_sparse=op.get_attr("num_sparse"), **lists)
        return
    sparse, dense = (np.ravel(np.asarray(value)).tolist() for value in keys)
    if shape == ():
        lists |= {"sparse_keys": sparse, "dense_keys": dense}
        nodes.add("", "ParseSingleExample", serialized, *defaults, num_sparse=len(sparse), **lists)
        return
    named = [
        nodes.constant(free_name(op, f"{kind}_keys_{number}"), np.array(key, object), dtypes.string)
        for kind, values in (("sparse", sparse), ("dense", dense))
        for number, key in enumerate(values)
    ]
    counts = {"Nsparse": len(sparse), "Ndense": len(dense)}
    nodes.add("", "ParseExample", serialized, names, *named, *defaults, **counts, **lists)


def free_name(op: Operation, wanted: str) -> str:
    """A name in the scope of an operation that no other has."""
    found, number = wanted, 0
    while _has(op.graph, f"{op.name}/{found}"):
        number += 1
        found = f"{wanted}_{number}"
    return found


def _has(graph: Any, name: str) -> bool:
    try:
        graph.get_operation_by_name(name)
    except KeyError:
        return False
    return True


class _Parsers:
    """The parsers of an op, for Examples that stand alone and for batches.

    They are made once where keys and defaults are constants, for each call otherwise.
    """

    def __init__(self, op: Operation) -> None:
        self._op = op
        known = [constant_value(tensor) for tensor in (op.inputs[2], op.inputs[3], *op.inputs[5:])]
        fixed = all(value is not None for value in known)
        self._fixed = {single: self._made(known, single) for single in (True, False)} if fixed else None

    def __call__(self, single: bool, sparse_keys: Any, dense_keys: Any, dense_defaults: Sequence[Any]) -> ExampleParser:
        if self._fixed is not None:
            return self._fixed[single]
        return self._made([sparse_keys, dense_keys, *dense_defaults], single)

    def _made(self, values: Sequence[Any], single: bool) -> ExampleParser:
        op = self._op
        sparse = sparse_specs(values[0], op.get_attr("sparse_types"))
        dense = dense_specs(values[1], op.get_attr("Tdense"), op.get_attr("dense_shapes"), values[2:])
        return ExampleParser(dense, sparse, single)


def sparse_specs(keys: Any, kinds: Sequence[dtypes.DType]) -> list[SparseSpec]:
    """The specs that an op's inputs and attributes stand for."""
    return [SparseSpec(key, kind.name) for key, kind in zip(np.ravel(keys).tolist(), kinds, strict=True)]


def dense_specs(keys: Any, kinds: Sequence[dtypes.DType], shapes: Sequence[tuple], defaults: Sequence[Any]) -> list[DenseSpec]:
    """The specs that an op's inputs and attributes stand for; an unknown first size means any number of steps."""
    specs = []
    for key, kind, shape, default in zip(np.ravel(keys).tolist(), kinds, shapes, defaults, strict=True):
        any_length = bool(shape) and shape[0] is None
        value = np.asarray(default) if np.size(default) else None
        specs.append(DenseSpec(key, kind.name, shape[1:] if any_length else shape, value, any_length))
    return specs


@PARSE_EXAMPLE.bind
def _parse(op: Operation, session: Any) -> Kernel:
    parsers = _Parsers(op)

    def parse(serialized: Any, names: Any, sparse_keys: Any, dense_keys: Any, ragged_keys: Any, dense_defaults: Any) -> tuple:
        array = np.asarray(serialized, object)
        if array.ndim > 1:
            raise invalid(f"Expected serialized to be a scalar or vector, got shape: {bracket(array.shape)}")
        single = array.ndim == 0
        parser = parsers(single, sparse_keys, dense_keys, dense_defaults)
        named = np.ravel(names).tolist() or None
        dense, sparse = parser.parse(Records.from_list(array.reshape(-1).tolist()), named)
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
    return array_of(value) if isinstance(value, bytes) else value


def _dense_shape(column: Column) -> np.ndarray:
    lengths = np.diff(column.row_splits)
    return np.array([len(lengths), lengths.max(initial=0)], np.int64)


@PARSE_EXAMPLE.batch
@takes_records
def _parse_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if any(batched[1:]) or op.inputs[0].static_shape != () or constant_value(op.inputs[1]) is None:
        return None
    parsers = _Parsers(op)

    def run(n: int, serialized: Any, names: Any, sparse_keys: Any, dense_keys: Any, ragged: Any, *defaults: Any) -> tuple:
        records = serialized if isinstance(serialized, Records) else Records.from_list(list(serialized))
        dense, sparse = parsers(True, sparse_keys, dense_keys, defaults).parse(records)
        lengths = [np.diff(column.row_splits) for column in sparse]
        return (
            *[_positions(counts) for counts in lengths],
            *[_rows(column) for column in sparse],
            *[counts[:, None] for counts in lengths],
            *[_rows(column) if isinstance(column, Column) else column for column in dense],
        )

    return run


def _rows(column: Column) -> Any:
    """A block of the values of each record: an array where all have the same number, else a list."""
    splits = column.row_splits
    n = len(splits) - 1
    if n and (np.diff(splits) == splits[1]).all():
        return column.values.reshape(n, int(splits[1]), *column.values.shape[1:])
    bounds = splits.tolist()
    return [column.values[start:end] for start, end in itertools.pairwise(bounds)]


def _positions(lengths: np.ndarray) -> Any:
    """A block of the indices of each record's values: `[[0], [1], ...]`."""
    longest = np.arange(lengths.max(initial=0))[:, None]
    if len(lengths) and (lengths == lengths[0]).all():
        return np.broadcast_to(longest, (len(lengths), *longest.shape))
    return [longest[:count] for count in lengths.tolist()]


@export("parse_single_example", "io.parse_single_example")
@with_old_features
def parse_single_example(
    serialized: TensorLike,
    features: Mapping[str, Any] | None = None,
    name: str | None = None,
    example_names: TensorLike | None = None,
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

    Example:
      >>> example = tf.train.Example()
      >>> example.features.feature["label"].int64_list.value.append(7)
      >>> found = tf.parse_single_example(example.SerializeToString(), {"label": tf.FixedLenFeature([], tf.int64)})
      >>> with tf.Session() as sess:
      ...     sess.run(found["label"]).item()
      7
    """
    _checked_specs(features)
    with name_scope(name, "ParseSingleExample", [serialized, example_names]):
        return _features(scalar_string(serialized), features or {}, name, example_names)


def scalar_string(serialized: Any) -> Tensor:
    """`serialized` as a tensor that is known to be a scalar. Raises ValueError where it is not."""
    tensor = convert_to_tensor(serialized, dtypes.string, name="serialized")
    if tensor.static_shape is None:
        with tensor.graph.control_dependencies(
            [ops.Assert(ops.equal(ops.rank(tensor), 0), ["Input serialized must be a scalar"], name="SerializedIsScalar")]
        ):
            tensor = ops.identity(tensor, name="serializedDependencies")
        tensor.set_shape([])
    elif tensor.static_shape != ():
        raise ValueError("Input serialized must be a scalar")
    return tensor


@export("parse_example", "io.parse_example")
@with_old_features
def parse_example(
    serialized: TensorLike,
    features: Mapping[str, Any] | None = None,
    name: str | None = None,
    example_names: TensorLike | None = None,
) -> dict:
    """The features of a batch of serialized Examples.

    Args:
      serialized: string vector [n].
      features: see parse_single_example.
      example_names: string vector [n] of their names, for errors.

    Returns:
      {key: Tensor [n] + shape; [n, most steps] + shape, padded, for FixedLenSequenceFeature; SparseTensor with n rows
      for VarLenFeature and SparseFeature}.

    Raises:
      ValueError, TypeError: the features are not specified in full.
      InvalidArgumentError: (when run) an Example does not fit the features.
    """
    _checked_specs(features)
    return _features(serialized, features or {}, name, example_names)


def _checked_specs(features: Mapping[str, Any] | None) -> tuple[list[DenseSpec], list[SparseSpec]]:
    """The specs of the features; defaults that are tensors are known when run. Raises as `specs_of` does."""
    if not features:
        return specs_of(features)  # type: ignore[arg-type]
    return specs_of(
        {
            key: feature._replace(default_value=None)
            if isinstance(getattr(feature, "default_value", None), Tensor)
            else feature
            for key, feature in features.items()
        }
    )


def _features(serialized: Any, features: Mapping[str, Any], name: str | None, names: Any) -> dict:
    dense, sparse = _checked_specs(features)
    with name_scope(name, "ParseExample", [serialized, names]):
        tensor = convert_to_tensor(serialized, dtypes.string, name="serialized")
        by_spec = {as_key(key): feature for key, feature in features.items()}
        defaults = [default_of(spec, by_spec[spec.key]) for spec in dense]
        outputs = PARSE_EXAMPLE(
            tensor,
            np.array([], object) if names is None else names,
            keys_of(sparse),
            keys_of(dense),
            np.array([], object),
            defaults,
            num_sparse=len(sparse),
            sparse_types=types_of(sparse),
            Tdense=types_of(dense),
            dense_shapes=[((None,) if spec.variable_length else ()) + tuple(spec.shape) for spec in dense],
            name=name or "ParseExampleV2",
        )
    found = by_key(outputs, sparse, dense)
    return {
        key: _sparse_feature(feature, found) if isinstance(feature, SparseFeature) else found[as_key(key)]
        for key, feature in features.items()
    }


def keys_of(specs: Sequence[Any]) -> np.ndarray:
    """The keys of specs as an array of strings."""
    return np.array([spec.key for spec in specs], object)


def types_of(specs: Sequence[Any]) -> list[dtypes.DType]:
    """The dtypes of specs."""
    return [as_dtype(spec.dtype) for spec in specs]


def default_of(spec: DenseSpec, feature: Any) -> Tensor:
    """The tensor of a dense feature's default: empty where the feature is required."""
    kind, given = as_dtype(spec.dtype), feature.default_value
    if given is None and not spec.variable_length:
        return constant(np.array([], kind.as_numpy_dtype))
    if given is None:
        return constant(spec.default)
    if not isinstance(given, Tensor):
        role = "padding" if spec.variable_length else "key"
        plain = re.sub(r"[^A-Za-z0-9_.\-/]", "_", spec.key.decode(errors="backslashreplace"))
        given = constant(given, kind, name=f"{role}_{plain}")
    return ops.reshape(given, np.array([] if spec.variable_length else spec.shape, np.int32))


def by_key(outputs: Sequence[Tensor], sparse: Sequence[SparseSpec], dense: Sequence[DenseSpec]) -> dict[bytes, Any]:
    """An op's outputs (indices, values, shapes, dense values) by the key of their feature."""
    count = len(sparse)
    found: dict[bytes, Any] = {
        spec.key: SparseTensor(outputs[k], outputs[count + k], outputs[2 * count + k]) for k, spec in enumerate(sparse)
    }
    found.update({spec.key: outputs[3 * count + k] for k, spec in enumerate(dense)})
    return found


def _sparse_feature(feature: SparseFeature, found: Mapping[bytes, Any]) -> SparseTensor:
    """The values at the indices that other features hold."""
    return ops.sparse_merge(
        [found[as_key(key)] for key in index_keys(feature)],
        found[as_key(feature.value_key)],
        feature.size if isinstance(feature.size, (list, tuple)) else [feature.size],
        already_sorted=feature.already_sorted,
    )
