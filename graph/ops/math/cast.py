"""Casts: the same numbers in another type."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.direct import Constants, Direct, of_array
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.rules.stage import Does, Stage
from ...core.static_values import of_parts
from ...core.tensor import Tensor
from ...core.traits import CASTS, INFALLIBLE, KEEPS_SLICES, PURE
from ...types import dtypes
from ...types.dtypes import DType
from ...types.errors import invalid
from ...types.likes import DTypeLike, SparseLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank_at_least
from ..sparse.indexed_slices import IndexedSlices

_CASTABLE = (*dtypes.NUMBERS, dtypes.bool_)


def _stage(op: Operation) -> Stage | None:
    return Stage(Does.CAST) if op.inputs[0].dtype.base_dtype is dtypes.uint8 and op.outputs[0].dtype is dtypes.float32 else None


CAST = Op(
    "Cast",
    "x: SrcT -> y: DstT",
    "Truncate: bool = false",
    SrcT=_CASTABLE,
    DstT=_CASTABLE,
    aliases=(0,),
    traits=INFALLIBLE | CASTS | KEEPS_SLICES,
    shape=same_as_first,
    batch=elementwise,
    stage=_stage,
    value=of_parts(lambda tensor, x: x),
)


@CAST.kernel
def _cast(x: Any, DstT: DType) -> Any:
    array = np.asarray(x)
    kind = DstT.as_numpy_dtype
    if array.dtype == kind:
        return x
    if array.dtype == np.bool_:
        array = array.view(np.uint8)  # a bool read from raw bytes keeps its byte
    elif array.dtype.kind == "c" and np.dtype(kind).kind != "c":
        array = array.real
    result = array.astype(kind)
    return result if result.ndim else result[()]


@CAST.direct
@of_array
def _cast_directly(op: Operation, constants: Constants) -> Direct | None:
    given, wanted = op.inputs[0].dtype.base_dtype, op.get_attr("DstT")
    if given is wanted or given is dtypes.bool_ or given.is_complex:
        return None
    return Direct(np.ndarray.astype, 1, (np.dtype(wanted.as_numpy_dtype),))


@CAST.gradient
def _cast_gradient(op: Operation, dy: Any) -> list:
    source = op.inputs[0].dtype.base_dtype
    return [cast(dy, source) if source.is_floating or source.is_complex else None]


@export("cast")
def cast(x: SparseLike, dtype: DTypeLike | None, name: str | None = None) -> Any:
    """The elements in another dtype: floats are cut towards zero, bools are 0 and 1.

    Args:
      x: tensor, SparseTensor or IndexedSlices of numbers or bools.
      dtype: numbers or bool; complex to real takes the real part.

    Returns:
      like `x` in type `dtype`; `x` itself where it has that dtype.

    Raises:
      TypeError: strings and other types that are not numbers.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.cast([1.9, -1.9], tf.int32)).tolist()
      [1, -1]
    """
    wanted = dtypes.as_dtype(dtype).base_dtype
    if isinstance(x, IndexedSlices):
        return IndexedSlices(cast(x.values, wanted, name), x.indices, x.dense_shape)
    if hasattr(x, "dense_shape"):
        sparse: Any = x
        return type(sparse)(sparse.indices, cast(sparse.values, wanted, name), sparse.dense_shape)
    if isinstance(x, Tensor) and x.dtype is wanted:
        return x
    with get_default_graph().name_scope(name or "Cast") as scope:
        tensor = convert_to_tensor(x, name="x")
        if tensor.dtype.base_dtype is wanted and not tensor.dtype._is_ref_dtype:
            return tensor
        return CAST(tensor, DstT=wanted, name=scope)


@export("saturate_cast")
def saturate_cast(value: TensorLike, dtype: DTypeLike, name: str | None = None) -> Tensor:
    """The elements in another dtype, those outside its range brought to its limits.

    Args:
      value: real numbers of any shape.
      dtype: real numbers.

    Returns:
      the shape of `value`, type `dtype`.

    Raises:
      TypeError: not real numbers.
    """
    wanted = dtypes.as_dtype(dtype).base_dtype
    with get_default_graph().name_scope(name or "saturate_cast") as scope:
        tensor = convert_to_tensor(value, name="value")
        if tensor.dtype.min < wanted.min:
            tensor = ops.maximum(tensor, convert_to_tensor(wanted.min, tensor.dtype.base_dtype, name="min"))
        if tensor.dtype.max > wanted.max:
            tensor = ops.minimum(tensor, convert_to_tensor(wanted.max, tensor.dtype.base_dtype, name="max"))
        return cast(tensor, wanted, name=scope)


@export("to_float")
def to_float(x: TensorLike, name: str = "ToFloat") -> Tensor:
    """`cast` to float32.

    Args:
      x: tensor, SparseTensor or IndexedSlices of numbers or bools.

    Returns:
      like `x`, in float32.

    Raises:
      TypeError: strings and other dtypes that are not numbers.
    """
    return cast(x, dtypes.float32, name)


@export("to_double")
@documented_by(to_float)
def to_double(x: TensorLike, name: str = "ToDouble") -> Tensor:
    """`cast` to float64.

    Returns:
      like `x`, in float64.
    """
    return cast(x, dtypes.float64, name)


@export("to_int32")
@documented_by(to_float)
def to_int32(x: TensorLike, name: str = "ToInt32") -> Tensor:
    """`cast` to int32.

    Returns:
      like `x`, in int32.
    """
    return cast(x, dtypes.int32, name)


@export("to_int64")
@documented_by(to_float)
def to_int64(x: TensorLike, name: str = "ToInt64") -> Tensor:
    """`cast` to int64.

    Returns:
      like `x`, in int64.
    """
    return cast(x, dtypes.int64, name)


@export("to_complex64")
@documented_by(to_float)
def to_complex64(x: TensorLike, name: str = "ToComplex64") -> Tensor:
    """`cast` to complex64.

    Returns:
      like `x`, in complex64.
    """
    return cast(x, dtypes.complex64, name)


@export("to_complex128")
@documented_by(to_float)
def to_complex128(x: TensorLike, name: str = "ToComplex128") -> Tensor:
    """`cast` to complex128.

    Returns:
      like `x`, in complex128.
    """
    return cast(x, dtypes.complex128, name)


BITCAST = Op(
    "Bitcast",
    "input: T -> output: type",
    traits=PURE,
    T=_CASTABLE,
    aliases=(0,),
    batch=elementwise,
    gradient=UNDEFINED_GRADIENT,
)


@BITCAST.shape
def _bitcast_shape(op: Operation) -> StaticShape:
    given = op.inputs[0].static_shape
    before, after = op.inputs[0].dtype.base_dtype.size, op.outputs[0].dtype.size
    if given is None or before == after:
        return given
    if before > after:
        return (*given, before // after)
    with_rank_at_least(given, 1)
    if given[-1] not in (None, after // before):
        what = f"{op.inputs[0].dtype.as_datatype_enum} to {op.outputs[0].dtype.as_datatype_enum}"
        raise ValueError(f"Cannot bitcast from {what} due to shape. {given[-1]} does not match {after // before}")
    return given[:-1]


@BITCAST.kernel
def _bitcast(input: Any, type: DType) -> Any:
    array = np.ascontiguousarray(input).reshape(np.shape(input))
    before, after = array.dtype.itemsize, np.dtype(type.as_numpy_dtype).itemsize
    if before < after and array.shape[-1:] != (after // before,):
        kinds = f"from {int(dtypes.of_array(array))} to {int(type)}"
        raise invalid(f"Cannot bitcast {kinds}: shape {bracket(array.shape)}")
    if before == after:
        return array.view(type.as_numpy_dtype)
    if before > after:
        return array[..., None].view(type.as_numpy_dtype)
    return array.view(type.as_numpy_dtype)[..., 0]


@export("bitcast")
def bitcast(input: TensorLike, type: Any, name: str | None = None) -> Tensor:
    """The bits of the elements read as another dtype.

    Args:
      input: numbers or bools.
      type: DType.

    Returns:
      the shape of `input`, type `type`. Where elements become smaller there is a new last axis of their parts; where they
      become larger the last axis, of just as many parts, goes.

    Raises:
      TypeError: strings.
      ValueError, InvalidArgumentError: (building, when run) the last axis is not of as many parts as make an element.
    """
    return BITCAST(input, type=dtypes.as_dtype(type), name=name)
