"""Inception, the second version: batch normalization, no 5x5 windows (https://arxiv.org/abs/1502.03167)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.scope import variable_scope

from ...contrib.arg_scope import arg_scope
from ...contrib.layers.batch_norm import batch_norm
from ...contrib.layers.convolutions import convolution2d
from ...contrib.layers.dense import dropout
from ...contrib.layers.normalized import softmax
from ...contrib.layers.pooling import avg_pool2d, max_pool2d
from ...contrib.layers.separable import separable_convolution2d
from .fully_convolutional import trunc_normal
from .inception_v1 import inception_v1, inception_v1_arg_scope, inception_v1_base
from .modules import Conv, Depth, Module, Pool, arguments_of_layers, built, check_final, no_larger, of_batch_norm, thinning

_HALF = {"stride": 2}


def _mixed(name: str, depths: Sequence[int], pool: str = "AvgPool_0a_3x3") -> Module:
    """Windows of 1x1, 3x3, twice 3x3, and a pooling."""
    direct, before_one, one, before_two, two, pooled = depths
    return Module(
        name,
        [
            [Conv("Conv2d_0a_1x1", direct)],
            [Conv("Conv2d_0a_1x1", before_one, 0.09), Conv("Conv2d_0b_3x3", one)],
            [Conv("Conv2d_0a_1x1", before_two, 0.09), Conv("Conv2d_0b_3x3", two), Conv("Conv2d_0c_3x3", two)],
            [Pool(pool), Conv("Conv2d_0b_1x1", pooled, 0.1)],
        ],
    )


def _halving(name: str, depths: Sequence[int]) -> Module:
    """Three branches of half the size: 3x3, twice 3x3, and a pooling."""
    before_one, one, before_two, two = depths
    return Module(
        name,
        [
            [Conv("Conv2d_0a_1x1", before_one, 0.09), Conv("Conv2d_1a_3x3", one, settings=_HALF)],
            [
                Conv("Conv2d_0a_1x1", before_two, 0.09),
                Conv("Conv2d_0b_3x3", two),
                Conv("Conv2d_1a_3x3", two, settings=_HALF),
            ],
            [Pool("MaxPool_1a_3x3", _HALF)],
        ],
    )


class _Separable(Conv):
    """The first convolution: each channel on its own, then all together."""

    def __call__(self, net: Tensor, thinned: Depth) -> Tensor:
        return separable_convolution2d(
            net,
            thinned(self.depth),
            [7, 7],
            depth_multiplier=min(int(thinned(self.depth) / 3), 8),
            stride=2,
            weights_initializer=trunc_normal(1.0),
            scope=self.name,
        )


_STEPS: list[Conv | Pool | Module] = [
    _Separable("Conv2d_1a_7x7", 64),
    Pool("MaxPool_2a_3x3", _HALF),
    Conv("Conv2d_2b_1x1", 64, 0.1),
    Conv("Conv2d_2c_3x3", 192),
    Pool("MaxPool_3a_3x3", _HALF),
    _mixed("Mixed_3b", (64, 64, 64, 64, 96, 32)),
    _mixed("Mixed_3c", (64, 64, 96, 64, 96, 64)),
    _halving("Mixed_4a", (128, 160, 64, 96)),
    _mixed("Mixed_4b", (224, 64, 96, 96, 128, 128)),
    _mixed("Mixed_4c", (192, 96, 128, 96, 128, 128)),
    _mixed("Mixed_4d", (160, 128, 160, 128, 160, 96)),
    _mixed("Mixed_4e", (96, 128, 192, 160, 192, 96)),
    _halving("Mixed_5a", (128, 192, 192, 256)),
    _mixed("Mixed_5b", (352, 192, 320, 160, 224, 128)),
    _mixed("Mixed_5c", (352, 192, 320, 192, 224, 128), pool="MaxPool_0a_3x3"),
]


@export("contrib.slim.python.slim.nets.inception_v2.inception_v2_base")
@documented_by(inception_v1_base)
def inception_v2_base(
    inputs: TensorLike,
    final_endpoint: str = "Mixed_5c",
    min_depth: int = 16,
    depth_multiplier: float = 1.0,
    scope: ScopeLike | None = None,
) -> tuple[Tensor, dict[str, Tensor]]:
    """Inception V2 up to one of its end points, without a classifier.

    Args:
      min_depth: how many channels a layer has at least.
      depth_multiplier: by which the numbers of channels are multiplied, above 0.

    Raises:
      ValueError: there is no such end point, or a factor of 0 or less.
    """
    thinned = thinning(depth_multiplier, min_depth)
    end_points: dict[str, Tensor] = {}
    with (
        variable_scope(scope, "InceptionV2", [inputs]),
        arg_scope([convolution2d, max_pool2d, avg_pool2d, separable_convolution2d], stride=1, padding="SAME"),
    ):
        net: Any = inputs
        net = built(net, _STEPS, end_points, final_endpoint, thinned)
        check_final(final_endpoint, end_points)
        return net, end_points


@export("contrib.slim.python.slim.nets.inception_v2.inception_v2")
@documented_by(inception_v1, inception_v2_base)
def inception_v2(
    inputs: TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.8,
    min_depth: int = 16,
    depth_multiplier: float = 1.0,
    prediction_fn: Callable[..., Any] = softmax,
    spatial_squeeze: bool = True,
    reuse: bool | None = None,
    scope: ScopeLike | None = "InceptionV2",
) -> tuple[Tensor, dict[str, Tensor]]:
    """Inception V2."""
    thinning(depth_multiplier, min_depth)
    with (
        variable_scope(scope, "InceptionV2", [inputs, num_classes], reuse=reuse) as sc,
        arg_scope([batch_norm, dropout], is_training=is_training),
    ):
        net, end_points = inception_v2_base(inputs, scope=sc, min_depth=min_depth, depth_multiplier=depth_multiplier)
        with variable_scope("Logits"):
            window = no_larger((7, 7), net)
            net = avg_pool2d(net, window, padding="VALID", scope="AvgPool_1a_{}x{}".format(*window))
            net = dropout(net, keep_prob=dropout_keep_prob, scope="Dropout_1b")
            logits = convolution2d(net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, scope="Conv2d_1c_1x1")
            if spatial_squeeze:
                logits = ops.squeeze(logits, [1, 2], name="SpatialSqueeze")
        end_points["Logits"] = logits
        end_points["Predictions"] = prediction_fn(logits, scope="Predictions")
    return logits, end_points


inception_v2.default_image_size = 224  # type: ignore[attr-defined]


@export("contrib.slim.python.slim.nets.inception_v2.inception_v2_arg_scope")
@documented_by(inception_v1_arg_scope)
def inception_v2_arg_scope(weight_decay: float = 0.00004, batch_norm_var_collection: str = "moving_vars") -> dict:
    """The arguments of layers with which the network is trained, for `slim.arg_scope`."""
    return arguments_of_layers(weight_decay, batch_norm, of_batch_norm(batch_norm_var_collection))
