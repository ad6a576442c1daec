"""Baselines: models that know the labels alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.ops.checks.comparisons import assert_equal
from headrace.graph.variables.global_step import get_global_step
from headrace.graph.variables.initializers.plain import Zeros
from headrace.graph.variables.scope import get_variable, variable_scope

from ...feature_columns.numeric import NumericColumn
from ...losses.weighted import Reduction
from ..calls import call_with
from ..estimator import Estimator
from ..heads.classification import binary_or_multi_class_head
from ..heads.head import HeadSettings
from ..heads.regression import RegressionHead
from ..spec import EstimatorSpec
from .optimizers import get_optimizer_instance

_RATE = 0.3


def _model_fn(head: Any, optimizer: Any, weight_column: Any = None) -> Callable[..., EstimatorSpec]:
    key = weight_column.key if isinstance(weight_column, NumericColumn) else weight_column

    def model_fn(features: Any, labels: Any, mode: str, config: Any) -> EstimatorSpec:
        sizes = [ops.shape(feature)[0] for name, feature in features.items() if name != key]
        checks = [assert_equal(sizes[0], size) for size in sizes[1:]]
        with get_default_graph().control_dependencies(checks), variable_scope("baseline"):
            bias = get_variable("bias", [head.logits_dimension], initializer=Zeros())
            logits = ops.multiply(bias, ops.ones(ops.stack([sizes[0], head.logits_dimension])))

        def train_op_fn(loss: Any) -> Any:
            return get_optimizer_instance(optimizer, _RATE).minimize(loss, global_step=get_global_step())

        return call_with(
            head.create_estimator_spec,
            features=features,
            mode=mode,
            logits=logits,
            labels=labels,
            train_op_fn=train_op_fn,
        )

    return model_fn


@export("estimator.BaselineClassifier")
class BaselineClassifier(Estimator):
    """A classifier that knows only how frequent each class is.

    Args:
      model_dir: the directory of checkpoints and summaries, by default that of `config`, or a temporary one.
      n_classes: how many classes there are.
      weight_column: the key of the weights of examples, or a numeric column; None: all weigh 1.
      label_vocabulary: the names of the classes, where labels are text; None: labels are their numbers.
      optimizer: an Optimizer, a function that gives one, or "Adagrad", "Adam", "Ftrl", "RMSProp" or "SGD".
      config: a RunConfig; the default by default.
      loss_reduction: how the losses of examples become one, of `tf.losses.Reduction`.

    Raises:
      ValueError: a number or `loss_reduction` is out of range, or the directories contradict each other.
    """

    def __init__(
        self,
        model_dir: Any = None,
        n_classes: int = 2,
        weight_column: Any = None,
        label_vocabulary: Sequence[str] | None = None,
        optimizer: Any = "Ftrl",
        config: Any = None,
        loss_reduction: str = Reduction.SUM,
    ) -> None:
        head = binary_or_multi_class_head(n_classes, weight_column, label_vocabulary, loss_reduction)
        super().__init__(_model_fn(head, optimizer, weight_column), model_dir, config)


@export("estimator.BaselineRegressor")
@documented_by(BaselineClassifier)
class BaselineRegressor(Estimator):
    """A regressor that knows only the mean of the labels.

    Args:
      label_dimension: how many numbers an example has.
    """

    def __init__(
        self,
        model_dir: Any = None,
        label_dimension: int = 1,
        weight_column: Any = None,
        optimizer: Any = "Ftrl",
        config: Any = None,
        loss_reduction: str = Reduction.SUM,
    ) -> None:
        head = RegressionHead(HeadSettings(weight_column, loss_reduction, None, None), label_dimension)
        super().__init__(_model_fn(head, optimizer, weight_column), model_dir, config)


@export("estimator.BaselineEstimator")
@documented_by(BaselineClassifier)
class BaselineEstimator(Estimator):
    """A model that knows the labels alone, with a head of one's own.

    Args:
      head: what it makes of its logits, such as `tf.contrib.estimator.regression_head()`.

    Raises:
      ValueError: the directories contradict each other.
    """

    def __init__(self, head: Any, model_dir: Any = None, optimizer: Any = "Ftrl", config: Any = None) -> None:
        super().__init__(_model_fn(head, optimizer), model_dir, config)
