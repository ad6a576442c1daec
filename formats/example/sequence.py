"""Serialized SequenceExamples: a context of plain features, and lists of features, one per step.

    parser = sequence_parser({"length": FixedLenFeature([], "int64")}, {"tokens": VarLenFeature("int64")})
    for context_dense, context_sparse, list_dense, list_sparse in parser.parse(records): ...

Meaning and errors are those of TensorFlow's ParseSequenceExample op. Its parser is stricter than the one of Examples
(key before value in every entry, one list in every feature), and of lists of one name the last counts. Here a step
must hold what its shape asks for even where other steps make up for it. Plain Python: a record takes some 10 us, and
0.3 us per integer.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from ..errors import InvalidArgumentError
from ..records import Records
from . import SparseVectors
from .sequence_wire import Malformed, contents, message, values_of
from .specs import (
    DenseSpec,
    FixedLenFeature,
    FixedLenSequenceFeature,
    SparseSpec,
    VarLenFeature,
    as_key,
    numpy_dtype,
    split,
    text_of,
)

TYPE = {"string": "string", "float32": "float", "int64": "int64"}


class SequenceValues(NamedTuple):
    """What one SequenceExample holds, each list in the order of the parser's specs.

    Attributes:
      context_dense: arrays of the specs' shapes.
      context_sparse: arrays [count].
      list_dense: arrays [steps, *shape].
      list_sparse: sparse matrices [steps, longest step].
    """

    context_dense: list[np.ndarray]
    context_sparse: list[np.ndarray]
    list_dense: list[np.ndarray]
    list_sparse: list[SparseVectors]


class SequenceExampleParser:
    """Takes the same features out of any number of SequenceExamples; may be shared by threads."""

    def __init__(
        self,
        context_dense: Sequence[DenseSpec] = (),
        context_sparse: Sequence[SparseSpec] = (),
        list_dense: Sequence[DenseSpec] = (),
        list_sparse: Sequence[SparseSpec] = (),
        missing_allowed: Collection[str | bytes] = (),
    ) -> None:
        """
        Args:
          list_dense: specs whose `shape` is that of one step; their defaults are not used.
          missing_allowed: keys of `list_dense` that may be missing; they have no steps then.
        """
        self.context_dense = list(context_dense)
        self.context_sparse = list(context_sparse)
        self.list_dense = list(list_dense)
        self.list_sparse = list(list_sparse)
        self._context: list[DenseSpec | SparseSpec] = [*self.context_dense, *self.context_sparse]
        self._lists: list[DenseSpec | SparseSpec] = [*self.list_sparse, *self.list_dense]
        self.missing_allowed = {as_key(key) for key in missing_allowed}

    def parse(self, records: Records, names: Sequence[bytes] | None = None) -> list[SequenceValues]:
        """Read n records.

        Args:
          records: serialized SequenceExamples.
          names: of the records, for errors.
        Raises:
          InvalidArgumentError: for the first bad record, with its `index`.
        """
        parsed = []
        for index, record in enumerate(records):
            try:
                name = text_of(names[index]) if names else "<unknown>"
                parsed.append(self._parse_one(record, name, len(records) > 1))
            except _Refused as refusal:
                number = None if records.numbers is None else int(records.numbers[index])
                message = f"{refusal.words} ({records.where(index)}: {refusal.ours})"
                path = records.path_of(index)
                raise InvalidArgumentError(None, None, message, path=path, record=number, index=index) from None
        return parsed

    def _parse_one(self, record: bytes, name: str, in_batch: bool) -> SequenceValues:
        try:
            context, lists = contents(record)
        except Malformed:
            words = f"Invalid protocol message input, example id: {name}"
            raise _Refused(words, f"{len(record)} bytes that are no SequenceExample") from None
        # TensorFlow's order: the types of all features, then what is missing and the counts.
        contexts = {spec.key: _context_values(context.get(spec.key), spec, name) for spec in self._context}
        for spec in self._lists:
            if spec.key in lists:
                lists[spec.key] = _steps(lists[spec.key], spec, name)
        return SequenceValues(
            [_context_dense(contexts[spec.key], spec, name, context, in_batch) for spec in self.context_dense],
            [_array([] if contexts[spec.key] is None else contexts[spec.key], spec.dtype) for spec in self.context_sparse],
            [_list_dense(self._dense_steps(lists, spec, name), spec, name, in_batch) for spec in self.list_dense],
            [_list_sparse(lists.get(spec.key, []), spec) for spec in self.list_sparse],
        )

    def _dense_steps(self, lists: Mapping[bytes, Any], spec: DenseSpec, name: str) -> list:
        if spec.key not in lists and spec.key not in self.missing_allowed:
            words = (
                f"Name: {name}, Feature list '{text_of(spec.key)}' is required but could not be found.  "
                "Did you mean to include it in feature_list_dense_missing_assumed_empty or feature_list_dense_defaults?"
            )
            raise _Refused(words, f"expected steps of {_expected(spec)}, found the lists {_names(lists)}")
        return lists.get(spec.key, [])


def sequence_parser(
    context_features: Mapping[str, Any] | None = None, sequence_features: Mapping[str, Any] | None = None
) -> SequenceExampleParser:
    """A parser by TensorFlow's feature specs, its lists of specs sorted by name.

    Args:
      context_features: {key: FixedLenFeature or VarLenFeature}.
      sequence_features: {key: FixedLenSequenceFeature or VarLenFeature}.
    Raises:
      ValueError, TypeError: as tf.io.parse_single_sequence_example does, in its words.
    """
    if not context_features and not sequence_features:
        raise ValueError("Both context_features and sequence_features are None, but at least one should have values.")
    sequence_features = sequence_features or {}
    context = split(context_features or {}, (FixedLenFeature, VarLenFeature), "context_")
    lists = split(sequence_features, (FixedLenSequenceFeature, VarLenFeature), "feature_list_")
    missing_allowed = []
    for key, feature in sequence_features.items():
        if isinstance(feature, FixedLenSequenceFeature):
            if feature.default_value is not None:
                raise ValueError(f"Value feature_list.dense_defaults[{key}] must be None")
            if feature.allow_missing:
                missing_allowed.append(key)
    return SequenceExampleParser(*context, *lists, missing_allowed)


class _Refused(Exception):
    """A record doesn't fit: TensorFlow's words, and ours."""

    def __init__(self, words: str, ours: str) -> None:
        super().__init__(words)
        self.words = words
        self.ours = ours


def _context_values(feature: bytes | None, spec: DenseSpec | SparseSpec, name: str) -> Any:
    """The values of a feature of the context, None where it is missing."""
    if feature is None:
        return None
    place = f"Name: {name}, Context feature: {text_of(spec.key)}"
    words = f"{place}.  Data types don't match. Expected type: {TYPE[spec.dtype]}"
    try:
        kind, values, _ = values_of(feature)
    except Malformed:
        raise _Refused(words, "found a malformed list") from None
    if kind not in ("", spec.dtype):
        raise _Refused(words, f"found {kind or 'none of the known lists'}")
    return values


def _steps(feature_list: bytes, spec: DenseSpec | SparseSpec, name: str) -> list:
    """The values of each step."""
    at = 0
    steps: list = []
    words = f"Error in sequence feature {text_of(spec.key)} in example {name}"
    while at < len(feature_list):
        place = f"step {len(steps)} of '{text_of(spec.key)}'"
        try:
            if feature_list[at] != 0x0A:
                raise Malformed
            feature, at = message(feature_list, at + 1)
        except Malformed:
            raise _Refused(words, f"{place} is malformed") from None
        types = (
            f"Name: {name}, Feature list: {text_of(spec.key)}, Index: {len(steps)}.  Data types don't match. "
            f"Expected type: {TYPE[spec.dtype]}"
        )
        try:
            kind, values, whole = values_of(feature)
        except Malformed:
            raise _Refused(types, f"{place} holds a malformed list") from None
        if kind not in ("", spec.dtype):
            raise _Refused(types, f"{place} holds {kind or 'none of the known lists'}")
        if not whole:
            raise _Refused(words, f"{place} holds more than one list")
        steps.append(values)
    return steps


def _context_dense(values: Any, spec: DenseSpec, name: str, context: Mapping[bytes, Any], in_batch: bool) -> np.ndarray:
    if values is None and spec.default is not None:
        return spec.default.copy()
    count = 0 if values is None else len(values)
    if count != spec.count:
        words = f"Unexpected number of elements in example {name}"
        if values is None and in_batch:
            words = f"Feature: {text_of(spec.key)} (data type: {TYPE[spec.dtype]}) is required but could not be found."
        elif spec.default is None or count > spec.count:
            key = text_of(spec.key)
            words = f"Inconsistent max number of elements for feature {key}: expected {spec.count}, but found {count}"
        found = f"the context features {_names(context)}" if values is None else f"{count} values"
        raise _Refused(words, f"expected {_expected(spec)}, found {found}")
    return _array(values, spec.dtype).reshape(tuple(spec.shape))


def _list_dense(steps: list, spec: DenseSpec, name: str, in_batch: bool) -> np.ndarray:
    total = sum(map(len, steps))
    for index, values in enumerate(steps):
        if len(values) == spec.count:
            continue
        shape = ",".join(map(str, spec.shape))
        words = (
            f"Name: {name}, Key: {text_of(spec.key)}, Index: {index}.  Number of values != expected.  "
            f"values size: {len(values)} but output shape: [{shape}]"
        )
        if spec.count and total % spec.count and not in_batch:
            words = (
                f"Feature list '{text_of(spec.key)}' has an unexpected number of values.  "
                f"Total values size: {total} is not consistent with output shape: [?,{shape}]"
            )
        raise _Refused(words, f"expected {_expected(spec)} in every step, found {len(values)} values in step {index}")
    return _joined(steps, spec.dtype).reshape(len(steps), *spec.shape)


def _list_sparse(steps: list, spec: SparseSpec) -> SparseVectors:
    lengths = np.array([len(values) for values in steps], np.int64)
    rows = np.repeat(np.arange(len(steps)), lengths)
    columns = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    indices = np.stack([rows, columns], axis=1)
    return SparseVectors(indices, _joined(steps, spec.dtype), (len(steps), int(lengths.max(initial=0))))


def _joined(steps: list, dtype: Any) -> np.ndarray:
    if dtype == "float32":
        return np.concatenate([np.zeros(0, np.float32), *steps]).astype(np.float32)
    return _array([value for values in steps for value in values], dtype)


def _array(values: Any, dtype: Any) -> np.ndarray:
    array = np.empty(len(values), numpy_dtype(dtype))
    array[:] = values
    return array


def _expected(spec: DenseSpec) -> str:
    return f"{spec.dtype} of shape {list(spec.shape)}"


def _names(features: Mapping[bytes, Any]) -> str:
    return ", ".join(sorted(repr(text_of(key)) for key in features)) or "(none)"
