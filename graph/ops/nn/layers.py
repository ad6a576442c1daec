"""Parts of neural networks that are neither activation nor loss: biases, dropout, norms, moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at, renamed, tell

from ... import ops
from ...core.arguments import one_of
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operators import Operators
from ...core.rules.batch import PER_RECORD, folded
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.structures import listed
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes, errors
from ...types.likes import IntegersLike, ShapeLike, TensorLike
from ...types.shapes import TensorShape
from ...types.static_shapes import StaticShape, bracket, merge_dim, with_rank, with_rank_at_least
from ...windows import batch_norms, pixels
from . import joined

if TYPE_CHECKING:
    from ...core.operation import Operation

_NUMERIC = dtypes.NUMBERS
_LARGE = 1 << 16
"""Numbers: so many are added on several threads."""

BIAS_ADD = Op(
    "BiasAdd",
    "value: T, bias: T -> output: T",
    "data_format: {'NHWC', 'NCHW'} = 'NHWC'",
    traits=PURE,
    T=_NUMERIC,
    batch=folded(0),
)


def _channel_axis(data_format: str) -> int:
    return 1 if data_format == "NCHW" else -1


def _shape_with_channels(op: Operation) -> StaticShape:
    return with_rank_at_least(op.inputs[0].static_shape, 3 if op.get_attr("data_format") == "NCHW" else 2)


@BIAS_ADD.shape
def _bias_add_shape(op):
    shape = _shape_with_channels(op)
    (size,) = with_rank(op.inputs[1].static_shape, 1)
    if shape is None:
        return None
    axis = _channel_axis(op.get_attr("data_format")) % len(shape)
    return (*shape[:axis], merge_dim(shape[axis], size), *shape[axis + 1 :])


@BIAS_ADD.kernel
@BIAS_ADD.kernel_into
def _bias_add(value, bias, data_format, out=None):
    axis = _channel_axis(data_format)
    if value.ndim < 2:
        raise errors.invalid(f"Input tensor must be at least 2D: {bracket(value.shape)}")
    if bias.ndim != 1:
        raise errors.invalid(f"Biases must be 1D: {bracket(bias.shape)}")
    if value.shape[axis] != bias.shape[0]:
        raise errors.invalid(
            "Must provide as many biases as the last dimension of the input tensor: "
            f"{bracket(bias.shape)} vs. {bracket(value.shape)}",
        )
    return np.add(value, bias if axis < 0 else bias.reshape(-1, *(1,) * (value.ndim - 2)), out=out)


BIAS_ADD.joined(joined.with_bias)


@BIAS_ADD.gradient
def _bias_add_gradient(op, dy):
    return [dy, BIAS_ADD_GRAD(dy, data_format=op.get_attr("data_format"))]


BIAS_ADD_GRAD = Op(
    "BiasAddGrad",
    "out_backprop: T -> output: T",
    "data_format: {'NHWC', 'NCHW'} = 'NHWC'",
    traits=PURE,
    T=_NUMERIC,
    batch=PER_RECORD,
)


@BIAS_ADD_GRAD.shape
def _bias_add_grad_shape(op):
    shape = _shape_with_channels(op)
    return (None,) if shape is None else (shape[_channel_axis(op.get_attr("data_format"))],)


def _total(array: np.ndarray, axes: tuple[int, ...]) -> np.ndarray:
    """The sum along axes, of halves in single precision."""
    kind = np.float32 if array.dtype == np.float16 else array.dtype
    return array.sum(axis=axes, dtype=kind).astype(array.dtype, copy=False)


@BIAS_ADD_GRAD.kernel
def _bias_add_grad(out_backprop, data_format):
    axis = _channel_axis(data_format) % out_backprop.ndim
    if out_backprop.size >= _LARGE and axis == out_backprop.ndim - 1 and pixels.suits(out_backprop):
        return batch_norms.sums(out_backprop.reshape(-1, out_backprop.shape[axis]))
    return _total(out_backprop, tuple(k for k in range(out_backprop.ndim) if k != axis))


@BIAS_ADD_GRAD.gradient
def _bias_add_grad_gradient(op, dy):
    return [BIAS_ADD(ops.zeros_like(op.inputs[0]), dy, data_format=op.get_attr("data_format"))]


@export("nn.bias_add")
@once_named_at("data_format", "0.7", "NHWC", "NCHW", "NWC", "NCW", "NDHWC", "NCDHW", "N...C", "NC...")
def bias_add(value: TensorLike, bias: TensorLike, data_format: str | None = None, name: str | None = None) -> Tensor:
    """`value` with a bias added to each channel.

    Args:
      value: numbers, at least two dimensions.
      bias: vector of the type of `value`, one element per channel.
      data_format: `N...C` (channels last, the default) or `NC...` (channels second).

    Returns:
      shape and dtype of `value`.

    Raises:
      ValueError: another `data_format`, or sizes that do not fit.
      TypeError: the dtypes differ or are not of numbers.
      InvalidArgumentError: (when run) sizes that do not fit.
    """
    channels_second = data_format is not None and data_format.startswith("NC")
    if data_format is not None and not channels_second and not (data_format.startswith("N") and data_format.endswith("C")):
        raise ValueError(f"`data_format` must be of the form `N...C` or `NC...`. Received: data_format={data_format}")
    return BIAS_ADD(value, bias, data_format="NCHW" if channels_second else "NHWC", name=name or "BiasAdd")


@export("nn.xw_plus_b")
def xw_plus_b(x: TensorLike, weights: TensorLike, biases: TensorLike, name: str | None = None) -> Tensor:
    """matmul(x, weights) + biases.

    Args:
      x: [batch, in].
      weights: [in, out] of the same dtype.
      biases: [out] of the same dtype.

    Returns:
      [batch, out], their dtype.

    Raises:
      TypeError: the dtypes differ or are not of numbers.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    with name_scope(name, "xw_plus_b", [x, weights, biases]) as scope:
        return bias_add(ops.matmul(x, weights), biases, name=scope)


