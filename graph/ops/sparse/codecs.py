"""Sparse tensors as strings: serialize_sparse, serialize_many_sparse, deserialize_many_sparse.

Three strings stand for a sparse tensor: its indices, values and shape, each a serialized TensorProto. As a variant it is a
SparseTensorValue: so it goes through datasets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.constants import array_of
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.dtypes import DType, message_name
from ...types.errors import invalid
from ...types.likes import DTypeLike
from ...types.static_shapes import StaticShape, bracket, with_rank, with_rank_at_least, with_value
from ...types.string_contents import content_of
from ...types.tensor_protos import proto_of
from ..parsing.tensor_codecs import TYPES, parsed
from .sparse_tensor import SparseTensor, SparseTensorValue


def _three(*arrays: np.ndarray) -> list[bytes]:
    """Indices, values and shape as serialized TensorProtos, even strings with all in one piece."""
    protos = [proto_of(array) for array in arrays]
    for proto in protos:
        if proto.string_val:
            proto.tensor_content = content_of(list(proto.string_val))
            del proto.string_val[:]
    return [proto.SerializeToString() for proto in protos]


def _parts_serialized(*leading: int | None) -> Callable[[Operation], StaticShape]:
    """The shape rule of three strings, `leading` rows of them; of variants."""

    def rule(op: Operation) -> StaticShape:
        for tensor, rank in zip(op.inputs, (2, 1, 1), strict=True):
            with_rank(tensor.static_shape, rank)
        return (*leading, 3) if op.attributes["out_type"] is dtypes.string else None

    return rule


_OUT_TYPE = "out_type: {string, variant} = string"

SERIALIZE_SPARSE = Op(
    "SerializeSparse",
    "sparse_indices: int64, sparse_values: T, sparse_shape: int64 -> serialized_sparse: out_type",
    _OUT_TYPE,
    traits=PURE,
    T=TYPES,
    shape=_parts_serialized(),
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)
SERIALIZE_MANY_SPARSE = Op(
    "SerializeManySparse",
    "sparse_indices: int64, sparse_values: T, sparse_shape: int64 -> serialized_sparse: out_type",
    _OUT_TYPE,
    traits=PURE,
    T=TYPES,
    shape=_parts_serialized(None),
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@SERIALIZE_SPARSE.kernel
def _serialize(indices: Any, values: Any, shape: Any, out_type: DType) -> Any:
    if out_type is dtypes.string:
        return array_of(_three(indices, np.asarray(values), shape))
    result = np.empty((), object)
    result[()] = SparseTensorValue(indices, values, shape)
    return result


@SERIALIZE_MANY_SPARSE.kernel
def _serialize_many(indices: Any, values: Any, shape: Any, out_type: DType) -> Any:
    if len(shape) < 2:
        raise invalid(f"Rank of input SparseTensor should be > 1, but saw rank: {len(shape)}")
    if len(indices) != len(values):
        found = f"(indices = {len(indices)}, values = {len(values)})"
        raise invalid(f"indices and values rows (indexing dimension) must match. {found}")
    if np.shape(indices)[1] != len(shape):
        raise invalid("Order length must be SparseTensor rank.")
    rows = np.asarray(indices)[:, 0]
    if (rows[1:] < rows[:-1]).any() or ((rows < 0) | (rows >= shape[0])).any():
        raise invalid(f"the first indices must be in order and in [0, {shape[0]}), the size of the minibatch; got {rows}")
    bounds = np.searchsorted(rows, np.arange(shape[0] + 1))
    is_text = out_type is dtypes.string
    result = np.empty((shape[0], 3) if is_text else (shape[0],), object)
    for row, (start, end) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)):
        parts = indices[start:end, 1:], np.asarray(values)[start:end], shape[1:]
        result[row] = _three(*parts) if is_text else SparseTensorValue(*parts)
    return result


DESERIALIZE_MANY_SPARSE = Op(
    "DeserializeManySparse",
    "serialized_sparse: string -> sparse_indices: int64, sparse_values: dtype, sparse_shape: int64",
    traits=PURE,
    dtype=TYPES,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@DESERIALIZE_MANY_SPARSE.shape
def _many_shapes(op: Operation) -> list[StaticShape]:
    with_value(with_rank(op.inputs[0].static_shape, 2)[1], 3)
    return [(None, None), (None,), (None,)]


@DESERIALIZE_MANY_SPARSE.kernel
def _deserialize_many(serialized: Any, dtype: DType) -> tuple:
    if not len(serialized):
        words = "Serialized sparse should have at least 1 serialized tensor, but has a zero dimension"
        raise invalid(f"{words} {bracket(np.shape(serialized))}")
    if serialized.shape[-1] != 3:
        raise invalid(f"Serialized sparse should have 3 as the last dimension {bracket(serialized.shape)}")
    parts = [_one(row, number, dtype) for number, row in enumerate(serialized.tolist())]
    shapes = [shape for _, _, shape in parts]
    for number, shape in enumerate(shapes):
        if len(shape) != len(shapes[0]):
            raise invalid(
                f"Inconsistent shape across SparseTensors: rank prior to SparseTensor[{number}] was: {len(shapes[0])} "
                f"but rank of SparseTensor[{number}] is: {len(shape)}"
            )
    rows = np.repeat(np.arange(len(parts)), [len(indices) for indices, _, _ in parts])
    indices = np.concatenate([indices for indices, _, _ in parts])
    return (
        np.concatenate([rows[:, None], indices], axis=1),
        np.concatenate([values for _, values, _ in parts]),
        np.array([len(parts), *np.max(shapes, axis=0)], np.int64),
    )


DESERIALIZE_SPARSE = Op(
    "DeserializeSparse",
    "serialized_sparse: Tserialized -> sparse_indices: int64, sparse_values: dtype, sparse_shape: int64",
    "Tserialized: {string, variant} = string",
    traits=PURE,
    dtype=TYPES,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@DESERIALIZE_SPARSE.shape
def _deserialize_shape(op: Operation) -> list[StaticShape]:
    serialized = with_rank_at_least(op.inputs[0].static_shape, 0 if op.get_attr("Tserialized") is dtypes.variant else 1)
    if serialized:
        with_value(serialized[-1], 3)
    return [(None, None), (None,), (None,)]


@DESERIALIZE_SPARSE.kernel
def _deserialize(serialized: Any, dtype: DType, Tserialized: DType) -> tuple:
    if Tserialized is dtypes.string:
        if serialized.ndim > 1:
            return _deserialize_many(serialized, dtype)
        if serialized.shape != (3,):
            raise invalid(f"Serialized sparse should have 3 as the last dimension {bracket(serialized.shape)}")
        return _one(serialized.tolist(), 0, dtype)
    value = serialized.item() if isinstance(serialized, np.ndarray) else serialized
    found = dtypes.of_array(np.asarray(value.values))
    if found is not dtype:
        raise invalid(f"Requested SparseTensor of type {message_name(dtype)} but the values are {message_name(found)}")
    return tuple(map(np.asarray, value))


def _one(row: list[bytes], number: int, dtype: DType) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Indices, values and shape of one sparse tensor of several."""
    indices, values, shape = (
        parsed(content, "Could not parse serialized proto", "Could not construct tensor from proto") for content in row
    )
    who = f"SparseTensor[{number}]"
    if (indices.dtype, indices.ndim) != (np.int64, 2):
        raise invalid(f"Expected {who}.indices to be a matrix of int64, got {indices.dtype} of {bracket(indices.shape)}")
    if values.ndim != 1:
        raise invalid(f"Expected {who}.values to represent a vector but received shape {bracket(values.shape)}")
    if (shape.dtype, shape.ndim) != (np.int64, 1):
        raise invalid(f"Expected {who}.shape to be a vector of int64, got {shape.dtype} of {bracket(shape.shape)}")
    found = dtypes.of_array(values)
    if found is not dtype:
        raise invalid(f"Requested SparseTensor of type {message_name(dtype)} but {who}.values.dtype() == {message_name(found)}")
    if len(indices) != len(values) or indices.shape[1] != len(shape):
        sizes = f"indices {bracket(indices.shape)}, values {bracket(values.shape)} and shape {bracket(shape.shape)}"
        raise invalid(f"{who}: {sizes} do not fit each other")
    return indices, values, shape


