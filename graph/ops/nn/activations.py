"""Activation functions: relu and its relatives, softmax, log_softmax.

The gradient of each elementwise one is an op of its own, as in TensorFlow, so that it is one pass over the arrays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.rules.batch import elementwise, native
from ...core.rules.shape import merge_of_inputs, same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes, errors
from ...types.static_shapes import StaticShape, with_rank_at_least

if TYPE_CHECKING:
    from ...core.graph import Operation

_FLOATS = dtypes.FLOATS
_REAL = dtypes.REALS


def _zero(x: Any) -> Any:
    return x.dtype.type(0)


RELU = Op("Relu", "features: T -> activations: T", traits=PURE, T=_REAL, shape=same_as_first, batch=elementwise)


@RELU.kernel
@RELU.into
def _relu(features, out=None):
    return np.maximum(features, _zero(features), out=out)


@RELU.gradient
def _relu_gradient(op, dy):
    return [RELU_GRAD(dy, op.outputs[0])]


RELU_GRAD = Op(
    "ReluGrad", "gradients: T, features: T -> backprops: T", traits=PURE, T=_REAL, shape=merge_of_inputs, batch=elementwise
)


@RELU_GRAD.kernel
@RELU_GRAD.into
def _relu_grad(gradients, features, out=None):
    return np.multiply(gradients, features > 0, out=out)


@RELU_GRAD.gradient
def _relu_grad_gradient(op, dy):
    return [RELU_GRAD(dy, op.inputs[1]), None]


def relu(features: Any, name: str | None = None) -> Tensor:
    """max(features, 0). Source: tf.nn.relu, TensorFlow 1.15."""
    return RELU(features, name=name)


RELU6 = Op("Relu6", "features: T -> activations: T", traits=PURE, T=_REAL, shape=same_as_first, batch=elementwise)


@RELU6.kernel
def _relu6(features):
    return np.minimum(np.maximum(features, _zero(features)), features.dtype.type(6))


@RELU6.gradient
def _relu6_gradient(op, dy):
    return [RELU6_GRAD(dy, op.outputs[0])]


RELU6_GRAD = Op(
    "Relu6Grad", "gradients: T, features: T -> backprops: T", traits=PURE, T=_REAL, shape=merge_of_inputs, batch=elementwise
)


@RELU6_GRAD.kernel
def _relu6_grad(gradients, features):
    return np.multiply(gradients, (features > 0) & (features < 6))


@RELU6_GRAD.gradient
def _relu6_grad_gradient(op, dy):
    return [RELU6_GRAD(dy, op.inputs[1]), None]


def relu6(features: Any, name: str | None = None) -> Tensor:
    """min(max(features, 0), 6). Source: tf.nn.relu6, TensorFlow 1.15."""
    return RELU6(features, name=name)


LEAKY_RELU = Op(
    "LeakyRelu",
    "features: T -> activations: T",
    "alpha: float = 0.2, T: type = float32",
    traits=PURE,
    T=_FLOATS,
    shape=same_as_first,
    batch=elementwise,
)


@LEAKY_RELU.kernel
def _leaky_relu(features, alpha):
    return np.where(features > 0, features, features * features.dtype.type(alpha))


@LEAKY_RELU.gradient
def _leaky_relu_gradient(op, dy):
    return [LEAKY_RELU_GRAD(dy, op.inputs[0], alpha=op.get_attr("alpha"))]


LEAKY_RELU_GRAD = Op(
    "LeakyReluGrad",
    "gradients: T, features: T -> backprops: T",
    "alpha: float = 0.2, T: type = float32",
    traits=PURE,
    T=_FLOATS,
    shape=merge_of_inputs,
    batch=elementwise,
)


@LEAKY_RELU_GRAD.kernel
def _leaky_relu_grad(gradients, features, alpha):
    return np.where(features > 0, gradients, gradients * gradients.dtype.type(alpha))


@LEAKY_RELU_GRAD.gradient
def _leaky_relu_grad_gradient(op, dy):
    return [LEAKY_RELU_GRAD(dy, op.inputs[1], alpha=op.get_attr("alpha")), None]


def leaky_relu(features: Any, alpha: float = 0.2, name: str | None = None) -> Tensor:
    """`features` where positive, `alpha * features` elsewhere; integers become float32.

    Source: tf.nn.leaky_relu, TensorFlow 1.15.
    """
    features = convert_to_tensor(features, name="features")
    if features.dtype.is_integer:
        features = ops.cast(features, dtypes.float32)
    return LEAKY_RELU(features, alpha=float(alpha), name=name)


ELU = Op("Elu", "features: T -> activations: T", traits=PURE, T=_FLOATS, shape=same_as_first, batch=elementwise)


@ELU.kernel
def _elu(features):
    return np.where(features < 0, np.expm1(features), features)


@ELU.gradient
def _elu_gradient(op, dy):
    return [ELU_GRAD(dy, op.outputs[0])]


ELU_GRAD = Op(
    "EluGrad", "gradients: T, outputs: T -> backprops: T", traits=PURE, T=_FLOATS, shape=merge_of_inputs, batch=elementwise
)


@ELU_GRAD.kernel
def _elu_grad(gradients, outputs):
    return np.where(outputs < 0, (outputs + outputs.dtype.type(1)) * gradients, gradients)


@ELU_GRAD.gradient
def _elu_grad_gradient(op, dy):
    gradients, outputs = op.inputs
    is_negative = ops.less(outputs, 0)
    return [ELU_GRAD(dy, outputs), ops.where(is_negative, ops.multiply(dy, gradients), ops.zeros_like(dy))]


def elu(features: Any, name: str | None = None) -> Tensor:
    """exp(features) - 1 where negative, `features` elsewhere. Source: tf.nn.elu, TensorFlow 1.15."""
    return ELU(features, name=name)


SOFTPLUS = Op("Softplus", "features: T -> activations: T", traits=PURE, T=_FLOATS, shape=same_as_first, batch=elementwise)


@SOFTPLUS.kernel
def _softplus(features):
    return np.log1p(np.exp(-np.abs(features))) + np.maximum(features, _zero(features))


@SOFTPLUS.gradient
def _softplus_gradient(op, dy):
    return [SOFTPLUS_GRAD(dy, op.inputs[0])]


SOFTPLUS_GRAD = Op(
    "SoftplusGrad",
    "gradients: T, features: T -> backprops: T",
    traits=PURE,
    T=_FLOATS,
    shape=merge_of_inputs,
    batch=elementwise,
)


@SOFTPLUS_GRAD.kernel
def _softplus_grad(gradients, features):
    return gradients / (np.exp(-features) + features.dtype.type(1))


@SOFTPLUS_GRAD.gradient
def _softplus_grad_gradient(op, dy):
    gradients, features = op.inputs
    # The derivative of the sigmoid s is s * (1 - s) = 1 / (exp(-x) + 2 + exp(x)).
    curvature = ops.add(ops.add(ops.exp(ops.negative(features)), ops.exp(features)), 2.0)
    return [SOFTPLUS_GRAD(dy, features), ops.realdiv(ops.multiply(dy, gradients), curvature)]


def softplus(features: Any, name: str | None = None) -> Tensor:
    """log(exp(features) + 1). Source: tf.nn.softplus, TensorFlow 1.15."""
    return SOFTPLUS(features, name=name)


SOFTSIGN = Op("Softsign", "features: T -> activations: T", traits=PURE, T=_FLOATS, shape=same_as_first, batch=elementwise)


@SOFTSIGN.kernel
def _softsign(features):
    return features / (np.abs(features) + features.dtype.type(1))


@SOFTSIGN.gradient
def _softsign_gradient(op, dy):
    return [ops.realdiv(dy, ops.square(ops.add(ops.abs(op.inputs[0]), 1.0)))]


def softsign(features: Any, name: str | None = None) -> Tensor:
    """features / (abs(features) + 1). Source: tf.nn.softsign, TensorFlow 1.15."""
    return SOFTSIGN(features, name=name)


def _at_least_a_vector(op: Operation) -> StaticShape:
    return with_rank_at_least(op.inputs[0].static_shape, 1)


def softmax_of(logits: np.ndarray) -> np.ndarray:
    """The softmax along the last axis."""
    result = np.subtract(logits, logits.max(axis=-1, keepdims=True))
    np.exp(result, out=result)
    result /= result.sum(axis=-1, keepdims=True)
    return result


def _check_logits(logits: np.ndarray) -> None:
    if logits.ndim == 0:
        raise errors.invalid("logits must have >= 1 dimension, got []")


SOFTMAX = Op("Softmax", "logits: T -> softmax: T", traits=PURE, T=_FLOATS, shape=_at_least_a_vector, batch=native)


@SOFTMAX.kernel
def _softmax(logits):
    _check_logits(logits)
    return softmax_of(logits) if logits.size else logits.copy()


@SOFTMAX.gradient
def _softmax_gradient(op, dy):
    y = op.outputs[0]
    return [ops.multiply(ops.subtract(dy, ops.reduce_sum(ops.multiply(dy, y), -1, keepdims=True)), y)]


LOG_SOFTMAX = Op("LogSoftmax", "logits: T -> logsoftmax: T", traits=PURE, T=_FLOATS, shape=_at_least_a_vector, batch=native)


@LOG_SOFTMAX.kernel
def _log_softmax(logits):
    _check_logits(logits)
    if not logits.size:
        return logits.copy()
    shifted = logits - logits.max(axis=-1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shifted


@LOG_SOFTMAX.gradient
def _log_softmax_gradient(op, dy):
    return [ops.subtract(dy, ops.multiply(ops.reduce_sum(dy, -1, keepdims=True), ops.exp(op.outputs[0])))]


def softmax(logits: Any, axis: int | None = None, name: str | None = None, dim: int | None = None) -> Tensor:
    """exp(logits) / sum(exp(logits)) along one axis.

    Args:
      logits: float16, float32 or float64, at least one dimension.
      axis: the last by default; `dim` is its old name.

    Raises:
      InvalidArgumentError: `axis` is out of range, or (when run) `logits` is a scalar.

    Source: tf.nn.softmax, TensorFlow 1.15.
    """
    return _along(SOFTMAX, logits, _one_axis(axis, dim), name)


def log_softmax(logits: Any, axis: int | None = None, name: str | None = None, dim: int | None = None) -> Tensor:
    """logits - log(sum(exp(logits))) along one axis. Arguments and errors as `softmax`.

    Source: tf.nn.log_softmax, TensorFlow 1.15.
    """
    return _along(LOG_SOFTMAX, logits, _one_axis(axis, dim), name)


def _one_axis(axis: int | None, dim: int | None) -> int:
    if dim is None:
        return -1 if axis is None else axis
    if axis is not None:
        raise ValueError("Cannot specify both 'axis' and 'dim'")
    return dim


def _along(definition: Op, logits: Any, axis: int, name: str | None) -> Tensor:
    logits = convert_to_tensor(logits)
    rank = None if logits.static_shape is None else len(logits.static_shape)
    if axis == -1 or (rank is not None and axis == rank - 1):
        return definition(logits, name=name)
    if rank is not None:
        check_axis(axis, rank)
    result = swap_with_last(definition(swap_with_last(logits, axis)), axis, name)
    result.set_shape(logits.static_shape)
    return result


def check_axis(axis: int, rank: int) -> None:
    """Raises InvalidArgumentError unless a tensor of `rank` has the axis."""
    if not -rank <= axis < rank:
        raise errors.invalid(
            f"`dim` must be in the range [{-rank}, {rank}) where {rank} is the number of dimensions in the input. "
            f"Received: dim={axis}",
        )


def swap_with_last(tensor: Tensor, axis: int, name: str | None = None) -> Tensor:
    """The tensor with `axis` and the last axis exchanged."""
    if tensor.static_shape is not None:
        swapped = list(range(len(tensor.static_shape)))
        swapped[axis], swapped[-1] = swapped[-1], swapped[axis]
        return ops.transpose(tensor, swapped, name=name or "transpose")
    count = ops.rank(tensor)
    last = ops.subtract(count, 1)
    if axis < 0:
        place = ops.add(count, axis)
        before, after = ops.range(place), ops.range(ops.add(place, 1), last)
    else:
        place = convert_to_tensor(axis, dtypes.int32)
        before, after = ops.range(axis), ops.range(axis + 1, last)
    order = ops.concat([before, [last], after, [place]], 0)
    return ops.transpose(tensor, order, name=name or "transpose")
