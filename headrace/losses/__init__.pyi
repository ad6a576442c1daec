"""tf.losses: what predictions and labels differ by, as one number. Made by `make names`."""

from headrace.training.losses.weighted import Reduction as Reduction
from headrace.training.losses.weighted import add_loss as add_loss
from headrace.training.losses.weighted import compute_weighted_loss as compute_weighted_loss
from headrace.training.losses.weighted import get_losses as get_losses
from headrace.training.losses.weighted import get_regularization_loss as get_regularization_loss
from headrace.training.losses.weighted import get_regularization_losses as get_regularization_losses
from headrace.training.losses.weighted import get_total_loss as get_total_loss
from headrace.training.losses.losses import mean_pairwise_squared_error as mean_pairwise_squared_error
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.losses.losses import _BY_WEIGHTS as __BY_WEIGHTS
from headrace.training.losses.losses import _LOSSES as __LOSSES

def absolute_difference(
    labels: _TensorLike | None,
    predictions: _TensorLike | None,
    weights: _TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = __LOSSES,
    reduction: str = __BY_WEIGHTS,
) -> _Tensor:
    """The mean of |predictions - labels|, weighted.

    Args:
      labels, predictions: numbers of one shape, computed with as float32.
      weights: a number, or a tensor of the rank of the losses with their sizes or 1 in each dimension; 0 leaves a loss out.
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.
      reduction: one of `tf.losses.Reduction`; by default the sum over the number of weights that are not 0.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses in the shape of the labels.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the losses.
    """

def cosine_distance(
    labels: _TensorLike | None,
    predictions: _TensorLike | None,
    axis: int | None = None,
    weights: _TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = __LOSSES,
    reduction: str = __BY_WEIGHTS,
    dim: int | None = None,
) -> _Tensor:
    """The mean of 1 - the sum of labels * predictions along `axis`, both of unit length there, weighted.

    Args:
      labels, predictions: numbers of one shape, computed with as float32.
      axis: along which the distance is computed; the losses keep it with size 1.
      weights: a number, or a tensor of the rank of the losses with their sizes or 1 in each dimension; 0 leaves a loss out.
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.
      reduction: one of `tf.losses.Reduction`; by default the sum over the number of weights that are not 0.
      dim: the name of `axis` before TensorFlow 1.5.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses.

    Raises:
      ValueError: no axis is given, labels or predictions are None or of different shapes, or the weights do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the losses.
    """

def hinge_loss(
    labels: _TensorLike | None,
    logits: _TensorLike | None,
    weights: _TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = __LOSSES,
    reduction: str = __BY_WEIGHTS,
) -> _Tensor:
    """The mean of max(0, 1 - (2 * labels - 1) * logits), weighted.

    Args:
      labels: 0 and 1, in the shape of `logits`.
      logits: numbers; above 0 they say 1. Both are computed with as float32.
      weights: a number, or a tensor of the rank of the losses with their sizes or 1 in each dimension; 0 leaves a loss out.
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.
      reduction: one of `tf.losses.Reduction`; by default the sum over the number of weights that are not 0.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses in the shape of the labels.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the losses.
    """

def huber_loss(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike = 1.0,
    delta: float = 1.0,
    scope: str | None = None,
    loss_collection: str | None = __LOSSES,
    reduction: str = __BY_WEIGHTS,
) -> _Tensor:
    """The mean of error ** 2 / 2 up to an error of `delta`, linear beyond, weighted.

    Args:
      labels, predictions: numbers of one shape, computed with as float32.
      weights: a number, or a tensor of the rank of the losses with their sizes or 1 in each dimension; 0 leaves a loss out.
      delta: the error at which the square ends; the line goes on with its slope.
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.
      reduction: one of `tf.losses.Reduction`; by default the sum over the number of weights that are not 0.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses in the shape of the labels.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the losses.

    Source:
      Huber, Robust Estimation of a Location Parameter, 1964.
    """

def log_loss(
    labels: _TensorLike | None,
    predictions: _TensorLike | None,
    weights: _TensorLike = 1.0,
    epsilon: float = 1e-07,
    scope: str | None = None,
    loss_collection: str | None = __LOSSES,
    reduction: str = __BY_WEIGHTS,
) -> _Tensor:
    """The mean of -labels * log(p + epsilon) - (1 - labels) * log(1 - p + epsilon) of predictions p, weighted.

    Args:
      labels: in [0, 1], in the shape of `predictions`.
      predictions: chances in [0, 1]. Both are computed with as float32.
      weights: a number, or a tensor of the rank of the losses with their sizes or 1 in each dimension; 0 leaves a loss out.
      epsilon: keeps the logarithm from 0.
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.
      reduction: one of `tf.losses.Reduction`; by default the sum over the number of weights that are not 0.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses in the shape of the labels.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the losses.
    """

