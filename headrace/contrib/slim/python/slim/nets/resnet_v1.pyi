"""tf.contrib.slim.python.slim.nets.resnet_v1: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.slim.nets.resnet_v1 import bottleneck as bottleneck
from headrace.training.slim.nets.resnet_utils import resnet_arg_scope as resnet_arg_scope
from headrace.training.slim.nets.resnet_v1 import resnet_v1 as resnet_v1
from headrace.training.slim.nets.resnet_v1 import resnet_v1_block as resnet_v1_block
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import ScopeLike as _ScopeLike
from headrace.graph.types.likes import TensorLike as _TensorLike

def resnet_v1_101(
    inputs: _TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: _ScopeLike | None = 'resnet_v1_101',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """A ResNet of the first version with 101 layers.

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

def resnet_v1_152(
    inputs: _TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: _ScopeLike | None = 'resnet_v1_152',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """A ResNet of the first version with 152 layers.

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

def resnet_v1_200(
    inputs: _TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: _ScopeLike | None = 'resnet_v1_200',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """A ResNet of the first version with 200 layers.

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

def resnet_v1_50(
    inputs: _TensorLike,
    num_classes: int | None = None,
    is_training: bool = True,
    global_pool: bool = True,
    output_stride: int | None = None,
    reuse: bool | None = None,
    scope: _ScopeLike | None = 'resnet_v1_50',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """A ResNet of the first version with 50 layers.

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

__all__ = [
    "add_arg_scope",
    "arg_scope",
    "bottleneck",
    "resnet_arg_scope",
    "resnet_v1",
    "resnet_v1_101",
    "resnet_v1_152",
    "resnet_v1_200",
    "resnet_v1_50",
    "resnet_v1_block",
]
