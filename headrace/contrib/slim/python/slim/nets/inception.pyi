"""tf.contrib.slim.python.slim.nets.inception: as far as programs use it. Made by `make names`."""

from headrace.training.slim.nets.inception_v1 import inception_v1 as inception_v1
from headrace.training.slim.nets.inception_v1 import inception_v1_arg_scope as inception_v1_arg_scope
from headrace.training.slim.nets.inception_v1 import inception_v1_base as inception_v1_base
from collections.abc import Callable as _Callable
from headrace.graph.core.keys import GraphKeys as _GraphKeys
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import ScopeLike as _ScopeLike
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.contrib.layers.normalized import softmax as _softmax
from typing import Any as _Any

def inception_v2(
    inputs: _TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.8,
    min_depth: int = 16,
    depth_multiplier: float = 1.0,
    prediction_fn: _Callable[..., _Any] = _softmax,
    spatial_squeeze: bool = True,
    reuse: bool | None = None,
    scope: _ScopeLike | None = 'InceptionV2',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """Inception V2.

    Args:
      inputs: floating [batch, height, width, channels], 224x224 for one prediction for each image.
      num_classes: how many classes the logits are of.
      is_training: whether dropout drops and batch normalization takes the batch's moments.
      dropout_keep_prob: the probability with which dropout keeps an element.
      min_depth: how many channels a layer has at least.
      depth_multiplier: by which the numbers of channels are multiplied, above 0.
      prediction_fn: a function from logits and `scope` to predictions.
      spatial_squeeze: whether the logits are [batch, num_classes]; else [batch, rows, columns, num_classes].
      reuse: whether the variables exist already.
      scope: the variable scope of the network.

    Returns:
      (logits, a dict of the outputs of layers and modules, "Logits" and "Predictions" among them).

    Raises:
      ValueError: images too small, or to be squeezed where there are several places.
    """

def inception_v2_arg_scope(
    weight_decay: float = 4e-05,
    batch_norm_var_collection: str = 'moving_vars',
) -> dict:
    """The arguments of layers with which the network is trained, for `slim.arg_scope`.

    Args:
      weight_decay: the factor of the L2 regularizer of weights.
      batch_norm_var_collection: the collection of the moving averages of batch normalization.

    Returns:
      a scope.
    """

def inception_v2_base(
    inputs: _TensorLike,
    final_endpoint: str = 'Mixed_5c',
    min_depth: int = 16,
    depth_multiplier: float = 1.0,
    scope: _ScopeLike | None = None,
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """Inception V2 up to one of its end points, without a classifier.

    Args:
      inputs: floating [batch, height, width, channels].
      final_endpoint: the name of the last layer or module.
      min_depth: how many channels a layer has at least.
      depth_multiplier: by which the numbers of channels are multiplied, above 0.
      scope: the variable scope of the network.

    Returns:
      (the output of that end point, a dict of the outputs of all up to it).

    Raises:
      ValueError: there is no such end point, or a factor of 0 or less.
    """

def inception_v3(
    inputs: _TensorLike,
    num_classes: int = 1000,
    is_training: bool = True,
    dropout_keep_prob: float = 0.8,
    min_depth: int = 16,
    depth_multiplier: float = 1.0,
    prediction_fn: _Callable[..., _Any] = _softmax,
    spatial_squeeze: bool = True,
    reuse: bool | None = None,
    scope: _ScopeLike | None = 'InceptionV3',
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """Inception V3, with its auxiliary classifier ("AuxLogits" among the outputs).

    Args:
      inputs: floating [batch, height, width, channels], 299x299 for one prediction for each image.
      num_classes: how many classes the logits are of.
      is_training: whether dropout drops and batch normalization takes the batch's moments.
      dropout_keep_prob: the probability with which dropout keeps an element.
      min_depth: how many channels a layer has at least.
      depth_multiplier: by which the numbers of channels are multiplied, above 0.
      prediction_fn: a function from logits and `scope` to predictions.
      spatial_squeeze: whether the logits are [batch, num_classes]; else [batch, rows, columns, num_classes].
      reuse: whether the variables exist already.
      scope: the variable scope of the network.

    Returns:
      (logits, a dict of the outputs of layers and modules, "Logits" and "Predictions" among them).

    Raises:
      ValueError: images too small, or to be squeezed where there are several places.
    """

def inception_v3_arg_scope(
    weight_decay: float = 4e-05,
    batch_norm_var_collection: str = 'moving_vars',
    batch_norm_decay: float = 0.9997,
    batch_norm_epsilon: float = 0.001,
    updates_collections: str | None = _GraphKeys.UPDATE_OPS,
    use_fused_batchnorm: bool = True,
) -> dict:
    """The arguments of layers with which the network is trained, for `slim.arg_scope`.

    Args:
      weight_decay: the factor of the L2 regularizer of weights.
      batch_norm_var_collection: the collection of the moving averages of batch normalization.
      batch_norm_decay: of the moving averages of batch normalization.
      batch_norm_epsilon: what it adds to variances.
      updates_collections: the collection of the updates of its moving averages; None: they are made with the outputs.
      use_fused_batchnorm: whether it is one operation.

    Returns:
      a scope.
    """

def inception_v3_base(
    inputs: _TensorLike,
    final_endpoint: str = 'Mixed_7c',
    min_depth: int = 16,
    depth_multiplier: float = 1.0,
    scope: _ScopeLike | None = None,
) -> tuple[_Tensor, dict[str, _Tensor]]:
    """Inception V3 up to one of its end points, without a classifier.

    Args:
      inputs: floating [batch, height, width, channels].
      final_endpoint: the name of the last layer or module.
      min_depth: how many channels a layer has at least.
      depth_multiplier: by which the numbers of channels are multiplied, above 0.
      scope: the variable scope of the network.

    Returns:
      (the output of that end point, a dict of the outputs of all up to it).

    Raises:
      ValueError: there is no such end point, or a factor of 0 or less.
    """

__all__ = [
    "inception_v1",
    "inception_v1_arg_scope",
    "inception_v1_base",
    "inception_v2",
    "inception_v2_arg_scope",
    "inception_v2_base",
    "inception_v3",
    "inception_v3_arg_scope",
    "inception_v3_base",
]
