"""GDN: generalized divisive normalization of images."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.rules.registered_gradients import RegisterGradient
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import ScopeLike, ShapeLike, TensorLike
from headrace.graph.types.shapes import TensorShape

from ...layers.base import Layer
from ...layers.input_spec import InputSpec


@RegisterGradient("GDNLowerBound")
def _pass_upwards(op: Any, grad: Any) -> list[Any]:
    """What lies below the bound may still rise."""
    passes = ops.logical_or(ops.greater_equal(op.inputs[0], op.inputs[1]), ops.less(grad, 0))
    return [ops.cast(passes, grad.dtype) * grad, None]


def _bounded(inputs: Any, bound: Any) -> Tensor:
    with name_scope(None, "GDNLowerBound", [inputs, bound]) as scope:
        inputs, bound = convert_to_tensor(inputs, name="inputs"), convert_to_tensor(bound, name="bound")
        with get_default_graph().gradient_override_map({"Maximum": "GDNLowerBound"}):
            return ops.maximum(inputs, bound, name=scope)


@export("contrib.layers.GDN", "contrib.slim.GDN")
class GDN(Layer):
    """y[i] = x[i] / sqrt(beta[i] + sum over j of gamma[j, i] * x[j] ** 2) for the channels of each point.

    Source: Ballé, Laparra, Simoncelli: Density Modeling of Images using a Generalized Normalization Transformation, 2016.

    Args:
      inverse: whether it is multiplied instead, which (nearly) undoes the former.
      beta_min: the least that beta can be.
      gamma_init: what the diagonal of gamma begins with.
      reparam_offset: keeps variables, which are roots of beta and gamma, from 0.
      data_format: "channels_last" or "channels_first".
      activity_regularizer: a function from the output to a loss, which goes into REGULARIZATION_LOSSES; None for none.
      trainable: whether the variables go into TRAINABLE_VARIABLES.
      name: of the layer and its variables' scope.
      kwargs: `dtype` of the variables, by default that of the first input.

    Raises:
      ValueError: another format; inputs of another rank than 3 to 5, or whose number of channels is not known.
    """

    def __init__(
        self,
        inverse: bool = False,
        beta_min: float = 1e-6,
        gamma_init: float = 0.1,
        reparam_offset: float = 2**-18,
        data_format: str = "channels_last",
        activity_regularizer: Callable[..., Any] | None = None,
        trainable: bool = True,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(trainable=trainable, name=name, activity_regularizer=activity_regularizer, **kwargs)
        self.inverse = inverse
        self._beta_min = beta_min
        self._gamma_init = gamma_init
        self._reparam_offset = reparam_offset
        self.data_format = data_format
        if data_format not in ("channels_first", "channels_last"):
            raise ValueError(f"Unsupported `data_format` for GDN layer: {data_format}.")
        self.input_spec = InputSpec(min_ndim=3, max_ndim=5)

    @property
    def _channel_axis(self) -> int:
        return 1 if self.data_format == "channels_first" else -1

    def build(self, input_shape: ShapeLike | None) -> None:
        shape = TensorShape(input_shape)
        channels = shape.as_list()[self._channel_axis]
        if channels is None:
            raise ValueError("The channel dimension of the inputs to `GDN` must be defined.")
        self.input_spec = InputSpec(ndim=shape.ndims, axes={self._channel_axis: channels})
        kind, offset = self._dtype, self._reparam_offset
        pedestal = constant(offset**2, dtype=kind)
        least_beta = constant((self._beta_min + offset**2) ** 0.5, dtype=kind)
        least_gamma = constant(offset, dtype=kind)

        def ones(shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:
            return ops.sqrt(ops.ones(shape, dtype=dtype) + constant(offset**2, dtype=kind))

        def diagonal(shape: Any, dtype: Any = None, partition_info: Any = None) -> Tensor:
            return ops.sqrt(self._gamma_init * ops.eye(shape[0], dtype=dtype) + constant(offset**2, dtype=kind))

        beta = self.add_weight("reparam_beta", [channels], initializer=ones, dtype=kind)
        self.beta = ops.square(_bounded(beta, least_beta)) - pedestal
        gamma = self.add_weight("reparam_gamma", [channels, channels], initializer=diagonal, dtype=kind)
        self.gamma = ops.square(_bounded(gamma, least_gamma)) - pedestal
        self.built = True

    def call(self, inputs: Any) -> Tensor:
        rank = inputs.shape.ndims
        size: Any = self.gamma.shape.as_list()
        gamma = ops.reshape(self.gamma, [*[1] * (rank - 2), *size])
        first = self.data_format == "channels_first"
        layout = ("NC" + "DHW"[5 - rank :]) if first else "N" + "DHW"[5 - rank :] + "C"
        if rank == 3:
            layout = layout.replace("H", "")
        norms: Any = ops.convolution(ops.square(inputs), gamma, "VALID", data_format=layout)
        norms = norms + ops.reshape(self.beta, [size[0], *[1] * (rank - 2)]) if first else ops.bias_add(norms, self.beta)
        norms = ops.sqrt(norms)
        outputs: Any = inputs * norms if self.inverse else inputs / norms
        outputs.set_shape(inputs.static_shape)
        return outputs

    def compute_output_shape(self, input_shape: ShapeLike) -> TensorShape:
        shape = TensorShape(input_shape)
        if not 3 <= (shape.ndims or 0) <= 5:
            raise ValueError("`input_shape` must be of rank 3 to 5, inclusive.")
        if shape.as_list()[self._channel_axis] is None:
            raise ValueError("The channel dimension of `input_shape` must be defined.")
        return shape


@export("contrib.layers.gdn", "contrib.slim.gdn")
def gdn(
    inputs: TensorLike,
    inverse: bool = False,
    beta_min: float = 1e-6,
    gamma_init: float = 0.1,
    reparam_offset: float = 2**-18,
    data_format: str = "channels_last",
    activity_regularizer: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: ScopeLike | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """`GDN` applied to `inputs`.

    Args:
      inputs: floating, of rank 3 to 5, the number of channels known.
      inverse, beta_min, gamma_init, reparam_offset, data_format, activity_regularizer, trainable: as of `GDN`.
      name: the variable scope, "gdn" with a number by default.
      reuse: whether the variables are those that are there already, in the variable scope `name`.

    Returns:
      in the shape and type of `inputs`.

    Raises:
      ValueError: another format; inputs of another rank, or whose number of channels is not known.
    """
    inputs = convert_to_tensor(inputs)
    layer = GDN(
        inverse=inverse,
        beta_min=beta_min,
        gamma_init=gamma_init,
        reparam_offset=reparam_offset,
        data_format=data_format,
        activity_regularizer=activity_regularizer,
        trainable=trainable,
        name=name,  # type: ignore[arg-type]
        dtype=inputs.dtype.base_dtype,
        _scope=name,
        _reuse=reuse,
    )
    return layer.apply(inputs)
