"""Deep models of tf.contrib.learn."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.variables.global_step import get_global_step
from headrace.graph.variables.partitioners import min_max_variable_partitioner
from headrace.graph.variables.scope import variable_scope

from ..experiments.model_fn import ModelFnOps
from ..experiments.run_config import RunConfig
from ..layers.optimize import optimize_loss
from . import parts
from .estimator import Estimator
from .heads.classification import multi_class_head
from .heads.head import Head
from .heads.regression import regression_head
from .predictions import Classifier, MeasuredRegressor


def _dnn_model_fn(features: Any, labels: Any, mode: str, params: Any, config: Any = None) -> ModelFnOps:
    head, features = params["head"], parts.by_name(features)
    partitioner = min_max_variable_partitioner(max_partitions=parts.servers_of(config))
    with variable_scope(parts.DEEP, partitioner=partitioner):
        logits, input_scope = parts.deep_logits(
            features,
            params["feature_columns"],
            params["hidden_units"],
            head.logits_dimension,
            mode,
            activation_fn=parts.activation_of(params.get("activation_fn")),
            dropout_rate=params.get("dropout"),
            partitioner=parts.partitioner_of(config, params.get("input_layer_min_slice_size") or parts.LEAST_PART),
            before="_",
        )

        def step_of(loss: Any) -> Any:
            return optimize_loss(
                loss=loss,
                global_step=get_global_step(),
                learning_rate=parts.DEEP_RATE,
                optimizer=parts.made(params.get("optimizer") or "Adagrad"),
                gradient_multipliers=parts.multipliers_of(params.get("embedding_lr_multipliers"), input_scope),
                clip_gradients=params.get("gradient_clip_norm"),
                name=parts.DEEP,
                summaries=[],
            )

        return head.create_model_fn_ops(features=features, mode=mode, labels=labels, train_op_fn=step_of, logits=logits)


@export("contrib.learn.DNNClassifier")
class DNNClassifier(Classifier):
    """A deep model that classifies.

    Args:
      hidden_units: how many units each hidden layer has.
      feature_columns: the columns of the model, of `tf.contrib.layers` or of `tf.feature_column`.
      model_dir: the directory of checkpoints and summaries, by default that of `config`, or a temporary one.
      n_classes: how many classes there are.
      weight_column_name: the feature that has the weights of examples; None: all weigh 1.
      optimizer: an Optimizer, a function that gives one, or a name of `tf.contrib.layers.OPTIMIZER_CLS_NAMES`; None: Adagrad.
      activation_fn: applied to each hidden layer: a function, or "relu", "tanh" or "sigmoid"; None: nothing is.
      dropout: the probability with which a unit is left out in training; None: none is.
      gradient_clip_norm: the greatest norm of all gradients together; None: any.
      enable_centered_bias: learn one more bias for each logit, from the labels alone.
      config: a RunConfig; the default by default.
      feature_engineering_fn: makes other features and labels of features and labels; None: they are taken as they are.
      embedding_lr_multipliers: dict from columns that are embeddings to what their gradients are multiplied with; None: 1.
      input_layer_min_slice_size: parts of the variables of columns have so many bytes at least; None: 64 MiB.
      label_keys: the names of the classes, where labels are text and there are more than two; None: labels are their numbers.

    Raises:
      ValueError: a number is out of range, or the directories contradict each other.
    """

    def __init__(
        self,
        hidden_units: Sequence[int],
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        n_classes: int = 2,
        weight_column_name: str | None = None,
        optimizer: Any = None,
        activation_fn: Any = ops.relu,
        dropout: float | None = None,
        gradient_clip_norm: float | None = None,
        enable_centered_bias: bool = False,
        config: RunConfig | None = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
        embedding_lr_multipliers: Mapping[Any, float] | None = None,
        input_layer_min_slice_size: int | None = None,
        label_keys: Sequence[str] | None = None,
    ) -> None:
        head = multi_class_head(
            n_classes,
            weight_column_name=weight_column_name,
            enable_centered_bias=enable_centered_bias,
            label_keys=label_keys,
        )
        params = {
            "head": head,
            "hidden_units": hidden_units,
            "feature_columns": tuple(feature_columns or ()),
            "optimizer": optimizer,
            "activation_fn": activation_fn,
            "dropout": dropout,
            "gradient_clip_norm": gradient_clip_norm,
            "embedding_lr_multipliers": embedding_lr_multipliers,
            "input_layer_min_slice_size": input_layer_min_slice_size,
        }
        super().__init__(_dnn_model_fn, model_dir, config, params, feature_engineering_fn)


@export("contrib.learn.DNNRegressor")
@documented_by(DNNClassifier)
class DNNRegressor(MeasuredRegressor):
    """A deep model that predicts numbers.

    Args:
      label_dimension: how many numbers an example has.
    """

    def __init__(
        self,
        hidden_units: Sequence[int],
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        weight_column_name: str | None = None,
        optimizer: Any = None,
        activation_fn: Any = ops.relu,
        dropout: float | None = None,
        gradient_clip_norm: float | None = None,
        enable_centered_bias: bool = False,
        config: RunConfig | None = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
        label_dimension: int = 1,
        embedding_lr_multipliers: Mapping[Any, float] | None = None,
        input_layer_min_slice_size: int | None = None,
    ) -> None:
        head = regression_head(
            weight_column_name=weight_column_name,
            label_dimension=label_dimension,
            enable_centered_bias=enable_centered_bias,
        )
        params = {
            "head": head,
            "hidden_units": hidden_units,
            "feature_columns": tuple(feature_columns or ()),
            "optimizer": optimizer,
            "activation_fn": activation_fn,
            "dropout": dropout,
            "gradient_clip_norm": gradient_clip_norm,
            "embedding_lr_multipliers": embedding_lr_multipliers,
            "input_layer_min_slice_size": input_layer_min_slice_size,
        }
        super().__init__(_dnn_model_fn, model_dir, config, params, feature_engineering_fn)


@export("contrib.learn.DNNEstimator")
@documented_by(DNNClassifier)
class DNNEstimator(Estimator):
    """A deep model with a head.

    Args:
      head: makes predictions and a loss of logits.
    """

    def __init__(
        self,
        head: Head,
        hidden_units: Sequence[int],
        feature_columns: Iterable[Any],
        model_dir: Any = None,
        optimizer: Any = None,
        activation_fn: Any = ops.relu,
        dropout: float | None = None,
        gradient_clip_norm: float | None = None,
        config: RunConfig | None = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
        embedding_lr_multipliers: Mapping[Any, float] | None = None,
        input_layer_min_slice_size: int | None = None,
    ) -> None:
        params = {
            "head": head,
            "hidden_units": hidden_units,
            "feature_columns": tuple(feature_columns or ()),
            "optimizer": optimizer,
            "activation_fn": activation_fn,
            "dropout": dropout,
            "gradient_clip_norm": gradient_clip_norm,
            "embedding_lr_multipliers": embedding_lr_multipliers,
            "input_layer_min_slice_size": input_layer_min_slice_size,
        }
        super().__init__(_dnn_model_fn, model_dir, config, params, feature_engineering_fn)
