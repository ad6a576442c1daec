"""The kinds of tf.estimator.Head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops

from ...losses.weighted import Reduction
from .checks import check_loss_fn
from .classification import BinaryHead
from .classification import MultiClassHead as InnerMultiClassHead
from .classification import MultiLabelHead as InnerMultiLabelHead
from .head import HeadSettings
from .public_base import WrappedHead
from .regression import RegressionHead as InnerRegressionHead
from .regression import logistic_loss, poisson_loss

_REDUCTIONS = {
    "auto": Reduction.SUM_OVER_BATCH_SIZE,
    "sum": Reduction.SUM,
    "sum_over_batch_size": Reduction.SUM_OVER_BATCH_SIZE,
}


def _settings(weight_column: Any, loss_reduction: str, loss_fn: Any, name: str | None) -> HeadSettings:
    if loss_reduction not in _REDUCTIONS:
        raise ValueError(f"Invalid loss_reduction: {loss_reduction}. See `tf.losses.Reduction` for valid options.")
    check_loss_fn(loss_fn, ("loss_reduction",))
    return HeadSettings(weight_column, _REDUCTIONS[loss_reduction], loss_fn, name)


def _check_vocabulary(label_vocabulary: Any) -> None:
    if label_vocabulary is not None and not isinstance(label_vocabulary, (list, tuple)):
        raise ValueError(f"label_vocabulary should be a list or a tuple. Given type: {type(label_vocabulary)}")


@export("estimator.BinaryClassHead")
class BinaryClassHead(WrappedHead):
    """A head for two classes, by one logit.

    Args:
      weight_column: the key of the weights of examples, or a numeric column; None: all weigh 1.
      thresholds: probabilities for which accuracy, precision and recall are measured; None for none.
      label_vocabulary: the names of the two classes, where labels are text; None: labels are 0 and 1.
      loss_reduction: how the losses of examples become one: "sum" or "sum_over_batch_size".
      loss_fn: a function of `labels`, `logits` and `features`, where it has these, that gives the loss of each example; by
        default sigmoid cross entropy.
      name: what the names of its metrics end in.

    Raises:
      ValueError: a threshold or `loss_reduction` is out of range, `label_vocabulary` is no list, or `loss_fn` has other
        arguments.
    """

    def __init__(
        self,
        weight_column: Any = None,
        thresholds: Sequence[float] | None = None,
        label_vocabulary: Sequence[str] | None = None,
        loss_reduction: str = "sum_over_batch_size",
        loss_fn: Callable[..., Any] | None = None,
        name: str | None = None,
    ) -> None:
        _check_vocabulary(label_vocabulary)
        settings = _settings(weight_column, loss_reduction, loss_fn, name)
        super().__init__(BinaryHead(settings, thresholds, label_vocabulary), loss_reduction)


@export("estimator.MultiClassHead")
@documented_by(BinaryClassHead)
class MultiClassHead(WrappedHead):
    """A head for one of several classes, by a logit for each.

    Args:
      n_classes: how many there are, at least three.
      label_vocabulary: the names of the classes, where labels are text; None: labels are their numbers.
      loss_fn: a function of `labels`, `logits` and `features`, where it has these, that gives the loss of each example; by
        default softmax cross entropy.
    """

    def __init__(
        self,
        n_classes: int,
        weight_column: Any = None,
        label_vocabulary: Sequence[str] | None = None,
        loss_reduction: str = "sum_over_batch_size",
        loss_fn: Callable[..., Any] | None = None,
        name: str | None = None,
    ) -> None:
        if n_classes is None:
            raise ValueError("n_classes cannot be None")
        _check_vocabulary(label_vocabulary)
        if label_vocabulary is not None and len(label_vocabulary) != n_classes:
            raise ValueError(
                f'"label_vocabulary" does not have "n_classes" items. len(label_vocabulary)={len(label_vocabulary)}, '
                f"n_classes={n_classes}, label_vocabulary={label_vocabulary}"
            )
        settings = _settings(weight_column, loss_reduction, loss_fn, name)
        super().__init__(InnerMultiClassHead(settings, n_classes, label_vocabulary), loss_reduction)


@export("estimator.MultiLabelHead")
@documented_by(BinaryClassHead)
class MultiLabelHead(WrappedHead):
    """A head for any of several classes, by a logit for each.

    Args:
      n_classes: how many there are, at least two.
      label_vocabulary: the names of the classes, where labels are a SparseTensor of text; None: labels are a SparseTensor of
        numbers, or a 1 or 0 for each class.
      loss_fn: a function of `labels`, `logits` and `features`, where it has these, that gives the loss of each example; by
        default the mean of sigmoid cross entropies.
      classes_for_class_based_metrics: numbers or names of classes that have metrics of their own; None for none.
    """

    def __init__(
        self,
        n_classes: int,
        weight_column: Any = None,
        thresholds: Sequence[float] | None = None,
        label_vocabulary: Sequence[str] | None = None,
        loss_reduction: str = "sum_over_batch_size",
        loss_fn: Callable[..., Any] | None = None,
        classes_for_class_based_metrics: Sequence[Any] | None = None,
        name: str | None = None,
    ) -> None:
        if n_classes is None or n_classes < 2:
            raise ValueError(f"n_classes must be > 1 for multi-label classification. Given: {n_classes}")
        settings = _settings(weight_column, loss_reduction, loss_fn, name)
        classes = classes_for_class_based_metrics
        super().__init__(InnerMultiLabelHead(settings, n_classes, thresholds, label_vocabulary, classes), loss_reduction)


@export("estimator.RegressionHead")
@documented_by(BinaryClassHead)
class RegressionHead(WrappedHead):
    """A head for numbers.

    Args:
      label_dimension: how many numbers an example has.
      loss_fn: a function of `labels`, `logits` and `features`, where it has these, that gives a loss for each number; by
        default the squared error.
      inverse_link_fn: makes the predictions of the logits; None: they are the same.

    Raises:
      ValueError: `label_dimension` or `loss_reduction` is out of range, or `loss_fn` has other arguments.
    """

    def __init__(
        self,
        label_dimension: int = 1,
        weight_column: Any = None,
        loss_reduction: str = "sum_over_batch_size",
        loss_fn: Callable[..., Any] | None = None,
        inverse_link_fn: Callable[[Any], Any] | None = None,
        name: str | None = None,
    ) -> None:
        settings = _settings(weight_column, loss_reduction, loss_fn, name)
        super().__init__(InnerRegressionHead(settings, label_dimension, inverse_link_fn), loss_reduction)


@export("estimator.PoissonRegressionHead")
@documented_by(RegressionHead)
class PoissonRegressionHead(RegressionHead):
    """A head for counts; the logits are the logarithms of the means of Poisson distributions.

    Args:
      label_dimension: how many counts an example has.
      compute_full_loss: add the logarithms of the factorials of the counts, approximately.

    Raises:
      ValueError: `label_dimension` or `loss_reduction` is out of range.
    """

    def __init__(
        self,
        label_dimension: int = 1,
        weight_column: Any = None,
        loss_reduction: str = "sum_over_batch_size",
        compute_full_loss: bool = True,
        name: str | None = None,
    ) -> None:
        loss_fn = poisson_loss(compute_full_loss)
        super().__init__(label_dimension, weight_column, loss_reduction, loss_fn, ops.exp, name)


@export("estimator.LogisticRegressionHead")
@documented_by(RegressionHead)
class LogisticRegressionHead(RegressionHead):
    """A head for probabilities.

    Raises:
      ValueError: `loss_reduction` is out of range.
    """

    def __init__(self, weight_column: Any = None, loss_reduction: str = "sum_over_batch_size", name: str | None = None) -> None:
        super().__init__(1, weight_column, loss_reduction, logistic_loss, ops.sigmoid, name)
