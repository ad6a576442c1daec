"""Crossed features: every combination of the values that a record has in several tensors, as text or as a hash."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.hashes import fingerprints
from headrace.formats.records import Records

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, bracket
from .sparse_tensor import SparseTensor

DEFAULT_KEY = 0xDECAFCAFFE
"""What hashes begin with where programs say nothing."""

_FACTOR = np.uint64(0xC6A4A7935BD1E995)
_ADDEND = np.uint64(0x9E3779B97F4A7800)
_SHIFT = np.uint64(47)
_JOIN = b"_X_"

_TYPES = (
    "sparse_types: list({int64, string}), dense_types: list({int64, string}), out_type: {int64, string},"
    " internal_type: {int64, string}"
)


def _shapes(op: Operation) -> list[StaticShape]:
    return [(None, 2), (None,), (2,)]


def _op(type: str, dense: str, key: str) -> Op:
    return Op(
        type,
        f"indices: N * int64, values: list(sparse_types), shapes: N * int64, {dense}: list(dense_types)"
        " -> output_indices: int64, output_values: out_type, output_shape: int64",
        f"N: int, hashed_output: bool, num_buckets: int >= 0,{key} {_TYPES}",
        traits=PURE,
        shape=_shapes,
        batch=PER_RECORD,
        gradient=NO_GRADIENT,
    )


SPARSE_CROSS = _op("SparseCross", "dense_inputs", " hash_key: int,")
FEATURE_CROSS = _op("SparseFeatureCross", "dense", "")
"""That of tf.contrib.layers, whose hashes are others."""

FEATURE_CROSS_V2 = _op("SparseFeatureCrossV2", "dense", " hash_key: int,")


@SPARSE_CROSS.kernel
@FEATURE_CROSS_V2.kernel
def _sparse_cross(
    indices: Any,
    values: Any,
    shapes: Any,
    dense: Any,
    num_buckets: int,
    hash_key: int,
    out_type: Any,
    internal_type: Any,
) -> tuple:
    join = functools.partial(_hashes, start=hash_key, buckets=num_buckets, both=_concatenated)
    return _combined(indices, values, shapes, dense, join, out_type, internal_type)


@FEATURE_CROSS.kernel
def _feature_cross(
    indices: Any, values: Any, shapes: Any, dense: Any, num_buckets: int, out_type: Any, internal_type: Any
) -> tuple:
    join = functools.partial(_hashes, start=DEFAULT_KEY, buckets=num_buckets, both=_added)
    return _combined(indices, values, shapes, dense, join, out_type, internal_type)


def _combined(
    indices: Any, values: Any, shapes: Any, dense: Any, join: Callable[..., Any], out_type: Any, internal_type: Any
) -> tuple:
    hashes = out_type == dtypes.int64  # as in TensorFlow, whatever `hashed_output` says
    records = _checked(indices, values, shapes, dense, internal_type == dtypes.string)
    read = _hashed if hashes else _texts
    columns = [
        *(_by_record(place[:, 0], read(held), records) for place, held in zip(indices, values, strict=True)),
        *(list(read(array.reshape(-1)).reshape(array.shape)) for array in dense),
    ]
    join = join if hashes else _joined
    crossed = [join([column[record] for column in columns]) for record in range(records)] if columns else []
    counts = np.array([len(one) for one in crossed], np.int64)
    total, most = int(counts.sum()), int(counts.max(initial=0))
    places = np.empty((total, 2), np.int64)
    places[:, 0] = np.repeat(np.arange(len(counts)), counts)
    places[:, 1] = np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
    kind: Any = np.int64 if hashes else object
    found = np.concatenate(crossed) if total else np.zeros(0, kind)
    return places, found, np.array([records, most], np.int64)


def _checked(indices: Sequence, values: Sequence, shapes: Sequence, dense: Sequence, of_texts: bool) -> int:
    """The number of records. Raises InvalidArgumentError for inputs that do not fit each other."""
    if len(values) != len(indices):
        raise invalid(f"Expected {len(indices)} input values, got {len(values)}")
    for at, array in enumerate(indices):
        if np.ndim(array) != 2:
            raise invalid(f"Input indices should be a matrix but received shape {bracket(np.shape(array))} at position {at}")
        if array.shape[1] != 2:
            raise invalid(f"Expected D2 of index to be 2 got {array.shape[1]} at position {at}")
    for at, (array, place) in enumerate(zip(values, indices, strict=True)):
        if np.ndim(array) != 1:
            raise invalid(
                f"Input values should be a std::vector but received shape {bracket(np.shape(array))} at position {at}"
            )
        if len(array) != len(place):
            raise invalid(f"Expected size of values to be {len(place)} got {len(array)} at position {at}")
    if of_texts and any(array.dtype != object for array in (*values, *dense)):
        raise invalid("Input values should be of internal type 7 but received 9")
    for at, array in enumerate(shapes):
        if np.ndim(array) != 1:
            raise invalid(
                f"Input shapes should be a std::vector but received shape {bracket(np.shape(array))} at position {at}"
            )
        if len(array) != 2:
            raise invalid(f"shape should imply a 2D tensor, but got {bracket(np.shape(array))} at position {at}")
    for at, array in enumerate(dense):
        if np.ndim(array) != 2:
            raise invalid(f"Dense inputs should be a matrix but received shape {bracket(np.shape(array))} at position {at}")
    records = int(shapes[0][0]) if shapes else len(dense[0]) if dense else 0
    for at, array in enumerate(shapes):
        if array[0] != records:
            raise invalid(f"Expected batch size {records} got {array[0]} at position {at}")
    for at, array in enumerate(dense):
        if len(array) != records:
            raise invalid(f"Expected batch size {records} got {len(array)} at dense tensor {at}")
    return records


def _by_record(rows: np.ndarray, held: np.ndarray, records: int) -> list[np.ndarray]:
    """The values of each record: those that follow on each other, in the order of the records; TensorFlow passes over
    what is out of order."""
    found, at = [], 0
    for record in range(records):
        end = at
        while end < len(rows) and rows[end] == record:
            end += 1
        found.append(held[at:end])
        at = end
    return found


def _hashed(array: np.ndarray) -> np.ndarray:
    """uint64 [n]: numbers as they are, texts by their fingerprints."""
    if array.dtype == object:
        return fingerprints(Records.from_list(array.tolist()))
    return array.astype(np.int64).view(np.uint64)


def _hashes(parts: list[np.ndarray], start: int, buckets: int, both: Callable[..., Any]) -> np.ndarray:
    """The hash of each combination, the last part running fastest."""
    result = np.array([start & 0xFFFFFFFFFFFFFFFF], np.uint64)
    with np.errstate(over="ignore"):
        for part in parts:
            result = both(result[:, None], part[None, :]).reshape(-1)
    modulus = np.uint64(buckets or np.iinfo(np.int64).max)
    return (result % modulus).astype(np.int64)


def _concatenated(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """FingerprintCat64 of two fingerprints."""
    result = first ^ _FACTOR ^ (_mixed(second * _FACTOR) * _FACTOR)
    return _mixed(_mixed(result * _FACTOR) * _FACTOR)


def _added(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Hash64Combine, whose shift to the right keeps the sign."""
    return first ^ (second + _ADDEND + (first << np.uint64(10)) + (first.view(np.int64) >> 4).view(np.uint64))


