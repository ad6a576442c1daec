"""tf.contrib.metrics: streaming metrics, predictions before labels. Made by `make names`."""

from headrace.training.contrib.metrics.batch import accuracy as accuracy
from headrace.training.contrib.metrics.batch import aggregate_metric_map as aggregate_metric_map
from headrace.training.contrib.metrics.batch import aggregate_metrics as aggregate_metrics
from headrace.training.contrib.metrics.areas import auc_using_histogram as auc_using_histogram
from headrace.training.metrics.confusion import confusion_matrix as confusion_matrix
from headrace.graph.platform.all_util import make_all as make_all
from headrace.training.contrib.metrics.equal_thresholds import precision_recall_at_equal_thresholds as precision_recall_at_equal_thresholds
from headrace.contrib.metrics import python as python
from headrace.graph.ops.sparse.set_operations import set_intersection as set_intersection
from headrace.graph.ops.sparse.set_operations import set_size as set_size
from headrace.training.contrib.metrics.growing import streaming_concat as streaming_concat
from headrace.training.contrib.metrics.at_thresholds import streaming_true_positives_at_thresholds as streaming_true_positives_at_thresholds
from headrace.sets import difference as set_difference
from headrace.sets import set_union as set_union
from collections.abc import Sequence as _Sequence
from headrace.graph.core.operation import Operation as _Operation
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.metrics.state import Collections as _Collections
from typing import Any as _Any

def auc_with_confidence_intervals(
    labels: _Any,
    predictions: _Any,
    weights: _TensorLike | None = None,
    alpha: float = 0.95,
    logit_transformation: bool = True,
    metrics_collections: _Collections = (),
    updates_collections: _Collections = (),
    name: str | None = None,
) -> tuple[_Any, _Any]:
    """The area under the curve of ROC with limits of confidence, of all predictions, which are all kept.

    Args:
      labels: 0 and 1, of any shape.
      predictions: in [0, 1], in the shape of the labels.
      weights: in the shape of the labels; None for 1.
      alpha: how confident the limits are, in (0, 1).
      logit_transformation: whether the limits are computed of the logit of the area and so lie in [0, 1].
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      a named tuple `AucData` of `auc`, `lower` and `upper`, float32 scalars (0 where labels are all alike), and an update.

    Raises:
      ValueError: `alpha` is not between 0 and 1, or the shapes differ.
      InvalidArgumentError: (when run) a label that is neither 0 nor 1.

    Source:
      the variances of placement values, DeLong et al. 1988.
    """

