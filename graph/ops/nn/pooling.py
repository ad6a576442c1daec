"""MaxPool and AvgPool, and the functions that users call."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.arguments import one_of
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import folded
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import ALLOCATES, PURE
from ...types.likes import IntegersLike, TensorLike
from ...windows import pools
from . import pooling_gradients
from .conv2d import FLOATS
from .pool_windows import ATTRIBUTES, attributes_of, counts_of, lowest, no_depth, pool_grid, pool_shape
from .windows import Grid, as_given, channels_last, to_nhwc, unimplemented

# -- the greatest of each window ---------------------------------------------------------------------------------------

MAX_POOL = Op(
    "MaxPool",
    "input: T -> output: T",
    "T: {float16, float32, float64, int32, int64, uint8, int16, int8, uint16} = float32, "
    "ksize: list(int) >= 4, strides: list(int) >= 4, padding: {'SAME', 'VALID'}, "
    "data_format: {'NHWC', 'NCHW', 'NCHW_VECT_C'} = 'NHWC'",
    traits=PURE | ALLOCATES,
    shape=pool_shape,
    batch=folded(0),
)


@MAX_POOL.kernel
def _max_pool(input: np.ndarray, ksize: Any, strides: Any, padding: str, data_format: str) -> np.ndarray:
    if data_format == "NCHW_VECT_C":
        raise unimplemented("MaxPool: data_format NCHW_VECT_C is for quantized numbers on GPUs only.")
    images = channels_last(input, data_format) if input.ndim == 4 else input
    grid = pool_grid(images.shape, ksize, strides, padding, data_format)
    depth, jump = to_nhwc(data_format, ksize)[3], to_nhwc(data_format, strides)[3]
    if depth != 1 or jump != 1:
        return as_given(_max_of_channels(images, grid, depth, jump), data_format)
    return as_given(greatest(images, grid), data_format)


def _max_of_channels(images: np.ndarray, grid: Grid, depth: int, jump: int) -> np.ndarray:
    if grid.elements() != 1:
        raise unimplemented("MaxPooling supports exactly one of pooling across depth or pooling across width/height.")
    if images.shape[3] % depth:
        raise unimplemented("Depthwise max pooling requires the depth window to evenly divide the input depth")
    if depth != jump:
        raise unimplemented("Depthwise max pooling requires the depth window to equal the depth stride")
    found = greatest(images, grid, np.maximum)
    groups = found.reshape(*found.shape[:3], found.shape[3] // depth, depth)
    best = groups[..., 0]
    for k in range(1, depth):
        best = np.where(groups[..., k] > best, groups[..., k], best)  # NaN counts where it is the first
    return best


def greatest(images: np.ndarray, grid: Grid, larger: np.ufunc = np.fmax) -> np.ndarray:
    """The greatest element of each window and channel; NaN does not count but where `larger` says so."""
    if larger is np.fmax and pools.suits(images):
        return pools.greatest(images, grid)
    n, channels = len(images), images.shape[3]
    output = np.full((n, grid.rows.windows, grid.columns.windows, channels), lowest(images.dtype), images.dtype)
    for _, _, windows, elements in grid.parts():
        part = output[windows]
        larger(part, images[elements], out=part)
    return output


@MAX_POOL.gradient
def _max_pool_gradient(op: Operation, dy: Any) -> list:
    return [pooling_gradients.MAX_POOL_GRAD(op.inputs[0], op.outputs[0], dy, **attributes_of(op))]


@export("nn.max_pool")
def max_pool(
    value: TensorLike | None = None,
    ksize: IntegersLike | None = None,
    strides: IntegersLike | None = None,
    padding: Any = None,
    data_format: str | None = "NHWC",
    name: str | None = None,
    input: TensorLike | None = None,
) -> Tensor:
    """The greatest element of each window.

    Args:
      value, input: [n, height, width, channels], or [n, channels, height, width]; any real dtype. `input` is its later name.
      ksize: size of the windows: an int, two of them (rows, columns), or one per axis of `value`.
      strides: from one window to the next; like `ksize`.
      padding: "SAME" or "VALID", see `conv2d`. What is outside the image does not count.
      data_format: "NHWC" or "NCHW": the order of the axes of `value` and of the result.

    Returns:
      [n, rows, columns, channels], or in the order of `data_format`; dtype of `value`.

    Raises:
      ValueError: windows that do not fit, or a size of 0.
      UnimplementedError: (when run) windows over several images, or over channels and places at once.
      TypeError: another dtype.

    Example:
      >>> image = tf.reshape(tf.range(16.0), [1, 4, 4, 1])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.nn.max_pool(image, 2, 2, "VALID")).ravel().tolist()
      [5.0, 7.0, 13.0, 15.0]
    """
    value = one_of("input", input, "value", value)
    with name_scope(name, "MaxPool", [value]) as scope:
        data_format = data_format or "NHWC"
        channel_axis = 1 if data_format.startswith("NC") else 3
        ksize = ops.get_sequence(ksize, 2, channel_axis, "ksize")
        strides = ops.get_sequence(strides, 2, channel_axis, "strides")
        if any(size == 0 for size in ksize):
            raise ValueError("ksize cannot be zero.")
        return MAX_POOL(value, ksize=ksize, strides=strides, padding=padding, data_format=data_format, name=scope)


# -- the mean of each window -------------------------------------------------------------------------------------------

AVG_POOL = Op(
    "AvgPool", "value: T -> output: T", ATTRIBUTES, traits=PURE | ALLOCATES, T=FLOATS, shape=pool_shape, batch=folded(0)
)
AVG_POOL_DEPTH = "Non-spatial pooling is not yet supported. Volunteers? :)"


@AVG_POOL.kernel
def _avg_pool(value: np.ndarray, ksize: Any, strides: Any, padding: str, data_format: str) -> np.ndarray:
    images = channels_last(value, data_format) if value.ndim == 4 else value
    grid = pool_grid(images.shape, ksize, strides, padding, data_format)
    no_depth(ksize, strides, data_format, AVG_POOL_DEPTH)
    if pools.suits(images):
        return as_given(pools.mean(images, grid), data_format)
    exact = np.float32 if value.dtype == np.float16 else value.dtype
    total = np.zeros((len(images), grid.rows.windows, grid.columns.windows, images.shape[3]), exact)
    for _, _, windows, elements in grid.parts():
        total[windows] += images[elements]
    total /= counts_of(grid)
    return as_given(total.astype(value.dtype, copy=False), data_format)


@AVG_POOL.gradient
def _avg_pool_gradient(op: Operation, dy: Any) -> list:
    return [pooling_gradients.AVG_POOL_GRAD(ops.shape(op.inputs[0]), dy, **attributes_of(op))]


@export("nn.avg_pool", "nn.avg_pool2d")
def avg_pool(
    value: TensorLike,
    ksize: IntegersLike | None = None,
    strides: IntegersLike | None = None,
    padding: Any = None,
    data_format: str | None = "NHWC",
    name: str | None = None,
    input: TensorLike | None = None,
) -> Tensor:
    """The mean of each window; what is outside the image does not count.

    Args:
      value, input: [n, height, width, channels], or [n, channels, height, width]; float16, float32 or float64. `input` is its
        later name.
      ksize: size of the windows: an int, two of them (rows, columns), or one per axis of `value`.
      strides: from one window to the next; like `ksize`.
      padding: "SAME" or "VALID", see `conv2d`.
      data_format: "NHWC" or "NCHW": the order of the axes of images.

    Returns:
      [n, rows, columns, channels], or in the order of `data_format`; dtype of `value`.

    Raises:
      ValueError: windows that do not fit.
      UnimplementedError: (when run) windows over several images or channels.
      TypeError: another dtype.
    """
    with name_scope(name, "AvgPool", [value]) as scope:
        value = one_of("input", input, "value", value)
        data_format = data_format or "NHWC"
        channel_axis = 1 if data_format.startswith("NC") else 3
        return AVG_POOL(
            value,
            ksize=ops.get_sequence(ksize, 2, channel_axis, "ksize"),
            strides=ops.get_sequence(strides, 2, channel_axis, "strides"),
            padding=padding,
            data_format=data_format,
            name=scope,
        )
