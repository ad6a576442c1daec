"""Ready-made estimators: linear models, deep models, both side by side."""

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
from .models import DeepPart, LinearPart, dnn_model_fn, linear_model_fn


def _regression(weight_column: Any, label_dimension: int, loss_reduction: str) -> RegressionHead:
    return RegressionHead(HeadSettings(weight_column, loss_reduction, None, None), label_dimension)


def _listed(columns: Iterable[Any] | None) -> tuple[Any, ...]:
    return tuple(columns or ())


@export("estimator.LinearClassifier")
class LinearClassifier(Estimator):
    """A linear model that classifies.

    Args:
      feature_columns: the columns of the model.
      model_dir: the directory of checkpoints and summaries, by default that of `config`, or a temporary one.
      n_classes: how many classes there are.
      weight_column: the key of the weights of examples, or a numeric column; None: all weigh 1.
      label_vocabulary: the names of the classes, where labels are text; None: labels are their numbers.
      optimizer: an Optimizer, a function that gives one, or "Adagrad", "Adam", "Ftrl", "RMSProp" or "SGD".
      config: a RunConfig; the default by default.
      partitioner: cuts variables in parts; None: only where there are parameter servers.
      warm_start_from: the checkpoint, the directory or the SavedModel whose variables a new model begins with, or a
        WarmStartSettings; None: it begins with its initializers.
      loss_reduction: how the losses of examples become one, of `tf.losses.Reduction`.
      sparse_combiner: how the weights of several ids are combined: "sum", "mean" or "sqrtn".

    Raises:
      ValueError: a number or `loss_reduction` is out of range, or the directories contradict each other.
    """

    def __init__(
        self,
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        n_classes: int = 2,
        weight_column: Any = None,
        label_vocabulary: Sequence[str] | None = None,
        optimizer: Any = "Ftrl",
        config: Any = None,
        partitioner: Any = None,
        warm_start_from: Any = None,
        loss_reduction: str = Reduction.SUM,
        sparse_combiner: str = "sum",
    ) -> None:
        head = binary_or_multi_class_head(n_classes, weight_column, label_vocabulary, loss_reduction)
        part = LinearPart(_listed(feature_columns), optimizer, sparse_combiner, partitioner)
        super().__init__(linear_model_fn(part, head), model_dir, config, warm_start_from=warm_start_from)


@export("estimator.LinearRegressor")
@documented_by(LinearClassifier)
class LinearRegressor(Estimator):
    """A linear model that predicts numbers.

    Args:
      label_dimension: how many numbers an example has.
    """

    def __init__(
        self,
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        label_dimension: int = 1,
        weight_column: Any = None,
        optimizer: Any = "Ftrl",
        config: Any = None,
        partitioner: Any = None,
        warm_start_from: Any = None,
        loss_reduction: str = Reduction.SUM,
        sparse_combiner: str = "sum",
    ) -> None:
        head = _regression(weight_column, label_dimension, loss_reduction)
        part = LinearPart(_listed(feature_columns), optimizer, sparse_combiner, partitioner)
        super().__init__(linear_model_fn(part, head), model_dir, config, warm_start_from=warm_start_from)


@export("estimator.LinearEstimator")
@documented_by(LinearClassifier)
class LinearEstimator(Estimator):
    """A linear model with a head of one's own.

    Args:
      head: what it makes of its logits, such as `tf.contrib.estimator.regression_head()`.

    Raises:
      ValueError: the directories contradict each other.
    """

    def __init__(
        self,
        head: Any,
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        optimizer: Any = "Ftrl",
        config: Any = None,
        partitioner: Any = None,
        sparse_combiner: str = "sum",
    ) -> None:
        part = LinearPart(_listed(feature_columns), optimizer, sparse_combiner, partitioner)
        super().__init__(linear_model_fn(part, head), model_dir, config)


@export("estimator.DNNClassifier")
@documented_by(LinearClassifier)
class DNNClassifier(Estimator):
    """A deep model that classifies.

    Args:
      hidden_units: how many units each hidden layer has.
      feature_columns: the columns of the model, dense ones.
      activation_fn: applied to each hidden layer.
      dropout: the probability with which a unit is left out in training; None: none is.
      input_layer_partitioner: cuts the variables of columns in parts; None: only where there are parameter servers.
      batch_norm: normalize each hidden layer.
    """

    def __init__(
        self,
        hidden_units: Iterable[int],
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        n_classes: int = 2,
        weight_column: Any = None,
        label_vocabulary: Sequence[str] | None = None,
        optimizer: Any = "Adagrad",
        activation_fn: Callable[[Any], Any] = ops.relu,
        dropout: float | None = None,
        input_layer_partitioner: Any = None,
        config: Any = None,
        warm_start_from: Any = None,
        loss_reduction: str = Reduction.SUM,
        batch_norm: bool = False,
    ) -> None:
        head = binary_or_multi_class_head(n_classes, weight_column, label_vocabulary, loss_reduction)
        columns = _listed(feature_columns)
        part = DeepPart(hidden_units, columns, optimizer, activation_fn, dropout, input_layer_partitioner, batch_norm)
        super().__init__(dnn_model_fn(part, head), model_dir, config, warm_start_from=warm_start_from)


@export("estimator.DNNRegressor")
@documented_by(DNNClassifier)
class DNNRegressor(Estimator):
    """A deep model that predicts numbers.

    Args:
      label_dimension: how many numbers an example has.
    """

    def __init__(
        self,
        hidden_units: Iterable[int],
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        label_dimension: int = 1,
        weight_column: Any = None,
        optimizer: Any = "Adagrad",
        activation_fn: Callable[[Any], Any] = ops.relu,
        dropout: float | None = None,
        input_layer_partitioner: Any = None,
        config: Any = None,
        warm_start_from: Any = None,
        loss_reduction: str = Reduction.SUM,
        batch_norm: bool = False,
    ) -> None:
        head = _regression(weight_column, label_dimension, loss_reduction)
        columns = _listed(feature_columns)
        part = DeepPart(hidden_units, columns, optimizer, activation_fn, dropout, input_layer_partitioner, batch_norm)
        super().__init__(dnn_model_fn(part, head), model_dir, config, warm_start_from=warm_start_from)


@export("estimator.DNNEstimator")
@documented_by(DNNClassifier)
class DNNEstimator(Estimator):
    """A deep model with a head of one's own.

    Args:
      head: what it makes of its logits, such as `tf.contrib.estimator.regression_head()`.

    Raises:
      ValueError: the directories contradict each other.
    """

    def __init__(
        self,
        head: Any,
        hidden_units: Iterable[int],
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        optimizer: Any = "Adagrad",
        activation_fn: Callable[[Any], Any] = ops.relu,
        dropout: float | None = None,
        input_layer_partitioner: Any = None,
        config: Any = None,
        warm_start_from: Any = None,
        batch_norm: bool = False,
    ) -> None:
        columns = _listed(feature_columns)
        part = DeepPart(hidden_units, columns, optimizer, activation_fn, dropout, input_layer_partitioner, batch_norm)
        super().__init__(dnn_model_fn(part, head), model_dir, config, warm_start_from=warm_start_from)
