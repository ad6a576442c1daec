"""Activations of later networks: selu, crelu, swish.

Source of names and op types: TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ... import ops
from ...core.build import convert_to_tensor
from ...core.graph import Operation
from ...core.op import Op
from ...core.rules.batch import elementwise
from ...core.rules.shape import merge_of_inputs, same_as_first
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes

_FLOATS = (dtypes.float16, dtypes.float32, dtypes.float64)

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


def selu(features: Any, name: str | None = None) -> Tensor:
    """scale * features where positive, scale * alpha * (exp(features) - 1) elsewhere.

    Source: tf.nn.selu, TensorFlow 1.15.
    """
    return SELU(features, name=name)


def crelu(features: Any, name: str | None = None, axis: int = -1) -> Tensor:
    """The relu of `features` and that of -`features`, joined along `axis`, which gets twice as long.

    Source: tf.nn.crelu, TensorFlow 1.15.
    """
    with name_scope(name, "CRelu", [features]) as scope:
        features = convert_to_tensor(features, name="features")
        return ops.relu(ops.concat([features, ops.negative(features)], axis, name=scope))


def swish(features: Any) -> Tensor:
    """features * sigmoid(features). Source: tf.nn.swish, TensorFlow 1.15."""
    features = convert_to_tensor(features, name="features")
    return ops.multiply(features, ops.sigmoid(features))
