"""MaxPool3D and AvgPool3D, their gradients, and the functions that programs call.

Source of op types, shapes and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, folded
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import checked_sizes, invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, merge, with_rank
from ..nn.conv2d import FLOATS, exact
from ..nn.windows import count_windows, get_sequence, unimplemented
from .boxes import LAYOUTS, Boxes, as_given, boxes_over, channels_last, given, last

_ATTRIBUTES = "ksize: list(int) >= 5, strides: list(int) >= 5, padding: {'SAME', 'VALID'}, " + LAYOUTS
_MAX_TYPES = (dtypes.float16, dtypes.float32)


def _attributes_of(op: Operation) -> dict[str, Any]:
    return {name: op.get_attr(name) for name in ("ksize", "strides", "padding", "data_format")}


def _pool_shape(op: Operation) -> StaticShape:
    volumes = with_rank(op.inputs[0].static_shape, 5)
    attributes = _attributes_of(op)
    for name in ("strides", "ksize"):
        if len(attributes[name]) != 5:
            kind = "stride" if name == "strides" else "ksize"
            raise ValueError(f"Pool3D ops require the {kind} attribute to contain 5 values, but got: {len(attributes[name])}")
    data_format = attributes["data_format"]
    n, *sizes, channels = last(data_format, volumes)
    ksize, strides = last(data_format, attributes["ksize"])[1:4], last(data_format, attributes["strides"])[1:4]
    along = zip(sizes, ksize, strides, strict=True)
    return given(data_format, (n, *(count_windows(*one, 1, attributes["padding"]) for one in along), channels))


def _boxes(sizes: Sequence[int], ksize: Any, strides: Any, padding: str, data_format: str) -> Boxes:
    """The windows over volumes of a shape [n, depth, height, width, channels]. Raises as TensorFlow's kernels do."""
    ksize, strides = last(data_format, ksize), last(data_format, strides)
    for axis, name in ((0, "batch"), (4, "depth")):
        if ksize[axis] != 1 or strides[axis] != 1:
            raise unimplemented(f"Pooling is not yet supported on the {name} dimension.")
    return boxes_over(sizes[1:4], ksize[1:4], strides[1:4], (1, 1, 1), padding)


def _check_rank(array: np.ndarray, name: str = "tensor_in") -> None:
    if array.ndim != 5:
        raise invalid(f"{name} must be 5-dimensional")


# -- the greatest of each window ---------------------------------------------------------------------------------------

MAX_POOL3D = Op(
    "MaxPool3D", "input: T -> output: T", _ATTRIBUTES, traits=PURE, T=_MAX_TYPES, batch=folded(0), shape=_pool_shape
)


@MAX_POOL3D.kernel
def _max_pool(input: np.ndarray, ksize: Any, strides: Any, padding: str, data_format: str) -> np.ndarray:
    _check_rank(input)
    volumes = channels_last(input, data_format)
    boxes = _boxes(volumes.shape, ksize, strides, padding, data_format)
    output = np.full((len(volumes), *boxes.windows, volumes.shape[4]), np.finfo(input.dtype).min, input.dtype)
    for _, windows, elements in boxes.parts():
        part = output[windows]
        np.fmax(part, volumes[elements], out=part)
    return as_given(output, data_format)


@MAX_POOL3D.gradient
def _max_pool_gradient(op: Operation, dy: Any) -> list:
    return [MAX_POOL3D_GRAD(op.inputs[0], op.outputs[0], dy, **_attributes_of(op))]


MAX_POOL3D_GRAD = Op(
    "MaxPool3DGrad",
    "orig_input: TInput, orig_output: TInput, grad: T -> output: T",
    "T: {float16, float32} = float32, TInput: {float16, float32} = float32, " + _ATTRIBUTES,
    traits=PURE,
    batch=folded(0, 1, 2),
)


@MAX_POOL3D_GRAD.shape
def _max_pool_grad_shape(op: Operation) -> StaticShape:
    return with_rank(op.inputs[0].static_shape, 5)


