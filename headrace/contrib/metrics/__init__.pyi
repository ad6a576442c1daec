"""tf.contrib.metrics: streaming metrics, predictions before labels. Made by `make names`."""

from headrace.training.contrib.batch_metrics import accuracy as accuracy
from headrace.training.contrib.batch_metrics import aggregate_metric_map as aggregate_metric_map
from headrace.training.contrib.batch_metrics import aggregate_metrics as aggregate_metrics
from headrace.training.metrics.confusion import confusion_matrix as confusion_matrix
from headrace.graph.platform.all_util import make_all as make_all
from headrace.contrib.metrics import python as python
from headrace.graph.ops.sparse.set_operations import set_intersection as set_intersection
from headrace.graph.ops.sparse.set_operations import set_size as set_size
from headrace.sets import difference as set_difference
from headrace.sets import set_union as set_union
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.metrics.state import Collections as _Collections
from typing import Any as _Any

def streaming_accuracy(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.accuracy` with predictions before labels: the share of predictions that equal their labels.

    Args:
      predictions: in the shape of the labels, and cast to their type; a last dimension of 1 that only one has is dropped.
      labels: of any type and shape.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the accuracy over the batches so far (0 before the first), and a tensor
      that adds a batch and gives the accuracy after that.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_auc(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    curve: str = 'ROC',
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.auc` with predictions before labels: the area under the curve of ROC or PR.

    Args:
      predictions: floating, in [0, 1], in the shape of the labels.
      labels: bool, or what `tf.cast` makes bool of.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      num_thresholds: the number of points of the curve.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.
      curve: "ROC" or "PR".

    Returns:
      value and update_op, two float32 scalars: the area over the batches so far, and after adding one.

    Raises:
      ValueError: there is no such curve or method, thresholds are not in [0, 1], or the shapes do not go together.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """

def streaming_false_negatives(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.false_negatives` with predictions before labels.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the number in the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_false_positives(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.false_positives` with predictions before labels.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the number in the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_mean(
    values: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.mean`: the weighted mean of the elements of all batches.

    Args:
      values: numbers of any shape, computed with as float32.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the mean of the batches so far (0 before the first), and a tensor that
      adds a batch and gives the mean after that.

    Raises:
      ValueError: the weights do not go with the values.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_mean_absolute_error(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.mean_absolute_error` with predictions before labels: the mean of |predictions - labels|.

    Args:
      labels, predictions: numbers of one type and shape; a last dimension of 1 that only one has is dropped.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the mean over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_mean_cosine_distance(
    predictions: _TensorLike,
    labels: _TensorLike,
    dim: int,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.mean_cosine_distance` with predictions before labels: 1 - the mean of sums of products along `dim`.

    Args:
      labels, predictions: numbers of one type and shape.
      dim: along which the distance is computed.
      weights: a number, or a tensor of the rank of the labels, whose size along `dim` is 1; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the distance over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_mean_iou(
    predictions: _TensorLike,
    labels: _TensorLike,
    num_classes: int,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.mean_iou` with predictions before labels: the mean over classes of intersection over union.

    Args:
      labels, predictions: tensors of integers in [0, num_classes), one shape.
      num_classes: how many classes there are, an int.
      weights: one for each label; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      the mean over the batches so far, a float32 scalar, and update_op: the confusion matrix after adding a batch, float64
      [num_classes, num_classes]. It is a local variable, `total_confusion_matrix`.

    Raises:
      ValueError: the shapes differ.
      InvalidArgumentError: (when run) a class out of range.
    """

def streaming_mean_relative_error(
    predictions: _TensorLike,
    labels: _TensorLike,
    normalizer: _Any,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.mean_relative_error` with predictions before labels: the mean of |labels - predictions| / normalizer.

    Args:
      labels, predictions: numbers of one type and shape; a last dimension of 1 that only one has is dropped.
      normalizer: in the shape and type of the labels.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the mean over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_mean_squared_error(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.mean_squared_error` with predictions before labels: the mean of (predictions - labels) ** 2.

    Args:
      labels, predictions: numbers of one type and shape; a last dimension of 1 that only one has is dropped.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the mean over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_mean_tensor(
    values: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.mean_tensor`: the weighted mean of each element over all batches.

    Args:
      values: numbers, in the same known shape in all batches, computed with as float32.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, float32 in the shape of `values`: the means of the batches so far, and after adding one.

    Raises:
      ValueError: the shape is not known, or the weights do not go with the values.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_percentage_less(
    values: _TensorLike,
    threshold: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.percentage_below`: the share of values below a threshold over all batches.

    Args:
      values: numbers of any shape.
      threshold: a number.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far, and after adding one.

    Raises:
      ValueError: the weights do not go with the values.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_precision(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.precision` with predictions before labels: the share of what was predicted true that is true.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far (0 where nothing was predicted true),
      and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_precision_at_thresholds(
    predictions: _TensorLike,
    labels: _TensorLike,
    thresholds: _Any,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.precision_at_thresholds` with predictions before labels.

    Args:
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of.
      thresholds: a list of floats.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, float32 [number of thresholds] each: over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """

def streaming_recall(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.recall` with predictions before labels: the share of what is true that was predicted true.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far (0 where nothing is true), and after
      adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_recall_at_k(
    predictions: _TensorLike,
    labels: _TensorLike,
    k: int,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """How often the label is among the classes with the k highest predictions: the mean of `tf.nn.in_top_k`.

    Args:
      predictions: float32 [batch, classes].
      labels: int32 or int64 [batch].
      k: how many of the highest predictions count.
      weights: a number or [batch]; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far, and after adding one.

    Raises:
      ValueError: the weights do not go with the values.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_recall_at_thresholds(
    predictions: _TensorLike,
    labels: _TensorLike,
    thresholds: _Any,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.recall_at_thresholds` with predictions before labels.

    Args:
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of.
      thresholds: a list of floats.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, float32 [number of thresholds] each: over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """

def streaming_root_mean_squared_error(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.root_mean_squared_error` with predictions before labels: the root of the mean of squares.

    Args:
      labels, predictions: numbers of one type and shape; a last dimension of 1 that only one has is dropped.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the root over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_sparse_precision_at_k(
    predictions: _TensorLike,
    labels: _TensorLike,
    k: int,
    class_id: int | None = None,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.precision_at_k` with predictions before labels: the share of the k highest predictions that are labels.

    Args:
      predictions: floating [..., classes].
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      k: how many of the highest predictions count, an int.
      class_id: count this class only; None for all.
      weights: a number or [...]; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float64 scalars: the share over the batches so far (NaN before the first), and after adding
      one.

    Raises:
      ValueError: labels of another rank, or weights that do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_sparse_recall_at_k(
    predictions: _TensorLike,
    labels: _TensorLike,
    k: int,
    class_id: int | None = None,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.recall_at_k` with predictions before labels: the share of labels among the k highest predictions.

    Args:
      predictions: floating [..., classes].
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      k: how many of the highest predictions count, an int.
      class_id: count this class only; None for all.
      weights: a number or [...]; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float64 scalars: the share over the batches so far (NaN before the first), and after adding
      one.

    Raises:
      ValueError: labels of another rank, or weights that do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_true_negatives(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.true_negatives` with predictions before labels.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the number in the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_true_positives(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.true_positives` with predictions before labels.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the number in the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

__all__ = [
    "accuracy",
    "aggregate_metric_map",
    "aggregate_metrics",
    "confusion_matrix",
    "set_difference",
    "set_intersection",
    "set_size",
    "set_union",
    "streaming_accuracy",
    "streaming_auc",
    "streaming_false_negatives",
    "streaming_false_positives",
    "streaming_mean",
    "streaming_mean_absolute_error",
    "streaming_mean_cosine_distance",
    "streaming_mean_iou",
    "streaming_mean_relative_error",
    "streaming_mean_squared_error",
    "streaming_mean_tensor",
    "streaming_percentage_less",
    "streaming_precision",
    "streaming_precision_at_thresholds",
    "streaming_recall",
    "streaming_recall_at_k",
    "streaming_recall_at_thresholds",
    "streaming_root_mean_squared_error",
    "streaming_sparse_precision_at_k",
    "streaming_sparse_recall_at_k",
    "streaming_true_negatives",
    "streaming_true_positives",
]
