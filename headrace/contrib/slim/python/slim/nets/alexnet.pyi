"""tf.contrib.slim.python.slim.nets.alexnet: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.slim.nets.fully_convolutional import trunc_normal as trunc_normal
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import ScopeLike as _ScopeLike
from headrace.graph.types.likes import TensorLike as _TensorLike

def alexnet_v2(
    inputs: _TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.5,
    spatial_squeeze: bool = True,
    scope: _ScopeLike | None = 'alexnet_v2',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """AlexNet, the second version.

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

def alexnet_v2_arg_scope(
    weight_decay: float = 0.0005,
) -> dict:
    """The arguments of layers with which the network is trained, for `slim.arg_scope`.

    Args:
      weight_decay: the factor of the L2 regularizer of weights.

    Returns:
      a scope.
    """

__all__ = [
    "alexnet_v2",
    "alexnet_v2_arg_scope",
    "arg_scope",
    "trunc_normal",
]
