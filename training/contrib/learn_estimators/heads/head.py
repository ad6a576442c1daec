"""Head: what is made of a model's logits."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.reshaping import sparse_reshape
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor, convert_to_tensor_or_sparse_tensor
from headrace.graph.ops.summaries.scalar import scalar
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.types.likes import ScopeLike
from headrace.graph.variables.scope import variable_scope
from headrace.graph.variables.variable import Variable

from ....metrics.means import mean as streamed_mean
from ....optimizers.adagrad import AdagradOptimizer
from ...experiments.model_fn import ModelFnOps
from ...layers.dense import linear
from ...learn.keys import MetricKey, ModeKeys

_BIAS_RATE = 0.1


@export("contrib.learn.Head")
class Head(ABC):
    """What is made of a model's logits: predictions, a loss, metrics, a step; a base class."""

    @property
    @abstractmethod
    def logits_dimension(self) -> int:
        """How many logits an example has."""

    @abstractmethod
    def create_model_fn_ops(
        self,
        features: Mapping[str, Any],
        mode: str,
        labels: Any = None,
        train_op_fn: Callable[[Any], Any] | None = None,
        logits: Any = None,
        logits_input: Any = None,
        scope: ScopeLike | None = None,
    ) -> ModelFnOps:
        """What a model_fn returns for logits.

        Args:
          features: dict from names to tensors.
          mode: of `tf.contrib.learn.ModeKeys`.
          labels: a tensor, or a dict of them.
          train_op_fn: gives, for the loss, what makes a step; `tf.contrib.learn.no_op_train_fn` for none.
          logits: [examples, logits_dimension]; or
          logits_input: the input of a linear layer that makes them.
          scope: the variable scope.

        Returns:
          a ModelFnOps.

        Raises:
          ValueError: there is no such mode, both or none of logits and their input, no `train_op_fn` in training.
        """


class HeadSettings(NamedTuple):
    """What all heads but those of several heads have."""

    label_name: str | None
    weight_column_name: str | None
    enable_centered_bias: bool
    head_name: str | None


