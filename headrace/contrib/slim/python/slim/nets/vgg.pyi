"""tf.contrib.slim.python.slim.nets.vgg: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.slim.nets.vgg import vgg_a as vgg_a
from headrace.training.slim.nets.vgg import vgg_arg_scope as vgg_arg_scope
from headrace.contrib.slim.python.slim.nets.vgg import vgg_16 as vgg_d
from headrace.contrib.slim.python.slim.nets.vgg import vgg_19 as vgg_e
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import ScopeLike as _ScopeLike
from headrace.graph.types.likes import TensorLike as _TensorLike

def vgg_16(
    inputs: _TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.5,
    spatial_squeeze: bool = True,
    scope: _ScopeLike | None = 'vgg_16',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """VGG with 16 layers, configuration D.

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

def vgg_19(
    inputs: _TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.5,
    spatial_squeeze: bool = True,
    scope: _ScopeLike | None = 'vgg_19',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """VGG with 19 layers, configuration E.

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

__all__ = [
    "arg_scope",
    "vgg_16",
    "vgg_19",
    "vgg_a",
    "vgg_arg_scope",
    "vgg_d",
    "vgg_e",
]
