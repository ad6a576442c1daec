# mypy: disable-error-code="empty-body"
"""Layers of sequences as functions: `applies` makes a layer and applies it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import Initializer, IntegersLike, TensorLike

from .arguments import ZEROS
from .separable import SeparableConv1D
from .signatures import applies


@export("layers.separable_conv1d")
@applies(SeparableConv1D)
def separable_conv1d(
    inputs: TensorLike,
    filters: int,
    kernel_size: IntegersLike,
    strides: IntegersLike = 1,
    padding: str = "valid",
    data_format: str = "channels_last",
    dilation_rate: IntegersLike = 1,
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
    """A depthwise convolution, then one of single points: a `SeparableConv1D` layer applied to `inputs`.

    Args:
      inputs: floating [batch, steps, channels], or [batch, channels, steps] with `data_format="channels_first"`.

    Returns:
      [batch, steps, filters] in the layout of `inputs`, as many steps as the window has places.
    """
