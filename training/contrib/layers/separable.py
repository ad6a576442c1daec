"""separable_convolution2d: a filter for each channel, then a mixture of channels."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, IntegersLike, ScopeLike, TensorLike

from ...layers.arguments import integers
from ...layers.separable import SeparableConv2D
from ..arg_scope import add_arg_scope
from ..variables import model_variable
from .common import LayerSettings, Names, check_data_format, collections_for, keras_format
from .convolutions import XAVIER, ZEROS, convolution2d


@export(
    "contrib.layers.separable_conv2d",
    "contrib.layers.separable_convolution2d",
    "contrib.slim.separable_conv2d",
    "contrib.slim.separable_convolution2d",
)
@documented_by(convolution2d)
@add_arg_scope
def separable_convolution2d(
    inputs: TensorLike,
    num_outputs: int | None,
    kernel_size: IntegersLike,
    depth_multiplier: int = 1,
    stride: IntegersLike = 1,
    padding: str = "SAME",
    data_format: str = "NHWC",
    rate: IntegersLike = 1,
    activation_fn: Callable[..., Any] = ops.relu,
    normalizer_fn: Callable[..., Any] | None = None,
    normalizer_params: Any = None,
    weights_initializer: Initializer = XAVIER,
    pointwise_initializer: Initializer | None = None,
    weights_regularizer: Callable[..., Any] | None = None,
    biases_initializer: Initializer = ZEROS,
    biases_regularizer: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> Tensor:
    """A filter for each channel, then a mixture of channels; with `num_outputs=None` only the former.

    Args:
      num_outputs: the number of channels of the output; None: channels * depth_multiplier of them, and no mixture.
      depth_multiplier: how many filters each channel gets.
      data_format: "NHWC" or "NCHW".
      pointwise_initializer: what the weights of the mixture begin with; `weights_initializer` by default.
    """
    check_data_format(data_format)
    settings = LayerSettings(
        activation_fn=activation_fn,
        normalizer_fn=normalizer_fn,
        normalizer_params=normalizer_params,
        weights_initializer=weights_initializer,
        weights_regularizer=weights_regularizer,
        biases_initializer=biases_initializer,
        biases_regularizer=biases_regularizer,
        reuse=reuse,
        variables_collections=variables_collections,
        outputs_collections=outputs_collections,
        trainable=trainable,
        scope=scope,
    )
    names = {"depthwise_kernel": "depthwise_weights", "pointwise_kernel": "pointwise_weights"}
    with settings.scope_of("SeparableConv2d", inputs, names) as sc:
        inputs = convert_to_tensor(inputs)
        if num_outputs is None:
            outputs = _depthwise(inputs, kernel_size, depth_multiplier, stride, padding, data_format, rate, settings)
            return settings.normalize_and_activate(outputs, sc)
        layer = SeparableConv2D(
            num_outputs,
            kernel_size,
            strides=stride,
            padding=padding,
            data_format=keras_format(data_format),
            dilation_rate=rate,
            depth_multiplier=depth_multiplier,
            depthwise_initializer=weights_initializer,
            pointwise_initializer=pointwise_initializer or weights_initializer,
            depthwise_regularizer=weights_regularizer,
            pointwise_regularizer=weights_regularizer,
            **settings.of_layer(inputs, sc),
        )
        outputs = layer.apply(inputs)
        settings.add_variables_to_collections([layer.depthwise_kernel, layer.pointwise_kernel], layer.bias)
        return settings.normalize_and_activate(outputs, sc)


def _depthwise(
    inputs: Tensor,
    kernel_size: Any,
    depth_multiplier: int,
    stride: Any,
    padding: str,
    data_format: str,
    rate: Any,
    settings: LayerSettings,
) -> Tensor:
    window, steps = integers(kernel_size, 2, "kernel_size"), integers(stride, 2, "stride")
    channels: Any = inputs.shape.as_list()[1 if data_format == "NCHW" else 3]
    kind = inputs.dtype.base_dtype
    weights = model_variable(
        "depthwise_weights",
        shape=[*window, channels, depth_multiplier],
        dtype=kind,
        initializer=settings.weights_initializer,
        regularizer=settings.weights_regularizer,
        trainable=settings.trainable,
        collections=collections_for(settings.variables_collections, "weights"),
    )
    strides = [1, 1, *steps] if data_format == "NCHW" else [1, *steps, 1]
    outputs = ops.depthwise_conv2d(
        inputs, weights, strides, padding, rate=list(integers(rate, 2, "rate")), data_format=data_format
    )
    if not settings.has_biases:
        return outputs
    biases = model_variable(
        "biases",
        shape=[channels * depth_multiplier],
        dtype=kind,
        initializer=settings.biases_initializer,
        regularizer=settings.biases_regularizer,
        trainable=settings.trainable,
        collections=collections_for(settings.variables_collections, "biases"),
    )
    return ops.bias_add(outputs, biases, data_format=data_format)


separable_conv2d = separable_convolution2d
