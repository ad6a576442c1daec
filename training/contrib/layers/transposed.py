"""Transposed convolutions as tf.contrib.layers and slim have them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, IntegersLike, ScopeLike, TensorLike

from ...layers.transposed import Conv2DTranspose, Conv3DTranspose
from ..arg_scope import add_arg_scope
from .common import LayerSettings, Names, keras_format
from .convolutions import XAVIER, ZEROS, applied, convolution2d


def _transposed(
    make: Any,
    default: str,
    formats: tuple[str, str],
    inputs: Any,
    num_outputs: int,
    kernel_size: Any,
    stride: Any,
    padding: str,
    data_format: str,
    **of_layer: Any,
) -> Tensor:
    settings = LayerSettings(**of_layer)
    with settings.scope_of(default, inputs, {"kernel": "weights"}) as sc:
        if data_format not in formats:
            raise ValueError(f"data_format has to be either {formats[0]} or {formats[1]}.")
        inputs = convert_to_tensor(inputs)
        layer = make(
            num_outputs,
            kernel_size,
            strides=stride,
            padding=padding,
            data_format=keras_format(data_format),
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
@applied(_transposed, make=Conv2DTranspose, default="Conv2d_transpose", formats=("NCHW", "NHWC"))
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
) -> Any:
    """A transposed convolution of images: its output is `stride` times as large as its input.

    Args:
      data_format: "NHWC" or "NCHW".

    Returns:
      [batch, height, width, num_outputs] in the layout of `inputs`.
    """


@export(
    "contrib.layers.conv3d_transpose",
    "contrib.layers.convolution3d_transpose",
    "contrib.slim.conv3d_transpose",
    "contrib.slim.convolution3d_transpose",
)
@documented_by(convolution2d)
@add_arg_scope
@applied(_transposed, make=Conv3DTranspose, default="Conv3d_transpose", formats=("NCDHW", "NDHWC"))
def convolution3d_transpose(
    inputs: TensorLike,
    num_outputs: int,
    kernel_size: IntegersLike,
    stride: IntegersLike = 1,
    padding: str = "SAME",
    data_format: str = "NDHWC",
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
) -> Any:
    """A transposed convolution of volumes: its output is `stride` times as large as its input.

    Args:
      data_format: "NDHWC" or "NCDHW".

    Returns:
      [batch, depth, height, width, num_outputs] in the layout of `inputs`.
    """


conv2d_transpose = convolution2d_transpose
conv3d_transpose = convolution3d_transpose