@MAX_POOL3D_GRAD.kernel
def _max_pool_grad(
    orig_input: np.ndarray,
    orig_output: np.ndarray,
    grad: np.ndarray,
    ksize: Any,
    strides: Any,
    padding: str,
    data_format: str,
) -> np.ndarray:
    """To each element that is as great as the greatest of a window, the window's gradient."""
    for name, array in (("tensor_in", orig_input), ("tensor_out", orig_output), ("out_backprop", grad)):
        _check_rank(array, name)
    volumes, pooled, changes = (channels_last(one, data_format) for one in (orig_input, orig_output, grad))
    boxes = _boxes(volumes.shape, ksize, strides, padding, data_format)
    found = np.zeros(volumes.shape, grad.dtype)
    for _, windows, elements in boxes.parts():
        found[elements] += np.where(volumes[elements] == pooled[windows], changes[windows], 0)
    return as_given(found, data_format)


@MAX_POOL3D_GRAD.gradient
def _max_pool_grad_gradient(op: Operation, dy: Any) -> list:
    volumes, pooled = op.inputs[:2]
    return [
        ops.zeros_like(volumes),
        ops.zeros_like(pooled),
        MAX_POOL3D_GRAD_GRAD(volumes, pooled, dy, **_attributes_of(op)),
    ]


MAX_POOL3D_GRAD_GRAD = Op(
    "MaxPool3DGradGrad",
    "orig_input: T, orig_output: T, grad: T -> output: T",
    _ATTRIBUTES,
    traits=PURE,
    T=dtypes.REALS,
    batch=folded(0, 1, 2),
)


@MAX_POOL3D_GRAD_GRAD.shape
def _max_pool_grad_grad_shape(op: Operation) -> StaticShape:
    found = _pool_shape(op)
    merge(op.inputs[0].static_shape, op.inputs[2].static_shape)
    merge(op.inputs[1].static_shape, found)
    return found


@MAX_POOL3D_GRAD_GRAD.kernel
def _max_pool_grad_grad(
    orig_input: np.ndarray,
    orig_output: np.ndarray,
    grad: np.ndarray,
    ksize: Any,
    strides: Any,
    padding: str,
    data_format: str,
) -> np.ndarray:
    """The element of `grad` where each window has its greatest first."""
    for name, array in (("tensor_in", orig_input), ("tensor_out", orig_output), ("out_grad_backprop", grad)):
        _check_rank(array, name)
    volumes, pooled, changes = (channels_last(one, data_format) for one in (orig_input, orig_output, grad))
    boxes = _boxes(volumes.shape, ksize, strides, padding, data_format)
    found = np.zeros(pooled.shape, grad.dtype)
    is_open = np.ones(pooled.shape, bool)
    for _, windows, elements in boxes.parts():
        is_it = is_open[windows] & (volumes[elements] == pooled[windows])
        found[windows] = np.where(is_it, changes[elements], found[windows])
        is_open[windows] &= ~is_it
    return as_given(found, data_format)


@MAX_POOL3D_GRAD_GRAD.gradient
def _max_pool_grad_grad_gradient(op: Operation, dy: Any) -> list:
    volumes, pooled = op.inputs[:2]
    return [
        ops.zeros_like(volumes),
        ops.zeros_like(pooled),
        MAX_POOL3D_GRAD(volumes, pooled, dy, **_attributes_of(op)),
    ]


# -- the mean of each window -------------------------------------------------------------------------------------------

AVG_POOL3D = Op("AvgPool3D", "input: T -> output: T", _ATTRIBUTES, traits=PURE, T=FLOATS, batch=folded(0), shape=_pool_shape)


@AVG_POOL3D.kernel
def _avg_pool(input: np.ndarray, ksize: Any, strides: Any, padding: str, data_format: str) -> np.ndarray:
    _check_rank(input)
    volumes = exact(channels_last(input, data_format))
    boxes = _boxes(volumes.shape, ksize, strides, padding, data_format)
    total = np.zeros((len(volumes), *boxes.windows, volumes.shape[4]), volumes.dtype)
    for _, windows, elements in boxes.parts():
        total[windows] += volumes[elements]
    return as_given((total / boxes.counts()).astype(input.dtype, copy=False), data_format)


