"""The ops on TensorArrays: arrays of tensors that are written and read while a step runs.

The handle is the array itself, a `TensorArrayState`. A scalar, the flow, goes from each write to what reads after it: it
brings order, and gradients go along it. What reads passes its gradient on by writing it into the array of gradients, what
writes takes its gradient from there. Source of names, rules and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .. import ops
from ..core.defaults import get_default_graph
from ..core.op import Op, stateful_op
from ..core.operation import Operation
from ..core.rules.batch import NEVER
from ..core.scopes.name_scope import name_scope
from ..core.tensor import Tensor
from ..core.traits import ALLOCATES, ENTERS, EXITS, FORWARDS, ITERATES, RETAINS
from ..types import dtypes
from ..types.dtypes import DType, message_name
from ..types.errors import invalid
from ..types.static_shapes import (
    StaticShape,
    bracket,
    concat,
    is_full,
    merge,
    merge_dim,
    with_rank,
    with_rank_at_least,
    with_value,
)
from .tensor_array_rows import access_of_read, access_of_write, are_all_places, joined, rows, stacked
from .tensor_array_state import TensorArrayState

# Shapes. A handle is a vector of two, as it was when it was a name.


def _element_shape(handle: Tensor) -> StaticShape:
    """What the array behind a handle says of its elements' shape."""
    op = handle.op
    passing = FORWARDS | ENTERS | EXITS | ITERATES
    while op.definition.traits & passing or op.definition is TENSOR_ARRAY_GRAD:
        op = op.inputs[0].op
    if op.definition is not TENSOR_ARRAY:
        return None
    shape = op.get_attr("element_shape")
    return shape if is_full(shape) or op.get_attr("identical_element_shapes") else None


def _check_handle(op: Operation) -> None:
    with_value(with_rank(op.inputs[0].static_shape, 1)[0], 2)
    if op.definition is not TENSOR_ARRAY_CLOSE:
        with_rank(op.inputs[-1].static_shape, 0)


def _size_shape(op: Operation) -> StaticShape:
    _check_handle(op)
    return ()


def _no_shapes(op: Operation) -> list[StaticShape]:
    _check_handle(op)
    return []


# Kernels


def _check_written_type(array: TensorArrayState, kind: DType) -> None:
    if array.dtype is not kind:
        raise invalid(f"TensorArray dtype is {message_name(array.dtype)} but Op is trying to write dtype {message_name(kind)}.")


def _check_read_type(array: TensorArrayState, kind: DType) -> None:
    if array.dtype is not kind:
        raise invalid(f"TensorArray dtype is {message_name(array.dtype)} but Op requested dtype {message_name(kind)}.")


def _check_index(index: Any) -> None:
    if index.ndim:
        raise invalid(f"TensorArray index must be scalar, but had shape: {bracket(index.shape)}")


def _index_list(indices: Any) -> list[int]:
    if indices.ndim != 1:
        raise invalid(f"Expected indices to be a vector, but received shape: {bracket(indices.shape)}")
    return indices.tolist()


TENSOR_ARRAY = stateful_op(
    "TensorArrayV3",
    "size: int32 -> handle: resource, flow: float32",
    "dtype: type, element_shape: shape = None, dynamic_size: bool = false, clear_after_read: bool = true, "
    "identical_element_shapes: bool = false, tensor_array_name: string = ''",
)


@TENSOR_ARRAY.shape
def _tensor_array_shape(op: Operation) -> list[StaticShape]:
    with_rank(op.inputs[0].static_shape, 0)
    return [(2,), ()]


@TENSOR_ARRAY.bind
def _tensor_array(op: Operation, session: Any) -> Callable[[Any], tuple]:
    name = op.get_attr("tensor_array_name") or op.name
    attributes = ("element_shape", "identical_element_shapes", "dynamic_size", "clear_after_read")
    kind, options = op.get_attr("dtype"), [op.get_attr(attribute) for attribute in attributes]

    def make(size: Any) -> tuple:
        if size.ndim:
            raise invalid(f"TensorArray size must be scalar, but had shape: {bracket(size.shape)}")
        if size < 0:
            raise invalid("Size should be >= 0.")
        return TensorArrayState.named(name, kind, int(size), *options), np.float32(0)

    return make


TENSOR_ARRAY_GRAD = stateful_op(
    "TensorArrayGradV3",
    "handle: resource, flow_in: float32 -> grad_handle: resource, flow_out: float32",
    "source: string",
)


@TENSOR_ARRAY_GRAD.shape
def _gradients_shape(op: Operation) -> list[StaticShape]:
    _check_handle(op)
    return [(2,), ()]


@TENSOR_ARRAY_GRAD.kernel
def _gradients(handle: TensorArrayState, flow_in: Any, source: str) -> tuple:
    return handle.gradient(source), flow_in


def gradients_of(handle: Tensor, flow: Tensor, source: str, name: str | None = None) -> tuple[Tensor, Tensor]:
    """Handle and flow of the array of gradients, as one call of `gradients`, the source, adds them up."""
    graph = get_default_graph()
    with name_scope(name, "TensorArrayGrad", [handle]), graph.colocate_with(handle):
        # With the forward flow: the array has its final size.
        found, _ = TENSOR_ARRAY_GRAD(handle, flow, source=source, name=name)
        with graph.control_dependencies([found]):
            return found, ops.identity(flow, name="gradient_flow")