def _mixed(value: np.ndarray) -> np.ndarray:
    return value ^ (value >> _SHIFT)


def _texts(array: np.ndarray) -> np.ndarray:
    items = array.tolist()
    result = np.empty(len(items), object)
    result[:] = items if array.dtype == object else [str(item).encode() for item in items]
    return result


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    """The text of each combination, the last part running fastest."""
    texts = [_JOIN.join(combination) for combination in itertools.product(*(part.tolist() for part in parts))]
    result = np.empty(len(texts), object)
    result[:] = texts
    return result


@export("sparse.cross")
def sparse_cross(inputs: list[Any], name: str | None = None) -> SparseTensor:
    """Every combination of the values that a record has in several tensors, joined by `_X_`.

    Args:
      inputs: list of Tensors and SparseTensors [records, any] of strings or integers; SparseTensors come first in the
        combinations.

    Returns:
      SparseTensor [records, most combinations of one] of strings.

    Raises:
      TypeError: no list of tensors.
      InvalidArgumentError: (when run) tensors of other shapes.

    Example:
      >>> crossed = tf.sparse.cross([tf.constant([["a", "b"]]), tf.constant([["c"]])])
      >>> with tf.Session() as sess:
      ...     sess.run(crossed.values).tolist()
      [b'a_X_c', b'b_X_c']
    """
    return _crossed(inputs, False, 0, None, name)


