"""What plans compute at once of layers that stand one behind the other: no graph has these ops.

Source: what is joined with a convolution TensorFlow's optimizers of graphs join, too (`_FusedConv2D`).
"""

from __future__ import annotations

from typing import Any, TypeGuard

import numpy as np

from ...core.op import plan_op
from ...core.operation import Operation
from ...core.rules.batch import NEVER
from ...core.rules.joined import Joined
from ...core.traits import ALLOCATES, PURE
from ...types.static_shapes import StaticShape, is_full
from ...windows import convolutions, pools
from .conv2d import CONV2D, attributes_of, convolve, grid_of
from .pool_windows import pool_grid, pool_shape
from .pooling_gradients import MAX_POOL_GRAD, greatest_gradient

# -- a convolution, biases, and a rectifier ----------------------------------------------------------------------------

_FUSED_CONV2D = plan_op(
    "_FusedConv2D",
    "input: T, filter: T, bias: T -> output: T",
    "strides: list(int), use_cudnn_on_gpu: bool = true, padding: string, explicit_paddings: list(int), data_format: string, "
    "dilations: list(int), rectified: bool = false",
    traits=PURE | ALLOCATES,
    batch=NEVER,
)


@_FUSED_CONV2D.kernel
def _fused_conv2d(
    input: np.ndarray,
    filter: np.ndarray,
    bias: np.ndarray,
    strides: Any,
    padding: str,
    explicit_paddings: Any,
    data_format: str,
    dilations: Any,
    rectified: bool,
) -> np.ndarray:
    attributes = (strides, padding, explicit_paddings, data_format, dilations)
    if convolutions.suits(input, filter, bias):
        return convolutions.convolved(input, filter, grid_of(input.shape, filter.shape, *attributes), bias, rectified)
    output = convolve(input, filter, *attributes)
    np.add(output, bias, out=output)
    return np.maximum(output, output.dtype.type(0), out=output) if rectified else output


def with_bias(op: Operation, source: Operation) -> Joined | None:
    """A BiasAdd of what a convolution gives."""
    if source.definition is not CONV2D or op.get_attr("data_format") != "NHWC" or not _is_plain(source, "strides", "dilations"):
        return None
    (images, filter), bias = source.inputs, op.inputs[1]
    shape, filters, found = images.static_shape, filter.static_shape, source.outputs[0].static_shape
    # Nothing is left that the convolution could refuse: it would be told of the other operation.
    if not _is_known(shape) or not _is_known(found) or not is_full(filters) or shape[3] != filters[2]:
        return None
    if bias.static_shape != (filters[3],) or 0 in (*filters, *found[1:]):
        return None
    return Joined(_FUSED_CONV2D, (images, filter, bias), {**attributes_of(source), "T": op.attributes["T"], "rectified": False})


def _is_plain(op: Operation, *steps: str) -> bool:
    """Whether channels are last, and windows do not step from image to image nor from channel to channel."""
    return op.get_attr("data_format") == "NHWC" and all(op.get_attr(name)[k] == 1 for name in steps for k in (0, 3))


def _is_known(shape: StaticShape) -> TypeGuard[tuple[Any, int, int, int]]:
    """Whether all is known of images but how many there are."""
    return shape is not None and len(shape) == 4 and is_full(shape[1:])


def rectified(op: Operation, source: Operation) -> Joined | None:
    """A Relu of a convolution with biases."""
    if source.definition is not _FUSED_CONV2D or source.attributes["rectified"]:
        return None
    return Joined(_FUSED_CONV2D, source.inputs, {**source.attributes, "rectified": True})


# -- the gradient of a rectifier before a pool -------------------------------------------------------------------------

_RECTIFIED_MAX_POOL_GRAD = plan_op(
    "RectifiedMaxPoolGrad",
    "orig_input: T, orig_output: T, grad: T -> output: T",
    "ksize: list(int), strides: list(int), padding: string, data_format: string",
    traits=PURE | ALLOCATES,
    batch=NEVER,
)


@_RECTIFIED_MAX_POOL_GRAD.kernel
def _rectified_max_pool_grad(
    orig_input: np.ndarray,
    orig_output: np.ndarray,
    grad: np.ndarray,
    ksize: Any,
    strides: Any,
    padding: str,
    data_format: str,
) -> np.ndarray:
    if pools.suits(orig_input, grad):
        return pools.greatest_gradient(orig_input, grad, pool_grid(orig_input.shape, ksize, strides, padding), rectified=True)
    output = greatest_gradient(orig_input, orig_output, grad, ksize, strides, padding, data_format)
    return np.multiply(output, orig_input > 0, out=output)


def of_rectified(op: Operation, source: Operation) -> Joined | None:
    """A ReluGrad of what a pool gives to the features, which it took from the rectifier."""
    if (
        source.definition is not MAX_POOL_GRAD
        or source.inputs[0] is not op.inputs[1]
        or not _is_plain(source, "ksize", "strides")
    ):
        return None
    given, found, gradients = (tensor.static_shape for tensor in source.inputs)
    if not _is_known(given) or not _is_known(found) or not _is_known(gradients):
        return None
    pooled = pool_shape(source)
    if not _is_known(pooled) or not pooled[1:] == found[1:] == gradients[1:] or len({given[0], found[0], gradients[0]}) > 1:
        return None
    return Joined(_RECTIFIED_MAX_POOL_GRAD, source.inputs, source.attributes)
