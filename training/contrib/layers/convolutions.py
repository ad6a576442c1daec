"""Convolutions and pooling as tf.contrib.layers and slim have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, IntegersLike, ScopeLike, TensorLike
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.initializers.scaled import xavier_initializer

from ...layers.arguments import integers
from ...layers.convolutional import Conv2D
from ...layers.pooling import AveragePooling2D, MaxPooling2D
from ...layers.separable import SeparableConv2D
from ...layers.transposed import Conv2DTranspose
from ..arg_scope import add_arg_scope
from ..variables import model_variable
from .common import LayerSettings, Names, add_outputs_to_collections, check_data_format, collections_for
from .dense import fully_connected

XAVIER, ZEROS = xavier_initializer(), Zeros()


def _layout(data_format: str | None) -> str:
    return "channels_first" if data_format and data_format.startswith("NC") else "channels_last"


@export("contrib.layers.conv2d", "contrib.layers.convolution2d", "contrib.slim.conv2d", "contrib.slim.convolution2d")
@documented_by(fully_connected)
@add_arg_scope
def convolution2d(
    inputs: TensorLike,
    num_outputs: int,
    kernel_size: IntegersLike,
    stride: IntegersLike = 1,
    padding: str = "SAME",
    data_format: str | None = None,
    rate: IntegersLike = 1,
    activation_fn: Callable[..., Any] = ops.relu,
    normalizer_fn: Callable[..., Any] | None = None,
    normalizer_params: Any = None,
    weights_initializer: Initializer = XAVIER,
    weights_regularizer: Callable[..., Any] | None = None,
    biases_initializer: Initializer = ZEROS,
    biases_regularizer: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> Tensor:
    """A convolution of images, with biases or a normalizer, and an activation.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with `data_format="NCHW"`.
      num_outputs: the number of channels of the output.
      kernel_size: of the window: an int or a pair (height, width).
      stride: the steps of the window: an int or a pair (height, width).
      padding: "SAME" or "VALID".
      data_format: "NHWC" (or None), or "NCHW".
      rate: the distance of the window's elements: an int or a pair (height, width); above 1 the stride must be 1.

    Returns:
      [batch, height, width, num_outputs] in the layout of `inputs`, as many rows and columns as the window has places.

    Raises:
      ValueError: another format or padding, inputs of another rank, or whose number of channels is not known.
    """
    if data_format not in (None, "NHWC", "NCHW"):
        raise ValueError(f"Invalid data_format: {data_format!r}")
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
    with settings.scope_of("Conv", inputs, {"kernel": "weights"}) as sc:
        inputs = convert_to_tensor(inputs)
        if inputs.shape.ndims != 4:
            raise ValueError(f"Convolution expects input with rank 4, got {inputs.shape.ndims}")
        layer = Conv2D(
            num_outputs,
            kernel_size,
            strides=stride,
            padding=padding,
            data_format=_layout(data_format),
            dilation_rate=rate,
            **settings.of_kernel(),
            **settings.of_layer(inputs, sc),
        )
        outputs = layer.apply(inputs)
        settings.add_variables_to_collections([layer.kernel], layer.bias)
        return settings.normalize_and_activate(outputs, sc)


@export(
    "contrib.layers.conv2d_transpose",
    "contrib.layers.convolution2d_transpose",
    "contrib.slim.conv2d_transpose",
    "contrib.slim.convolution2d_transpose",
)
@documented_by(convolution2d)
@add_arg_scope
def convolution2d_transpose(
    inputs: TensorLike,
    num_outputs: int,
    kernel_size: IntegersLike,
    stride: IntegersLike = 1,
    padding: str = "SAME",
    data_format: str = "NHWC",
    activation_fn: Callable[..., Any] = ops.relu,
    normalizer_fn: Callable[..., Any] | None = None,
    normalizer_params: Any = None,
    weights_initializer: Initializer = XAVIER,
    weights_regularizer: Callable[..., Any] | None = None,
    biases_initializer: Initializer = ZEROS,
    biases_regularizer: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> Tensor:
    """A transposed convolution of images: its output is `stride` times as large as its input.

    Args:
      data_format: "NHWC" or "NCHW".

    Returns:
      [batch, height, width, num_outputs] in the layout of `inputs`.
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
    with settings.scope_of("Conv2d_transpose", inputs, {"kernel": "weights"}) as sc:
        inputs = convert_to_tensor(inputs)
        layer = Conv2DTranspose(
            num_outputs,
            kernel_size,
            strides=stride,
            padding=padding,
            data_format=_layout(data_format),
            **settings.of_kernel(),
            **settings.of_layer(inputs, sc),
        )
        outputs = layer.apply(inputs)
        settings.add_variables_to_collections([layer.kernel], layer.bias)
        return settings.normalize_and_activate(outputs, sc)


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
            data_format=_layout(data_format),
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


def _pooled(
    make: Any,
    default: str,
    inputs: Any,
    kernel_size: Any,
    stride: Any,
    padding: str,
    data_format: str,
    collections: Names,
    scope: str | None,
) -> Tensor:
    check_data_format(data_format)
    with name_scope(scope, default, [inputs]) as sc:
        layer = make(pool_size=kernel_size, strides=stride, padding=padding, data_format=_layout(data_format), _scope=sc)
        return add_outputs_to_collections(layer.apply(convert_to_tensor(inputs)), collections, sc)


@export("contrib.layers.max_pool2d", "contrib.slim.max_pool2d")
@documented_by(fully_connected)
@add_arg_scope
def max_pool2d(
    inputs: TensorLike,
    kernel_size: IntegersLike,
    stride: IntegersLike = 2,
    padding: str = "VALID",
    data_format: str = "NHWC",
    outputs_collections: Names = None,
    scope: str | None = None,
) -> Tensor:
    """The greatest element under a window that moves over images.

    Args:
      inputs: floating [batch, height, width, channels], or [batch, channels, height, width] with `data_format="NCHW"`.
      kernel_size: of the window: an int or a pair (height, width).
      stride: the steps of the window: an int or a pair (height, width).
      padding: "VALID" or "SAME".
      data_format: "NHWC" or "NCHW".
      scope: the name scope of the operations; by default one of the function's name.

    Returns:
      images of as many rows and columns as the window has places, in the type of `inputs`.

    Raises:
      ValueError: another format or padding, or inputs of another rank.
    """
    return _pooled(MaxPooling2D, "MaxPool2D", inputs, kernel_size, stride, padding, data_format, outputs_collections, scope)


@export("contrib.layers.avg_pool2d", "contrib.slim.avg_pool2d")
@documented_by(max_pool2d)
@add_arg_scope
def avg_pool2d(
    inputs: TensorLike,
    kernel_size: IntegersLike,
    stride: IntegersLike = 2,
    padding: str = "VALID",
    data_format: str = "NHWC",
    outputs_collections: Names = None,
    scope: str | None = None,
) -> Tensor:
    """The mean of the elements under a window that moves over images."""
    return _pooled(AveragePooling2D, "AvgPool2D", inputs, kernel_size, stride, padding, data_format, outputs_collections, scope)


conv2d = convolution2d
conv2d_transpose = convolution2d_transpose
separable_conv2d = separable_convolution2d