def cohen_kappa(
    labels: _Any,
    predictions_idx: _Any,
    num_classes: int,
    weights: _Any = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """Cohen's kappa: how far predictions agree with labels beyond chance, over all batches.

    Its state are local variables, `po`, `pe_row` and `pe_col`.

    Args:
      labels: integers in [0, num_classes), [batch] or [batch, 1].
      predictions_idx: the same.
      num_classes: how many classes there are, at least 2.
      weights: one for each label; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float64 scalars: over the batches so far, and after adding one.

    Raises:
      ValueError: less than 2 classes, or labels of another rank.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def count(
    values: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """How many elements all batches had, or the sum of their weights; a local variable, `count`.

    Args:
      values: of any type and shape; numbers where there are weights.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: over the batches so far, and after adding one.

    Raises:
      ValueError: the weights do not go with the values.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def f1_score(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The greatest harmonic mean of precision and recall at any threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      num_thresholds: how many thresholds are tried, evenly spread over [0, 1].
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """

def precision_at_recall(
    labels: _TensorLike,
    predictions: _TensorLike,
    target_recall: float,
    weights: _TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The precision at the highest threshold whose recall is at least `target_recall`.

    Args:
      labels: bool, or what `tf.cast` makes bool of, in the shape of the predictions.
      predictions: floating; above a threshold they count as true.
      target_recall: the share of true examples that are to be predicted true, in [0, 1].
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      num_thresholds: how many thresholds are tried, evenly spread over [0, 1].
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: over the batches so far, and after adding one.

    Raises:
      ValueError: `target_recall` is not in [0, 1], the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def recall_at_precision(
    labels: _TensorLike,
    predictions: _TensorLike,
    precision: float,
    weights: _TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
    strict_mode: bool = False,
) -> tuple[_Tensor, _Tensor]:
    """The recall at the threshold whose precision is nearest to `precision`.

    Args:
      labels: bool, or what `tf.cast` makes bool of, in the shape of the predictions.
      predictions: floating; above a threshold they count as true.
      precision: the share of what is predicted true that is to be true, in [0, 1].
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      num_thresholds: how many thresholds are tried, evenly spread over [0, 1].
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.
      strict_mode: whether the precision is to be reached: 0 where it never is.

    Returns:
      value and update_op, two float32 scalars: over the batches so far, and after adding one.

    Raises:
      ValueError: `precision` is not in [0, 1], the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def sparse_recall_at_top_k(
    labels: _TensorLike,
    top_k_predictions: _TensorLike,
    class_id: int | None = None,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.recall_at_top_k`.

    Args:
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      top_k_predictions: int64 [..., k], the classes predicted.
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

def streaming_covariance(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The unbiased covariance of predictions and labels over all batches.

    Its state are local variables, `count`, `mean_prediction`, `mean_label` and `comoment`. Source: Chan, Golub, LeVeque:
    Updating Formulae and a Pairwise Algorithm for Computing Sample Variances, 1979.

    Args:
      predictions, labels: float32, of one shape.
      weights: a frequency for each label, or one for all; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: over the batches so far (NaN below 2 elements), and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_curve_points(
    labels: _Any = None,
    predictions: _Any = None,
    weights: _TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    curve: str = 'ROC',
    name: str | None = None,
) -> tuple[_Tensor, _Operation]:
    """The points of a curve, one for each threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in the shape of the labels.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      num_thresholds: the number of points.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.
      curve: "ROC" (false against true positive rate) or "PR" (recall against precision).

    Returns:
      the points of the batches so far, float32 [num_thresholds, 2], and an operation that adds a batch.

    Raises:
      ValueError: there is no such curve, the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_dynamic_auc(
    labels: _Any,
    predictions: _Any,
    curve: str = 'ROC',
    metrics_collections: _Collections = (),
    updates_collections: _Collections = (),
    name: str | None = None,
    weights: _TensorLike | None = None,
) -> tuple[_Tensor, _Operation]:
    """The area under a curve with a point for each prediction of all batches, which are all kept.

    Args:
      labels: 0 and 1, of any shape.
      predictions: numbers in the shape of the labels, which may lie anywhere.
      curve: "ROC" or "PR".
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.
      weights: in the shape of the labels; None for 1.

    Returns:
      the area, a float64 scalar (0 where labels are all alike), and an operation that adds a batch.

    Raises:
      ValueError: there is no such curve, or the shapes differ.
      InvalidArgumentError: (when run) a label that is neither 0 nor 1.
    """

def streaming_false_negative_rate(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of true examples that were predicted false, over all batches.

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

def streaming_false_negative_rate_at_thresholds(
    predictions: _TensorLike,
    labels: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of true examples predicted false at each threshold, over all batches.

    Args:
      predictions: floating; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of, in the shape of the predictions.
      thresholds: a list of floats.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, float32 [number of thresholds] each: over the batches so far, and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
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

def streaming_false_negatives_at_thresholds(
    predictions: _TensorLike,
    labels: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
) -> tuple[_Any, _Tensor]:
    """The weighted numbers of true examples predicted false at each threshold, over all batches.

    Args:
      predictions: floating; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of, in the shape of the predictions.
      thresholds: a list of floats.
      weights: a number, or a tensor of the rank of the labels with their sizes or 1 in each dimension; None for 1.

    Returns:
      a local variable float32 [number of thresholds], and a tensor that adds a batch and gives it after that.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
    """

def streaming_false_positive_rate(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of false examples that were predicted true, over all batches.

    Args:
      labels, predictions: bool, or what `tf.cast` makes bool of; one shape.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far (0 where nothing is false), and after
      adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_false_positive_rate_at_thresholds(
    predictions: _TensorLike,
    labels: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of false examples predicted true at each threshold, over all batches.

    Args:
      predictions: floating; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of, in the shape of the predictions.
      thresholds: a list of floats.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, float32 [number of thresholds] each: over the batches so far, and after adding one.

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

def streaming_false_positives_at_thresholds(
    predictions: _TensorLike,
    labels: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
) -> tuple[_Any, _Tensor]:
    """The weighted numbers of false examples predicted true at each threshold, over all batches.

    Args:
      predictions: floating; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of, in the shape of the predictions.
      thresholds: a list of floats.
      weights: a number, or a tensor of the rank of the labels with their sizes or 1 in each dimension; None for 1.

    Returns:
      a local variable float32 [number of thresholds], and a tensor that adds a batch and gives it after that.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
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

def streaming_pearson_correlation(
    predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """Pearson's coefficient of correlation of predictions and labels over all batches.

    Its state are three covariances: `covariance`, `variance_predictions` and `variance_labels`.

    Args:
      predictions, labels: float32, of one shape.
      weights: a frequency for each label, or one for all; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: over the batches so far (NaN below 2 elements), and after adding one.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
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

def streaming_sensitivity_at_specificity(
    predictions: _TensorLike,
    labels: _TensorLike,
    specificity: float,
    weights: _TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.sensitivity_at_specificity` with predictions before labels.

    Args:
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of.
      specificity: the share of false examples that are to be found so, in [0, 1].
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      num_thresholds: how many thresholds are tried, evenly spread over [0, 1].
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far, and after adding one.

    Raises:
      ValueError: `specificity` is not in [0, 1], the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """

def streaming_sparse_average_precision_at_k(
    predictions: _TensorLike,
    labels: _TensorLike,
    k: int,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.average_precision_at_k` with predictions before labels.

    Args:
      predictions: floating [..., classes].
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      k: how many of the highest predictions count, an int.
      weights: a number or [...]; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float64 scalars: the mean over the batches so far, and after adding one.

    Raises:
      ValueError: `k` is less than 1, labels are of another rank, or the weights do not go with them.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def streaming_sparse_average_precision_at_top_k(
    top_k_predictions: _TensorLike,
    labels: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`streaming_sparse_average_precision_at_k` of classes that are predicted already.

    Args:
      top_k_predictions: int64 [..., k], the classes predicted, the best first.
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      weights: a number or [...]; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float64 scalars: the mean over the batches so far, and after adding one.

    Raises:
      ValueError: labels are of another rank, or the weights do not go with them.
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

def streaming_sparse_precision_at_top_k(
    top_k_predictions: _TensorLike,
    labels: _TensorLike,
    class_id: int | None = None,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.precision_at_top_k` with predictions before labels.

    Args:
      top_k_predictions: int64 [..., k], the classes predicted.
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
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

def streaming_specificity_at_sensitivity(
    predictions: _TensorLike,
    labels: _TensorLike,
    sensitivity: float,
    weights: _TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """`tf.metrics.specificity_at_sensitivity` with predictions before labels.

    Args:
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of.
      sensitivity: the share of true examples that are to be found, in [0, 1].
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      num_thresholds: how many thresholds are tried, evenly spread over [0, 1].
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      value and update_op, two float32 scalars: the share over the batches so far, and after adding one.

    Raises:
      ValueError: `sensitivity` is not in [0, 1], the shapes differ, or the weights do not go with the labels.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
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

def streaming_true_negatives_at_thresholds(
    predictions: _TensorLike,
    labels: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
) -> tuple[_Any, _Tensor]:
    """The weighted numbers of false examples predicted false at each threshold, over all batches.

    Args:
      predictions: floating; above a threshold they count as true.
      labels: bool, or what `tf.cast` makes bool of, in the shape of the predictions.
      thresholds: a list of floats.
      weights: a number, or a tensor of the rank of the labels with their sizes or 1 in each dimension; None for 1.

    Returns:
      a local variable float32 [number of thresholds], and a tensor that adds a batch and gives it after that.

    Raises:
      ValueError: the shapes differ, or the weights do not go with the labels.
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
    "auc_using_histogram",
    "auc_with_confidence_intervals",
    "cohen_kappa",
    "confusion_matrix",
    "count",
    "f1_score",
    "precision_at_recall",
    "precision_recall_at_equal_thresholds",
    "recall_at_precision",
    "set_difference",
    "set_intersection",
    "set_size",
    "set_union",
    "sparse_recall_at_top_k",
    "streaming_accuracy",
    "streaming_auc",
    "streaming_concat",
    "streaming_covariance",
    "streaming_curve_points",
    "streaming_dynamic_auc",
    "streaming_false_negative_rate",
    "streaming_false_negative_rate_at_thresholds",
    "streaming_false_negatives",
    "streaming_false_negatives_at_thresholds",
    "streaming_false_positive_rate",
    "streaming_false_positive_rate_at_thresholds",
    "streaming_false_positives",
    "streaming_false_positives_at_thresholds",
    "streaming_mean",
    "streaming_mean_absolute_error",
    "streaming_mean_cosine_distance",
    "streaming_mean_iou",
    "streaming_mean_relative_error",
    "streaming_mean_squared_error",
    "streaming_mean_tensor",
    "streaming_pearson_correlation",
    "streaming_percentage_less",
    "streaming_precision",
    "streaming_precision_at_thresholds",
    "streaming_recall",
    "streaming_recall_at_k",
    "streaming_recall_at_thresholds",
    "streaming_root_mean_squared_error",
    "streaming_sensitivity_at_specificity",
    "streaming_sparse_average_precision_at_k",
    "streaming_sparse_average_precision_at_top_k",
    "streaming_sparse_precision_at_k",
    "streaming_sparse_precision_at_top_k",
    "streaming_sparse_recall_at_k",
    "streaming_specificity_at_sensitivity",
    "streaming_true_negatives",
    "streaming_true_negatives_at_thresholds",
    "streaming_true_positives",
    "streaming_true_positives_at_thresholds",
]