@export("nn.relu_layer")
@documented_by(xw_plus_b)
def relu_layer(x: TensorLike, weights: TensorLike, biases: TensorLike, name: str | None = None) -> Tensor:
    """relu(matmul(x, weights) + biases)."""
    with name_scope(name, "relu_layer", [x, weights, biases]) as scope:
        return ops.relu(bias_add(ops.matmul(x, weights), biases), name=scope)


L2_LOSS = Op("L2Loss", "t: T -> output: T", traits=PURE, T=dtypes.FLOATS, batch=PER_RECORD)


@L2_LOSS.shape
def _l2_loss_shape(op) -> StaticShape:
    return ()


@L2_LOSS.kernel
def _l2_loss(t):
    flat = t.reshape(-1)
    return np.dot(flat, flat) * flat.dtype.type(0.5)


@L2_LOSS.gradient
def _l2_loss_gradient(op, dy):
    return [op.inputs[0] * dy]


@export("nn.l2_loss")
def l2_loss(t: TensorLike, name: str | None = None) -> Tensor:
    """Half the sum of the squares, sum(t ** 2) / 2.

    Args:
      t: float16, float32 or float64, any shape.

    Returns:
      scalar of the dtype of `t`.

    Raises:
      TypeError: another dtype.
    """
    return L2_LOSS(t, name=name)


@export("nn.l2_normalize", "math.l2_normalize", "linalg.l2_normalize")
def l2_normalize(
    x: TensorLike,
    axis: IntegersLike | None = None,
    epsilon: float = 1e-12,
    name: str | None = None,
    dim: IntegersLike | None = None,
) -> Tensor:
    """x / sqrt(max(sum(x ** 2), epsilon)): length 1 along axes.

    Args:
      x: float16, float32 or float64.
      axis: an axis or list of axes along which the sum goes; all by default.
      epsilon: float, a lower bound of the sum.
      dim: `axis` under its old name.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
      ValueError: there is no such axis, or both of its names are used.
      InvalidArgumentError: (when run) there is no such axis.
    """
    with name_scope(name, "l2_normalize", [x]) as scope:
        axis = renamed("axis", axis, "dim", dim, "1.5")
        x = convert_to_tensor(x, name="x")
        length = ops.reduce_sum(ops.square(x), axis, keepdims=True)
        return ops.multiply(x, ops.rsqrt(ops.maximum(length, epsilon)), name=scope)


@export("nn.dropout")
def dropout(
    x: TensorLike,
    keep_prob: float | Operators | None = None,
    noise_shape: ShapeLike | None = None,
    seed: int | None = None,
    name: str | None = None,
    rate: float | Operators | None = None,
) -> Tensor:
    """`x` with some elements, drawn at random, set to 0 and the others scaled up to keep the sum on average.

    Args:
      x: float16, float32 or float64.
      keep_prob: the chance of each element to stay; 1 - rate.
      noise_shape: int32, broadcast against the shape of `x`: what is kept or dropped together. None in it stands for the size
        of `x`, which must be known.
      seed: see `tf.set_random_seed`.
      rate: the chance of each element to be dropped, in [0, 1); a number or a scalar tensor.

    Returns:
      shape and dtype of `x`; `x` itself where the rate is known to be 0.

    Raises:
      ValueError: `x` is not floating, no rate or two are given, or a rate out of range.

    Example:
      >>> with tf.Session() as sess:
      ...     set(sess.run(tf.nn.dropout(tf.ones([100]), rate=0.5)).tolist()) == {0.0, 2.0}
      True
    """
    if keep_prob is not None:
        if rate is not None:
            raise ValueError("Cannot specify both 'keep_prob' and 'rate'.")
        if isinstance(keep_prob, str):
            raise ValueError(f"keep_prob must be a floating point number or Tensor (got {keep_prob!r})")
        tell("the argument keep_prob", "rate = 1 - keep_prob", "1.13")
        rate = 1.0 - keep_prob
    if rate is None:
        raise ValueError("You must provide a rate to dropout.")
    with name_scope(name, "dropout", [x]):
        x = convert_to_tensor(x, name="x")
        if not x.dtype.is_floating:
            raise ValueError(
                f"x has to be a floating point tensor since it's going to be scaled. Got a {x.dtype} tensor instead."
            )
        if isinstance(rate, (int, float, np.number)) and not 0 <= rate < 1:
            raise ValueError(f"rate must be a scalar tensor or a float in the range [0, 1), got {rate:g}")
        if isinstance(rate, (int, float, np.number)) and rate == 0:
            return x
        rate = convert_to_tensor(rate, x.dtype, name="rate")
        rate.shape.assert_has_rank(0)
        if constant_value(rate) == 0:
            return x
        drawn = ops.random_uniform(_noise_shape(x, noise_shape), seed=seed, dtype=x.dtype)
        is_kept = ops.greater_equal(drawn, rate)
        one = convert_to_tensor(1.0, x.dtype)
        scale = ops.realdiv(one, ops.subtract(one, rate, name="sub"), name="truediv")
        result = ops.multiply(ops.multiply(x, scale, name="mul"), ops.cast(is_kept, x.dtype), name="mul_1")
        result.set_shape(x.static_shape)
        return result