def mean_squared_error(
    labels: _TensorLike | None,
    predictions: _TensorLike | None,
    weights: _TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = __LOSSES,
    reduction: str = __BY_WEIGHTS,
) -> _Tensor:
    """The mean of (predictions - labels) ** 2, weighted.

    >>> loss = tf.losses.mean_squared_error(labels=[1.0, 2.0], predictions=[1.0, 4.0])
    >>> with tf.Session() as sess:
    ...     print(sess.run(loss))
    2.0

    Args:
      labels, predictions: numbers of one shape, computed with as float32.
      weights: a number, or a tensor of the rank of the losses with their sizes or 1 in each dimension; 0 leaves a loss out.
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.
      reduction: one of `tf.losses.Reduction`; by default the sum over the number of weights that are not 0.

    Returns:
      a float32 scalar; with `Reduction.NONE` the weighted losses in the shape of the labels.

    Raises:
      ValueError: one is None, their shapes differ, or the weights do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the losses.
    """

def sigmoid_cross_entropy(
    multi_class_labels: _TensorLike,
    logits: _TensorLike,
    weights: _TensorLike = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    loss_collection: str | None = __LOSSES,
    reduction: str = __BY_WEIGHTS,
) -> _Tensor:
    """The mean of `tf.nn.sigmoid_cross_entropy_with_logits`, weighted: classes that do not exclude each other.

    Args:
      multi_class_labels: [batch, classes], in [0, 1]; cast to the type of `logits`.
      logits: floating [batch, classes].
      weights: a number, or a tensor of the rank of the losses with their sizes or 1 in each dimension; 0 leaves a loss out.
      label_smoothing: above 0, labels move towards 1/2 by this share.
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.
      reduction: one of `tf.losses.Reduction`; by default the sum over the number of weights that are not 0.

    Returns:
      a scalar in the type of `logits`; with `Reduction.NONE` the weighted losses, [batch, classes].

    Raises:
      ValueError: labels or logits are None or of different shapes, or the weights do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the losses.
    """

def softmax_cross_entropy(
    onehot_labels: _TensorLike,
    logits: _TensorLike,
    weights: _TensorLike = 1.0,
    label_smoothing: float = 0,
    scope: str | None = None,
    loss_collection: str | None = __LOSSES,
    reduction: str = __BY_WEIGHTS,
) -> _Tensor:
    """The mean of `tf.nn.softmax_cross_entropy_with_logits_v2`, weighted; no gradient goes to the labels.

    >>> loss = tf.losses.softmax_cross_entropy(onehot_labels=[[1.0, 0.0]], logits=[[2.0, 0.0]])
    >>> with tf.Session() as sess:
    ...     print(round(float(sess.run(loss)), 4))
    0.1269

    Args:
      onehot_labels: [batch, classes], each row a distribution; cast to the type of `logits`.
      logits: floating [batch, classes].
      weights: a number or [batch].
      label_smoothing: above 0, labels move towards 1 / classes by this share.
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.
      reduction: one of `tf.losses.Reduction`; by default the sum over the number of weights that are not 0.

    Returns:
      a scalar in the type of `logits`; with `Reduction.NONE` the weighted losses, [batch].

    Raises:
      ValueError: labels or logits are None or of different shapes, or the weights do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the losses.
    """

def sparse_softmax_cross_entropy(
    labels: _TensorLike,
    logits: _TensorLike,
    weights: _TensorLike = 1.0,
    scope: str | None = None,
    loss_collection: str | None = __LOSSES,
    reduction: str = __BY_WEIGHTS,
) -> _Tensor:
    """The mean of `tf.nn.sparse_softmax_cross_entropy_with_logits`, weighted: labels are numbers of classes.

    >>> loss = tf.losses.sparse_softmax_cross_entropy(labels=[0], logits=[[2.0, 0.0]])
    >>> with tf.Session() as sess:
    ...     print(round(float(sess.run(loss)), 4))
    0.1269

    Args:
      labels: int32 or int64 in [0, classes), of the shape of `logits` without its last dimension; a last dimension of 1
        more is dropped, as it is of `weights`.
      logits: floating [..., classes].
      weights: a number, or in the shape of `labels`.
      scope: the name scope of the operations; by default one of the function's name.
      loss_collection: the one that the result goes into, LOSSES by default; None for none.
      reduction: one of `tf.losses.Reduction`; by default the sum over the number of weights that are not 0.

    Returns:
      a scalar in the type of `logits`; with `Reduction.NONE` the weighted losses in the shape of `labels`.

    Raises:
      ValueError: labels or logits are None, or shapes do not go together.
      InvalidArgumentError: (when run) shapes do not go together.
    """

__all__ = [
    "Reduction",
    "absolute_difference",
    "add_loss",
    "compute_weighted_loss",
    "cosine_distance",
    "get_losses",
    "get_regularization_loss",
    "get_regularization_losses",
    "get_total_loss",
    "hinge_loss",
    "huber_loss",
    "log_loss",
    "mean_pairwise_squared_error",
    "mean_squared_error",
    "sigmoid_cross_entropy",
    "softmax_cross_entropy",
    "sparse_softmax_cross_entropy",
]