@export("sparse.cross_hashed")
def sparse_cross_hashed(
    inputs: list[Any], num_buckets: int = 0, hash_key: int | None = None, name: str | None = None
) -> SparseTensor:
    """Every combination of the values that a record has in several tensors, as the number of a bucket.

    Args:
      inputs: list of Tensors and SparseTensors [records, any] of strings or integers; SparseTensors come first in the
        combinations.
      num_buckets: how many; 0: as many as there are non-negative numbers.
      hash_key: another number gives other hashes.

    Returns:
      SparseTensor [records, most combinations of one] of int64.

    Raises:
      TypeError: no list of tensors. ValueError: `num_buckets` is negative.
      InvalidArgumentError: (when run) tensors of other shapes.
    """
    return _crossed(inputs, True, num_buckets, hash_key, name)


def _crossed(inputs: Any, hashed: bool, buckets: int, key: int | None, name: str | None) -> SparseTensor:
    return _made(SPARSE_CROSS, inputs, hashed, name, num_buckets=buckets, hash_key=key or DEFAULT_KEY)


@export("contrib.slim.sparse_feature_cross", "contrib.layers.python.ops.sparse_feature_cross_op.sparse_feature_cross")
def sparse_feature_cross(
    inputs: list[Any], hashed_output: bool = False, num_buckets: int = 0, name: str | None = None, hash_key: int | None = None
) -> SparseTensor:
    """Every combination of the values that a record has in several tensors, joined by `_X_` or as the number of a bucket.

    Args:
      inputs: list of Tensors and SparseTensors [records, any] of strings or integers; SparseTensors come first in the
        combinations.
      hashed_output: whether numbers of buckets are given.
      num_buckets: how many; 0: as many as there are non-negative numbers.
      hash_key: None: the hashes of old programs; a number: those of `tf.sparse.cross_hashed` with that key.

    Returns:
      SparseTensor [records, most combinations of one] of strings, or of int64.

    Raises:
      TypeError: no list of tensors.
      InvalidArgumentError: (when run) tensors of other shapes.
    """
    if hash_key:
        return _made(FEATURE_CROSS_V2, inputs, hashed_output, name, num_buckets=num_buckets, hash_key=hash_key)
    return _made(FEATURE_CROSS, inputs, hashed_output, name, num_buckets=num_buckets)


def _made(op: Op, inputs: Any, hashed: bool, name: str | None, **attributes: int) -> SparseTensor:
    if not isinstance(inputs, list):
        raise TypeError("Inputs must be a list")
    if not all(isinstance(one, (SparseTensor, Tensor)) for one in inputs):
        raise TypeError("All inputs must be SparseTensors")
    sparse = [one for one in inputs if isinstance(one, SparseTensor)]
    values = [_text_or_int64(one.values) for one in sparse]
    dense = [_text_or_int64(one) for one in inputs if not isinstance(one, SparseTensor)]
    has_numbers = any(one.dtype != dtypes.string for one in (*values, *dense))
    parts = op(
        [one.indices for one in sparse],
        values,
        [one.dense_shape for one in sparse],
        dense,
        hashed_output=hashed,
        out_type=dtypes.int64 if hashed else dtypes.string,
        internal_type=dtypes.int64 if has_numbers else dtypes.string,
        name=name,
        **attributes,
    )
    return SparseTensor(*parts)


def _text_or_int64(tensor: Tensor) -> Tensor:
    return tensor if tensor.dtype == dtypes.string else ops.cast(tensor, dtypes.int64)
