"""Wide and deep: a linear and a deep model whose logits are added."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops

from ...losses.weighted import Reduction
from ..estimator import Estimator
from ..heads.classification import binary_or_multi_class_head
from ..heads.head import HeadSettings
from ..heads.regression import RegressionHead
from .estimators import DNNClassifier
from .models import DeepPart, LinearPart, combined_model_fn


def _parts(
    linear: tuple[Iterable[Any] | None, Any, str],
    deep: tuple[Iterable[int] | None, Iterable[Any] | None, Any, Any, float | None, Any, bool],
) -> tuple[LinearPart, DeepPart]:
    """The two parts, once there are columns. Raises ValueError where there are none."""
    linear_columns, linear_optimizer, combiner = linear
    hidden_units, deep_columns, *others = deep
    columns, more = tuple(linear_columns or ()), tuple(deep_columns or ())
    if not columns and not more:
        raise ValueError("Either linear_feature_columns or dnn_feature_columns must be defined.")
    return LinearPart(columns, linear_optimizer, combiner), DeepPart(hidden_units, more, *others)


@export("estimator.DNNLinearCombinedClassifier")
@documented_by(DNNClassifier)
class DNNLinearCombinedClassifier(Estimator):
    """A linear and a deep model that classify together: their logits are added.

    Args:
      linear_feature_columns: the columns of the linear part; None for none.
      linear_optimizer: of the linear part: an Optimizer, a function that gives one, or a name.
      dnn_feature_columns: the columns of the deep part, dense ones; None for none.
      dnn_optimizer: of the deep part.
      dnn_hidden_units: how many units each hidden layer has.
      dnn_activation_fn: applied to each hidden layer.
      dnn_dropout: the probability with which a unit is left out in training; None: none is.
      linear_sparse_combiner: how the weights of several ids are combined: "sum", "mean" or "sqrtn".

    Raises:
      ValueError: there are no columns, a number or `loss_reduction` is out of range, or the directories contradict each other.
    """

    def __init__(
        self,
        model_dir: Any = None,
        linear_feature_columns: Iterable[Any] | None = None,
        linear_optimizer: Any = "Ftrl",
        dnn_feature_columns: Iterable[Any] | None = None,
        dnn_optimizer: Any = "Adagrad",
        dnn_hidden_units: Iterable[int] | None = None,
        dnn_activation_fn: Callable[[Any], Any] = ops.relu,
        dnn_dropout: float | None = None,
        n_classes: int = 2,
        weight_column: Any = None,
        label_vocabulary: Sequence[str] | None = None,
        input_layer_partitioner: Any = None,
        config: Any = None,
        warm_start_from: Any = None,
        loss_reduction: str = Reduction.SUM,
        batch_norm: bool = False,
        linear_sparse_combiner: str = "sum",
    ) -> None:
        deep = (dnn_activation_fn, dnn_dropout, input_layer_partitioner, batch_norm)
        parts = _parts(
            (linear_feature_columns, linear_optimizer, linear_sparse_combiner),
            (dnn_hidden_units, dnn_feature_columns, dnn_optimizer, *deep),
        )
        head = binary_or_multi_class_head(n_classes, weight_column, label_vocabulary, loss_reduction)
        super().__init__(combined_model_fn(*parts, head), model_dir, config, warm_start_from=warm_start_from)


@export("estimator.DNNLinearCombinedRegressor")
@documented_by(DNNLinearCombinedClassifier)
class DNNLinearCombinedRegressor(Estimator):
    """A linear and a deep model that predict numbers together: their logits are added.

    Args:
      label_dimension: how many numbers an example has.
    """

    def __init__(
        self,
        model_dir: Any = None,
        linear_feature_columns: Iterable[Any] | None = None,
        linear_optimizer: Any = "Ftrl",
        dnn_feature_columns: Iterable[Any] | None = None,
        dnn_optimizer: Any = "Adagrad",
        dnn_hidden_units: Iterable[int] | None = None,
        dnn_activation_fn: Callable[[Any], Any] = ops.relu,
        dnn_dropout: float | None = None,
        label_dimension: int = 1,
        weight_column: Any = None,
        input_layer_partitioner: Any = None,
        config: Any = None,
        warm_start_from: Any = None,
        loss_reduction: str = Reduction.SUM,
        batch_norm: bool = False,
        linear_sparse_combiner: str = "sum",
    ) -> None:
        deep = (dnn_activation_fn, dnn_dropout, input_layer_partitioner, batch_norm)
        parts = _parts(
            (linear_feature_columns, linear_optimizer, linear_sparse_combiner),
            (dnn_hidden_units, dnn_feature_columns, dnn_optimizer, *deep),
        )
        head = RegressionHead(HeadSettings(weight_column, loss_reduction, None, None), label_dimension)
        super().__init__(combined_model_fn(*parts, head), model_dir, config, warm_start_from=warm_start_from)


@export("estimator.DNNLinearCombinedEstimator")
@documented_by(DNNLinearCombinedClassifier)
class DNNLinearCombinedEstimator(Estimator):
    """A linear and a deep model with a head of one's own.

    Args:
      head: what they make of their logits, such as `tf.contrib.estimator.regression_head()`.

    Raises:
      ValueError: there are no columns, or the directories contradict each other.
    """

    def __init__(
        self,
        head: Any,
        model_dir: Any = None,
        linear_feature_columns: Iterable[Any] | None = None,
        linear_optimizer: Any = "Ftrl",
        dnn_feature_columns: Iterable[Any] | None = None,
        dnn_optimizer: Any = "Adagrad",
        dnn_hidden_units: Iterable[int] | None = None,
        dnn_activation_fn: Callable[[Any], Any] = ops.relu,
        dnn_dropout: float | None = None,
        input_layer_partitioner: Any = None,
        config: Any = None,
        linear_sparse_combiner: str = "sum",
    ) -> None:
        deep = (dnn_activation_fn, dnn_dropout, input_layer_partitioner, False)
        parts = _parts(
            (linear_feature_columns, linear_optimizer, linear_sparse_combiner),
            (dnn_hidden_units, dnn_feature_columns, dnn_optimizer, *deep),
        )
        super().__init__(combined_model_fn(*parts, head), model_dir, config)
