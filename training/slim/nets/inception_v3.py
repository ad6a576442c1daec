"""Inception, the third version: long windows cut into 1xn and nx1 (https://arxiv.org/abs/1512.00567)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.scope import variable_scope

from ...contrib.arg_scope import arg_scope
from ...contrib.layers.batch_norm import batch_norm
from ...contrib.layers.convolutions import convolution2d
from ...contrib.layers.dense import dropout
from ...contrib.layers.normalized import softmax
from ...contrib.layers.pooling import avg_pool2d, max_pool2d
from .fully_convolutional import trunc_normal
from .inception_v1 import inception_v1, inception_v1_arg_scope
from .inception_v2 import inception_v2_base
from .modules import Conv, Module, Pool, Side, arguments_of_layers, built, check_final, no_larger, of_batch_norm, thinning

_HALF = {"stride": 2}
_HALF_INSIDE = {"stride": 2, "padding": "VALID"}

_STEM: list[Conv | Pool | Module] = [
    Conv("Conv2d_1a_3x3", 32, settings=_HALF),
    Conv("Conv2d_2a_3x3", 32),
    Conv("Conv2d_2b_3x3", 64, settings={"padding": "SAME"}),
    Pool("MaxPool_3a_3x3", _HALF),
    Conv("Conv2d_3b_1x1", 80),
    Conv("Conv2d_4a_3x3", 192),
    Pool("MaxPool_5a_3x3", _HALF),
]


def _mixed_5(name: str, pooled: int, scopes: tuple[str, str] = ("Conv2d_0a_1x1", "Conv2d_0b_5x5")) -> Module:
    """Windows of 1x1, 5x5 (in `scopes`), twice 3x3, and a pooling."""
    return Module(
        name,
        [
            [Conv("Conv2d_0a_1x1", 64)],
            [Conv(scopes[0], 48), Conv(scopes[1], 64)],
            [Conv("Conv2d_0a_1x1", 64), Conv("Conv2d_0b_3x3", 96), Conv("Conv2d_0c_3x3", 96)],
            [Pool("AvgPool_0a_3x3"), Conv("Conv2d_0b_1x1", pooled)],
        ],
    )


def _mixed_6(name: str, depth: int) -> Module:
    """Windows of 1x1, 7x7 and twice 7x7 as 1x7 and 7x1, and a pooling."""
    twice = [Conv(f"Conv2d_0{letter}_{window}", depth) for letter, window in zip("bcd", ("7x1", "1x7", "7x1"), strict=True)]
    return Module(
        name,
        [
            [Conv("Conv2d_0a_1x1", 192)],
            [Conv("Conv2d_0a_1x1", depth), Conv("Conv2d_0b_1x7", depth), Conv("Conv2d_0c_7x1", 192)],
            [Conv("Conv2d_0a_1x1", depth), *twice, Conv("Conv2d_0e_1x7", 192)],
            [Pool("AvgPool_0a_3x3"), Conv("Conv2d_0b_1x1", 192)],
        ],
    )


def _mixed_7(name: str, second: str) -> Module:
    """Windows of 1x1, 3x3 and twice 3x3 whose last are 1x3 beside 3x1 (called `second` where it is alone), and a pooling."""
    return Module(
        name,
        [
            [Conv("Conv2d_0a_1x1", 320)],
            [Conv("Conv2d_0a_1x1", 384), Side([Conv("Conv2d_0b_1x3", 384), Conv(second, 384)])],
            [
                Conv("Conv2d_0a_1x1", 448),
                Conv("Conv2d_0b_3x3", 384),
                Side([Conv("Conv2d_0c_1x3", 384), Conv("Conv2d_0d_3x1", 384)]),
            ],
            [Pool("AvgPool_0a_3x3"), Conv("Conv2d_0b_1x1", 192)],
        ],
    )


_MODULES: list[Conv | Pool | Module] = [
    _mixed_5("Mixed_5b", 32),
    _mixed_5("Mixed_5c", 64, scopes=("Conv2d_0b_1x1", "Conv_1_0c_5x5")),  # as the published checkpoints have it
    _mixed_5("Mixed_5d", 64),
    Module(
        "Mixed_6a",
        [
            [Conv("Conv2d_1a_1x1", 384, window=(3, 3), settings=_HALF_INSIDE)],
            [
                Conv("Conv2d_0a_1x1", 64),
                Conv("Conv2d_0b_3x3", 96),
                Conv("Conv2d_1a_1x1", 96, window=(3, 3), settings=_HALF_INSIDE),
            ],
            [Pool("MaxPool_1a_3x3", _HALF_INSIDE)],
        ],
    ),
    _mixed_6("Mixed_6b", 128),
    _mixed_6("Mixed_6c", 160),
    _mixed_6("Mixed_6d", 160),
    _mixed_6("Mixed_6e", 192),
    Module(
        "Mixed_7a",
        [
            [Conv("Conv2d_0a_1x1", 192), Conv("Conv2d_1a_3x3", 320, settings=_HALF_INSIDE)],
            [
                Conv("Conv2d_0a_1x1", 192),
                Conv("Conv2d_0b_1x7", 192),
                Conv("Conv2d_0c_7x1", 192),
                Conv("Conv2d_1a_3x3", 192, settings=_HALF_INSIDE),
            ],
            [Pool("MaxPool_1a_3x3", _HALF_INSIDE)],
        ],
    ),
    _mixed_7("Mixed_7b", second="Conv2d_0b_3x1"),
    _mixed_7("Mixed_7c", second="Conv2d_0c_3x1"),
]


@export("contrib.slim.python.slim.nets.inception_v3.inception_v3_base")
@documented_by(inception_v2_base)
def inception_v3_base(
    inputs: TensorLike,
    final_endpoint: str = "Mixed_7c",
    min_depth: int = 16,
    depth_multiplier: float = 1.0,
    scope: ScopeLike | None = None,
) -> tuple[Tensor, dict[str, Tensor]]:
    """Inception V3 up to one of its end points, without a classifier."""
    thinned = thinning(depth_multiplier, min_depth)
    end_points: dict[str, Tensor] = {}
    with variable_scope(scope, "InceptionV3", [inputs]):
        net: Any = inputs
        for padding, steps in (("VALID", _STEM), ("SAME", _MODULES)):
            with arg_scope([convolution2d, max_pool2d, avg_pool2d], stride=1, padding=padding):
                net = built(net, steps, end_points, final_endpoint, thinned)
        check_final(final_endpoint, end_points)
        return net, end_points


@export("contrib.slim.python.slim.nets.inception_v3.inception_v3")
@documented_by(inception_v1, inception_v2_base)
def inception_v3(
    inputs: TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.8,
    min_depth: int = 16,
    depth_multiplier: float = 1.0,
    prediction_fn: Callable[..., Any] = softmax,
    spatial_squeeze: bool = True,
    reuse: bool | None = None,
    scope: ScopeLike | None = "InceptionV3",
) -> tuple[Tensor, dict[str, Tensor]]:
    """Inception V3, with its auxiliary classifier ("AuxLogits" among the outputs).

    Args:
      inputs: floating [batch, height, width, channels], 299x299 for one prediction for each image.
    """
    thinned = thinning(depth_multiplier, min_depth)
    with (
        variable_scope(scope, "InceptionV3", [inputs, num_classes], reuse=reuse) as sc,
        arg_scope([batch_norm, dropout], is_training=is_training),
    ):
        net, end_points = inception_v3_base(inputs, scope=sc, min_depth=min_depth, depth_multiplier=depth_multiplier)
        with (
            arg_scope([convolution2d, max_pool2d, avg_pool2d], stride=1, padding="SAME"),
            variable_scope("AuxLogits"),
        ):
            aux = avg_pool2d(end_points["Mixed_6e"], [5, 5], stride=3, padding="VALID", scope="AvgPool_1a_5x5")
            aux = convolution2d(aux, thinned(128), [1, 1], scope="Conv2d_1b_1x1")
            window = no_larger((5, 5), aux)
            aux = convolution2d(
                aux,
                thinned(768),
                window,
                weights_initializer=trunc_normal(0.01),
                padding="VALID",
                scope="Conv2d_2a_{}x{}".format(*window),
            )
            aux = convolution2d(
                aux,
                num_classes,
                [1, 1],
                activation_fn=None,
                normalizer_fn=None,
                weights_initializer=trunc_normal(0.001),
                scope="Conv2d_2b_1x1",
            )
            end_points["AuxLogits"] = ops.squeeze(aux, [1, 2], name="SpatialSqueeze") if spatial_squeeze else aux
        with variable_scope("Logits"):
            window = no_larger((8, 8), net)
            net = avg_pool2d(net, window, padding="VALID", scope="AvgPool_1a_{}x{}".format(*window))
            net = end_points["PreLogits"] = dropout(net, keep_prob=dropout_keep_prob, scope="Dropout_1b")
            logits = convolution2d(net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, scope="Conv2d_1c_1x1")
            if spatial_squeeze:
                logits = ops.squeeze(logits, [1, 2], name="SpatialSqueeze")
        end_points["Logits"] = logits
        end_points["Predictions"] = prediction_fn(logits, scope="Predictions")
    return logits, end_points


inception_v3.default_image_size = 299  # type: ignore[attr-defined]


@export("contrib.slim.python.slim.nets.inception_v3.inception_v3_arg_scope")
@documented_by(inception_v1_arg_scope)
def inception_v3_arg_scope(
    weight_decay: float = 0.00004,
    batch_norm_var_collection: str = "moving_vars",
    batch_norm_decay: float = 0.9997,
    batch_norm_epsilon: float = 0.001,
    updates_collections: str | None = GraphKeys.UPDATE_OPS,
    use_fused_batchnorm: bool = True,
) -> dict:
    """The arguments of layers with which the network is trained, for `slim.arg_scope`.

    Args:
      batch_norm_decay: of the moving averages of batch normalization.
      batch_norm_epsilon: what it adds to variances.
      updates_collections: the collection of the updates of its moving averages; None: they are made with the outputs.
      use_fused_batchnorm: whether it is one operation.
    """
    params = of_batch_norm(
        batch_norm_var_collection,
        batch_norm_decay,
        batch_norm_epsilon,
        updates_collections=updates_collections,
        fused=use_fused_batchnorm,
    )
    return arguments_of_layers(weight_decay, batch_norm, params)
