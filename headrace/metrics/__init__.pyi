"""tf.metrics: values that grow with every batch, their sums in local variables. Made by `make names`."""

from headrace.training.metrics.means import mean as mean
from headrace.metrics import average_precision_at_k as sparse_average_precision_at_k
from headrace.metrics import precision_at_k as sparse_precision_at_k
from collections.abc import Sequence as _Sequence
from headrace.graph.core.tensor import Tensor as _Tensor
from headrace.graph.types.likes import TensorLike as _TensorLike
from headrace.training.metrics.means import Metric as _Metric
from headrace.training.metrics.state import Collections as _Collections
from typing import Any as _Any

def accuracy(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> _Metric:
    """The share of predictions that equal their labels; its sums are local variables, `total` and `count`.

    >>> value, update = tf.metrics.accuracy(labels=[1, 0, 3, 4], predictions=[1, 2, 3, 4])
    >>> with tf.Session() as sess:
    ...     sess.run(tf.local_variables_initializer())
    ...     print(sess.run(update), sess.run(value))
    0.75 0.75

    Args:
      labels: of any type and shape.
      predictions: in the shape of the labels, and cast to their type; a last dimension of 1 that only one has is dropped.
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

def auc(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    curve: str = 'ROC',
    name: str | None = None,
    summation_method: str = 'trapezoidal',
    thresholds: _Sequence[float] | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The area under the curve of true against false positives (ROC), or of precision against recall (PR), over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels.
      weights: a number, or a tensor of the rank of the values (labels) with their sizes or 1 in each dimension; None for 1.
      num_thresholds: the number of points of the curve.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.
      curve: "ROC" or "PR".
      summation_method: "trapezoidal", "careful_interpolation" (right for PR), "minoring" or "majoring".
      thresholds: in [0, 1], instead of `num_thresholds` evenly spread ones; those at both ends are added.

    Returns:
      value and update_op, two float32 scalars: the area over the batches so far, and after adding one.

    Raises:
      ValueError: there is no such curve or method, thresholds are not in [0, 1], or the shapes do not go together.
      InvalidArgumentError: a prediction is not in [0, 1]; of constants at once, else when run.
    """

def average_precision_at_k(
    labels: _TensorLike,
    predictions: _TensorLike,
    k: int,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The mean over examples of the precision at each of the k highest predictions that is a label.

    The sum for an example is divided by the number of its labels, at most k: NaN where it has none. Variables `max_1` and
    `total`.

    Args:
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      predictions: floating [..., classes].
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

def false_negatives(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The weighted number of examples that are true and predicted false, over all batches; a local variable, `count`.

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

def false_negatives_at_thresholds(
    labels: _TensorLike,
    predictions: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The weighted numbers of false negatives at each threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
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

def false_positives(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The weighted number of examples that are false and predicted true, over all batches; a local variable, `count`.

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

def false_positives_at_thresholds(
    labels: _TensorLike,
    predictions: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The weighted numbers of false positives at each threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
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

def mean_absolute_error(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> _Metric:
    """The mean of |predictions - labels| over all batches; its sums are local variables, `total` and `count`.

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

def mean_cosine_distance(
    labels: _TensorLike,
    predictions: _TensorLike,
    dim: int,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> _Metric:
    """1 - the mean over all batches of the sums of labels * predictions along `dim`, both of unit length there.

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

def mean_iou(
    labels: _Any,
    predictions: _Any,
    num_classes: int,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The mean over classes of intersection over union: true positives / (true + false positives + false negatives).

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

def mean_per_class_accuracy(
    labels: _TensorLike,
    predictions: _TensorLike,
    num_classes: int,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> _Metric:
    """The mean over classes of the share of examples of the class that were recognised, over all batches.

    Args:
      labels: integers in [0, num_classes), of any shape.
      predictions: in the shape of the labels, and cast to int64.
      num_classes: how many classes there are, an int.
      weights: one for each label; None for 1.
      metrics_collections: a collection or a list of them that the value goes into; None for none.
      updates_collections: a collection or a list of them that the update goes into; None for none.

    Returns:
      the mean, a float32 scalar, and update_op: the accuracy of each class after adding a batch, float32 [num_classes].

    Raises:
      ValueError: the shapes differ.
      InvalidArgumentError: (when run) the weights do not go with the values.
    """

def mean_relative_error(
    labels: _TensorLike,
    predictions: _TensorLike,
    normalizer: _Any,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> _Metric:
    """The mean of |labels - predictions| / normalizer over all batches; elements with a normalizer of 0 count as 0.

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

def mean_squared_error(
    labels: _TensorLike | None,
    predictions: _TensorLike | None,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> _Metric:
    """The mean of (predictions - labels) ** 2 over all batches; its sums are local variables, `total` and `count`.

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

def mean_tensor(
    values: _Any,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> _Metric:
    """The weighted mean of each element over all batches; its sums are local variables, `total_tensor` and `count_tensor`.

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

def percentage_below(
    values: _TensorLike,
    threshold: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> _Metric:
    """The share of values below `threshold` (between 0 and 1) over all batches.

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

def precision(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of what was predicted true that is true, over all batches.

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

def precision_at_k(
    labels: _TensorLike,
    predictions: _TensorLike,
    k: int,
    class_id: int | None = None,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of the classes with the k highest predictions that are labels, over all batches.

    Args:
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      predictions: floating [..., classes].
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

def precision_at_thresholds(
    labels: _TensorLike,
    predictions: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of what was predicted true that is true, at each threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
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

def precision_at_top_k(
    labels: _TensorLike,
    predictions_idx: _Any,
    k: int | None = None,
    class_id: int | None = None,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of predicted classes that are among the labels, over all batches.

    Args:
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      predictions_idx: int64 [..., k], the classes predicted.
      k: for the default name only.
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

def recall(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of what is true that was predicted true, over all batches.

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

def recall_at_k(
    labels: _TensorLike,
    predictions: _TensorLike,
    k: int,
    class_id: int | None = None,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of labels that are among the classes with the k highest predictions, over all batches.

    Args:
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      predictions: floating [..., classes].
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

def recall_at_thresholds(
    labels: _TensorLike,
    predictions: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of what is true that was predicted true, at each threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
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

def recall_at_top_k(
    labels: _TensorLike,
    predictions_idx: _Any,
    k: int | None = None,
    class_id: int | None = None,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of labels that are among the predicted classes, over all batches.

    Args:
      labels: classes, int64 [..., number of labels]; a SparseTensor where examples have different numbers of them, or [...]
        for one label an example.
      predictions_idx: int64 [..., k], the classes predicted.
      k: for the default name only.
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

def root_mean_squared_error(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> _Metric:
    """The root of the mean of (predictions - labels) ** 2 over all batches.

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

def sensitivity_at_specificity(
    labels: _TensorLike,
    predictions: _TensorLike,
    specificity: float,
    weights: _TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of true examples found at the threshold whose specificity is nearest to `specificity`.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
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

def specificity_at_sensitivity(
    labels: _TensorLike,
    predictions: _TensorLike,
    sensitivity: float,
    weights: _TensorLike | None = None,
    num_thresholds: int = 200,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The share of false examples found at the threshold whose sensitivity is nearest to `sensitivity`.

    Of several such thresholds the highest counts.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
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

def true_negatives(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The weighted number of examples that are false and predicted so, over all batches; a local variable, `count`.

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

def true_negatives_at_thresholds(
    labels: _TensorLike,
    predictions: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The weighted numbers of true negatives at each threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
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

def true_positives(
    labels: _TensorLike,
    predictions: _TensorLike,
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The weighted number of examples that are true and predicted so, over all batches; a local variable, `count`.

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

def true_positives_at_thresholds(
    labels: _TensorLike,
    predictions: _TensorLike,
    thresholds: _Sequence[float],
    weights: _TensorLike | None = None,
    metrics_collections: _Collections = None,
    updates_collections: _Collections = None,
    name: str | None = None,
) -> tuple[_Tensor, _Tensor]:
    """The weighted numbers of true positives at each threshold, over all batches.

    Args:
      labels: bool, or what `tf.cast` makes bool of.
      predictions: floating, in [0, 1], in the shape of the labels; above a threshold they count as true.
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

__all__ = [
    "accuracy",
    "auc",
    "average_precision_at_k",
    "false_negatives",
    "false_negatives_at_thresholds",
    "false_positives",
    "false_positives_at_thresholds",
    "mean",
    "mean_absolute_error",
    "mean_cosine_distance",
    "mean_iou",
    "mean_per_class_accuracy",
    "mean_relative_error",
    "mean_squared_error",
    "mean_tensor",
    "percentage_below",
    "precision",
    "precision_at_k",
    "precision_at_thresholds",
    "precision_at_top_k",
    "recall",
    "recall_at_k",
    "recall_at_thresholds",
    "recall_at_top_k",
    "root_mean_squared_error",
    "sensitivity_at_specificity",
    "sparse_average_precision_at_k",
    "sparse_precision_at_k",
    "specificity_at_sensitivity",
    "true_negatives",
    "true_negatives_at_thresholds",
    "true_positives",
    "true_positives_at_thresholds",
]