@export("serialize_sparse", "io.serialize_sparse")
def serialize_sparse(sp_input: Any, name: str | None = None, out_type: DTypeLike = dtypes.string) -> Tensor:
    """A sparse tensor as a vector of three strings.

    Args:
      sp_input: SparseTensor or SparseTensorValue.
      out_type: string or variant.

    Returns:
      string [3], or a variant.

    Raises:
      TypeError: `sp_input` is another thing, or another `out_type`.
    """
    return _serialized(SERIALIZE_SPARSE, sp_input, out_type, name)


@export("serialize_many_sparse", "io.serialize_many_sparse")
def serialize_many_sparse(sp_input: Any, name: str | None = None, out_type: DTypeLike = dtypes.string) -> Tensor:
    """Each row of a sparse tensor of rank R > 1 as a sparse tensor of rank R - 1.

    Args:
      sp_input: SparseTensor or SparseTensorValue, its elements in order.
      out_type: string or variant.

    Returns:
      strings [rows, 3], or variants [rows].

    Raises:
      TypeError: `sp_input` is another thing, or `out_type` is another type.
      InvalidArgumentError: (when run) the rank is less than 2, or the elements are not in order.
    """
    return _serialized(SERIALIZE_MANY_SPARSE, sp_input, out_type, name)