def _source_of(gradient: Tensor) -> str:
    """Which call of `gradients` a gradient is of: each has arrays of its own, that no other call adds to."""
    parts = gradient.name.split("/")
    ends = [place for place, part in enumerate(parts) if part.startswith("gradients")]
    if not ends:
        raise ValueError(
            f"Expected op/tensor name to start with gradients (excluding scope), got: {gradient.name}. This means that a "
            "tf.gradients op with this op in its dependency path has a custom name that does not start with 'gradients'. "
            "Please make sure all calls to tf.gradients that have non-empty 'name' arguments use names that start with "
            "'gradients'."
        )
    return "/".join(parts[: ends[-1] + 1])


TENSOR_ARRAY_WRITE = Op(
    "TensorArrayWriteV3",
    "handle: resource, index: int32, value: T, flow_in: float32 -> flow_out: float32",
    traits=RETAINS,
    aliases=(3,),
    batch=NEVER,
)


@TENSOR_ARRAY_WRITE.shape
def _write_shape(op: Operation) -> StaticShape:
    _check_handle(op)
    with_rank(op.inputs[1].static_shape, 0)
    merge(_element_shape(op.inputs[0]), op.inputs[2].static_shape)
    return ()


@TENSOR_ARRAY_WRITE.bind
def _write(op: Operation, session: Any) -> Callable[..., Any]:
    kind = op.get_attr("T")

    def write(handle: TensorArrayState, index: Any, value: Any, flow_in: Any) -> Any:
        if index.ndim or handle.dtype is not kind:
            _check_index(index)
            _check_written_type(handle, kind)
        handle.write(int(index), value)
        return flow_in

    return write


TENSOR_ARRAY_WRITE.rows(access_of_write)


@TENSOR_ARRAY_WRITE.gradient
def _write_gradient(op: Operation, flow: Tensor) -> list:
    handle, of_flow = gradients_of(op.inputs[0], flow, _source_of(flow))
    return [None, None, TENSOR_ARRAY_READ(handle, op.inputs[1], of_flow, dtype=op.get_attr("T")), flow]


TENSOR_ARRAY_READ = Op(
    "TensorArrayReadV3",
    "handle: resource, index: int32, flow_in: float32 -> value: dtype",
    "dtype: type",
    batch=NEVER,
)


@TENSOR_ARRAY_READ.shape
def _read_shape(op: Operation) -> StaticShape:
    _check_handle(op)
    with_rank(op.inputs[1].static_shape, 0)
    return _element_shape(op.inputs[0])


@TENSOR_ARRAY_READ.bind
def _read(op: Operation, session: Any) -> Callable[..., Any]:
    kind = op.get_attr("dtype")

    def read(handle: TensorArrayState, index: Any, flow_in: Any) -> Any:
        if index.ndim or handle.dtype is not kind:
            _check_index(index)
            _check_read_type(handle, kind)
        return handle.read(int(index))

    return read


TENSOR_ARRAY_READ.rows(access_of_read)


@TENSOR_ARRAY_READ.gradient
def _read_gradient(op: Operation, dy: Tensor) -> list:
    handle, flow = gradients_of(op.inputs[0], op.inputs[2], _source_of(dy))
    with name_scope(None, "TensorArrayWrite"):
        return [None, None, TENSOR_ARRAY_WRITE(handle, op.inputs[1], dy, flow)]


TENSOR_ARRAY_GATHER = Op(
    "TensorArrayGatherV3",
    "handle: resource, indices: int32, flow_in: float32 -> value: dtype",
    "dtype: type, element_shape: shape = None",
    traits=ALLOCATES,
    batch=NEVER,
)


@TENSOR_ARRAY_GATHER.shape
def _gather_shape(op: Operation) -> StaticShape:
    _check_handle(op)
    return concat(with_rank(op.inputs[1].static_shape, 1), _element_shape(op.inputs[0]))


@TENSOR_ARRAY_GATHER.kernel
def _gather(handle: TensorArrayState, indices: Any, flow_in: Any, dtype: DType, element_shape: StaticShape) -> Any:
    _check_read_type(handle, dtype)
    whole = handle.rows()
    if whole is not None and are_all_places(indices, whole):
        handle.read_rows()
        return whole.copy()
    places = _index_list(indices)
    return stacked(handle.read_all(places), dtype, handle.merged(element_shape))


@TENSOR_ARRAY_GATHER.gradient
def _gather_gradient(op: Operation, dy: Tensor) -> list:
    handle, flow = gradients_of(op.inputs[0], op.inputs[2], _source_of(dy))
    with name_scope(None, "TensorArrayScatter"):
        return [None, None, TENSOR_ARRAY_SCATTER(handle, op.inputs[1], dy, flow)]


TENSOR_ARRAY_SCATTER = Op(
    "TensorArrayScatterV3",
    "handle: resource, indices: int32, value: T, flow_in: float32 -> flow_out: float32",
    traits=RETAINS,
    aliases=(3,),
    batch=NEVER,
)


