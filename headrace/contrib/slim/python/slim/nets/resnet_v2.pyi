"""tf.contrib.slim.python.slim.nets.resnet_v2: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.slim.nets.resnet_utils import resnet_arg_scope as resnet_arg_scope
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import ScopeLike as _ScopeLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.contrib.layers.utils import Names as _Names
from headrace.training.slim.nets.resnet_utils import Block as _Block

def bottleneck(
    inputs: _Tensor,
    depth: int,
    depth_bottleneck: int,
    stride: int,
    rate: int = 1,
    outputs_collections: _Names = None,
    scope: _ScopeLike | None = None,
) -> _Tensor:
    """A unit of three convolutions, each normalized before, beside a shortcut.

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

def resnet_v2(
    inputs: _TensorLike,
    blocks: _Sequence[_Block],
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    include_root_block: bool = True,
    reuse: bool | None = None,
    scope: _ScopeLike | None = None,
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """A ResNet of the second version with blocks of one's own.

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

def resnet_v2_101(
    inputs: _TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: _ScopeLike | None = 'resnet_v2_101',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """A ResNet of the second version with 101 layers.

    Args:
      inputs: floating [batch, height, width, channels].
      num_classes: how many classes the logits are of; None: there is no layer of logits.
      is_training: whether batch normalization takes the batch's moments.
      global_pool: whether the features of all places are averaged.
      output_stride: how much smaller than the images the features are, a multiple of 4; None: as the units say.
      reuse: whether the variables exist already.
      scope: the variable scope of the network.

    Returns:
      (net, a dict of the outputs of layers by the names of their scopes): net is [batch, height, width, features or classes],
      where height and width are 1 with `global_pool`.

    Raises:
      ValueError: a stride that cannot be reached.
    """

def resnet_v2_152(
    inputs: _TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: _ScopeLike | None = 'resnet_v2_152',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """A ResNet of the second version with 152 layers.

    Args:
      inputs: floating [batch, height, width, channels].
      num_classes: how many classes the logits are of; None: there is no layer of logits.
      is_training: whether batch normalization takes the batch's moments.
      global_pool: whether the features of all places are averaged.
      output_stride: how much smaller than the images the features are, a multiple of 4; None: as the units say.
      reuse: whether the variables exist already.
      scope: the variable scope of the network.

    Returns:
      (net, a dict of the outputs of layers by the names of their scopes): net is [batch, height, width, features or classes],
      where height and width are 1 with `global_pool`.

    Raises:
      ValueError: a stride that cannot be reached.
    """

def resnet_v2_200(
    inputs: _TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: _ScopeLike | None = 'resnet_v2_200',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """A ResNet of the second version with 200 layers.

    Args:
      inputs: floating [batch, height, width, channels].
      num_classes: how many classes the logits are of; None: there is no layer of logits.
      is_training: whether batch normalization takes the batch's moments.
      global_pool: whether the features of all places are averaged.
      output_stride: how much smaller than the images the features are, a multiple of 4; None: as the units say.
      reuse: whether the variables exist already.
      scope: the variable scope of the network.

    Returns:
      (net, a dict of the outputs of layers by the names of their scopes): net is [batch, height, width, features or classes],
      where height and width are 1 with `global_pool`.

    Raises:
      ValueError: a stride that cannot be reached.
    """

def resnet_v2_50(
    inputs: _TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: _ScopeLike | None = 'resnet_v2_50',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """A ResNet of the second version with 50 layers.

    Args:
      inputs: floating [batch, height, width, channels].
      num_classes: how many classes the logits are of; None: there is no layer of logits.
      is_training: whether batch normalization takes the batch's moments.
      global_pool: whether the features of all places are averaged.
      output_stride: how much smaller than the images the features are, a multiple of 4; None: as the units say.
      reuse: whether the variables exist already.
      scope: the variable scope of the network.

    Returns:
      (net, a dict of the outputs of layers by the names of their scopes): net is [batch, height, width, features or classes],
      where height and width are 1 with `global_pool`.

    Raises:
      ValueError: a stride that cannot be reached.
    """

def resnet_v2_block(
    scope: str,
    base_depth: int,
    num_units: int,
    stride: int,
) -> _Block:
    """A block of bottlenecks.

    Args:
      scope: the variable scope of the block.
      base_depth: the number of channels between the convolutions, a quarter of those of the output.
      num_units: how many units there are.
      stride: of the last unit; the others have 1.

    Returns:
      a Block.
    """

__all__ = [
    "add_arg_scope",
    "arg_scope",
    "bottleneck",
    "resnet_arg_scope",
    "resnet_v2",
    "resnet_v2_101",
    "resnet_v2_152",
    "resnet_v2_200",
    "resnet_v2_50",
    "resnet_v2_block",
]
