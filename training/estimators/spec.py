"""EstimatorSpec: what a model_fn returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.variable import Variable

from ..sessions.run_hooks import SessionRunHook
from ..sessions.scaffold import Scaffold
from .calls import call_with
from .export.outputs import checked_outputs
from .modes import ModeKeys

LOSS_METRIC_KEY = "loss"
AVERAGE_LOSS_METRIC_KEY = "average_loss"


class _Fields(NamedTuple):
    mode: str
    predictions: Any
    loss: Any
    train_op: Any
    eval_metric_ops: Any
    export_outputs: Any
    training_chief_hooks: Any
    training_hooks: Any
    scaffold: Any
    evaluation_hooks: Any
    prediction_hooks: Any


@export("estimator.EstimatorSpec")
class EstimatorSpec(_Fields):
    """What a model_fn returns: the operations of a model in one mode.

    Args:
      mode: of `tf.estimator.ModeKeys`.
      predictions: a tensor or a dict of them; needed in prediction.
      loss: a scalar; needed in training and evaluation.
      train_op: an operation or a tensor that makes a step; needed in training.
      eval_metric_ops: dict from names to the pairs of value and update of metrics; None for none.
      export_outputs: dict from names of signatures to ExportOutputs; by default one with all predictions.
      training_chief_hooks: SessionRunHooks of the training that only the chief has.
      training_hooks, evaluation_hooks, prediction_hooks: SessionRunHooks of each mode.
      scaffold: operations around the training; a new Scaffold by default.

    Raises:
      ValueError: something is missing that the mode needs, or is of another graph than the default graph.
      TypeError: something is of another type.
    """

    __slots__ = ()

    def __new__(
        cls,
        mode: str,
        predictions: Any = None,
        loss: Any = None,
        train_op: Any = None,
        eval_metric_ops: Any = None,
        export_outputs: Any = None,
        training_chief_hooks: Any = None,
        training_hooks: Any = None,
        scaffold: Any = None,
        evaluation_hooks: Any = None,
        prediction_hooks: Any = None,
    ) -> EstimatorSpec:
        train_op = _checked_train_op(train_op, mode)
        loss = _checked_loss(loss, mode)
        predictions = _checked_predictions(predictions, mode)
        if mode == ModeKeys.PREDICT:
            export_outputs = checked_outputs(export_outputs, predictions)
        training_hooks = _checked_hooks(training_hooks)
        evaluation_hooks = _checked_hooks(evaluation_hooks)
        prediction_hooks = _checked_hooks(prediction_hooks)
        training_chief_hooks = _checked_hooks(training_chief_hooks)
        eval_metric_ops = _checked_metrics(eval_metric_ops)
        scaffold = scaffold or Scaffold()
        if not isinstance(scaffold, Scaffold):
            raise TypeError(f"scaffold must be tf.train.Scaffold. Given: {scaffold}")
        return super().__new__(
            cls,
            mode,
            predictions,
            loss,
            train_op,
            eval_metric_ops,
            export_outputs,
            training_chief_hooks,
            training_hooks,
            scaffold,
            evaluation_hooks,
            prediction_hooks,
        )

    def _replace(self, **fields: Any) -> EstimatorSpec:
        if fields.get("mode", self.mode) != self.mode:
            raise ValueError("mode of EstimatorSpec cannot be changed.")
        return EstimatorSpec(**{**self._asdict(), **fields})


def _check_graph(what: str, name: str, graph: Any) -> None:
    if graph is not get_default_graph():
        raise ValueError(
            f'{what} with "{name}" must be from the default graph. Possible causes of this error include: \n\n'
            f"1) {what} was created outside the context of the default graph.\n\n2) The object passed through to "
            'EstimatorSpec was not created in the most recent call to "model_fn".'
        )


def _checked_train_op(train_op: Any, mode: str) -> Any:
    if train_op is None:
        if mode == ModeKeys.TRAIN:
            raise ValueError("Missing train_op.")
        return None
    if not isinstance(train_op, (Operation, Tensor, Variable)):
        raise TypeError(f"train_op must be Operation or Tensor, given: {train_op}")
    if isinstance(train_op, Variable):
        train_op = train_op.op
    _check_graph("train_op", train_op.name, train_op.graph)
    return train_op


def _checked_tensor(value: Any, name: str) -> Any:
    if not isinstance(value, (Tensor, Variable)):
        raise TypeError(f"{name} must be Tensor, given: {value}")
    return value


def _checked_loss(loss: Any, mode: str) -> Any:
    if loss is None:
        if mode in (ModeKeys.TRAIN, ModeKeys.EVAL):
            raise ValueError("Missing loss.")
        return None
    loss = _checked_tensor(loss, "loss")
    shape = loss.get_shape()
    if shape.num_elements() not in (None, 1):
        raise ValueError(f"Loss must be scalar, given: {loss}")
    if not shape.is_compatible_with([]):
        loss = ops.reshape(loss, [])
    _check_graph("loss", loss.name, loss.graph)
    return loss


def _checked_predictions(predictions: Any, mode: str) -> Any:
    if predictions is None:
        if mode == ModeKeys.PREDICT:
            raise ValueError("Missing predictions.")
        return {}
    if not isinstance(predictions, dict):
        predictions = _checked_tensor(predictions, "predictions")
        _check_graph("prediction values", predictions.name, predictions.graph)
        return predictions
    predictions = {key: _checked_tensor(value, f"predictions[{key}]") for key, value in predictions.items()}
    for key, value in predictions.items():
        _check_graph("prediction values", f"{key}: {value.name}", value.graph)
    return predictions


def _checked_hooks(hooks: Any) -> tuple[SessionRunHook, ...]:
    hooks = tuple(hooks or ())
    for hook in hooks:
        if not isinstance(hook, SessionRunHook):
            raise TypeError(f"All hooks must be SessionRunHook instances, given: {hook}")
    return hooks


def _checked_metrics(eval_metric_ops: Any) -> dict[str, Any]:
    if eval_metric_ops is None:
        return {}
    if not isinstance(eval_metric_ops, dict):
        raise TypeError(f"eval_metric_ops must be a dict, given: {eval_metric_ops}")
    for key, pair in eval_metric_ops.items():
        if hasattr(pair, "updates") and hasattr(pair, "result"):  # a metric of a head, or one like it
            if not pair.updates:
                raise ValueError(f'Please call update_state(...) on the "{pair.name}" metric')
            eval_metric_ops[key] = pair = (pair.result(), pair.updates[0])
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError(f"Values of eval_metric_ops must be (metric_value, update_op) tuples, given: {pair} for key: {key}")
        for value in pair:
            _check_graph("eval_metric_ops", f"{key}: {value.name}", value.graph)
    return eval_metric_ops


@export("estimator.experimental.call_logit_fn", "contrib.estimator.call_logit_fn")
def call_logit_fn(logit_fn: Callable[..., Any], features: Any, mode: str, params: Any, config: Any) -> Any:
    """Call a function that gives logits with those of the other arguments that it has.

    Args:
      logit_fn: the function.
      features: given as `features`.
      mode: of `tf.estimator.ModeKeys`.
      params: hyperparameters.
      config: a RunConfig.

    Returns:
      the logits, a tensor or a dict of them.

    Raises:
      ValueError: it returns something else.
    """
    found = call_with(logit_fn, features=features, mode=mode, params=params, config=config)
    is_dict = isinstance(found, dict) and all(isinstance(k, str) and isinstance(v, Tensor) for k, v in found.items())
    if not is_dict and not isinstance(found, Tensor):
        raise ValueError(
            "logit_fn should return a Tensor or a dictionary mapping strings to Tensors.  logit_fn returned: " + str(found)
        )
    return found
