"""Linear models of tf.contrib.learn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.gradients.gradients import gradients
from headrace.graph.variables.global_step import get_global_step
from headrace.graph.variables.scope import variable_scope

from ...optimizers.ftrl import FtrlOptimizer
from ..experiments.model_fn import ModelFnOps
from ..experiments.run_config import RunConfig
from ..layers.optimize import OPTIMIZER_CLS_NAMES
from . import parts
from .estimator import Estimator
from .heads.classification import multi_class_head
from .heads.head import Head
from .heads.regression import regression_head
from .predictions import Classifier, Regressor


def _optimizer(optimizer: Any, columns: Sequence[Any]) -> Any:
    if not optimizer:
        return FtrlOptimizer(learning_rate=parts.linear_rate(columns))
    if isinstance(optimizer, str):
        return OPTIMIZER_CLS_NAMES[optimizer](learning_rate=parts.LINEAR_RATE)
    return parts.made(optimizer)


def _linear_model_fn(features: Any, labels: Any, mode: str, params: Any, config: Any = None) -> ModelFnOps:
    columns, clip_norm = params["feature_columns"], params.get("gradient_clip_norm")
    head, features = params["head"], parts.by_name(features)
    with variable_scope(parts.LINEAR, partitioner=parts.partitioner_of(config)) as scope:
        jointly = params.get("joint_weights", False)
        logits = parts.linear_logits(features, columns, jointly, head.logits_dimension, scope)

        def step_of(loss: Any) -> Any:
            variables = get_default_graph().get_collection(parts.LINEAR)
            found = gradients(loss, variables)
            if clip_norm:
                found, _ = ops.clip_by_global_norm(found, clip_norm)
            optimizer = _optimizer(params.get("optimizer"), columns)
            return optimizer.apply_gradients(list(zip(found, variables, strict=True)), global_step=get_global_step())

        return head.create_model_fn_ops(features=features, mode=mode, labels=labels, train_op_fn=step_of, logits=logits)


@export("contrib.learn.LinearClassifier")
class LinearClassifier(Classifier):
    """A linear model that classifies.

    Args:
      feature_columns: the columns of the model, of `tf.contrib.layers` or of `tf.feature_column`.
      model_dir: the directory of checkpoints and summaries, by default that of `config`, or a temporary one.
      n_classes: how many classes there are.
      weight_column_name: the feature that has the weights of examples; None: all weigh 1.
      optimizer: an Optimizer, a function that gives one, or a name of `tf.contrib.layers.OPTIMIZER_CLS_NAMES`; None: Ftrl.
      gradient_clip_norm: the greatest norm of all gradients together; None: any.
      enable_centered_bias: learn one more bias for each logit, from the labels alone.
      config: a RunConfig; the default by default.
      feature_engineering_fn: makes other features and labels of features and labels; None: they are taken as they are.
      label_keys: the names of the classes, where labels are text and there are more than two; None: labels are their numbers.

    Raises:
      ValueError: a number is out of range, or the directories contradict each other.
      AssertionError: there are no columns.
    """

    def __init__(
        self,
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        n_classes: int = 2,
        weight_column_name: str | None = None,
        optimizer: Any = None,
        gradient_clip_norm: float | None = None,
        enable_centered_bias: bool = False,
        _joint_weight: bool = False,
        config: RunConfig | None = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
        label_keys: Sequence[str] | None = None,
    ) -> None:
        head = multi_class_head(
            n_classes,
            weight_column_name=weight_column_name,
            enable_centered_bias=enable_centered_bias,
            label_keys=label_keys,
        )
        params = _params(head, feature_columns, optimizer, gradient_clip_norm, _joint_weight)
        super().__init__(_linear_model_fn, model_dir, config, params, feature_engineering_fn)


@export("contrib.learn.LinearRegressor")
@documented_by(LinearClassifier)
class LinearRegressor(Regressor):
    """A linear model that predicts numbers.

    Args:
      label_dimension: how many numbers an example has.
    """

    def __init__(
        self,
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        weight_column_name: str | None = None,
        optimizer: Any = None,
        gradient_clip_norm: float | None = None,
        enable_centered_bias: bool = False,
        label_dimension: int = 1,
        _joint_weights: bool = False,
        config: RunConfig | None = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
    ) -> None:
        head = regression_head(
            weight_column_name=weight_column_name,
            label_dimension=label_dimension,
            enable_centered_bias=enable_centered_bias,
        )
        params = _params(head, feature_columns, optimizer, gradient_clip_norm, _joint_weights)
        super().__init__(_linear_model_fn, model_dir, config, params, feature_engineering_fn)


@export("contrib.learn.LinearEstimator")
@documented_by(LinearClassifier)
class LinearEstimator(Estimator):
    """A linear model with a head.

    Args:
      head: makes predictions and a loss of logits.
      weight_column_name: accepted, of no effect: the head has its own.
    """

    def __init__(
        self,
        feature_columns: Iterable[Any],
        head: Head,
        model_dir: Any = None,
        weight_column_name: str | None = None,
        optimizer: Any = None,
        gradient_clip_norm: float | None = None,
        _joint_weights: bool = False,
        config: RunConfig | None = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
    ) -> None:
        del weight_column_name  # as in TensorFlow
        params = _params(head, feature_columns, optimizer, gradient_clip_norm, _joint_weights)
        super().__init__(_linear_model_fn, model_dir, config, params, feature_engineering_fn)


def _params(head: Head, columns: Any, optimizer: Any, gradient_clip_norm: float | None, jointly: bool) -> dict[str, Any]:
    columns = tuple(columns or ())
    if not columns:
        raise AssertionError("There are no feature_columns.")
    return {
        "head": head,
        "feature_columns": columns,
        "optimizer": optimizer,
        "gradient_clip_norm": gradient_clip_norm,
        "joint_weights": jointly,
    }