class SingleHead(Head):
    """A head of its own: one loss, one kind of labels."""

    default_scope: str
    problem_type: int

    def __init__(self, settings: HeadSettings, logits_dimension: int) -> None:
        if logits_dimension is None or logits_dimension < 1:
            raise ValueError(f"Invalid logits_dimension {logits_dimension}.")
        self._settings = settings
        self._logits_dimension = logits_dimension

    @property
    def logits_dimension(self) -> int:
        return self._logits_dimension

    @property
    def label_name(self) -> str | None:
        """The key of the labels, where there are several."""
        return self._settings.label_name

    @property
    def weight_column_name(self) -> str | None:
        """The feature that has the weights of examples."""
        return self._settings.weight_column_name

    @property
    def head_name(self) -> str | None:
        """The name of the head, which its scope and its metrics have."""
        return self._settings.head_name

    @abstractmethod
    def loss(self, labels: Any, logits: Any, weights: Any) -> tuple[Tensor, Tensor]:
        """What is made small, and the mean of the losses by their weights."""

    @abstractmethod
    def predicted(self, logits: Tensor) -> dict[str, Any]:
        """The predictions by name."""

    @abstractmethod
    def metrics(self, predictions: dict[str, Any], labels: Any, weights: Any) -> dict[str, Any]:
        """Pairs of values and updates by name, but the mean of the loss."""

    def transformed_labels(self, labels: Any) -> Any:
        """Labels as the loss and the metrics take them."""
        if isinstance(labels, SparseTensor):
            raise ValueError("SparseTensor is not supported.")
        return labels

    def alternatives(self, predictions: dict[str, Any]) -> dict[Any, Any]:
        """What an exported model gives, by the head's name."""
        return {self.head_name: (self.problem_type, predictions)}

    def create_model_fn_ops(
        self,
        features: Mapping[str, Any],
        mode: str,
        labels: Any = None,
        train_op_fn: Callable[[Any], Any] | None = None,
        logits: Any = None,
        logits_input: Any = None,
        scope: ScopeLike | None = None,
    ) -> ModelFnOps:
        given = [value for value in (*features.values(), labels, logits, logits_input) if isinstance(value, Tensor)]
        with variable_scope(scope, default_name=self.head_name or self.default_scope, values=given):
            if mode == ModeKeys.INFER or labels is None:
                labels = None
            else:
                labels = labels[self.label_name] if isinstance(labels, dict) else labels
                labels = self.transformed_labels(convert_to_tensor_or_sparse_tensor(labels))
            logits = _logits(logits_input, logits, self.logits_dimension)
            check_mode(mode, "mode={} unrecognized.")
            return self._created(features, mode, labels, train_op_fn, logits)

    def _created(self, features: Any, mode: str, labels: Any, train_op_fn: Any, logits: Any) -> ModelFnOps:
        bias = None
        if self._settings.enable_centered_bias:
            bias = self._centered_bias()
            logits = ops.bias_add(logits, bias)
        predictions = self.predicted(logits)
        loss = train_op = metrics = None
        if labels is not None:
            weights = weights_of(features, self.weight_column_name)
            loss, mean = self.loss(labels, logits, weights)
            with get_default_graph().name_scope(""):
                scalar(self._key(MetricKey.LOSS), ops.identity(mean))
            if mode == ModeKeys.TRAIN:
                if train_op_fn is None:
                    raise ValueError("train_op_fn can not be None in TRAIN mode")
                train_op = self._step(loss, labels, train_op_fn, bias, ops.shape(logits)[0], weights)
            with name_scope("metrics"):
                found = {MetricKey.LOSS: streamed_mean(mean), **self.metrics(predictions, labels, weights)}
                metrics = {self._key(name): metric for name, metric in found.items()}
        return ModelFnOps(
            mode=mode,
            predictions=predictions,
            loss=loss,
            train_op=train_op,
            eval_metric_ops=metrics,
            output_alternatives=self.alternatives(predictions),
        )

    def _key(self, name: str) -> str:
        return f"{name}/{self.head_name}" if self.head_name else name

    def _centered_bias(self) -> Variable:
        bias = Variable(ops.zeros([self.logits_dimension]), name="centered_bias_weight", trainable=True)
        for number in range(self.logits_dimension):
            scalar(self._key(f"centered_bias/bias_{number}"), bias[number])
        return bias

    def _step(self, loss: Any, labels: Any, train_op_fn: Any, bias: Any, batch_size: Any, weights: Any) -> Any:
        of_bias = None
        if bias is not None:
            with name_scope(None, "centered_bias_step") as name:
                count = ops.shape(bias)[0]
                logits = ops.reshape(ops.tile(bias, [batch_size]), [batch_size, count])
                with name_scope(None, "centered_bias"):
                    bias_loss = ops.reduce_mean(ops.stack(self.loss(labels, logits, weights)), name="training_loss")
            of_bias = AdagradOptimizer(_BIAS_RATE).minimize(bias_loss, var_list=[bias], name=name)
        with name_scope(None, "train_op"):
            step = train_op_fn(loss)
            return step if of_bias is None else ops.group(step, of_bias)


def check_mode(mode: str, text: str) -> None:
    """Raises ValueError for what is no mode."""
    if mode not in (ModeKeys.TRAIN, ModeKeys.INFER, ModeKeys.EVAL):
        raise ValueError(text.format(mode))


def _logits(logits_input: Any, logits: Any, dimension: int) -> Any:
    if logits is None:
        if logits_input is None:
            raise ValueError("Neither logits nor logits_input supplied.")
        return linear(logits_input, dimension, scope="logits")
    if logits_input is not None:
        raise ValueError("Both logits and logits_input supplied.")
    logits = convert_to_tensor(logits, name="logits")
    if logits.static_shape is not None:
        logits.shape[-1].assert_is_compatible_with(dimension)
    return logits


def weights_of(features: Mapping[str, Any], name: str | None) -> Any:
    """The weights of examples, [examples, 1]; None where there are none.

    Raises:
      ValueError: there is no such feature.
    """
    if not name:
        return None
    if name not in features:
        raise ValueError(f"Weights {name} missing from features.")
    with name_scope(None, "weight_tensor"):
        weights = ops.cast(features[name], dtypes.float32)
        if weights.get_shape().ndims != 1:
            return weights
        logging.warning("Weights %s has shape %s, expanding to make it 2d.", name, weights.get_shape())
        return (sparse_reshape if isinstance(weights, SparseTensor) else ops.reshape)(weights, [-1, 1])


def custom_loss(loss_fn: Callable[..., Any], arguments: Sequence[str]) -> Callable[..., Any]:
    """A program's loss as `SingleHead.loss` has it.

    Raises:
      ValueError: it does not take labels, logits and weights.
    """
    for name in ("labels", "logits", "weights"):
        if name not in arguments:
            raise ValueError(f"Argument {name} not found in loss_fn.")

    def loss(labels: Any, logits: Any, weights: Any) -> tuple[Any, Any]:
        found = loss_fn(labels, logits) if weights is None else loss_fn(labels, logits, weights)
        return found, found

    return loss
