# mypy: disable-error-code="empty-body"
"""The layers as functions: each makes a layer and applies it once.

`name` is the layer's variable scope; `reuse` takes the variables that are there. All other arguments are those of the
class, which says what is raised. A function is its signature, hence empty: `signatures.applies` does the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.operators import Operators
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, IntegersLike, ShapeLike, TensorLike

from .arguments import ONES, ZEROS
from .convolutional import Conv1D, Conv2D
from .core import Dense, Dropout, Flatten
from .normalization import BatchNormalization
from .pooling import AveragePooling1D, AveragePooling2D, MaxPooling1D, MaxPooling2D
from .separable import SeparableConv2D
from .signatures import applies
from .transposed import Conv2DTranspose


@export("layers.dense")
@applies(Dense)
def dense(
    inputs: TensorLike,
    units: int,
    activation: Callable[..., Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: Initializer | dict[str, Any] | None = None,
    bias_initializer: Initializer | dict[str, Any] = ZEROS,
    kernel_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
    activity_regularizer: Callable[..., Any] | None = None,
    kernel_constraint: Callable[..., Any] | None = None,
    bias_constraint: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """`Dense` applied to `inputs`."""


@export("layers.dropout")
@applies(Dropout)
def dropout(
    inputs: TensorLike,
    rate: float | Operators = 0.5,
    noise_shape: ShapeLike | None = None,
    seed: int | None = None,
    training: Any = False,
    name: str | None = None,
) -> Tensor:
    """`Dropout` applied to `inputs`."""


@export("layers.flatten")
@applies(Flatten)
def flatten(
    inputs: TensorLike,
    name: str | None = None,
    data_format: str = "channels_last",
) -> Tensor:
    """`Flatten` applied to `inputs`."""


@export("layers.conv1d")
@applies(Conv1D)
def conv1d(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = 1,
    padding: str = "valid",
    data_format: str = "channels_last",
    dilation_rate: IntegersLike = 1,
    activation: Callable[..., Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: Initializer | dict[str, Any] | None = None,
    bias_initializer: Initializer | dict[str, Any] = ZEROS,
    kernel_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
    activity_regularizer: Callable[..., Any] | None = None,
    kernel_constraint: Callable[..., Any] | None = None,
    bias_constraint: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """`Conv1D` applied to `inputs`."""


@export("layers.conv2d")
@applies(Conv2D)
def conv2d(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = (1, 1),
    padding: str = "valid",
    data_format: str = "channels_last",
    dilation_rate: IntegersLike = (1, 1),
    activation: Callable[..., Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: Initializer | dict[str, Any] | None = None,
    bias_initializer: Initializer | dict[str, Any] = ZEROS,
    kernel_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
    activity_regularizer: Callable[..., Any] | None = None,
    kernel_constraint: Callable[..., Any] | None = None,
    bias_constraint: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """`Conv2D` applied to `inputs`."""


@export("layers.conv2d_transpose")
@applies(Conv2DTranspose)
def conv2d_transpose(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = (1, 1),
    padding: str = "valid",
    data_format: str = "channels_last",
    activation: Callable[..., Any] | str | None = None,
    use_bias: bool = True,
    kernel_initializer: Initializer | dict[str, Any] | None = None,
    bias_initializer: Initializer | dict[str, Any] = ZEROS,
    kernel_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
    activity_regularizer: Callable[..., Any] | None = None,
    kernel_constraint: Callable[..., Any] | None = None,
    bias_constraint: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """`Conv2DTranspose` applied to `inputs`."""


@export("layers.separable_conv2d")
@applies(SeparableConv2D)
def separable_conv2d(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = (1, 1),
    padding: str = "valid",
    data_format: str = "channels_last",
    dilation_rate: IntegersLike = (1, 1),
    depth_multiplier: int = 1,
    activation: Callable[..., Any] | str | None = None,
    use_bias: bool = True,
    depthwise_initializer: Initializer | dict[str, Any] | None = None,
    pointwise_initializer: Initializer | dict[str, Any] | None = None,
    bias_initializer: Initializer | dict[str, Any] = ZEROS,
    depthwise_regularizer: Callable[..., Any] | None = None,
    pointwise_regularizer: Callable[..., Any] | None = None,
    bias_regularizer: Callable[..., Any] | None = None,
    activity_regularizer: Callable[..., Any] | None = None,
    depthwise_constraint: Callable[..., Any] | None = None,
    pointwise_constraint: Callable[..., Any] | None = None,
    bias_constraint: Callable[..., Any] | None = None,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
) -> Tensor:
    """`SeparableConv2D` applied to `inputs`."""


@export("layers.max_pooling1d")
@applies(MaxPooling1D)
def max_pooling1d(
    inputs: TensorLike,
    pool_size: IntegersLike,
    strides: IntegersLike,
    padding: str = "valid",
    data_format: str = "channels_last",
    name: str | None = None,
) -> Tensor:
    """`MaxPooling1D` applied to `inputs`."""


@export("layers.average_pooling1d")
@applies(AveragePooling1D)
def average_pooling1d(
    inputs: TensorLike,
    pool_size: IntegersLike,
    strides: IntegersLike,
    padding: str = "valid",
    data_format: str = "channels_last",
    name: str | None = None,
) -> Tensor:
    """`AveragePooling1D` applied to `inputs`."""


@export("layers.max_pooling2d")
@applies(MaxPooling2D)
def max_pooling2d(
    inputs: TensorLike,
    pool_size: IntegersLike,
    strides: IntegersLike,
    padding: str = "valid",
    data_format: str = "channels_last",
    name: str | None = None,
) -> Tensor:
    """`MaxPooling2D` applied to `inputs`."""


@export("layers.average_pooling2d")
@applies(AveragePooling2D)
def average_pooling2d(
    inputs: TensorLike,
    pool_size: IntegersLike,
    strides: IntegersLike,
    padding: str = "valid",
    data_format: str = "channels_last",
    name: str | None = None,
) -> Tensor:
    """`AveragePooling2D` applied to `inputs`."""


@export("layers.batch_normalization")
@applies(BatchNormalization)
def batch_normalization(
    inputs: TensorLike,
    axis: IntegersLike = -1,
    momentum: float = 0.99,
    epsilon: float = 1e-3,
    center: bool = True,
    scale: bool = True,
    beta_initializer: Initializer | dict[str, Any] = ZEROS,
    gamma_initializer: Initializer | dict[str, Any] = ONES,
    moving_mean_initializer: Initializer | dict[str, Any] = ZEROS,
    moving_variance_initializer: Initializer | dict[str, Any] = ONES,
    beta_regularizer: Callable[..., Any] | None = None,
    gamma_regularizer: Callable[..., Any] | None = None,
    beta_constraint: Callable[..., Any] | None = None,
    gamma_constraint: Callable[..., Any] | None = None,
    training: Any = False,
    trainable: bool = True,
    name: str | None = None,
    reuse: bool | None = None,
    renorm: bool = False,
    renorm_clipping: Any = None,
    renorm_momentum: float = 0.99,
    fused: bool | None = None,
    virtual_batch_size: int | None = None,
    adjustment: Any = None,
) -> Tensor:
    """`BatchNormalization` applied to `inputs`."""
