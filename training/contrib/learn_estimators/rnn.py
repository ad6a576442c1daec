"""DynamicRnnEstimator: a recurrent network over sequences of several lengths."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.structures import flat, packed
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.checks.comparisons import assert_equal
from headrace.graph.ops.checks.ranks import assert_rank
from headrace.graph.types import dtypes

from ...optimizers.momentum import MomentumOptimizer
from ...rnn.base import RNNCell
from ...rnn.basic import BasicRNNCell, GRUCell
from ...rnn.dropout import DropoutWrapper
from ...rnn.dynamic import dynamic_rnn
from ...rnn.lstm import LSTMCell
from ...rnn.multi import MultiRNNCell
from ..experiments.model_fn import ModelFnOps
from ..experiments.run_config import RunConfig
from ..feature_columns.inputs import input_from_feature_columns, sequence_input_from_feature_columns
from ..feature_columns.parsing import transform_features
from ..layers.dense import fully_connected
from ..layers.optimize import OPTIMIZER_SUMMARIES, optimize_loss
from ..layers.targets import multi_class_target, regression_target
from ..learn.keys import ModeKeys, PredictionKey, ProblemType
from ..metrics.streaming import streaming_accuracy
from .estimator import Estimator

_SEQUENCE_LENGTH = "sequence_length"
_STATE = "rnn_cell_state"
_CELLS: dict[str, Any] = {"basic_rnn": BasicRNNCell, "lstm": LSTMCell, "gru": GRUCell}


@export("contrib.learn.PredictionType", "contrib.learn.python.learn.estimators.dynamic_rnn_estimator.PredictionType")
class PredictionType:
    """Whether a recurrent network predicts one value for a sequence, or one for each of its steps."""

    SINGLE_VALUE = 1
    MULTIPLE_VALUE = 2


class _Network(NamedTuple):
    """A recurrent network; the fields are arguments of the estimator."""

    name: str
    target: Any
    problem_type: int
    prediction_type: int
    sequence_columns: Any
    context_columns: Any
    num_units: Any
    cell_type: Any
    dropout: Sequence[float] | None
    predict_probabilities: bool

    @property
    def predictions_name(self) -> str:
        is_classifier = self.problem_type == ProblemType.CLASSIFICATION
        return PredictionKey.CLASSES if is_classifier else PredictionKey.SCORES

    def cell(self, mode: str) -> Any:
        """The cell, or the cells above each other."""
        sizes = self.num_units if isinstance(self.num_units, (list, tuple)) else (self.num_units,)
        cells = [_cell(self.cell_type, size) for size in sizes]
        if self.dropout and mode == ModeKeys.TRAIN:
            cells = _with_dropout(cells, self.dropout)
        return cells[0] if len(cells) == 1 else MultiRNNCell(cells)


def _cell(cell_type: Any, size: int) -> Any:
    kind = _CELLS.get(cell_type, cell_type)
    if not issubclass(kind, RNNCell):
        raise ValueError(f"The supported cell types are {list(_CELLS)}; got {kind}")
    return kind(num_units=size)


def _with_dropout(cells: list[Any], keep: Sequence[float]) -> list[Any]:
    if len(keep) != len(cells) + 1:
        raise ValueError(
            "The number of dropout probabilities must be one greater than the number of cells. "
            f"Got {len(cells)} cells and {len(keep)} dropout probabilities."
        )
    below = [DropoutWrapper(cell, probability, 1.0) for cell, probability in zip(cells[:-1], keep[:-2], strict=True)]
    return [*below, DropoutWrapper(cells[-1], keep[-2], keep[-1])]


def _input(features: Mapping[Any, Any], network: _Network) -> Tensor:
    """The numbers of each step, those of the whole sequence behind them."""
    features, columns = dict(features), list(network.sequence_columns)
    features.update(transform_features(features, columns + list(network.context_columns or ())))
    steps = sequence_input_from_feature_columns(features, network.sequence_columns)
    if network.context_columns is None:
        return steps
    context = input_from_feature_columns(features, network.context_columns)
    for tensor, rank in ((steps, 3), (context, 2)):
        name = "sequence_input" if rank == 3 else "context_input"
        if tensor.dtype != dtypes.float32:
            message = f"{name} must have dtype float32; got {tensor.dtype}."
            raise TypeError(f"{message}  {tensor.name} must be of type {dtypes.float32!r}")
    checks = [
        assert_rank(steps, 3, message="sequence_input must have rank 3", data=[ops.shape(steps)]),
        assert_rank(context, 2, message="context_input must have rank 2", data=[ops.shape(context)]),
    ]
    with get_default_graph().control_dependencies(checks):
        times = ops.concat([[1], [ops.shape(steps)[1]], [1]], 0)
        tiled = ops.tile(ops.expand_dims(context, 1), times)
    return ops.concat([steps, tiled], 2)


def _initial_state(features: Mapping[Any, Any], cell: Any) -> Any:
    """The state that features say; None where they say none."""
    sizes, found = list(flat(cell.state_size)), []
    with name_scope("dict_to_state_tuple"):
        for number, size in enumerate(sizes):
            state = features.get(f"{_STATE}_{number}")
            if state is not None:
                checks = [
                    assert_rank(state, 2, name=f"check_state_{number}_rank"),
                    assert_equal(ops.shape(state)[1], size, name=f"check_state_{number}_shape"),
                ]
                with get_default_graph().control_dependencies(checks):
                    found.append(ops.identity(state, name=f"{_STATE}_{number}"))
    if not found:
        return None
    if len(found) != len(sizes):
        raise ValueError(f"RNN state was partially specified.Expected zero or {len(sizes)} state Tensors; got {len(found)}")
    return packed(cell.state_size, iter(found))


def _last(activations: Tensor, lengths: Any) -> Tensor:
    """The activations at the last step of each sequence."""
    with name_scope("select_last_activations"):
        shape = ops.shape(activations)
        batch_size, padded, columns = shape[0], shape[1], shape[2]
        lengths = padded if lengths is None else lengths
        places = ops.range(batch_size) * padded + lengths - 1
        found = ops.gather(ops.reshape(activations, [-1, columns]), places)
        sizes = activations.get_shape()
        found.set_shape([sizes[0], sizes[2]])
        return found


def _masked(activations: Any, labels: Any, lengths: Any) -> tuple[Tensor, Tensor]:
    """Those of steps that sequences have."""
    with name_scope("mask_activations_and_labels"):
        shape = ops.shape(labels)
        batch_size, padded = shape[0], shape[1]
        if lengths is None:
            count = padded * batch_size
            return ops.reshape(activations, [count, -1]), ops.reshape(labels, [count])
        mask = ops.sequence_mask(lengths, padded)
        return ops.boolean_mask(activations, mask), ops.boolean_mask(labels, mask)


def _single_predictions(activations: Tensor, lengths: Any, network: _Network) -> dict[str, Any]:
    with name_scope("SingleValuePrediction"):
        last = _last(activations, lengths)
        if not network.predict_probabilities:
            return {network.predictions_name: network.target.logits_to_predictions(last, proba=False)}
        probabilities = network.target.logits_to_predictions(last, proba=True)
        return {PredictionKey.PROBABILITIES: probabilities, network.predictions_name: ops.argmax(probabilities, 1)}


def _multiple_predictions(activations: Tensor, network: _Network) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with name_scope("MultiValuePrediction"):
        shape = ops.shape(activations)
        logits = ops.reshape(activations, [-1, shape[2]])
        if network.predict_probabilities:
            probabilities = network.target.logits_to_predictions(logits, proba=True)
            predictions = ops.argmax(probabilities, 1)
            full = ops.concat([shape[:2], [2]], 0) if network.target.num_label_columns == 1 else shape
            name = PredictionKey.PROBABILITIES
            found[name] = ops.reshape(probabilities, full, name=name)
        else:
            predictions = network.target.logits_to_predictions(logits, proba=False)
        name = network.predictions_name
        found[name] = ops.reshape(predictions, [shape[0], shape[1]], name=name)
    return found


def _loss(activations: Tensor, labels: Any, lengths: Any, features: Any, network: _Network) -> Tensor:
    if network.prediction_type == PredictionType.SINGLE_VALUE:
        with name_scope("SingleValueLoss"):
            return network.target.loss(_last(activations, lengths), labels, features)
    with name_scope("MultiValueLoss"):
        return network.target.loss(*_masked(activations, labels, lengths), features)


def _metrics(predictions: Mapping[str, Any], labels: Any, lengths: Any, network: _Network) -> dict[str, Any]:
    if network.problem_type != ProblemType.CLASSIFICATION:
        return {}
    classes = predictions[PredictionKey.CLASSES]
    if network.prediction_type == PredictionType.MULTIPLE_VALUE:
        classes, labels = _masked(classes, labels, lengths)
    return {"accuracy": streaming_accuracy(predictions=classes, labels=labels)}


def _model_fn(network: _Network, optimizer: Any, learning_rate: float, clip_norm: float | None) -> Callable[..., Any]:
    is_single = network.prediction_type == PredictionType.SINGLE_VALUE

    def model_fn(features: Any, labels: Any, mode: str) -> ModelFnOps:
        loss: Any = None
        global_step: Any = None
        step = metrics = None
        with name_scope(network.name):
            lengths = features.get(_SEQUENCE_LENGTH)
            steps, cell = _input(features, network), network.cell(mode)
            state = _initial_state(features, cell)
            with name_scope("RNN"):
                outputs, final = dynamic_rnn(
                    cell, steps, initial_state=state, dtype=dtypes.float32, parallel_iterations=None, swap_memory=True
                )
                activations = fully_connected(outputs, network.target.num_label_columns, None)
            if is_single:
                predictions = _single_predictions(activations, lengths, network)
            else:
                predictions = _multiple_predictions(activations, network)
            output = dict(predictions)
            if mode != ModeKeys.INFER:
                loss = _loss(activations, labels, lengths, features, network)
            with name_scope("state_tuple_to_dict"):
                for number, part in enumerate(flat(final)):
                    predictions[f"{_STATE}_{number}"] = ops.identity(part, name=f"{_STATE}_{number}")
            if mode != ModeKeys.INFER:
                metrics = _metrics(predictions, labels, lengths, network)
            if mode == ModeKeys.TRAIN:
                step = optimize_loss(
                    loss=loss,
                    global_step=global_step,
                    learning_rate=learning_rate,
                    optimizer=optimizer,
                    clip_gradients=clip_norm,
                    summaries=OPTIMIZER_SUMMARIES,
                )
        alternatives = {"dynamic_rnn_output": (network.problem_type, output)} if is_single else None
        return ModelFnOps(mode, predictions, loss, step, metrics, alternatives)

    return model_fn


@export("contrib.learn.DynamicRnnEstimator")
class DynamicRnnEstimator(Estimator):
    """A recurrent network over sequences; their lengths are the feature "sequence_length", where there is one.

    Predictions have the final state, too, as "rnn_cell_state_0" and so on; features of these names are the state before.

    Args:
      problem_type: of `tf.contrib.learn.ProblemType`: LINEAR_REGRESSION or CLASSIFICATION.
      prediction_type: 1: a value for each sequence; 2: for each step.
      sequence_feature_columns: columns of features of each step.
      context_feature_columns: columns of features of the whole sequence; None for none.
      num_classes: how many classes there are.
      num_units: how many units the cell has, or a list for cells above each other.
      cell_type: "basic_rnn", "lstm" or "gru", or a class of cells.
      optimizer: as of `tf.contrib.layers.optimize_loss`.
      learning_rate: the learning rate.
      predict_probabilities: predict probabilities, too.
      momentum: of the optimizer "Momentum".
      gradient_clipping_norm: the greatest norm of all gradients together; None: any.
      dropout_keep_probabilities: the probabilities with which inputs of each cell and outputs of the last are kept in training;
        None: 1.
      model_dir: the directory of checkpoints and summaries, by default that of `config`, or a temporary one.
      feature_engineering_fn: makes other features and labels of features and labels; None: they are taken as they are.
      config: a RunConfig; the default by default.

    Raises:
      ValueError: an argument is none of these.
    """

    def __init__(
        self,
        problem_type: int,
        prediction_type: int,
        sequence_feature_columns: Iterable[Any],
        context_feature_columns: Iterable[Any] | None = None,
        num_classes: int | None = None,
        num_units: Any = None,
        cell_type: Any = "basic_rnn",
        optimizer: Any = "SGD",
        learning_rate: float = 0.1,
        predict_probabilities: bool = False,
        momentum: float | None = None,
        gradient_clipping_norm: float | None = 5.0,
        dropout_keep_probabilities: Sequence[float] | None = None,
        model_dir: Any = None,
        feature_engineering_fn: Callable[..., Any] | None = None,
        config: RunConfig | None = None,
    ) -> None:
        if prediction_type not in (PredictionType.SINGLE_VALUE, PredictionType.MULTIPLE_VALUE):
            raise ValueError(
                "prediction_type must be one of PredictionType.MULTIPLE_VALUE or PredictionType.SINGLE_VALUE; got "
                f"{prediction_type}"
            )
        name = "SingleValueDynamicRNN" if prediction_type == PredictionType.SINGLE_VALUE else "MultiValueDynamicRNN"
        if problem_type == ProblemType.LINEAR_REGRESSION:
            target, name = regression_target(), f"{name}Regressor"
            if predict_probabilities:
                raise ValueError(
                    "predict_probabilities can only be set to True for problem_type ProblemType.CLASSIFICATION; got "
                    f"{problem_type}."
                )
        elif problem_type == ProblemType.CLASSIFICATION:
            if not num_classes:
                raise ValueError("For CLASSIFICATION problem_type, num_classes must be specified.")
            target, name = multi_class_target(n_classes=num_classes), f"{name}Classifier"
        else:
            raise ValueError(
                f"problem_type must be either ProblemType.LINEAR_REGRESSION or ProblemType.CLASSIFICATION; got {problem_type}"
            )
        if optimizer == "Momentum":
            optimizer = MomentumOptimizer(learning_rate, momentum)  # type: ignore[arg-type]
        network = _Network(
            name,
            target,
            problem_type,
            prediction_type,
            list(sequence_feature_columns),
            None if context_feature_columns is None else list(context_feature_columns),
            num_units,
            cell_type,
            dropout_keep_probabilities,
            predict_probabilities,
        )
        model_fn = _model_fn(network, optimizer, learning_rate, gradient_clipping_norm)
        super().__init__(model_fn, model_dir, config, feature_engineering_fn=feature_engineering_fn)
