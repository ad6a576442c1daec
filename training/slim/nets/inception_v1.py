"""Inception, the first version: GoogLeNet (https://arxiv.org/abs/1409.4842)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.scope import variable_scope

from ...contrib.arg_scope import arg_scope
from ...contrib.layers.batch_norm import batch_norm
from ...contrib.layers.convolutions import convolution2d
from ...contrib.layers.dense import dropout, fully_connected
from ...contrib.layers.normalized import softmax
from ...contrib.layers.pooling import avg_pool2d, max_pool2d
from .fully_convolutional import trunc_normal
from .modules import Conv, Module, Pool, arguments_of_layers, built, check_final, of_batch_norm


def _mixed(name: str, depths: Sequence[int], last: str = "Conv2d_0b_3x3") -> Module:
    """Windows of 1x1, 3x3, a second 3x3 (called `last`) and a pooling, each after or before 1x1."""
    direct, before_one, one, before_two, two, pooled = depths
    return Module(
        name,
        [
            [Conv("Conv2d_0a_1x1", direct)],
            [Conv("Conv2d_0a_1x1", before_one), Conv("Conv2d_0b_3x3", one)],
            [Conv("Conv2d_0a_1x1", before_two), Conv(last, two)],
            [Pool("MaxPool_0a_3x3"), Conv("Conv2d_0b_1x1", pooled)],
        ],
    )


_HALF = {"stride": 2}
_STEPS: list[Conv | Pool | Module] = [
    Conv("Conv2d_1a_7x7", 64, settings=_HALF),
    Pool("MaxPool_2a_3x3", _HALF),
    Conv("Conv2d_2b_1x1", 64),
    Conv("Conv2d_2c_3x3", 192),
    Pool("MaxPool_3a_3x3", _HALF),
    _mixed("Mixed_3b", (64, 96, 128, 16, 32, 32)),
    _mixed("Mixed_3c", (128, 128, 192, 32, 96, 64)),
    Pool("MaxPool_4a_3x3", _HALF),
    _mixed("Mixed_4b", (192, 96, 208, 16, 48, 64)),
    _mixed("Mixed_4c", (160, 112, 224, 24, 64, 64)),
    _mixed("Mixed_4d", (128, 128, 256, 24, 64, 64)),
    _mixed("Mixed_4e", (112, 144, 288, 32, 64, 64)),
    _mixed("Mixed_4f", (256, 160, 320, 32, 128, 128)),
    Pool("MaxPool_5a_2x2", _HALF),
    _mixed("Mixed_5b", (256, 160, 320, 32, 128, 128), last="Conv2d_0a_3x3"),  # as the published checkpoints have it
    _mixed("Mixed_5c", (384, 192, 384, 48, 128, 128)),
]


@export("contrib.slim.python.slim.nets.inception_v1.inception_v1_base")
def inception_v1_base(
    inputs: TensorLike, final_endpoint: str = "Mixed_5c", scope: ScopeLike | None = "InceptionV1"
) -> tuple[Tensor, dict[str, Tensor]]:
    """Inception V1 up to one of its end points, without a classifier.

    Args:
      inputs: floating [batch, height, width, channels].
      final_endpoint: the name of the last layer or module.
      scope: the variable scope of the network.

    Returns:
      (the output of that end point, a dict of the outputs of all up to it).

    Raises:
      ValueError: there is no such end point.
    """
    end_points: dict[str, Tensor] = {}
    with (
        variable_scope(scope, "InceptionV1", [inputs]),
        arg_scope([convolution2d, fully_connected], weights_initializer=trunc_normal(0.01)),
        arg_scope([convolution2d, max_pool2d], stride=1, padding="SAME"),
    ):
        net: Any = inputs
        net = built(net, _STEPS, end_points, final_endpoint, int)
        check_final(final_endpoint, end_points)
        return net, end_points


@export("contrib.slim.python.slim.nets.inception_v1.inception_v1")
def inception_v1(
    inputs: TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.8,
    prediction_fn: Callable[..., Any] = softmax,
    spatial_squeeze: bool = True,
    reuse: bool | None = None,
    scope: ScopeLike | None = "InceptionV1",
) -> tuple[Tensor, dict[str, Tensor]]:
    """Inception V1: GoogLeNet, without its auxiliary classifiers.

    Args:
      inputs: floating [batch, height, width, channels], 224x224 for one prediction for each image.
      num_classes: how many classes the logits are of.
      is_training: whether dropout drops and batch normalization takes the batch's moments.
      dropout_keep_prob: the probability with which dropout keeps an element.
      prediction_fn: a function from logits and `scope` to predictions.
      spatial_squeeze: whether the logits are [batch, num_classes]; else [batch, rows, columns, num_classes].
      reuse: whether the variables exist already.
      scope: the variable scope of the network.

    Returns:
      (logits, a dict of the outputs of layers and modules, "Logits" and "Predictions" among them).

    Raises:
      ValueError: images too small, or to be squeezed where there are several places.
    """
    with (
        variable_scope(scope, "InceptionV1", [inputs, num_classes], reuse=reuse) as sc,
        arg_scope([batch_norm, dropout], is_training=is_training),
    ):
        net, end_points = inception_v1_base(inputs, scope=sc)
        with variable_scope("Logits"):
            net = avg_pool2d(net, [7, 7], stride=1, scope="MaxPool_0a_7x7")
            net = dropout(net, dropout_keep_prob, scope="Dropout_0b")
            logits = convolution2d(net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, scope="Conv2d_0c_1x1")
            if spatial_squeeze:
                logits = ops.squeeze(logits, [1, 2], name="SpatialSqueeze")
            end_points["Logits"] = logits
            end_points["Predictions"] = prediction_fn(logits, scope="Predictions")
    return logits, end_points


inception_v1.default_image_size = 224  # type: ignore[attr-defined]


@export("contrib.slim.python.slim.nets.inception_v1.inception_v1_arg_scope")
def inception_v1_arg_scope(
    weight_decay: float = 0.00004, use_batch_norm: bool = True, batch_norm_var_collection: str = "moving_vars"
) -> dict:
    """The arguments of layers with which the network is trained, for `slim.arg_scope`.

    Args:
      weight_decay: the factor of the L2 regularizer of weights.
      use_batch_norm: whether convolutions are normalized.
      batch_norm_var_collection: the collection of the moving averages of batch normalization.

    Returns:
      a scope.
    """
    normalizer_fn, params = (batch_norm, of_batch_norm(batch_norm_var_collection)) if use_batch_norm else (None, {})
    return arguments_of_layers(weight_decay, normalizer_fn, params)
