"""ModelFnOps: what a model_fn of tf.contrib.learn returns."""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.operation import Operation
from headrace.graph.ops.sparse.sparse_tensor import convert_to_tensor_or_sparse_tensor
from headrace.graph.platform import logging
from headrace.graph.types import dtypes

from ...estimators.export.outputs import ClassificationOutput, PredictOutput, RegressionOutput
from ...estimators.spec import EstimatorSpec
from ...saved_model import constants
from ...sessions.run_hooks import SessionRunHook
from ..learn.keys import ModeKeys, PredictionKey, ProblemType


class _Fields(NamedTuple):
    predictions: Any
    loss: Any
    train_op: Any
    eval_metric_ops: Any
    output_alternatives: Any
    training_chief_hooks: Any
    training_hooks: Any
    scaffold: Any
    mode: str


@export("contrib.learn.ModelFnOps")
class ModelFnOps(_Fields):
    """What a model_fn of tf.contrib.learn returns; `estimator_spec()` is what one of tf.estimator does.

    Args:
      mode: of `tf.contrib.learn.ModeKeys`.
      predictions: a tensor or a dict of them; needed in evaluation and prediction.
      loss: a scalar; needed in training and evaluation.
      train_op: what makes a step; needed in training.
      eval_metric_ops: dict from names to the pairs of value and update of metrics; None for none.
      output_alternatives: dict from names to pairs of a ProblemType and a dict of tensors; None for none.
      training_chief_hooks, training_hooks: SessionRunHooks of the training; None for none.
      scaffold: operations around the training; None for the default.

    Raises:
      ValueError: something is missing that the mode needs, or there is no such mode.
      TypeError: a hook is none.
    """

    __slots__ = ()

    def __new__(
        cls,
        mode: str,
        predictions: Any = None,
        loss: Any = None,
        train_op: Any = None,
        eval_metric_ops: Any = None,
        output_alternatives: Any = None,
        training_chief_hooks: Any = None,
        training_hooks: Any = None,
        scaffold: Any = None,
    ) -> ModelFnOps:
        ModeKeys.validate(mode)
        if train_op is None and mode == ModeKeys.TRAIN:
            raise ValueError("Missing train_op.")
        if train_op is not None and not isinstance(train_op, Operation):
            train_op = convert_to_tensor(train_op).op
        if loss is None and mode in (ModeKeys.TRAIN, ModeKeys.EVAL):
            raise ValueError("Missing loss.")
        if predictions is None and mode in (ModeKeys.INFER, ModeKeys.EVAL):
            raise ValueError("Missing predictions.")
        if eval_metric_ops is not None and not isinstance(eval_metric_ops, dict):
            raise ValueError("eval_metric_ops must be a dict.")
        hooks, chief_hooks = list(training_hooks or ()), list(training_chief_hooks or ())
        for hook in [*hooks, *chief_hooks]:
            if not isinstance(hook, SessionRunHook):
                raise TypeError(
                    f"All hooks returned from model_fn must be SessionRunHook instances, got instance of {type(hook)}: {hook}"
                )
        return super().__new__(
            cls,
            _tensors(predictions),
            None if loss is None else _scalar(loss),
            train_op,
            eval_metric_ops or {},
            output_alternatives,
            chief_hooks,
            hooks,
            scaffold,
            mode,
        )

    def estimator_spec(self, default_serving_output_alternative_key: str | None = None) -> EstimatorSpec:
        """The same for tf.estimator.

        Args:
          default_serving_output_alternative_key: which of several outputs is the default.

        Returns:
          an EstimatorSpec.

        Raises:
          ValueError: there is no such ProblemType.
        """
        alternatives = dict(self.output_alternatives or {})
        default = constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY
        if len(alternatives) > 1 and default not in alternatives:
            alternatives[default] = alternatives[default_serving_output_alternative_key]
        return EstimatorSpec(
            self.mode,
            self.predictions,
            self.loss,
            self.train_op,
            {name: metric for name, metric in self.eval_metric_ops.items() if name != "loss"},
            {name: _output(*alternative) for name, alternative in alternatives.items()} or None,
            self.training_chief_hooks,
            self.training_hooks,
            self.scaffold,
        )


def _tensors(predictions: Any) -> Any:
    if isinstance(predictions, dict):
        return {name: convert_to_tensor_or_sparse_tensor(value) for name, value in predictions.items()}
    return None if predictions is None else convert_to_tensor_or_sparse_tensor(predictions)


def _scalar(loss: Any) -> Any:
    loss = convert_to_tensor(loss)
    if loss.get_shape().num_elements() not in (None, 1):
        raise ValueError(f"Loss must be scalar: {loss}.")
    return loss if loss.get_shape().is_compatible_with([]) else ops.reshape(loss, [])


def _output(problem_type: int, predictions: Any) -> Any:
    if problem_type == ProblemType.UNSPECIFIED:
        return PredictOutput(predictions)
    scores = predictions.get(PredictionKey.SCORES)
    scores = predictions.get(PredictionKey.PROBABILITIES) if scores is None else scores
    if problem_type == ProblemType.LINEAR_REGRESSION:
        return RegressionOutput(scores)
    if problem_type not in (ProblemType.CLASSIFICATION, ProblemType.LOGISTIC_REGRESSION):
        raise ValueError(f"Unknown problem_type={problem_type}")
    classes = predictions.get(PredictionKey.CLASSES)
    if classes is None or classes.dtype != dtypes.string:
        what = "None" if classes is None else "not string"
        logging.warning("classes is %s, Servo inference will not have class ids.", what)
        classes = None
    return ClassificationOutput(scores=scores, classes=classes)


@export("contrib.learn.no_op_train_fn")
def no_op_train_fn(loss: Any) -> Operation:
    """Makes no step.

    Args:
      loss: accepted.

    Returns:
      an Operation that does nothing.
    """
    del loss  # what trains is called with it
    return ops.no_op()