def _noise_shape(x: Tensor, noise_shape: Any) -> Any:
    if noise_shape is None:
        return ops.shape(x)
    noise_shape = listed(noise_shape)
    if isinstance(noise_shape, (list, tuple)) and None in noise_shape:
        sizes = x.static_shape
        if sizes is not None and len(sizes) == len(noise_shape):
            return TensorShape([known if given is None else given for given, known in zip(noise_shape, sizes, strict=True)])
    return noise_shape


@export("nn.batch_norm_with_global_normalization")
def batch_norm_with_global_normalization(
    t: TensorLike | None = None,
    m: Any = None,
    v: Any = None,
    beta: TensorLike | None = None,
    gamma: TensorLike | None = None,
    variance_epsilon: Any = None,
    scale_after_normalization: bool | None = None,
    name: str | None = None,
    input: TensorLike | None = None,
    mean: TensorLike | None = None,
    variance: TensorLike | None = None,
) -> Tensor:
    """`batch_normalization` with `beta` for the offset and `gamma` for the scale.

    Args:
      t, input: what is normalized, floating; `input` is its later name.
      m, mean: the mean, what broadcasts against `t`; `mean` is its later name.
      v, variance: the variance, like the mean; `variance` is its later name.
      beta: the offset, like the mean.
      gamma: the scale, like the mean.
      variance_epsilon: float that is added to the variance.
      scale_after_normalization: whether `gamma` is used.

    Returns:
      shape and dtype of `t`.

    Raises:
      TypeError: the dtypes differ.
      ValueError: both names of one argument are used.
    """
    t, m, v = one_of("input", input, "t", t), one_of("mean", mean, "m", m), one_of("variance", variance, "v", v)
    return batch_normalization(t, m, v, beta, gamma if scale_after_normalization else None, variance_epsilon, name)


@export("nn.batch_normalization")
def batch_normalization(
    x: Any, mean: Any, variance: Any, offset: Any, scale: Any, variance_epsilon: float, name: str | None = None
) -> Tensor:
    """(x - mean) / sqrt(variance + variance_epsilon) * scale + offset.

    Args:
      x: floating.
      mean, variance: what broadcasts against `x`, of one floating type, which may be another than that of `x`.
      offset, scale: the same, of the type of `mean`, or None.
      variance_epsilon: float that is added to the variance.

    Returns:
      the broadcast shape, dtype of `x`.

    Raises:
      TypeError: `mean`, `variance`, `offset` and `scale` are of several types.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    with name_scope(name, "batchnorm", [x, mean, variance, scale, offset]):
        x = convert_to_tensor(x, name="x")
        variance = variance if hasattr(variance, "dtype") else convert_to_tensor(variance, x.dtype)
        factor = ops.rsqrt(variance + variance_epsilon)
        if scale is not None:
            factor = factor * scale
        scaled = x * ops.cast(factor, x.dtype)
        return scaled + ops.cast(offset - mean * factor if offset is not None else -mean * factor, x.dtype)


@export("nn.zero_fraction", "math.zero_fraction")
def zero_fraction(value: TensorLike, name: str | None = None) -> Tensor:
    """The share of elements that are 0; NaN where there are none.

    Args:
      value: numbers of any shape.

    Returns:
      float32 scalar.
    """
    with name_scope(name, "zero_fraction", [value]):
        value = convert_to_tensor(value, name="value")
        is_zero = ops.cast(ops.equal(value, np.zeros((), value.dtype.as_numpy_dtype)), dtypes.float32)
        return ops.reduce_mean(is_zero, name="fraction")
