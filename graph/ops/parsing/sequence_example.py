"""parse_single_sequence_example, parse_sequence_example: serialized SequenceExamples to tensors.

Source of names, structure and messages: TensorFlow 1.15 (the op's second version, as TensorFlow records it today).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from headrace.formats.example.sequence import SequenceExampleParser, sequence_parser
from headrace.formats.example.sequence_batches import SequenceBatch, batch_of
from headrace.formats.example.specs import as_key
from headrace.formats.exports import export
from headrace.formats.records import Records

from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel
from ...core.rules.export import Nodes
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PARSES
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.shapes import TensorShape
from ...types.static_shapes import StaticShape, bracket, with_rank_at_most
from .example import TYPES, by_key, default_of, dense_specs, free_name, keys_of, scalar_string, sparse_specs, types_of

PARSE_SEQUENCE = Op(
    "ParseSequenceExampleV2",
    "serialized: string, debug_name: string, context_sparse_keys: string, context_dense_keys: string, "
    "context_ragged_keys: string, feature_list_sparse_keys: string, feature_list_dense_keys: string, "
    "feature_list_ragged_keys: string, feature_list_dense_missing_assumed_empty: bool, "
    "context_dense_defaults: list(Tcontext_dense) -> "
    "context_sparse_indices: Ncontext_sparse * int64, context_sparse_values: list(context_sparse_types), "
    "context_sparse_shapes: Ncontext_sparse * int64, context_dense_values: list(Tcontext_dense), "
    "feature_list_sparse_indices: Nfeature_list_sparse * int64, "
    "feature_list_sparse_values: list(feature_list_sparse_types), "
    "feature_list_sparse_shapes: Nfeature_list_sparse * int64, "
    "feature_list_dense_values: list(feature_list_dense_types), "
    "feature_list_dense_lengths: Nfeature_list_dense * int64",
    "Ncontext_sparse: int >= 0, Nfeature_list_sparse: int >= 0, Nfeature_list_dense: int >= 0, "
    "context_dense_shapes: list(shape), feature_list_dense_shapes: list(shape), "
    "context_ragged_value_types: list(type) = [], context_ragged_split_types: list(type) = [], "
    "feature_list_ragged_value_types: list(type) = [], feature_list_ragged_split_types: list(type) = []",
    traits=PARSES,
    Tcontext_dense=TYPES,
    context_sparse_types=TYPES,
    feature_list_sparse_types=TYPES,
    feature_list_dense_types=TYPES,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


_LISTS = (
    *("context_sparse_types", "Tcontext_dense", "feature_list_sparse_types", "feature_list_dense_types"),
    *("context_dense_shapes", "feature_list_dense_shapes"),
)


def _check_lengths(op: Operation) -> None:
    """Raises ValueError where attributes that say how many features there are say different numbers."""
    lengths = {name: len(op.get_attr(name)) for name in _LISTS}
    counts = {
        f"{kind}_types": op.get_attr(f"N{kind}") for kind in ("context_sparse", "feature_list_sparse", "feature_list_dense")
    }
    counts |= {
        "context_dense_shapes": lengths["Tcontext_dense"],
        "feature_list_dense_shapes": counts["feature_list_dense_types"],
    }
    for name, count in counts.items():
        if lengths[name] != count:
            raise ValueError(f"len({name}) must be {count}, the number of features, got {lengths[name]}")


@PARSE_SEQUENCE.shape
def _sequence_shape(op: Operation) -> list[StaticShape]:
    batch = with_rank_at_most(op.inputs[0].static_shape, 1)
    with_rank_at_most(op.inputs[1].static_shape, 1)
    _check_lengths(op)
    rank = None if batch is None else len(batch)
    context, lists = op.get_attr("Ncontext_sparse"), op.get_attr("Nfeature_list_sparse")
    list_shapes = op.get_attr("feature_list_dense_shapes")
    one, two = (None, None) if rank is None else (rank + 1, rank + 2)
    shapes = [*op.get_attr("context_dense_shapes"), *[(None, *shape) for shape in list_shapes], *[()] * len(list_shapes)]
    dense = [None if batch is None else (*batch, *shape) for shape in shapes]
    known = len(op.get_attr("context_dense_shapes"))
    return [
        *[(None, one)] * context,
        *[(None,)] * context,
        *[(one,)] * context,
        *dense[:known],
        *[(None, two)] * lists,
        *[(None,)] * lists,
        *[(two,)] * lists,
        *dense[known:],
    ]


_KINDS = ("context_sparse", "context_dense", "feature_list_sparse", "feature_list_dense")


@PARSE_SEQUENCE.export
def _export(op: Operation, nodes: Nodes) -> None:
    """The ops of TensorFlow 1, which each later one has, too; they need to know the keys."""
    serialized, names, *others = nodes.inputs
    defaults, shape = others[7:], op.inputs[0].static_shape
    known = [constant_value(op.inputs[place]) for place in (2, 3, 5, 6, 8)]
    lists: dict[str, Any] = {name: list(op.get_attr(name)) for name in _LISTS}
    lists |= {name: [TensorShape(one) for one in lists[name]] for name in _LISTS if name.endswith("shapes")}
    lengths = op.outputs[len(op.outputs) - op.get_attr("Nfeature_list_dense") :]
    counted = shape == () and any(tensor.consumers() for tensor in lengths)  # which the op for one does not give
    fits = all(value is not None for value in known) and np.size(np.asarray(known[3])) == np.size(np.asarray(known[4]))
    if shape is None or not fits or counted:
        counts = {name: op.get_attr(name) for name in ("Ncontext_sparse", "Nfeature_list_sparse", "Nfeature_list_dense")}
        ragged = [f"{part}_ragged_{what}_types" for part in ("context", "feature_list") for what in ("value", "split")]
        nodes.add("", op.type, *nodes.inputs, **counts, **lists, **{name: [] for name in ragged})
        return
    *listed, may_be_missing = (np.ravel(np.asarray(value)).tolist() for value in known)
    keys = dict(zip(_KINDS, listed, strict=True))
    counts = {f"N{kind}": len(values) for kind, values in keys.items()}
    missing = [key for key, may in zip(keys["feature_list_dense"], may_be_missing, strict=True) if may]
    if shape == ():
        named = [
            nodes.constant(free_name(op, f"{kind}_keys_{number}"), np.array(key, object), dtypes.string)
            for kind, values in keys.items()
            for number, key in enumerate(values)
        ]
        assumed = free_name(op, "feature_list_dense_missing_assumed_empty")
        empty = nodes.constant(assumed, np.array(missing, object), dtypes.string)
        nodes.add("", "ParseSingleSequenceExample", serialized, empty, *named, *defaults, names, **counts, **lists)
        return
    lists |= {f"{kind}_keys": values for kind, values in keys.items()}
    lists["feature_list_dense_missing_assumed_empty"] = missing
    nodes.add("", "ParseSequenceExample", serialized, names, *defaults, **counts, **lists)


class _Parser:
    """The parser of an op: made once where keys and defaults are constants, for each call otherwise."""

    def __init__(self, op: Operation) -> None:
        self._op = op
        known = [constant_value(tensor) for tensor in op.inputs[2:]]
        self._fixed = None if any(value is None for value in known) else self._made([*known[:7], known[7:]])

    def __call__(self, inputs: Sequence[Any]) -> SequenceExampleParser:
        return self._fixed or self._made(inputs)

    def _made(self, inputs: Sequence[Any]) -> SequenceExampleParser:
        context_sparse, context_dense, _, list_sparse, list_dense, _, may_be_missing, defaults = inputs
        attributes = self._op.get_attr
        list_types = attributes("feature_list_dense_types")
        keys = np.ravel(list_dense)
        return SequenceExampleParser(
            dense_specs(context_dense, attributes("Tcontext_dense"), attributes("context_dense_shapes"), defaults),
            sparse_specs(context_sparse, attributes("context_sparse_types")),
            dense_specs(keys, list_types, attributes("feature_list_dense_shapes"), [()] * len(list_types)),
            sparse_specs(list_sparse, attributes("feature_list_sparse_types")),
            [key for key, may in zip(keys.tolist(), np.ravel(may_be_missing).tolist(), strict=True) if may],
        )


@PARSE_SEQUENCE.bind
def _parse_sequence(op: Operation, session: Any) -> Kernel:
    parser = _Parser(op)

    def parse(serialized: Any, debug_name: Any, *inputs: Any) -> tuple:
        array = np.asarray(serialized, object)
        if array.ndim > 1:
            raise invalid(f"Expected serialized to be a scalar or vector, got shape: {bracket(array.shape)}")
        names = np.ravel(debug_name).tolist()
        if array.ndim and len(names) not in (0, len(array)):
            raise invalid("example_names must be empty or have the correct number of elements")
        used = parser(inputs)
        records = used.parse(Records.from_list(array.reshape(-1).tolist()), names if any(names) else None)
        if array.ndim:
            return _batch(batch_of(used, records))
        found = records[0]
        return (
            *[np.arange(len(values))[:, None] for values in found.context_sparse],
            *found.context_sparse,
            *[np.array([len(values)], np.int64) for values in found.context_sparse],
            *[np.asarray(values) for values in found.context_dense],
            *[matrix.indices for matrix in found.list_sparse],
            *[matrix.values for matrix in found.list_sparse],
            *[np.array(matrix.dense_shape, np.int64) for matrix in found.list_sparse],
            *found.list_dense,
            *[np.int64(len(values)) for values in found.list_dense],
        )

    return parse


def _batch(found: SequenceBatch) -> tuple:
    return (
        *[matrix.indices for matrix in found.context_sparse],
        *[matrix.values for matrix in found.context_sparse],
        *[np.array(matrix.dense_shape, np.int64) for matrix in found.context_sparse],
        *found.context_dense,
        *[tensor.indices for tensor in found.list_sparse],
        *[tensor.values for tensor in found.list_sparse],
        *[np.array(tensor.dense_shape, np.int64) for tensor in found.list_sparse],
        *found.list_dense,
        *found.list_lengths,
    )


@export("parse_single_sequence_example", "io.parse_single_sequence_example")
def parse_single_sequence_example(
    serialized: TensorLike,
    context_features: Mapping[str, Any] | None = None,
    sequence_features: Mapping[str, Any] | None = None,
    example_name: Any = None,
    name: str | None = None,
) -> tuple[dict, dict]:
    """The context and the feature lists of one serialized SequenceExample.

    Args:
      serialized: scalar string.
      context_features: {key: FixedLenFeature or VarLenFeature}.
      sequence_features: {key: FixedLenSequenceFeature or VarLenFeature}.
      example_name: its name, for errors.

    Returns:
      {key: Tensor of the feature's shape, or SparseTensor [values]} of the context, and
      {key: Tensor [steps] + shape, or SparseTensor [steps, most values]} of the feature lists.

    Raises:
      ValueError, TypeError: the features are not specified in full, or `serialized` is not a scalar.
      InvalidArgumentError: (when run) the message does not fit the features.
    """
    parser = sequence_parser(context_features, sequence_features)
    with name_scope(name, "ParseSingleSequenceExample", [serialized, example_name]):
        tensor = scalar_string(serialized)
        name_of_one = "" if example_name is None else example_name
        return _features(parser, tensor, name_of_one, context_features or {}, sequence_features or {}, name)[:2]


@export("io.parse_sequence_example")
def parse_sequence_example(
    serialized: TensorLike,
    context_features: Mapping[str, Any] | None = None,
    sequence_features: Mapping[str, Any] | None = None,
    example_names: TensorLike | None = None,
    name: str | None = None,
) -> tuple[dict, dict, dict]:
    """The contexts and the feature lists of a batch of serialized SequenceExamples.

    Args:
      serialized: string vector [n].
      context_features: {key: FixedLenFeature or VarLenFeature}.
      sequence_features: {key: FixedLenSequenceFeature or VarLenFeature}.
      example_names: string vector [n] of their names, for errors.

    Returns:
      {key: Tensor [n] + shape, or SparseTensor [n, most values]} of the contexts; {key: Tensor [n, most steps] + shape,
      padded, or SparseTensor [n, most steps, most values]} of the feature lists; and of those that are no sparse tensors
      {key: int64 [n], the number of steps}.

    Raises:
      ValueError, TypeError: the features are not specified in full.
      InvalidArgumentError: (when run) a message does not fit the features.
    """
    parser = sequence_parser(context_features, sequence_features)
    with name_scope(name, "ParseSequenceExample", [serialized, example_names]):
        tensor = convert_to_tensor(serialized, dtypes.string, name="serialized")
        names = np.array([], object) if example_names is None else example_names
        return _features(parser, tensor, names, context_features or {}, sequence_features or {}, name)


def _features(
    parser: SequenceExampleParser,
    serialized: Tensor,
    names: Any,
    context: Mapping[str, Any],
    lists: Mapping[str, Any],
    name: str | None,
) -> tuple[dict, dict, dict]:
    with name_scope(name, "ParseSequenceExample", [serialized]):
        by_spec = {as_key(key): feature for key, feature in context.items()}
        defaults = [default_of(spec, by_spec[spec.key]) for spec in parser.context_dense]
        outputs = PARSE_SEQUENCE(
            serialized,
            names,
            keys_of(parser.context_sparse),
            keys_of(parser.context_dense),
            np.array([], object),
            keys_of(parser.list_sparse),
            keys_of(parser.list_dense),
            np.array([], object),
            np.array([spec.key in parser.missing_allowed for spec in parser.list_dense], bool),
            defaults,
            Ncontext_sparse=len(parser.context_sparse),
            context_sparse_types=types_of(parser.context_sparse),
            Tcontext_dense=types_of(parser.context_dense),
            context_dense_shapes=[tuple(spec.shape) for spec in parser.context_dense],
            Nfeature_list_sparse=len(parser.list_sparse),
            feature_list_sparse_types=types_of(parser.list_sparse),
            Nfeature_list_dense=len(parser.list_dense),
            feature_list_dense_types=types_of(parser.list_dense),
            feature_list_dense_shapes=[tuple(spec.shape) for spec in parser.list_dense],
            name=name or "ParseSequenceExampleV2",
        )
    half = 3 * len(parser.context_sparse) + len(parser.context_dense)
    of_context = by_key(outputs[:half], parser.context_sparse, parser.context_dense)
    of_lists = by_key(outputs[half:], parser.list_sparse, parser.list_dense)
    keys = [spec.key for spec in parser.list_dense]
    lengths = dict(zip(keys, outputs[len(outputs) - len(keys) :], strict=True))
    return (
        {key: of_context[as_key(key)] for key in context},
        {key: of_lists[as_key(key)] for key in lists},
        {key: lengths[as_key(key)] for key in lists if as_key(key) in lengths},
    )
