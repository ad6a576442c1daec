"""What both ResNets are made of: blocks of units, strides that become rates where the output is to stay large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.likes import ScopeLike
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.scaled import variance_scaling_initializer
from headrace.graph.variables.scope import variable_scope

from ...contrib.arg_scope import add_arg_scope, arg_scope
from ...contrib.layers.batch_norm import batch_norm
from ...contrib.layers.convolutions import convolution2d
from ...contrib.layers.pooling import max_pool2d
from ...contrib.layers.utils import Names, add_outputs_to_collections
from ...regularizers import l2_regularizer


@export("contrib.slim.python.slim.nets.resnet_utils.Block")
class Block(NamedTuple):
    """Units of a ResNet that follow each other.

    Args:
      scope: the variable scope of the block.
      unit_fn: a function of a unit: from a tensor and the arguments of a unit to a tensor.
      args: a list of dicts, the arguments of each unit: `depth`, `depth_bottleneck` and `stride` for `bottleneck`.
    """

    scope: str
    unit_fn: Callable[..., Any]
    args: Sequence[dict[str, Any]]


@export("contrib.slim.python.slim.nets.resnet_utils.subsample")
def subsample(inputs: Tensor, factor: int, scope: str | None = None) -> Tensor:
    """Every `factor`-th row and column of images.

    Args:
      inputs: floating [batch, height, width, channels].
      factor: an int; 1 gives `inputs` itself.
      scope: the name scope of the pooling that does it.

    Returns:
      [batch, height / factor, width / factor, channels], rounded up with padding "SAME".
    """
    return inputs if factor == 1 else max_pool2d(inputs, [1, 1], stride=factor, scope=scope)


@export("contrib.slim.python.slim.nets.resnet_utils.conv2d_same")
def conv2d_same(
    inputs: Tensor, num_outputs: int, kernel_size: int, stride: int, rate: int = 1, scope: ScopeLike | None = None
) -> Tensor:
    """A convolution padded by the window alone, whatever the stride: as one with stride 1 of which every `stride`-th is taken.

    `slim.conv2d` with a stride and padding "SAME" pads by what is left over, so that the places of images of even size differ.

    Args:
      inputs: floating [batch, height, width, channels].
      num_outputs: the number of channels of the output.
      kernel_size: of the window, an int.
      stride: the steps of the window, an int.
      rate: the distance of the window's elements, an int.
      scope: the variable scope of the layer.

    Returns:
      [batch, height / stride, width / stride, num_outputs], rounded up.
    """
    if stride == 1:
        return convolution2d(inputs, num_outputs, kernel_size, stride=1, rate=rate, padding="SAME", scope=scope)
    total = (kernel_size - 1) * rate
    sides = [total // 2, total - total // 2]
    inputs = ops.pad(inputs, [[0, 0], sides, sides, [0, 0]])
    return convolution2d(inputs, num_outputs, kernel_size, stride=stride, rate=rate, padding="VALID", scope=scope)


@export("contrib.slim.python.slim.nets.resnet_utils.stack_blocks_dense")
@add_arg_scope
def stack_blocks_dense(
    net: Tensor, blocks: Sequence[Block], output_stride: float | None = None, outputs_collections: Names = None
) -> Tensor:
    """The blocks of a ResNet, one after the other.

    Args:
      net: floating [batch, height, width, channels].
      blocks: a list of Blocks.
      output_stride: how much smaller than `net` the result is: the product of the strides of the first units, up to any of
        them. From there on a unit keeps the size, and what its stride would have been becomes the rate of the convolutions
        after it. None: the strides are as the units say.
      outputs_collections: a collection that the output of each block is added to.

    Returns:
      what the last block gives.

    Raises:
      ValueError: the strides have no such product.
    """
    stride, rate = 1, 1
    for block in blocks:
        with variable_scope(block.scope, "block", [net]) as scope:
            for number, unit in enumerate(block.args, 1):
                if output_stride is not None and stride > output_stride:
                    raise ValueError("The target output_stride cannot be reached.")
                with variable_scope(f"unit_{number}", values=[net]):
                    if stride == output_stride:
                        net = block.unit_fn(net, rate=rate, **{**unit, "stride": 1})
                        rate *= unit.get("stride", 1)
                    else:
                        net = block.unit_fn(net, rate=1, **unit)
                        stride *= unit.get("stride", 1)
            net = add_outputs_to_collections(outputs_collections, scope.name, net)
    if output_stride is not None and stride != output_stride:
        raise ValueError("The target output_stride cannot be reached.")
    return net


@export(
    "contrib.slim.python.slim.nets.resnet_utils.resnet_arg_scope",
    "contrib.slim.python.slim.nets.resnet_v1.resnet_arg_scope",
    "contrib.slim.python.slim.nets.resnet_v2.resnet_arg_scope",
)
def resnet_arg_scope(
    weight_decay: float = 0.0001,
    batch_norm_decay: float = 0.997,
    batch_norm_epsilon: float = 1e-5,
    batch_norm_scale: bool = True,
) -> dict:
    """The arguments of layers with which ResNets are trained, for `slim.arg_scope`.

    Args:
      weight_decay: the factor of the L2 regularizer of weights.
      batch_norm_decay: of the moving averages of batch normalization.
      batch_norm_epsilon: what it adds to variances.
      batch_norm_scale: whether it has a `gamma`.

    Returns:
      a scope.
    """
    normalizing = {
        "decay": batch_norm_decay,
        "epsilon": batch_norm_epsilon,
        "scale": batch_norm_scale,
        "updates_collections": GraphKeys.UPDATE_OPS,
    }
    with (
        arg_scope(
            [convolution2d],
            weights_regularizer=l2_regularizer(weight_decay),
            weights_initializer=variance_scaling_initializer(),
            activation_fn=ops.relu,
            normalizer_fn=batch_norm,
            normalizer_params=normalizing,
        ),
        arg_scope([batch_norm], **normalizing),
        arg_scope([max_pool2d], padding="SAME") as scope,
    ):
        return scope


def blocks_of(unit_fn: Callable[..., Any], units: Sequence[int]) -> list[Block]:
    """The four blocks of the published networks, of so many units each."""
    return [block_of(unit_fn, f"block{n}", 32 << n, units[n - 1], 1 if n == 4 else 2) for n in range(1, 5)]


def block_of(unit_fn: Callable[..., Any], scope: str, base_depth: int, num_units: int, stride: int) -> Block:
    """A block of bottlenecks; the last has the stride."""
    unit = {"depth": base_depth * 4, "depth_bottleneck": base_depth, "stride": 1}
    return Block(scope, unit_fn, [unit] * (num_units - 1) + [{**unit, "stride": stride}])


def stride_of_blocks(output_stride: float | None) -> float | None:
    """The stride that is left to the blocks after a convolution and a pooling that divide the size by two each."""
    if output_stride is not None and output_stride % 4 != 0:
        raise ValueError("The output_stride needs to be a multiple of 4.")
    return None if output_stride is None else output_stride / 4


def last_dimension(shape: TensorShape, min_rank: int) -> int:
    """The size of the last dimension; raises ValueError where it is not known, or the rank is less."""
    if shape.ndims is None:
        raise ValueError("dims of shape must be known but is None")
    if shape.ndims < min_rank:
        raise ValueError(f"rank of shape must be at least {min_rank} not: {shape.ndims}")
    size = shape.as_list()[-1]
    if size is None:
        raise ValueError("last dimension shape must be known but is None")
    return size
