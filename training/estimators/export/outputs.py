"""What an exported model gives: classes, a number, or anything; and what its training and evaluation give."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.constants import constant
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes

from ...saved_model import constants
from ...saved_model.signatures import (
    classification_signature_def,
    predict_signature_def,
    regression_signature_def,
    supervised_signature_def,
)


@export("estimator.export.ExportOutput")
class ExportOutput(ABC):
    """What an exported model gives; a base class."""

    @abstractmethod
    def as_signature_def(self, receiver_tensors: dict[str, Any]) -> Any:
        """The signature of the model.

        Args:
          receiver_tensors: dict from names to the tensors that are fed.

        Returns:
          a SignatureDef.

        Raises:
          ValueError: such a model is not fed like that.
        """


@export("estimator.export.ClassificationOutput")
class ClassificationOutput(ExportOutput):
    """Classes, their scores, or both, for each Example.

    Args:
      scores: float tensor, the score of each class of `classes`, or of all classes in their order.
      classes: string tensor.

    Raises:
      ValueError: both are missing, or one is of another type.
    """

    def __init__(self, scores: Any = None, classes: Any = None) -> None:
        if scores is not None and not _is_of(scores, dtypes.FLOATS):
            raise ValueError(f"Classification scores must be a float32 Tensor; got {scores}")
        if classes is not None and not _is_of(classes, (dtypes.string,)):
            raise ValueError(f"Classification classes must be a string Tensor; got {classes}")
        if scores is None and classes is None:
            raise ValueError("At least one of scores and classes must be set.")
        self._scores = scores
        self._classes = classes

    @property
    def scores(self) -> Any:
        """The scores; None where there are none."""
        return self._scores

    @property
    def classes(self) -> Any:
        """The classes; None where there are none."""
        return self._classes

    def as_signature_def(self, receiver_tensors: dict[str, Any]) -> Any:
        examples = _examples("Classification", receiver_tensors)
        return classification_signature_def(examples, self.classes, self.scores)


@export("estimator.export.RegressionOutput")
class RegressionOutput(ExportOutput):
    """A number for each Example.

    Args:
      value: float tensor.

    Raises:
      ValueError: it is of another type.
    """

    def __init__(self, value: Any) -> None:
        if not _is_of(value, dtypes.FLOATS):
            raise ValueError(f"Regression output value must be a float32 Tensor; got {value}")
        self._value = value

    @property
    def value(self) -> Any:
        """The numbers."""
        return self._value

    def as_signature_def(self, receiver_tensors: dict[str, Any]) -> Any:
        return regression_signature_def(_examples("Regression", receiver_tensors), self.value)


@export("estimator.export.PredictOutput")
class PredictOutput(ExportOutput):
    """Any tensors.

    Args:
      outputs: a tensor, which is called "output", or a dict from names, or tuples of their parts, to tensors.

    Raises:
      ValueError: a name is no text, or a value no tensor.
    """

    def __init__(self, outputs: Any) -> None:
        self._outputs = _named(outputs, "output", "Prediction")

    @property
    def outputs(self) -> dict[str, Any]:
        """Dict from names to tensors."""
        return self._outputs

    def as_signature_def(self, receiver_tensors: dict[str, Any]) -> Any:
        return predict_signature_def(receiver_tensors, self.outputs)


class SupervisedOutput(ExportOutput):
    """What a training or an evaluation gives: loss, predictions and metrics, each under a name that begins so."""

    def __init__(self, method_name: str, loss: Any = None, predictions: Any = None, metrics: Any = None) -> None:
        self._method_name = method_name
        self.loss = None if loss is None else _prefixed(_named(loss, "loss"), "loss")
        self.predictions = None if predictions is None else _prefixed(_named(predictions, "predictions"), "predictions")
        self.metrics = None if metrics is None else _of_metrics(metrics)

    def as_signature_def(self, receiver_tensors: dict[str, Any]) -> Any:
        return supervised_signature_def(self._method_name, receiver_tensors, self.loss, self.predictions, self.metrics)


def _is_of(value: Any, kinds: Any) -> bool:
    return isinstance(value, Tensor) and value.dtype.base_dtype in kinds


def _examples(kind: str, receiver_tensors: Mapping[str, Any]) -> Any:
    """The only tensor that is fed: serialized Examples."""
    given = list(receiver_tensors.values())
    if len(given) != 1 or dtypes.as_dtype(given[0].dtype) != dtypes.string:
        raise ValueError(f"{kind} input must be a single string Tensor; got {receiver_tensors}")
    return given[0]


def _key(key: Any, label: str) -> str:
    if isinstance(key, tuple):
        key = "/".join(key)
    if not isinstance(key, str):
        raise ValueError(f"{label} output key must be a string; got {key}.")
    return key


def _named(outputs: Any, default: str, label: str | None = None) -> dict[str, Any]:
    label = label or default
    found = {}
    for key, value in (outputs if isinstance(outputs, dict) else {default: outputs}).items():
        key = _key(key, label)
        if not isinstance(value, Tensor):
            raise ValueError(f"{label} output value must be a Tensor; got {value}.")
        found[key] = value
    return found


def _prefixed(outputs: Mapping[str, Any], prefix: str) -> dict[str, Any]:
    return {key if key.startswith(prefix) else f"{prefix}/{key}": value for key, value in outputs.items()}


def _of_metrics(metrics: Any) -> dict[str, Any]:
    """The values and the updates of metrics; an update that is an operation becomes a tensor behind it."""
    found = {}
    for name, (value, update) in (metrics if isinstance(metrics, dict) else {"metrics": metrics}).items():
        key = _key(name, "metrics")
        key = key if key.startswith("metrics") else f"metrics/{key}"
        if not isinstance(value, Tensor):
            raise ValueError(f"{key} output value must be a Tensor; got {value}.")
        if isinstance(update, Operation):
            with get_default_graph().control_dependencies([update]):
                update = constant([], name="metric_op_wrapper")
        elif not isinstance(update, Tensor):
            raise ValueError(f"{key} update_op must be a Tensor or Operation; got {update}.")
        found[f"{key}/value"], found[f"{key}/update_op"] = value, update
    return found


def checked_outputs(export_outputs: Any, predictions: Any) -> dict[str, ExportOutput]:
    """The outputs of a model in prediction, one of which is the default.

    Raises:
      TypeError: no dict of ExportOutputs.
      ValueError: there are several, and none is the default.
    """
    default = constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY
    if export_outputs is None:
        export_outputs = {default: PredictOutput(predictions)}
    if not isinstance(export_outputs, dict):
        raise TypeError(f"export_outputs must be dict, given: {export_outputs}")
    if not all(isinstance(value, ExportOutput) for value in export_outputs.values()):
        raise TypeError(f"Values in export_outputs must be ExportOutput objects. Given: {export_outputs}")
    if len(export_outputs) == 1:
        export_outputs.setdefault(default, *export_outputs.values())
    elif default not in export_outputs and export_outputs:
        raise ValueError(
            "Multiple export_outputs were provided, but none of them is specified as the default.  Do this by naming one of "
            "them with signature_constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY."
        )
    return export_outputs