def _serialized(definition: Op, sp_input: Any, out_type: Any, name: str | None) -> Tensor:
    try:
        sparse = SparseTensor.from_value(sp_input)
    except TypeError as error:
        raise TypeError(f"Input must be a SparseTensor; got {sp_input!r}") from error
    return definition(sparse.indices, sparse.values, sparse.dense_shape, out_type=out_type, name=name)


def deserialize_sparse(
    serialized_sparse: Any, dtype: DTypeLike, rank: int | None = None, name: str | None = None
) -> SparseTensor:
    """What `serialize_sparse` made a string or variant of.

    Args:
      serialized_sparse: string [3], or a variant.
      dtype: of the values.
      rank: what the static shape of the result has as its rank; None where that is not known.

    Returns:
      A SparseTensor.
    """
    indices, values, shape = DESERIALIZE_SPARSE(serialized_sparse, dtype=dtype, name=name)
    indices.set_shape([None, rank])
    shape.set_shape([rank])
    return SparseTensor(indices, values, shape)


@export("deserialize_many_sparse", "io.deserialize_many_sparse")
def deserialize_many_sparse(
    serialized_sparse: Any, dtype: DTypeLike, rank: int | None = None, name: str | None = None
) -> SparseTensor:
    """Sparse tensors that were serialized, put together along a new first axis.

    Args:
      serialized_sparse: strings [n, 3], n rows of `serialize_sparse` or `serialize_many_sparse`.
      dtype: of the values.
      rank: what the static shape of the result has as its rank; None where that is not known.

    Returns:
      SparseTensor with one axis more than each, the first of size n, the others as large as the largest.

    Raises:
      InvalidArgumentError: (when run) no rows, strings that are no tensors, tensors of another type or of several ranks.
      ValueError: `serialized_sparse` is known not to be [n, 3].
    """
    indices, values, shape = DESERIALIZE_MANY_SPARSE(serialized_sparse, dtype=dtype, name=name)
    indices.set_shape([None, rank])
    shape.set_shape([rank])
    return SparseTensor(indices, values, shape)
