"""VGG: columns of 3x3 convolutions between poolings (https://arxiv.org/abs/1409.1556)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import variable_scope

from ...contrib.arg_scope import arg_scope
from ...contrib.layers.combinators import repeat
from ...contrib.layers.convolutions import convolution2d
from ...contrib.layers.dense import fully_connected
from ...contrib.layers.pooling import max_pool2d
from ...regularizers import l2_regularizer
from .fully_convolutional import classified, with_end_points

_DEPTHS = (64, 128, 256, 512, 512)


@export("contrib.slim.python.slim.nets.vgg.vgg_arg_scope")
def vgg_arg_scope(weight_decay: float = 0.0005) -> dict:
    """The arguments of layers with which the network is trained, for `slim.arg_scope`.

    Args:
      weight_decay: the factor of the L2 regularizer of weights.

    Returns:
      a scope.
    """
    with (
        arg_scope(
            [convolution2d, fully_connected],
            activation_fn=ops.relu,
            weights_regularizer=l2_regularizer(weight_decay),
            biases_initializer=Zeros(),
        ),
        arg_scope([convolution2d], padding="SAME") as scope,
    ):
        return scope


def _vgg(
    default_name: str,
    convolutions: Sequence[int],
    inputs: TensorLike,
    num_classes: Any,
    is_training: bool,
    dropout_keep_prob: float,
    spatial_squeeze: bool,
    scope: ScopeLike | None,
) -> tuple[Tensor, dict[str, Tensor]]:
    with variable_scope(scope, default_name, [inputs]) as sc:
        collection = sc.original_name_scope + "_end_points"
        with arg_scope([convolution2d, fully_connected, max_pool2d], outputs_collections=[collection]):
            net: Any = inputs
            for number, (times, depth) in enumerate(zip(convolutions, _DEPTHS, strict=True), 1):
                net = repeat(net, times, convolution2d, depth, [3, 3], scope=f"conv{number}")
                net = max_pool2d(net, [2, 2], scope=f"pool{number}")
            net = classified(net, [4096, 4096, num_classes], 7, is_training, dropout_keep_prob)
        return with_end_points(net, collection, sc, spatial_squeeze)


@export("contrib.slim.python.slim.nets.vgg.vgg_a")
def vgg_a(
    inputs: TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.5,
    spatial_squeeze: bool = True,
    scope: ScopeLike | None = "vgg_a",
) -> tuple[Tensor, dict[str, Tensor]]:
    """VGG with 11 layers, configuration A.

    Args:
      inputs: floating [batch, height, width, channels], 224x224 for one prediction for each image.
      num_classes: how many classes the logits are of.
      is_training: whether dropout drops.
      dropout_keep_prob: the probability with which dropout keeps an element.
      spatial_squeeze: whether the logits are [batch, num_classes]; else [batch, rows, columns, num_classes], one for each
        place of the window of the classifier, as images larger than usual have several.
      scope: the variable scope of the network.

    Returns:
      (logits, a dict of the outputs of layers by the names of their scopes).

    Raises:
      ValueError: images too small, or to be squeezed where there are several places.
    """
    return _vgg("vgg_a", (1, 1, 2, 2, 2), inputs, num_classes, is_training, dropout_keep_prob, spatial_squeeze, scope)


@export("contrib.slim.python.slim.nets.vgg.vgg_16", "contrib.slim.python.slim.nets.vgg.vgg_d")
@documented_by(vgg_a)
def vgg_16(
    inputs: TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.5,
    spatial_squeeze: bool = True,
    scope: ScopeLike | None = "vgg_16",
) -> tuple[Tensor, dict[str, Tensor]]:
    """VGG with 16 layers, configuration D."""
    return _vgg("vgg_16", (2, 2, 3, 3, 3), inputs, num_classes, is_training, dropout_keep_prob, spatial_squeeze, scope)


@export("contrib.slim.python.slim.nets.vgg.vgg_19", "contrib.slim.python.slim.nets.vgg.vgg_e")
@documented_by(vgg_a)
def vgg_19(
    inputs: TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.5,
    spatial_squeeze: bool = True,
    scope: ScopeLike | None = "vgg_19",
) -> tuple[Tensor, dict[str, Tensor]]:
    """VGG with 19 layers, configuration E."""
    return _vgg("vgg_19", (2, 2, 4, 4, 4), inputs, num_classes, is_training, dropout_keep_prob, spatial_squeeze, scope)


for _network in (vgg_a, vgg_16, vgg_19):
    _network.default_image_size = 224  # type: ignore[attr-defined]
