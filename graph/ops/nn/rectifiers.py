"""Rectifiers: relu, relu6, leaky_relu, elu, selu, crelu."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.rules.batch import elementwise
from ...core.rules.direct import Constants, Direct
from ...core.rules.shape import merge_of_inputs, same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...windows import pixels

if TYPE_CHECKING:
    from ...core.operation import Operation


from headrace.formats.exports import export

from ...core.operation import Operation
from ...core.scopes.name_scope import name_scope
from ...types.likes import TensorLike
from . import joined

_FLOATS = dtypes.FLOATS
_REAL = dtypes.REALS


def _zero(x: Any) -> Any:
    return x.dtype.type(0)


RELU = Op("Relu", "features: T -> activations: T", traits=PURE, T=_REAL, shape=same_as_first, batch=elementwise)


@RELU.kernel
@RELU.kernel_into
def _relu(features, out=None):
    return np.maximum(features, _zero(features), out=out)


@RELU.direct
def _relu_directly(op: Operation, constants: Constants) -> Direct:
    return Direct(np.maximum, 1, (np.zeros((), op.inputs[0].dtype.base_dtype.as_numpy_dtype),))


RELU.joined(joined.rectified)


@RELU.gradient
def _relu_gradient(op, dy):
    return [RELU_GRAD(dy, op.outputs[0])]


RELU_GRAD = Op(
    "ReluGrad", "gradients: T, features: T -> backprops: T", traits=PURE, T=_REAL, shape=merge_of_inputs, batch=elementwise
)


@RELU_GRAD.kernel
@RELU_GRAD.kernel_into
def _relu_grad(gradients, features, out=None):
    if gradients.shape == features.shape and pixels.suits(gradients, features) and _in_c_order(gradients, features, out):
        return pixels.where_positive(gradients, features, out)
    return np.multiply(gradients, features > 0, out=out)


def _in_c_order(*arrays: np.ndarray | None) -> bool:
    return all(array is None or array.flags.c_contiguous for array in arrays)


RELU_GRAD.joined(joined.of_rectified)


@RELU_GRAD.gradient
def _relu_grad_gradient(op, dy):
    return [RELU_GRAD(dy, op.inputs[1]), ops.zeros_like(op.inputs[1])]


@export("nn.relu")
def relu(features: TensorLike, name: str | None = None) -> Tensor:
    """max(features, 0), element by element.

    Args:
      features: real numbers.

    Returns:
      shape and dtype of `features`.

    Raises:
      TypeError: another dtype.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.nn.relu([-1.0, 2.0])).tolist()
      [0.0, 2.0]
    """
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
    return [RELU6_GRAD(dy, op.inputs[1]), ops.zeros_like(op.inputs[1])]


@export("nn.relu6")
def relu6(features: TensorLike, name: str | None = None) -> Tensor:
    """min(max(features, 0), 6), element by element.

    Args:
      features: real numbers.

    Returns:
      shape and dtype of `features`.

    Raises:
      TypeError: another dtype.
    """
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
    return [LEAKY_RELU_GRAD(dy, op.inputs[1], alpha=op.get_attr("alpha")), ops.zeros_like(op.inputs[1])]


@export("nn.leaky_relu")
def leaky_relu(features: TensorLike, alpha: float = 0.2, name: str | None = None) -> Tensor:
    """`features` where positive, `alpha * features` elsewhere.

    Args:
      features: float16, float32 or float64, or integers, which become float32.
      alpha: slope of the negative part.

    Returns:
      the shape of `features`; its dtype, or float32.

    Raises:
      TypeError: another dtype.
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


@export("nn.elu")
def elu(features: TensorLike, name: str | None = None) -> Tensor:
    """exp(features) - 1 where negative, `features` elsewhere.

    Args:
      features: float16, float32 or float64.

    Returns:
      shape and dtype of `features`.

    Raises:
      TypeError: another dtype.
    """
    return ELU(features, name=name)


# G. Klambauer et al., "Self-Normalizing Neural Networks", 2017: with these two, mean 0 and variance 1 stay so.
_SCALE = 1.0507009873554804934193349852946
_SCALE_ALPHA = 1.7580993408473768599402175208123

SELU = Op("Selu", "features: T -> activations: T", traits=PURE, T=_FLOATS, shape=same_as_first, batch=elementwise)
SELU_GRAD = Op(
    "SeluGrad", "gradients: T, outputs: T -> backprops: T", traits=PURE, T=_FLOATS, shape=merge_of_inputs, batch=elementwise
)


@SELU.kernel
def _selu(features: np.ndarray) -> np.ndarray:
    kind = features.dtype.type
    return np.where(features < 0, kind(_SCALE_ALPHA) * np.expm1(features), kind(_SCALE) * features)


@SELU.gradient
def _selu_gradient(op: Operation, dy: Any) -> list:
    return [SELU_GRAD(dy, op.outputs[0])]


@SELU_GRAD.kernel
def _selu_grad(gradients: np.ndarray, outputs: np.ndarray) -> np.ndarray:
    kind = outputs.dtype.type
    return np.where(outputs < 0, gradients * (outputs + kind(_SCALE_ALPHA)), gradients * kind(_SCALE))


@SELU_GRAD.gradient
def _selu_grad_gradient(op: Operation, dy: Any) -> list:
    gradients, outputs = op.inputs
    is_negative = ops.less(outputs, ops.zeros_like(outputs))
    return [SELU_GRAD(dy, outputs), ops.where(is_negative, ops.multiply(dy, gradients), ops.zeros_like(dy))]


@export("nn.selu")
def selu(features: TensorLike, name: str | None = None) -> Tensor:
    """scale * features where positive, scale * alpha * (exp(features) - 1) elsewhere.

    alpha is 1.6733, scale 1.0507 (Klambauer et al., 2017, "Self-Normalizing Neural Networks").

    Args:
      features: float16, float32 or float64.

    Returns:
      shape and dtype of `features`.

    Raises:
      TypeError: another dtype.
    """
    return SELU(features, name=name)


@export("nn.crelu")
def crelu(features: TensorLike, name: str | None = None, axis: int = -1) -> Tensor:
    """The relu of `features` and that of -`features`, joined along an axis.

    Args:
      features: real numbers.
      axis: int in [-rank, rank), which gets twice as long.

    Returns:
      the shape of `features` with `axis` twice as long, its dtype.

    Raises:
      TypeError: another dtype.
      ValueError: `axis` is out of range.
    """
    with name_scope(name, "CRelu", [features]) as scope:
        features = convert_to_tensor(features, name="features")
        return ops.relu(ops.concat([features, ops.negative(features)], axis, name=scope))


def is_cut_off_below(operation: Any) -> bool:
    """Whether an operation makes (nearly) nothing of what is below 0."""
    return operation.type in ("Relu", "Relu6", "Softplus")


def is_cut_off_above(operation: Any) -> bool:
    """Whether an operation makes 6 of what is above it."""
    return operation.type == "Relu6"
