"""Functions of channels: softmax, lengths, the greatest of several, places of features; and gradients that are scaled."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.rules.registered_gradients import RegisterGradient
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.initializers.plain import Constant, Ones
from headrace.graph.variables.scope import variable_scope

from ..arg_scope import add_arg_scope
from ..variables import model_variable
from .common import check_data_format, collections_for
from .utils import last_dimension


@export("contrib.layers.softmax", "contrib.slim.softmax")
@add_arg_scope
def softmax(logits: TensorLike, scope: ScopeLike | None = None) -> Tensor:
    """The softmax along the last axis of a tensor of any rank.

    Args:
      logits: floating [..., classes], of rank at least 2, the last dimension known.
      scope: the variable scope of the operations, "softmax" by default.

    Returns:
      in the shape and type of `logits`, each vector with the sum 1.

    Raises:
      ValueError: logits of a lower rank, or whose last dimension is not known.
    """
    with variable_scope(scope, "softmax", [logits]):
        logits = convert_to_tensor(logits)
        rows = ops.reshape(logits, [-1, last_dimension(logits.shape, min_rank=2)])
        outputs = ops.reshape(ops.softmax(rows), ops.shape(logits))
        outputs.set_shape(logits.static_shape)
        return outputs


@export("contrib.layers.unit_norm", "contrib.slim.unit_norm")
@add_arg_scope
def unit_norm(inputs: TensorLike, dim: int, epsilon: float = 1e-7, scope: ScopeLike | None = None) -> Tensor:
    """`inputs` divided by their length along a dimension.

    Args:
      inputs: floating, of known rank.
      dim: the dimension, from 0 on.
      epsilon: added under the root of the sum of squares.
      scope: the variable scope of the operations, "UnitNorm" by default.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: a dimension that there is not, or the rank is not known.
    """
    with variable_scope(scope, "UnitNorm", [inputs]):
        inputs = convert_to_tensor(inputs)
        ndim = inputs.shape.ndims
        if not ndim:
            raise ValueError("The input rank must be known.")
        if dim < 0 or dim >= ndim:
            raise ValueError("dim must be positive but smaller than the input rank.")
        lengths: Any = ops.sqrt(epsilon + ops.reduce_sum(ops.square(inputs), dim, keepdims=True))
        return ops.div(inputs, lengths)


@export("contrib.layers.maxout", "contrib.slim.maxout")
@add_arg_scope
def maxout(inputs: TensorLike, num_units: int, axis: int = -1, scope: ScopeLike | None = None) -> Tensor:
    """The greatest of several neighbours along an axis, so that `num_units` are left.

    Source: Goodfellow et al., "Maxout Networks", 2013.

    Args:
      inputs: numbers, of known rank.
      num_units: how many elements the axis has then, a divisor of what it has.
      axis: the axis, whose size is known.
      scope: the variable scope of the operations, "MaxOut" by default.

    Returns:
      in the type of `inputs`, of their shape but for the axis.

    Raises:
      ValueError: the size of the axis is no multiple of `num_units`.
    """
    with variable_scope(scope, "MaxOut", [inputs]):
        inputs = convert_to_tensor(inputs)
        sizes: list[Any] = inputs.shape.as_list()
        channels = sizes[axis]
        if channels % num_units:
            raise ValueError(f"number of features({channels}) is not a multiple of num_units({num_units})")
        sizes[axis] = num_units
        found: Any = ops.shape(inputs)
        sizes = [found[k] if size is None else size for k, size in enumerate(sizes)]
        return ops.reduce_max(ops.reshape(inputs, [*sizes, channels // num_units]), -1)


@export("contrib.layers.python.layers.layers.poincare_normalize")
def poincare_normalize(x: TensorLike, axis: Any = 1, epsilon: float = 1e-5, name: str | None = None) -> Tensor:
    """Vectors brought into the open unit ball: those as long as 1 - `epsilon` or longer get that length.

    Source: Nickel, Kiela: Poincaré Embeddings for Learning Hierarchical Representations, 2017.

    Args:
      x: floating, of any shape.
      axis: along which vectors lie, an int or a list of them.
      epsilon: how far from the border vectors stay.
      name: of the scope of the operations, "poincare_normalize" by default.

    Returns:
      in the shape and type of `x`.
    """
    with name_scope(name, "poincare_normalize", [x]) as scope:
        x = convert_to_tensor(x, name="x")
        inverse: Any = ops.rsqrt(ops.reduce_sum(ops.square(x), axis, keepdims=True))
        return ops.multiply(x, ops.minimum((1.0 - epsilon) * inverse, 1.0), name=scope)


@export("contrib.layers.spatial_softmax", "contrib.slim.spatial_softmax")
@add_arg_scope
def spatial_softmax(
    features: TensorLike,
    temperature: float | None = None,
    name: ScopeLike | None = None,
    variables_collections: Any = None,
    trainable: bool = True,
    data_format: str = "NHWC",
) -> Tensor:
    """Where each channel is highest: the mean place under the softmax of the channel over the image.

    Source: Finn et al., "Deep Spatial Autoencoders for Visuomotor Learning", 2015.

    Args:
      features: float32 [batch, height, width, channels], or [batch, channels, height, width] with `data_format="NCHW"`.
      temperature: what the features are divided by at first: a variable of that name; 1 by default.
      name: the variable scope, "spatial_softmax" by default.
      variables_collections: collections that the variable goes into besides where it is trained: a list, or a dict with a list
        for "temperature".
      trainable: whether the variable goes into TRAINABLE_VARIABLES.
      data_format: "NHWC" or "NCHW".

    Returns:
      [batch, 2 * channels]: for each channel the row and the column, each from -1 to 1.

    Raises:
      ValueError: another format, or the number of channels is not known.
    """
    with variable_scope(name, "spatial_softmax"):
        features = convert_to_tensor(features)
        shape: Any = ops.shape(features)
        check_data_format(data_format)
        first = 2 if data_format == "NCHW" else 1
        channels: Any = features.shape.as_list()[1 if data_format == "NCHW" else 3]
        height, width = shape[first], shape[first + 1]
        if channels is None:
            raise ValueError("The num_channels dimension of the inputs to `spatial_softmax` should be defined. Found `None`.")
        with name_scope("spatial_softmax_op", "spatial_softmax_op", [features]):
            across = ops.lin_space(-1.0, 1.0, num=height), ops.lin_space(-1.0, 1.0, num=width)
            rows, columns = (ops.reshape(one, [height * width]) for one in ops.meshgrid(*across, indexing="ij"))
            divisor = model_variable(
                "temperature",
                shape=(),
                dtype=dtypes.float32,
                initializer=Ones() if temperature is None else Constant(temperature),
                collections=collections_for(variables_collections, "temperature") if trainable else None,
                trainable=trainable,
            )
            if data_format == "NHWC":
                features = ops.transpose(features, [0, 3, 1, 2])
            attention = ops.softmax(ops.div(ops.reshape(features, [-1, height * width]), divisor))
            places = [ops.reduce_sum(ops.multiply(one, attention), [1], keepdims=True) for one in (rows, columns)]
            outputs = ops.reshape(ops.concat(places, 1), [-1, channels * 2])
            outputs.set_shape([None, channels * 2])
    return outputs


@RegisterGradient("ScaledByInput")
def _scaled_by_input(op: Any, grad: Any, _: Any) -> list[Any]:
    return [grad * op.inputs[1], None]


@export("contrib.layers.scale_gradient", "contrib.slim.scale_gradient")
def scale_gradient(inputs: TensorLike, gradient_multiplier: TensorLike, name: str | None = None) -> Tensor:
    """`inputs` as they are, with gradients multiplied by `gradient_multiplier`.

    Args:
      inputs: float32, of any shape.
      gradient_multiplier: float32, a scalar or of a shape that is broadcast to that of the inputs.

    Returns:
      in the shape and type of `inputs`.
    """
    inputs = convert_to_tensor(inputs, dtypes.float32)
    multiplier = convert_to_tensor(gradient_multiplier, dtypes.float32)
    with get_default_graph().gradient_override_map({"IdentityN": "ScaledByInput"}):
        outputs, _ = ops.identity_n([inputs, multiplier], name=name)
    return outputs
