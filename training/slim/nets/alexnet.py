"""AlexNet, the second version (https://arxiv.org/abs/1404.5997), without local response normalization."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.initializers.plain import Constant, Zeros
from headrace.graph.variables.scope import variable_scope

from ...contrib.arg_scope import arg_scope
from ...contrib.layers.convolutions import convolution2d
from ...contrib.layers.dense import fully_connected
from ...contrib.layers.pooling import max_pool2d
from ...regularizers import l2_regularizer
from .fully_convolutional import classified, trunc_normal, with_end_points
from .vgg import vgg_a, vgg_arg_scope


@export("contrib.slim.python.slim.nets.alexnet.alexnet_v2_arg_scope")
@documented_by(vgg_arg_scope)
def alexnet_v2_arg_scope(weight_decay: float = 0.0005) -> dict:
    """The arguments of layers with which the network is trained, for `slim.arg_scope`."""
    with (
        arg_scope(
            [convolution2d, fully_connected],
            activation_fn=ops.relu,
            biases_initializer=Constant(0.1),
            weights_regularizer=l2_regularizer(weight_decay),
        ),
        arg_scope([convolution2d], padding="SAME"),
        arg_scope([max_pool2d], padding="VALID") as scope,
    ):
        return scope


@export("contrib.slim.python.slim.nets.alexnet.alexnet_v2")
@documented_by(vgg_a)
def alexnet_v2(
    inputs: TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.5,
    spatial_squeeze: bool = True,
    scope: ScopeLike | None = "alexnet_v2",
) -> tuple[Tensor, dict[str, Tensor]]:
    """AlexNet, the second version."""
    with variable_scope(scope, "alexnet_v2", [inputs]) as sc:
        collection = sc.original_name_scope + "_end_points"
        with arg_scope([convolution2d, fully_connected, max_pool2d], outputs_collections=[collection]):
            net: Any = convolution2d(inputs, 64, [11, 11], 4, padding="VALID", scope="conv1")
            net = max_pool2d(net, [3, 3], 2, scope="pool1")
            net = convolution2d(net, 192, [5, 5], scope="conv2")
            net = max_pool2d(net, [3, 3], 2, scope="pool2")
            for name, depth in (("conv3", 384), ("conv4", 384), ("conv5", 256)):
                net = convolution2d(net, depth, [3, 3], scope=name)
            net = max_pool2d(net, [3, 3], 2, scope="pool5")
            with arg_scope([convolution2d], weights_initializer=trunc_normal(0.005), biases_initializer=Constant(0.1)):
                widths = [4096, 4096, num_classes]
                net = classified(net, widths, 5, is_training, dropout_keep_prob, biases_initializer=Zeros())
        return with_end_points(net, collection, sc, spatial_squeeze)


alexnet_v2.default_image_size = 224  # type: ignore[attr-defined]