@TENSOR_ARRAY_SCATTER.shape
def _scatter_shape(op: Operation) -> StaticShape:
    _check_handle(op)
    indices = with_rank(op.inputs[1].static_shape, 1)
    value = with_rank_at_least(op.inputs[2].static_shape, 1)
    if value is not None:
        merge_dim(value[0], indices[0])
        merge(_element_shape(op.inputs[0]), value[1:])
    return ()


@TENSOR_ARRAY_SCATTER.kernel
def _scatter(handle: TensorArrayState, indices: Any, value: Any, flow_in: Any, T: DType) -> Any:
    if handle.dtype is T and are_all_places(indices, value) and handle.takes_rows(value):
        handle.write_rows(value)
        return flow_in
    places = _index_list(indices)
    if not value.ndim:
        raise invalid(f"Input value for unpack must be at least a vector but received shape: {bracket(value.shape)}")
    if len(places) != len(value):
        raise invalid(f"Expected len(indices) == values.shape[0], but saw: {len(places)} vs. {len(value)}")
    _check_written_type(handle, T)
    handle.write_all(places, rows(value))
    return flow_in


@TENSOR_ARRAY_SCATTER.gradient
def _scatter_gradient(op: Operation, flow: Tensor) -> list:
    handle, of_flow = gradients_of(op.inputs[0], flow, _source_of(flow))
    return [None, None, TENSOR_ARRAY_GATHER(handle, op.inputs[1], of_flow, dtype=op.get_attr("T")), flow]


TENSOR_ARRAY_CONCAT = Op(
    "TensorArrayConcatV3",
    "handle: resource, flow_in: float32 -> value: dtype, lengths: int64",
    "dtype: type, element_shape_except0: shape = None",
    batch=NEVER,
)


@TENSOR_ARRAY_CONCAT.shape
def _concat_shape(op: Operation) -> list[StaticShape]:
    _check_handle(op)
    return [None, (None,)]


@TENSOR_ARRAY_CONCAT.kernel
def _concat(handle: TensorArrayState, flow_in: Any, dtype: DType, element_shape_except0: StaticShape) -> tuple:
    _check_read_type(handle, dtype)
    values = handle.read_all(range(handle.size()))
    value = joined(values, dtype, element_shape_except0)
    return value, np.array([len(part) for part in values], np.int64)


@TENSOR_ARRAY_CONCAT.gradient
def _concat_gradient(op: Operation, dy: Tensor, _: Any) -> list:
    handle, flow = gradients_of(op.inputs[0], op.inputs[1], _source_of(dy))
    with name_scope(None, "TensorArraySplit"):
        return [None, TENSOR_ARRAY_SPLIT(handle, dy, ops.cast(op.outputs[1], dtypes.int64), flow)]


TENSOR_ARRAY_SPLIT = Op(
    "TensorArraySplitV3",
    "handle: resource, value: T, lengths: int64, flow_in: float32 -> flow_out: float32",
    traits=RETAINS,
    aliases=(3,),
    batch=NEVER,
)


@TENSOR_ARRAY_SPLIT.shape
def _split_shape(op: Operation) -> StaticShape:
    _check_handle(op)
    with_rank(op.inputs[2].static_shape, 1)
    return ()


@TENSOR_ARRAY_SPLIT.kernel
def _split(handle: TensorArrayState, value: Any, lengths: Any, flow_in: Any, T: DType) -> Any:
    if lengths.ndim != 1:
        raise invalid(f"Expected lengths to be a vector, received shape: {bracket(lengths.shape)}")
    if not value.ndim:
        raise invalid(f"Expected value to be at least a vector, but received shape: {bracket(value.shape)}")
    if (lengths < 0).any():
        raise invalid(f"Expected lengths to be >= 0, but saw: {lengths.min()}")
    if lengths.sum() != len(value):
        raise invalid(
            "Expected sum of lengths to be equal to values.shape[0], but sum of lengths is "
            f"{lengths.sum()} and value's shape is: {bracket(value.shape)}"
        )
    _check_written_type(handle, T)
    handle.check_splits_into(len(lengths))
    parts = np.split(value, np.cumsum(lengths)[:-1]) if len(lengths) else []
    handle.write_all(range(len(parts)), parts)
    return flow_in


@TENSOR_ARRAY_SPLIT.gradient
def _split_gradient(op: Operation, flow: Tensor) -> list:
    handle, of_flow = gradients_of(op.inputs[0], flow, _source_of(flow))
    return [None, TENSOR_ARRAY_CONCAT(handle, of_flow, dtype=op.get_attr("T"))[0], None, flow]


TENSOR_ARRAY_SIZE = stateful_op(
    "TensorArraySizeV3",
    "handle: resource, flow_in: float32 -> size: int32",
    shape=_size_shape,
    kernel=lambda handle, flow_in: np.int32(handle.size()),
)

TENSOR_ARRAY_CLOSE = stateful_op(
    "TensorArrayCloseV3", "handle: resource ->", shape=_no_shapes, kernel=lambda handle: handle.close()
)