@AVG_POOL3D.gradient
def _avg_pool_gradient(op: Operation, dy: Any) -> list:
    return [AVG_POOL3D_GRAD(ops.shape(op.inputs[0]), dy, **_attributes_of(op))]


AVG_POOL3D_GRAD = Op(
    "AvgPool3DGrad",
    "orig_input_shape: int32, grad: T -> output: T",
    _ATTRIBUTES,
    traits=PURE,
    T=FLOATS,
    batch=PER_RECORD,
)


@AVG_POOL3D_GRAD.shape
def _avg_pool_grad_shape(op: Operation) -> StaticShape:
    return with_rank(constant_value_as_shape(op.inputs[0]), 5)


@AVG_POOL3D_GRAD.kernel
def _avg_pool_grad(
    orig_input_shape: np.ndarray, grad: np.ndarray, ksize: Any, strides: Any, padding: str, data_format: str
) -> np.ndarray:
    if orig_input_shape.ndim != 1 or len(orig_input_shape) != 5:
        raise invalid("orig_input_shape must be 1-dimensional and 5 elements")
    _check_rank(grad, "out_backprop")
    sizes = last(data_format, checked_sizes(orig_input_shape))
    changes = exact(channels_last(grad, data_format))
    boxes = _boxes(sizes, ksize, strides, padding, data_format)
    shares = changes / boxes.counts().astype(changes.dtype)
    found = np.zeros(sizes, changes.dtype)
    for _, windows, elements in boxes.parts():
        found[elements] += shares[windows]
    return as_given(found.astype(grad.dtype, copy=False), data_format)


@AVG_POOL3D_GRAD.gradient
def _avg_pool_grad_gradient(op: Operation, dy: Any) -> list:
    return [ops.stop_gradient(op.inputs[0]), AVG_POOL3D(dy, **_attributes_of(op))]


# -- what programs call ------------------------------------------------------------------------------------------------


def _pooled(
    pool: Op, default: str, input: Any, ksize: Any, strides: Any, padding: str, data_format: str | None, name: str | None
) -> Tensor:
    with name_scope(name, default, [input]) as scope:
        data_format = data_format or "NDHWC"
        channel_axis = 1 if data_format.startswith("NC") else 4
        return pool(
            input,
            ksize=get_sequence(ksize, 3, channel_axis, "ksize"),
            strides=get_sequence(strides, 3, channel_axis, "strides"),
            padding=padding,
            data_format=data_format,
            name=scope,
        )


@export("nn.max_pool3d")
def max_pool3d(
    input: TensorLike,
    ksize: IntegersLike,
    strides: IntegersLike,
    padding: str,
    data_format: str = "NDHWC",
    name: str | None = None,
) -> Tensor:
    """The greatest element of each window that moves over volumes.

    Args:
      input: [n, depth, height, width, channels], or [n, channels, depth, height, width]; float16 or float32.
      ksize: size of the windows: an int, three of them, or one per axis of `input`.
      strides: from one window to the next; like `ksize`.
      padding: "SAME" or "VALID", see `conv2d`. What is outside the volume does not count.
      data_format: "NDHWC" or "NCDHW": the order of the axes of `input` and of the result.

    Returns:
      [n, planes, rows, columns, channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: windows that do not fit. TypeError: another dtype.
      UnimplementedError: (when run) windows over several volumes, or over channels.
    """
    return _pooled(MAX_POOL3D, "MaxPool3D", input, ksize, strides, padding, data_format, name)


@export("nn.avg_pool3d")
@documented_by(max_pool3d)
def avg_pool3d(
    input: TensorLike,
    ksize: IntegersLike,
    strides: IntegersLike,
    padding: str,
    data_format: str = "NDHWC",
    name: str | None = None,
) -> Tensor:
    """The mean of the elements of each window that moves over volumes.

    Args:
      input: [n, depth, height, width, channels], or [n, channels, depth, height, width]; float16, float32 or float64.
    """
    return _pooled(AVG_POOL3D, "AvgPool3D", input, ksize, strides, padding, data_format, name)
