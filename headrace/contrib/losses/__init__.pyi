"""tf.contrib.losses: the losses of tf.losses with predictions before labels. Made by `make names`."""

from headrace.training.losses.weighted import add_loss as add_loss
from headrace.training.contrib.losses.losses import compute_weighted_loss as compute_weighted_loss
from headrace.training.losses.weighted import get_losses as get_losses
from headrace.training.losses.weighted import get_regularization_losses as get_regularization_losses
from headrace.training.losses.weighted import get_total_loss as get_total_loss
from headrace.training.contrib.losses.losses import hinge_loss as hinge_loss
from headrace.contrib.losses import losses as losses
from headrace.graph.platform.all_util import make_all as make_all
from headrace.contrib.losses import metric_learning as metric_learning
from headrace.contrib.losses import python as python
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from typing import Any as _Any

def absolute_difference(
    predictions: _TensorLike | None,
    labels: _TensorLike | None = None,
    weights: _TensorLike = 1.0,
    scope: str | None = None,
    weight: _TensorLike | None = None,
) -> _Tensor:
    """`tf.losses.absolute_difference` with predictions before labels.

    Args:
      predictions, labels: numbers of one shape, computed with as float32.
      weights: a number, or a tensor whose axes are the first ones of the losses: each weight serves for all that lies behind
        it. A last axis of size 1 is taken away.
      scope: the name scope of the operations; by default one of the function's name.
      weight: the name of `weights` before TensorFlow 0.12.

    Returns:
      a float32 scalar.

    Raises:
      ValueError: the weights are None, a rank is not known, or the shapes do not go together.
    """

def cosine_distance(
    predictions: _TensorLike | None,
    labels: _TensorLike | None = None,
    axis: int | None = None,
    weights: _TensorLike = 1.0,
    scope: str | None = None,
    dim: int | None = None,
    weight: _TensorLike | None = None,
) -> _Tensor:
    """`tf.losses.cosine_distance` with predictions before labels.

    Args:
      predictions, labels: numbers of one shape, of unit length along `axis`, computed with as float32.
      axis: along which the distance is computed.
      weights: a number, or a tensor whose axes are the first ones of the losses: each weight serves for all that lies behind
        it. A last axis of size 1 is taken away.
      scope: the name scope of the operations; by default one of the function's name.
      dim: the name of `axis` before TensorFlow 1.5.
      weight: the name of `weights` before TensorFlow 0.12.

    Returns:
      a float32 scalar.

    Raises:
      ValueError: no axis is given, or the shapes do not go together.
    """

def log_loss(
    predictions: _TensorLike | None,
    labels: _TensorLike | None = None,
    weights: _TensorLike = 1.0,
    epsilon: float = 1e-07,
    scope: str | None = None,
    weight: _TensorLike | None = None,
) -> _Tensor:
    """`tf.losses.log_loss` with predictions before labels.

    Args:
      predictions, labels: in [0, 1], of one shape, computed with as float32.
      weights: a number, or a tensor whose axes are the first ones of the losses: each weight serves for all that lies behind
        it. A last axis of size 1 is taken away.
      epsilon: keeps the logarithm from 0.
      scope: the name scope of the operations; by default one of the function's name.
      weight: the name of `weights` before TensorFlow 0.12.

    Returns:
      a float32 scalar.

    Raises:
      ValueError: the weights are None, a rank is not known, or the shapes do not go together.
    """

def mean_pairwise_squared_error(
    predictions: _Any,
    labels: _Any = None,
    weights: _Any = 1.0,
    scope: str | None = None,
    weight: _TensorLike | None = None,
) -> _Tensor:
    """How far the differences between the elements of each row are from those of the labels.

    Pairs are counted otherwise than by `tf.losses.mean_pairwise_squared_error`: n * n / 2 for n elements.

    Args:
      predictions, labels: numbers [batch, ...] of one shape and known rank, computed with as float32.
      weights: a number, or [batch].
      scope: the name scope of the operations; by default one of the function's name.
      weight: the name of `weights` before TensorFlow 0.12.

    Returns:
      a float32 scalar; 0 where no weight is above 0.

    Raises:
      ValueError: the weights are None, a rank is not known, or the shapes do not go together.
    """

def mean_squared_error(
    predictions: _TensorLike | None,
    labels: _TensorLike | None = None,
    weights: _TensorLike = 1.0,
    scope: str | None = None,
    weight: _TensorLike | None = None,
) -> _Tensor:
    """`tf.losses.mean_squared_error` with predictions before labels.

    Args:
      predictions, labels: numbers of one shape, computed with as float32.
      weights: a number, or a tensor whose axes are the first ones of the losses: each weight serves for all that lies behind
        it. A last axis of size 1 is taken away.
      scope: the name scope of the operations; by default one of the function's name.
      weight: the name of `weights` before TensorFlow 0.12.

    Returns:
      a float32 scalar.

    Raises:
      ValueError: the weights are None, a rank is not known, or the shapes do not go together.
    """

def sigmoid_cross_entropy(
    logits: _TensorLike,
    multi_class_labels: _TensorLike,
    weights: _TensorLike = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    weight: _TensorLike | None = None,
) -> _Tensor:
    """`tf.losses.sigmoid_cross_entropy` with logits before labels.

    Args:
      logits: floating [batch, classes].
      multi_class_labels: [batch, classes], in [0, 1]; cast to the type of `logits`.
      weights: a number, [batch] or [batch, classes].
      label_smoothing: above 0, labels move towards 1/2 by this share.
      scope: the name scope of the operations; by default one of the function's name.
      weight: the name of `weights` before TensorFlow 0.12.

    Returns:
      a scalar in the type of `logits`.

    Raises:
      ValueError: the weights are None, a rank is not known, or the shapes do not go together.
    """

def softmax_cross_entropy(
    logits: _TensorLike,
    onehot_labels: _TensorLike,
    weights: _TensorLike = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    weight: _TensorLike | None = None,
) -> _Tensor:
    """`tf.losses.softmax_cross_entropy` with logits before labels.

    Args:
      logits: floating [batch, classes].
      onehot_labels: [batch, classes], each row a distribution; cast to the type of `logits`.
      weights: a number or [batch].
      label_smoothing: above 0, labels move towards 1 / classes by this share.
      scope: the name scope of the operations; by default one of the function's name.
      weight: the name of `weights` before TensorFlow 0.12.

    Returns:
      a scalar in the type of `logits`.

    Raises:
      ValueError: the weights are None, a rank is not known, or the shapes do not go together.
    """

def sparse_softmax_cross_entropy(
    logits: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike = 1.0,
    scope: str | None = None,
    weight: _TensorLike | None = None,
) -> _Tensor:
    """`tf.losses.sparse_softmax_cross_entropy` with logits before labels.

    Args:
      logits: floating [batch, classes].
      labels: int32 or int64 in [0, classes), [batch] or [batch, 1].
      weights: a number or [batch].
      scope: the name scope of the operations; by default one of the function's name.
      weight: the name of `weights` before TensorFlow 0.12.

    Returns:
      a scalar in the type of `logits`.

    Raises:
      ValueError: the weights are None, a rank is not known, or the shapes do not go together.
    """

__all__ = [
    "absolute_difference",
    "add_loss",
    "compute_weighted_loss",
    "cosine_distance",
    "get_losses",
    "get_regularization_losses",
    "get_total_loss",
    "hinge_loss",
    "log_loss",
    "mean_pairwise_squared_error",
    "mean_squared_error",
    "metric_learning",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]
