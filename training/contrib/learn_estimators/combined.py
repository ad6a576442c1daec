"""Linear and deep models side by side, as tf.contrib.learn has them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.variables.global_step import get_global_step
from headrace.graph.variables.partitioners import min_max_variable_partitioner
from headrace.graph.variables.scope import variable_scope

from ...steps.sync_replicas import SyncReplicasOptimizer
from ..experiments.model_fn import ModelFnOps
from ..experiments.run_config import RunConfig
from ..layers.optimize import optimize_loss
from . import parts
from .estimator import Estimator
from .heads.classification import multi_class_head
from .heads.head import Head
from .heads.regression import regression_head
from .predictions import Classifier, MeasuredRegressor

_NO_COLUMNS = "Either linear_feature_columns or dnn_feature_columns must be defined."


def _optimizer(optimizer: Any, otherwise: str) -> Any:
    found = parts.made(optimizer or otherwise)
    if isinstance(found, SyncReplicasOptimizer):
        raise ValueError(
            "SyncReplicasOptimizer is not supported in DNNLinearCombined model. If you want to use this optimizer, please use "
            "either DNN or Linear model."
        )
    return found


def _combined_model_fn(features: Any, labels: Any, mode: str, params: Any, config: Any = None) -> ModelFnOps:
    head, features = params["head"], parts.by_name(features)
    linear_columns, deep_columns = params["linear_feature_columns"], params["dnn_feature_columns"]
    optimizers = {
        parts.LINEAR: _optimizer(params["linear_optimizer"], "Ftrl"),
        parts.DEEP: _optimizer(params["dnn_optimizer"], "Adagrad"),
    }
    logits, input_scope = {}, ""
    if deep_columns:
        if not params["dnn_hidden_units"]:
            raise ValueError("dnn_hidden_units must be defined when dnn_feature_columns is specified.")
        partitioner = min_max_variable_partitioner(max_partitions=parts.servers_of(config))
        with variable_scope(parts.DEEP, partitioner=partitioner):
            logits[parts.DEEP], input_scope = parts.deep_logits(
                features,
                deep_columns,
                params["dnn_hidden_units"],
                head.logits_dimension,
                mode,
                activation_fn=params["dnn_activation_fn"] or ops.relu,
                dropout_rate=params["dnn_dropout"],
                partitioner=params["input_layer_partitioner"] or parts.partitioner_of(config),
                before="/",
            )
    if linear_columns:
        with variable_scope(parts.LINEAR, partitioner=parts.partitioner_of(config)) as scope:
            jointly = params["joint_linear_weights"]
            found = parts.linear_logits(features, linear_columns, jointly, head.logits_dimension, scope)
            parts.layer_summary(found, scope.name, "/")
            logits[parts.LINEAR] = found
    counts_itself = not params["fix_global_step_increment_bug"]

    def step_of_part(name: str, loss: Any) -> Any:
        given: dict[str, Any] = {"learning_rate": parts.DEEP_RATE}
        if name == parts.LINEAR:
            given = {"learning_rate": parts.linear_rate(linear_columns)}
        else:
            given["gradient_multipliers"] = parts.multipliers_of(params["embedding_lr_multipliers"], input_scope)
        return optimize_loss(
            loss=loss,
            global_step=get_global_step(),
            optimizer=optimizers[name],
            clip_gradients=params["gradient_clip_norm"],
            variables=get_default_graph().get_collection(name),
            name=name,
            summaries=[],
            increment_global_step=counts_itself,
            **given,
        )

    def step_of(loss: Any) -> Any:
        step = ops.group(*(step_of_part(name, loss) for name in logits))
        if counts_itself:
            return step
        with get_default_graph().control_dependencies([step]):
            count: Any = get_global_step()
            return count.assign_add(1).op

    total = list(logits.values())
    logits_of_all = total[0] + total[1] if len(total) == 2 else total[0]
    return head.create_model_fn_ops(features=features, mode=mode, labels=labels, train_op_fn=step_of, logits=logits_of_all)


@export("contrib.learn.DNNLinearCombinedClassifier")
class DNNLinearCombinedClassifier(Classifier):
    """A linear and a deep model that classify together; each has its own optimizer.

    Args:
      model_dir: the directory of checkpoints and summaries, by default that of `config`, or a temporary one.
      n_classes: how many classes there are.
      weight_column_name: the feature that has the weights of examples; None: all weigh 1.
      linear_feature_columns: the columns of the linear part; None for none.
      linear_optimizer: an Optimizer, a function that gives one, or a name of `tf.contrib.layers.OPTIMIZER_CLS_NAMES`; None:
        Ftrl.
      dnn_feature_columns: the columns of the deep part; None for none.
      dnn_optimizer: the same for the deep part; None: Adagrad.
      dnn_hidden_units: how many units each hidden layer has.
      dnn_activation_fn: applied to each hidden layer; None: `tf.nn.relu`.
      dnn_dropout: the probability with which a unit is left out in training; None: none is.
      gradient_clip_norm: the greatest norm of all gradients of a part together; None: any.
      enable_centered_bias: learn one more bias for each logit, from the labels alone.
      config: a RunConfig; the default by default.
      feature_engineering_fn: makes other features and labels of features and labels; None: they are taken as they are.
      embedding_lr_multipliers: dict from columns that are embeddings to what their gradients are multiplied with; None: 1.
      input_layer_min_slice_size: parts of the variables of columns have so many bytes at least; None: 64 MiB.
      label_keys: the names of the classes, where labels are text and there are more than two; None: labels are their numbers.
      fix_global_step_increment_bug: count each step once; False: once for each part.

    Raises:
      ValueError: there are no columns, a number is out of range, or the directories contradict each other.
    """

    def __init__(
        self,
        model_dir: Any = None,
        n_classes: int = 2,
        weight_column_name: str | None = None,
        linear_feature_columns: Iterable[Any] | None = None,
        linear_optimizer: Any = None,
        _joint_linear_weights: bool = False,
        dnn_feature_columns: Iterable[Any] | None = None,
        dnn_optimizer: Any = None,
        dnn_hidden_units: Sequence[int] | None = None,
        dnn_activation_fn: Any = ops.relu,
        dnn_dropout: float | None = None,
        gradient_clip_norm: float | None = None,
        enable_centered_bias: bool = False,
        config: RunConfig | None = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
        embedding_lr_multipliers: Mapping[Any, float] | None = None,
        input_layer_min_slice_size: int | None = None,
        label_keys: Sequence[str] | None = None,
        fix_global_step_increment_bug: bool = False,
    ) -> None:
        params = {
            "head": multi_class_head(
                n_classes,
                weight_column_name=weight_column_name,
                enable_centered_bias=enable_centered_bias,
                label_keys=label_keys,
            ),
            "linear_feature_columns": tuple(linear_feature_columns or ()),
            "linear_optimizer": linear_optimizer,
            "joint_linear_weights": _joint_linear_weights,
            "dnn_feature_columns": tuple(dnn_feature_columns or ()),
            "dnn_optimizer": dnn_optimizer,
            "dnn_hidden_units": dnn_hidden_units,
            "dnn_activation_fn": dnn_activation_fn,
            "dnn_dropout": dnn_dropout,
            "gradient_clip_norm": gradient_clip_norm,
            "embedding_lr_multipliers": embedding_lr_multipliers,
            "input_layer_partitioner": _partitioner(config, input_layer_min_slice_size),
            "fix_global_step_increment_bug": fix_global_step_increment_bug,
        }
        _check_columns(params)
        super().__init__(_combined_model_fn, model_dir, config, params, feature_engineering_fn)


@export("contrib.learn.DNNLinearCombinedRegressor")
@documented_by(DNNLinearCombinedClassifier)
class DNNLinearCombinedRegressor(MeasuredRegressor):
    """A linear and a deep model that predict numbers together.

    Args:
      label_dimension: how many numbers an example has.
    """

    def __init__(
        self,
        model_dir: Any = None,
        weight_column_name: str | None = None,
        linear_feature_columns: Iterable[Any] | None = None,
        linear_optimizer: Any = None,
        _joint_linear_weights: bool = False,
        dnn_feature_columns: Iterable[Any] | None = None,
        dnn_optimizer: Any = None,
        dnn_hidden_units: Sequence[int] | None = None,
        dnn_activation_fn: Any = ops.relu,
        dnn_dropout: float | None = None,
        gradient_clip_norm: float | None = None,
        enable_centered_bias: bool = False,
        label_dimension: int = 1,
        config: RunConfig | None = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
        embedding_lr_multipliers: Mapping[Any, float] | None = None,
        input_layer_min_slice_size: int | None = None,
        fix_global_step_increment_bug: bool = False,
    ) -> None:
        params = {
            "head": regression_head(
                weight_column_name=weight_column_name,
                label_dimension=label_dimension,
                enable_centered_bias=enable_centered_bias,
            ),
            "linear_feature_columns": tuple(linear_feature_columns or ()),
            "linear_optimizer": linear_optimizer,
            "joint_linear_weights": _joint_linear_weights,
            "dnn_feature_columns": tuple(dnn_feature_columns or ()),
            "dnn_optimizer": dnn_optimizer,
            "dnn_hidden_units": dnn_hidden_units,
            "dnn_activation_fn": dnn_activation_fn,
            "dnn_dropout": dnn_dropout,
            "gradient_clip_norm": gradient_clip_norm,
            "embedding_lr_multipliers": embedding_lr_multipliers,
            "input_layer_partitioner": _partitioner(config, input_layer_min_slice_size),
            "fix_global_step_increment_bug": fix_global_step_increment_bug,
        }
        _check_columns(params)
        super().__init__(_combined_model_fn, model_dir, config, params, feature_engineering_fn)


@export("contrib.learn.DNNLinearCombinedEstimator")
@documented_by(DNNLinearCombinedClassifier)
class DNNLinearCombinedEstimator(Estimator):
    """A linear and a deep model side by side, with a head.

    Args:
      head: makes predictions and a loss of logits.
      input_layer_partitioner: cuts the variables of columns in parts; None: only where there are parameter servers.
    """

    def __init__(
        self,
        head: Head,
        model_dir: Any = None,
        linear_feature_columns: Iterable[Any] | None = None,
        linear_optimizer: Any = None,
        _joint_linear_weights: bool = False,
        dnn_feature_columns: Iterable[Any] | None = None,
        dnn_optimizer: Any = None,
        dnn_hidden_units: Sequence[int] | None = None,
        dnn_activation_fn: Any = None,
        dnn_dropout: float | None = None,
        gradient_clip_norm: float | None = None,
        config: RunConfig | None = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
        embedding_lr_multipliers: Mapping[Any, float] | None = None,
        fix_global_step_increment_bug: bool = False,
        input_layer_partitioner: Any = None,
    ) -> None:
        params = {
            "head": head,
            "linear_feature_columns": tuple(linear_feature_columns or ()),
            "linear_optimizer": linear_optimizer,
            "joint_linear_weights": _joint_linear_weights,
            "dnn_feature_columns": tuple(dnn_feature_columns or ()),
            "dnn_optimizer": dnn_optimizer,
            "dnn_hidden_units": dnn_hidden_units,
            "dnn_activation_fn": dnn_activation_fn,
            "dnn_dropout": dnn_dropout,
            "gradient_clip_norm": gradient_clip_norm,
            "embedding_lr_multipliers": embedding_lr_multipliers,
            "input_layer_partitioner": input_layer_partitioner,
            "fix_global_step_increment_bug": fix_global_step_increment_bug,
        }
        _check_columns(params)
        super().__init__(_combined_model_fn, model_dir, config, params, feature_engineering_fn)


def _check_columns(params: Mapping[str, Any]) -> None:
    if not params["linear_feature_columns"] and not params["dnn_feature_columns"]:
        raise ValueError(_NO_COLUMNS)


def _partitioner(config: RunConfig | None, min_slice_size: int | None) -> Any:
    return None if min_slice_size is None else parts.partitioner_of(config, min_slice_size)
