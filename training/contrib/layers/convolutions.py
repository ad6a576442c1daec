"""Convolutions as tf.contrib.layers and slim have them: of sequences, images and volumes."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, TypeVar, cast

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, IntegersLike, ScopeLike, TensorLike
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.initializers.scaled import xavier_initializer
from headrace.graph.variables.scope import variable_scope

from ...layers.convolutional import Conv1D, Conv2D, Conv3D
from ..arg_scope import add_arg_scope
from ..variables import model_variable
from .common import LayerSettings, Names, activate, collections_for, keras_format
from .dense import fully_connected
from .utils import last_dimension, two_element_tuple

XAVIER, ZEROS = xavier_initializer(), Zeros()
F = TypeVar("F", bound=Callable[..., Any])
_LAYERS: dict[int, Callable[..., Any]] = {3: Conv1D, 4: Conv2D, 5: Conv3D}


def applied(function: Callable[..., Any], **more: Any) -> Callable[[F], F]:
    """Let a signature stand for a function that hands on all its arguments by name, and some more."""

    def decorate(declared: F) -> F:
        signature = inspect.signature(declared)

        @functools.wraps(declared)
        def apply(*args: Any, **kwargs: Any) -> Any:
            declared(*args, **kwargs)  # does nothing, but for a TypeError in Python's words where the arguments do not fit
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            return function(**bound.arguments, **more)

        return cast(F, apply)

    return decorate


def _convolution(
    inputs: Any,
    num_outputs: int,
    kernel_size: Any,
    stride: Any,
    padding: str,
    data_format: str | None,
    rate: Any,
    conv_dims: int | None,
    **of_layer: Any,
) -> Tensor:
    if data_format not in (None, "NWC", "NCW", "NHWC", "NCHW", "NDHWC", "NCDHW"):
        raise ValueError(f"Invalid data_format: {data_format!r}")
    settings = LayerSettings(**of_layer)
    with settings.scope_of("Conv", inputs, {"kernel": "weights"}) as sc:
        inputs = convert_to_tensor(inputs)
        rank = inputs.shape.ndims
        if conv_dims is not None and conv_dims + 2 != rank:
            raise ValueError(f"Convolution expects input with rank {conv_dims + 2}, got {rank}")
        if rank is None or rank not in _LAYERS:
            raise ValueError("Convolution not supported for input with rank", rank)
        layer = _LAYERS[rank](
            num_outputs,
            kernel_size,
            strides=stride,
            padding=padding,
            data_format=keras_format(data_format),
            dilation_rate=rate,
            **settings.of_kernel(),
            **settings.of_layer(inputs, sc),
        )
        outputs = layer.apply(inputs)
        settings.add_variables_to_collections([layer.kernel], layer.bias)
        return settings.normalize_and_activate(outputs, sc)


@export("contrib.layers.convolution", "contrib.slim.convolution")
@documented_by(fully_connected)
@add_arg_scope
@applied(_convolution)
def convolution(
    inputs: TensorLike,
    num_outputs: int,
    kernel_size: IntegersLike,
    stride: IntegersLike = 1,
    padding: str = "SAME",
    data_format: str | None = None,
    rate: IntegersLike = 1,
    activation_fn: Callable[..., Any] | None = ops.relu,
    normalizer_fn: Callable[..., Any] | None = None,
    normalizer_params: Any = None,
    weights_initializer: Initializer = XAVIER,
    weights_regularizer: Callable[..., Any] | None = None,
    biases_initializer: Initializer | None = ZEROS,
    biases_regularizer: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
    conv_dims: int | None = None,
) -> Any:
    """A convolution over 1 to 3 dimensions, with biases or a normalizer, and an activation.

    Args:
      inputs: floating [batch, steps, channels], [batch, height, width, channels] or [batch, depth, height, width, channels];
        channels follow the batch with a `data_format` that says so.
      num_outputs: the number of channels of the output.
      kernel_size: of the window: an int, or one for each dimension.
      stride: the steps of the window: an int, or one for each dimension.
      padding: "SAME" or "VALID".
      data_format: "NWC", "NHWC" or "NDHWC" (or None); or "NCW", "NCHW" or "NCDHW".
      rate: the distance of the window's elements: an int, or one for each dimension; above 1 the stride must be 1.
      conv_dims: over how many dimensions the inputs are to be convolved; None: as many as they have.

    Returns:
      as `inputs`, with `num_outputs` channels and as many elements along each dimension as the window has places.

    Raises:
      ValueError: another format or padding, inputs of another rank, or whose number of channels is not known.
    """


@export("contrib.layers.conv1d", "contrib.slim.conv1d", "contrib.layers.convolution1d", "contrib.slim.convolution1d")
@documented_by(convolution)
@add_arg_scope
@applied(_convolution, conv_dims=1)
def convolution1d(
    inputs: TensorLike,
    num_outputs: int,
    kernel_size: IntegersLike,
    stride: IntegersLike = 1,
    padding: str = "SAME",
    data_format: str | None = None,
    rate: IntegersLike = 1,
    activation_fn: Callable[..., Any] | None = ops.relu,
    normalizer_fn: Callable[..., Any] | None = None,
    normalizer_params: Any = None,
    weights_initializer: Initializer = XAVIER,
    weights_regularizer: Callable[..., Any] | None = None,
    biases_initializer: Initializer | None = ZEROS,
    biases_regularizer: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> Any:
    """`convolution` of sequences."""


@export("contrib.layers.conv2d", "contrib.slim.conv2d", "contrib.layers.convolution2d", "contrib.slim.convolution2d")
@documented_by(convolution)
@add_arg_scope
@applied(_convolution, conv_dims=2)
def convolution2d(
    inputs: TensorLike,
    num_outputs: int,
    kernel_size: IntegersLike,
    stride: IntegersLike = 1,
    padding: str = "SAME",
    data_format: str | None = None,
    rate: IntegersLike = 1,
    activation_fn: Callable[..., Any] | None = ops.relu,
    normalizer_fn: Callable[..., Any] | None = None,
    normalizer_params: Any = None,
    weights_initializer: Initializer = XAVIER,
    weights_regularizer: Callable[..., Any] | None = None,
    biases_initializer: Initializer | None = ZEROS,
    biases_regularizer: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> Any:
    """`convolution` of images."""


@export("contrib.layers.conv3d", "contrib.slim.conv3d", "contrib.layers.convolution3d", "contrib.slim.convolution3d")
@documented_by(convolution)
@add_arg_scope
@applied(_convolution, conv_dims=3)
def convolution3d(
    inputs: TensorLike,
    num_outputs: int,
    kernel_size: IntegersLike,
    stride: IntegersLike = 1,
    padding: str = "SAME",
    data_format: str | None = None,
    rate: IntegersLike = 1,
    activation_fn: Callable[..., Any] | None = ops.relu,
    normalizer_fn: Callable[..., Any] | None = None,
    normalizer_params: Any = None,
    weights_initializer: Initializer = XAVIER,
    weights_regularizer: Callable[..., Any] | None = None,
    biases_initializer: Initializer | None = ZEROS,
    biases_regularizer: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> Any:
    """`convolution` of volumes."""


@export(
    "contrib.layers.conv2d_in_plane",
    "contrib.layers.convolution2d_in_plane",
    "contrib.slim.conv2d_in_plane",
    "contrib.slim.convolution2d_in_plane",
)
@documented_by(convolution2d)
@add_arg_scope
def convolution2d_in_plane(
    inputs: TensorLike,
    kernel_size: IntegersLike,
    stride: IntegersLike = 1,
    padding: str = "SAME",
    activation_fn: Callable[..., Any] | None = ops.relu,
    normalizer_fn: Callable[..., Any] | None = None,
    normalizer_params: Any = None,
    weights_initializer: Initializer = XAVIER,
    weights_regularizer: Callable[..., Any] | None = None,
    biases_initializer: Initializer | None = ZEROS,
    biases_regularizer: Callable[..., Any] | None = None,
    reuse: bool | None = None,
    variables_collections: Any = None,
    outputs_collections: Names = None,
    trainable: bool = True,
    scope: ScopeLike | None = None,
) -> Tensor:
    """One filter for all channels of images, each on its own: blurs, gradients, smooth differences.

    Args:
      inputs: floating [batch, height, width, channels].
      kernel_size: of the window: an int or a pair (height, width).
      stride: the steps of the window: an int or a pair (height, width).
      padding: "SAME" or "VALID".

    Returns:
      [batch, height, width, channels], as many rows and columns as the window has places.

    Raises:
      ValueError: inputs of another rank, or whose number of channels is not known.
    """
    with variable_scope(scope, "ConvInPlane", [inputs], reuse=reuse) as sc:
        inputs = convert_to_tensor(inputs)
        kind, window, steps = inputs.dtype.base_dtype, two_element_tuple(kernel_size), two_element_tuple(stride)
        channels = last_dimension(inputs.shape, min_rank=4)

        def variable(name: str, shape: list[int], initializer: Any, regularizer: Any) -> Any:
            return model_variable(
                name,
                shape=shape,
                dtype=kind,
                initializer=initializer,
                regularizer=regularizer,
                collections=collections_for(variables_collections, name),
                trainable=trainable,
            )

        weights = variable("weights", [*window, 1, 1], weights_initializer, weights_regularizer)
        outputs = ops.depthwise_conv2d(inputs, ops.tile(weights, [1, 1, channels, 1]), [1, *steps, 1], padding)
        if normalizer_fn is not None:
            outputs = normalizer_fn(outputs, **(normalizer_params or {}))
        elif biases_initializer is not None:
            outputs = ops.bias_add(outputs, variable("biases", [channels], biases_initializer, biases_regularizer))
        return activate(outputs, activation_fn, outputs_collections, sc)


conv1d = convolution1d
conv2d = convolution2d
conv3d = convolution3d
conv2d_in_plane = convolution2d_in_plane
