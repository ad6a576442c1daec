"""What an exported model is fed, and which features it makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.graph import Graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.variable import Variable

from ..input_results import split_input

_FEATURE, _INPUT, _LABEL = "feature", "input", "label"
"""What a single tensor is called."""


def _checked(tensors: Any, field: str, default: str, allow_int_keys: bool = False) -> dict[Any, Any]:
    if tensors is None:
        raise ValueError(f"{field}s must be defined.")
    found = tensors if isinstance(tensors, dict) else {default: tensors}
    for name, tensor in found.items():
        if not isinstance(name, str) and not (allow_int_keys and isinstance(name, int)):
            kinds = "strings or ints" if allow_int_keys else "strings"
            raise ValueError(f"{field} keys must be {kinds}: {name}.")
        _check_tensor(tensor, field, name)
    return found


def _check_tensor(tensor: Any, field: str, name: Any = None) -> None:
    if not isinstance(tensor, (Tensor, SparseTensor, Variable)):
        named = f" {name}" if name else ""
        raise ValueError(f"{field}{named} must be a Tensor or SparseTensor.")


class _Fields(NamedTuple):
    features: Any
    receiver_tensors: Any
    receiver_tensors_alternatives: Any


@export("estimator.export.ServingInputReceiver")
class ServingInputReceiver(_Fields):
    """The features of a model that is served, and the tensors that they are made of, which are fed.

    Args:
      features: a tensor, which is called "feature", or a dict from names to Tensors or SparseTensors.
      receiver_tensors: a tensor, which is called "input", or a dict from names to tensors.
      receiver_tensors_alternatives: dict from names to further sets of tensors that can be fed instead; None for none.

    Raises:
      ValueError: something is no tensor, or has no name.
    """

    __slots__ = ()

    def __new__(cls, features: Any, receiver_tensors: Any, receiver_tensors_alternatives: Any = None) -> ServingInputReceiver:
        features = _checked(features, "feature", _FEATURE, allow_int_keys=True)
        receiver_tensors = _checked(receiver_tensors, "receiver_tensor", _INPUT)
        if receiver_tensors_alternatives is not None:
            if not isinstance(receiver_tensors_alternatives, dict):
                raise ValueError(f"receiver_tensors_alternatives must be a dict: {receiver_tensors_alternatives}.")
            for name, tensors in receiver_tensors_alternatives.items():
                receiver_tensors_alternatives[name] = _checked(tensors, "receiver_tensors_alternative", _INPUT)
        return super().__new__(cls, features, receiver_tensors, receiver_tensors_alternatives)


@export("estimator.export.TensorServingInputReceiver")
class TensorServingInputReceiver(_Fields):
    """A ServingInputReceiver whose model takes one tensor, not a dict of features.

    Args:
      features: the tensor.
      receiver_tensors: a tensor, which is called "input", or a dict from names to tensors.
      receiver_tensors_alternatives: dict from names to further sets of tensors that can be fed instead; None for none.

    Raises:
      ValueError: something is no tensor, or has no name.
    """

    __slots__ = ()

    def __new__(
        cls, features: Any, receiver_tensors: Any, receiver_tensors_alternatives: Any = None
    ) -> TensorServingInputReceiver:
        if features is None:
            raise ValueError("features must be defined.")
        _check_tensor(features, "feature")
        checked = ServingInputReceiver(features, receiver_tensors, receiver_tensors_alternatives)
        return super().__new__(cls, features, checked.receiver_tensors, checked.receiver_tensors_alternatives)


class _SupervisedFields(NamedTuple):
    features: Any
    labels: Any
    receiver_tensors: Any


class SupervisedInputReceiver(_SupervisedFields):
    """Features and labels of an exported training or evaluation, and the tensors that are fed.

    Args:
      features: a tensor or a dict from names to Tensors or SparseTensors.
      labels: the same.
      receiver_tensors: a tensor, which is called "input", or a dict from names to tensors.

    Raises:
      ValueError: something is no tensor, or has no name.
    """

    __slots__ = ()

    def __new__(cls, features: Any, labels: Any, receiver_tensors: Any) -> SupervisedInputReceiver:
        _checked(features, "feature", _FEATURE, allow_int_keys=True)
        _checked(labels, "label", _LABEL, allow_int_keys=True)
        return super().__new__(cls, features, labels, _checked(receiver_tensors, "receiver_tensor", _INPUT))


@export("estimator.export.build_parsing_serving_input_receiver_fn")
def build_parsing_serving_input_receiver_fn(
    feature_spec: Mapping[str, Any], default_batch_size: int | None = None
) -> Callable[[], ServingInputReceiver]:
    """A function that makes features of serialized Examples, which are fed.

    Args:
      feature_spec: dict from names to FixedLenFeatures and the like, as of `tf.parse_example`.
      default_batch_size: how many Examples are fed; None: any number.

    Returns:
      a function without arguments that gives a ServingInputReceiver.
    """

    def serving_input_receiver_fn() -> ServingInputReceiver:
        serialized = ops.placeholder(dtypes.string, [default_batch_size], name="input_example_tensor")
        return ServingInputReceiver(ops.parse_example(serialized, feature_spec), {"examples": serialized})

    return serving_input_receiver_fn


@export("estimator.export.build_raw_serving_input_receiver_fn")
def build_raw_serving_input_receiver_fn(
    features: Mapping[str, Any], default_batch_size: int | None = None
) -> Callable[[], ServingInputReceiver]:
    """A function that makes a placeholder for each feature.

    Args:
      features: dict from names to tensors, as those of an input_fn; their types and shapes are taken.
      default_batch_size: how many examples are fed; None: any number.

    Returns:
      a function without arguments that gives a ServingInputReceiver.
    """

    def serving_input_receiver_fn() -> ServingInputReceiver:
        receiver_tensors = _placeholders(features, default_batch_size)
        return ServingInputReceiver(receiver_tensors, receiver_tensors)

    return serving_input_receiver_fn


def _placeholders(tensors: Mapping[str, Any], batch_size: int | None) -> dict[str, Any]:
    return {name: _placeholder(tensor, batch_size) for name, tensor in tensors.items()}


def _placeholder(tensor: Any, batch_size: int | None) -> Any:
    if not isinstance(tensor, (Tensor, Variable)):
        with Graph().as_default():
            tensor = convert_to_tensor(tensor)
    shape = TensorShape([batch_size]).concatenate(tensor.get_shape()[1:])
    return ops.placeholder(tensor.dtype.base_dtype, shape, name=tensor.op.name)


@export(
    "estimator.experimental.build_raw_supervised_input_receiver_fn",
    "contrib.estimator.build_raw_supervised_input_receiver_fn",
)
def build_raw_supervised_input_receiver_fn(
    features: Any, labels: Any, default_batch_size: int | None = None
) -> Callable[[], SupervisedInputReceiver]:
    """A function that makes a placeholder for each feature and each label.

    Args:
      features: a tensor, which is called "input", or a dict from names to tensors; their types and shapes are taken.
      labels: a tensor, which is called "label", or a dict.
      default_batch_size: how many examples are fed; None: any number.

    Returns:
      a function without arguments that gives a SupervisedInputReceiver.

    Raises:
      ValueError: a feature and a label have the same name.
    """
    feature_dict = features if isinstance(features, dict) else {_INPUT: features}
    label_dict = labels if isinstance(labels, dict) else {_LABEL: labels}
    if overlap := set(feature_dict) & set(label_dict):
        raise ValueError(f"Features and labels must have distinct keys. Found overlapping keys: {overlap}")

    def supervised_input_receiver_fn() -> SupervisedInputReceiver:
        fed_features = _placeholders(feature_dict, default_batch_size)
        fed_labels = _placeholders(label_dict, default_batch_size)
        return SupervisedInputReceiver(
            fed_features if isinstance(features, dict) else fed_features[_INPUT],
            fed_labels if isinstance(labels, dict) else fed_labels[_LABEL],
            {**fed_features, **fed_labels},
        )

    return supervised_input_receiver_fn


@export("contrib.estimator.build_supervised_input_receiver_fn_from_input_fn")
def build_supervised_input_receiver_fn_from_input_fn(
    input_fn: Callable[..., Any], **input_fn_args: Any
) -> Callable[[], SupervisedInputReceiver]:
    """A function that makes a placeholder for each feature and each label of an input_fn.

    Args:
      input_fn: gives features and labels, or a dataset of them; it is called in a graph of its own.
      input_fn_args: its arguments.

    Returns:
      a function without arguments that gives a SupervisedInputReceiver.

    Raises:
      ValueError: a feature and a label have the same name.
    """
    with Graph().as_default():
        found = split_input(input_fn(**input_fn_args))
    return build_raw_supervised_input_receiver_fn(found.features, found.labels)
