"""ResNet, the second version: normalization before convolutions (https://arxiv.org/abs/1603.05027)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import ScopeLike, TensorLike
from headrace.graph.variables.scope import variable_scope

from ...contrib.arg_scope import add_arg_scope, arg_scope
from ...contrib.layers.batch_norm import batch_norm
from ...contrib.layers.convolutions import convolution2d
from ...contrib.layers.normalized import softmax
from ...contrib.layers.pooling import max_pool2d
from ...contrib.layers.utils import Names, add_outputs_to_collections, convert_collection_to_dict
from . import resnet_v1 as of_v1
from .resnet_utils import (
    Block,
    block_of,
    blocks_of,
    conv2d_same,
    last_dimension,
    stack_blocks_dense,
    stride_of_blocks,
    subsample,
)


@export("contrib.slim.python.slim.nets.resnet_v2.bottleneck")
@documented_by(of_v1.bottleneck)
@add_arg_scope
def bottleneck(
    inputs: Tensor,
    depth: int,
    depth_bottleneck: int,
    stride: int,
    rate: int = 1,
    outputs_collections: Names = None,
    scope: ScopeLike | None = None,
) -> Tensor:
    """A unit of three convolutions, each normalized before, beside a shortcut."""
    with variable_scope(scope, "bottleneck_v2", [inputs]) as sc:
        depth_in = last_dimension(inputs.shape, min_rank=4)
        before = batch_norm(inputs, activation_fn=ops.relu, scope="preact")
        if depth == depth_in:
            shortcut = subsample(inputs, stride, "shortcut")
        else:
            shortcut = convolution2d(
                before, depth, [1, 1], stride=stride, normalizer_fn=None, activation_fn=None, scope="shortcut"
            )
        residual = convolution2d(before, depth_bottleneck, [1, 1], stride=1, scope="conv1")
        residual = conv2d_same(residual, depth_bottleneck, 3, stride, rate=rate, scope="conv2")
        residual = convolution2d(residual, depth, [1, 1], stride=1, normalizer_fn=None, activation_fn=None, scope="conv3")
        output = shortcut + residual
        return add_outputs_to_collections(outputs_collections, sc.name, output)


@export("contrib.slim.python.slim.nets.resnet_v2.resnet_v2")
@documented_by(of_v1.resnet_v1)
def resnet_v2(
    inputs: TensorLike,
    blocks: Sequence[Block],
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    include_root_block: bool = True,
    reuse: bool | None = None,
    scope: ScopeLike | None = None,
) -> tuple[Tensor, dict[str, Tensor]]:
    """A ResNet of the second version with blocks of one's own."""
    with variable_scope(scope, "resnet_v2", [inputs], reuse=reuse) as sc:
        collection = sc.original_name_scope + "_end_points"
        with (
            arg_scope([convolution2d, bottleneck, stack_blocks_dense], outputs_collections=collection),
            arg_scope([batch_norm], is_training=is_training),
        ):
            net: Any = inputs
            stride: float | None = output_stride
            if include_root_block:
                stride = stride_of_blocks(output_stride)
                with arg_scope([convolution2d], activation_fn=None, normalizer_fn=None):
                    net = conv2d_same(net, 64, 7, stride=2, scope="conv1")
                net = max_pool2d(net, [3, 3], stride=2, scope="pool1")
            net = stack_blocks_dense(net, blocks, stride)
            net = batch_norm(net, activation_fn=ops.relu, scope="postnorm")
            if global_pool:
                net = ops.reduce_mean(net, [1, 2], name="pool5", keepdims=True)
            if num_classes is not None:
                net = convolution2d(net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, scope="logits")
            end_points = convert_collection_to_dict(collection)
            if num_classes is not None:
                end_points["predictions"] = softmax(net, scope="predictions")
            return net, end_points


resnet_v2.default_image_size = 224  # type: ignore[attr-defined]


@export("contrib.slim.python.slim.nets.resnet_v2.resnet_v2_block")
@documented_by(of_v1.resnet_v1_block)
def resnet_v2_block(scope: str, base_depth: int, num_units: int, stride: int) -> Block:
    """A block of bottlenecks."""
    return block_of(bottleneck, scope, base_depth, num_units, stride)


@export("contrib.slim.python.slim.nets.resnet_v2.resnet_v2_50")
@documented_by(resnet_v2)
def resnet_v2_50(
    inputs: TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: ScopeLike | None = "resnet_v2_50",
) -> tuple[Tensor, dict[str, Tensor]]:
    """A ResNet of the second version with 50 layers."""
    blocks = blocks_of(bottleneck, (3, 4, 6, 3))
    return resnet_v2(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)


@export("contrib.slim.python.slim.nets.resnet_v2.resnet_v2_101")
@documented_by(resnet_v2)
def resnet_v2_101(
    inputs: TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: ScopeLike | None = "resnet_v2_101",
) -> tuple[Tensor, dict[str, Tensor]]:
    """A ResNet of the second version with 101 layers."""
    blocks = blocks_of(bottleneck, (3, 4, 23, 3))
    return resnet_v2(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)


@export("contrib.slim.python.slim.nets.resnet_v2.resnet_v2_152")
@documented_by(resnet_v2)
def resnet_v2_152(
    inputs: TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: ScopeLike | None = "resnet_v2_152",
) -> tuple[Tensor, dict[str, Tensor]]:
    """A ResNet of the second version with 152 layers."""
    blocks = blocks_of(bottleneck, (3, 8, 36, 3))
    return resnet_v2(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)


@export("contrib.slim.python.slim.nets.resnet_v2.resnet_v2_200")
@documented_by(resnet_v2)
def resnet_v2_200(
    inputs: TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: ScopeLike | None = "resnet_v2_200",
) -> tuple[Tensor, dict[str, Tensor]]:
    """A ResNet of the second version with 200 layers."""
    blocks = blocks_of(bottleneck, (3, 24, 36, 3))
    return resnet_v2(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)
