"""ResNet, the first version: normalization after convolutions (https://arxiv.org/abs/1512.03385)."""

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


@export("contrib.slim.python.slim.nets.resnet_v1.bottleneck")
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
    """A unit of three convolutions, each normalized after, beside a shortcut.

    Args:
      inputs: floating [batch, height, width, channels].
      depth: the number of channels of the output.
      depth_bottleneck: the number of channels between the convolutions.
      stride: how much smaller the output is.
      rate: the distance of the elements of the 3x3 window.
      outputs_collections: a collection that the output is added to.
      scope: the variable scope of the unit.

    Returns:
      [batch, height / stride, width / stride, depth].

    Raises:
      ValueError: inputs of another rank, or whose number of channels is not known.
    """
    with variable_scope(scope, "bottleneck_v1", [inputs]) as sc:
        if depth == last_dimension(inputs.shape, min_rank=4):
            shortcut = subsample(inputs, stride, "shortcut")
        else:
            shortcut = convolution2d(inputs, depth, [1, 1], stride=stride, activation_fn=None, scope="shortcut")
        residual = convolution2d(inputs, depth_bottleneck, [1, 1], stride=1, scope="conv1")
        residual = conv2d_same(residual, depth_bottleneck, 3, stride, rate=rate, scope="conv2")
        residual = convolution2d(residual, depth, [1, 1], stride=1, activation_fn=None, scope="conv3")
        output = ops.relu(shortcut + residual)
        return add_outputs_to_collections(outputs_collections, sc.name, output)


@export("contrib.slim.python.slim.nets.resnet_v1.resnet_v1")
def resnet_v1(
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
    """A ResNet of the first version with blocks of one's own.

    With `output_stride` it computes features for every place of an image, at any size; multiples of 32 plus 1, as 321x321, put
    the corners of the features on those of the image.

    Args:
      inputs: floating [batch, height, width, channels].
      blocks: a list of Blocks.
      num_classes: how many classes the logits are of; None: there is no layer of logits.
      is_training: whether batch normalization takes the batch's moments.
      global_pool: whether the features of all places are averaged.
      output_stride: how much smaller than the images the features are, a multiple of 4; None: as the units say.
      include_root_block: whether the first convolution and pooling are there.
      reuse: whether the variables exist already.
      scope: the variable scope of the network.

    Returns:
      (net, a dict of the outputs of layers by the names of their scopes): net is [batch, height, width, features or classes],
      where height and width are 1 with `global_pool`.

    Raises:
      ValueError: a stride that cannot be reached.
    """
    with variable_scope(scope, "resnet_v1", [inputs], reuse=reuse) as sc:
        collection = sc.original_name_scope + "_end_points"
        with (
            arg_scope([convolution2d, bottleneck, stack_blocks_dense], outputs_collections=collection),
            arg_scope([batch_norm], is_training=is_training),
        ):
            net: Any = inputs
            stride: float | None = output_stride
            if include_root_block:
                stride = stride_of_blocks(output_stride)
                net = conv2d_same(net, 64, 7, stride=2, scope="conv1")
                net = max_pool2d(net, [3, 3], stride=2, scope="pool1")
            net = stack_blocks_dense(net, blocks, stride)
            if global_pool:
                net = ops.reduce_mean(net, [1, 2], name="pool5", keepdims=True)
            if num_classes is not None:
                net = convolution2d(net, num_classes, [1, 1], activation_fn=None, normalizer_fn=None, scope="logits")
            end_points = convert_collection_to_dict(collection)
            if num_classes is not None:
                end_points["predictions"] = softmax(net, scope="predictions")
            return net, end_points


resnet_v1.default_image_size = 224  # type: ignore[attr-defined]


@export("contrib.slim.python.slim.nets.resnet_v1.resnet_v1_block")
def resnet_v1_block(scope: str, base_depth: int, num_units: int, stride: int) -> Block:
    """A block of bottlenecks.

    Args:
      scope: the variable scope of the block.
      base_depth: the number of channels between the convolutions, a quarter of those of the output.
      num_units: how many units there are.
      stride: of the last unit; the others have 1.

    Returns:
      a Block.
    """
    return block_of(bottleneck, scope, base_depth, num_units, stride)


@export("contrib.slim.python.slim.nets.resnet_v1.resnet_v1_50")
@documented_by(resnet_v1)
def resnet_v1_50(
    inputs: TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: ScopeLike | None = "resnet_v1_50",
) -> tuple[Tensor, dict[str, Tensor]]:
    """A ResNet of the first version with 50 layers."""
    blocks = blocks_of(bottleneck, (3, 4, 6, 3))
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)


@export("contrib.slim.python.slim.nets.resnet_v1.resnet_v1_101")
@documented_by(resnet_v1)
def resnet_v1_101(
    inputs: TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: ScopeLike | None = "resnet_v1_101",
) -> tuple[Tensor, dict[str, Tensor]]:
    """A ResNet of the first version with 101 layers."""
    blocks = blocks_of(bottleneck, (3, 4, 23, 3))
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)


@export("contrib.slim.python.slim.nets.resnet_v1.resnet_v1_152")
@documented_by(resnet_v1)
def resnet_v1_152(
    inputs: TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: ScopeLike | None = "resnet_v1_152",
) -> tuple[Tensor, dict[str, Tensor]]:
    """A ResNet of the first version with 152 layers."""
    blocks = blocks_of(bottleneck, (3, 8, 36, 3))
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)


@export("contrib.slim.python.slim.nets.resnet_v1.resnet_v1_200")
@documented_by(resnet_v1)
def resnet_v1_200(
    inputs: TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: ScopeLike | None = "resnet_v1_200",
) -> tuple[Tensor, dict[str, Tensor]]:
    """A ResNet of the first version with 200 layers."""
    blocks = blocks_of(bottleneck, (3, 24, 36, 3))
    return resnet_v1(inputs, blocks, num_classes, is_training, global_pool, output_stride, True, reuse, scope)
