"""Signatures of a SavedModel: which tensors go in and come out, by names that those who serve it know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.tensor import Tensor
from headrace.graph.graphdef.name_scopes import prepend_name_scope
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.shapes import TensorShape

from . import constants


@export("saved_model.build_tensor_info", "saved_model.utils.build_tensor_info")
def build_tensor_info(tensor: Any) -> Any:
    """What a signature says of a tensor.

    Args:
      tensor: a Tensor, a Variable or a SparseTensor.

    Returns:
      a TensorInfo.
    """
    kind: Any = dtypes.as_dtype(tensor.dtype).as_datatype_enum
    info = messages.meta_graph_pb2.TensorInfo(dtype=kind, tensor_shape=tensor.get_shape().as_proto())
    if isinstance(tensor, SparseTensor):
        info.coo_sparse.values_tensor_name = tensor.values.name
        info.coo_sparse.indices_tensor_name = tensor.indices.name
        info.coo_sparse.dense_shape_tensor_name = tensor.dense_shape.name
    else:
        info.name = tensor.name
    return info


@export("saved_model.get_tensor_from_tensor_info", "saved_model.utils.get_tensor_from_tensor_info")
def get_tensor_from_tensor_info(tensor_info: Any, graph: Any = None, import_scope: str | None = None) -> Any:
    """The tensor of a graph that a signature names.

    Args:
      tensor_info: a TensorInfo.
      graph: the default graph by default.
      import_scope: the scope into which the graph was imported.

    Returns:
      a Tensor or a SparseTensor.

    Raises:
      KeyError: the graph has no such tensor.
      ValueError: `tensor_info` is malformed.
    """
    graph = graph or get_default_graph()

    def named(name: str) -> Any:
        return graph.get_tensor_by_name(prepend_name_scope(name, import_scope))

    encoding = tensor_info.WhichOneof("encoding")
    if encoding == "name":
        return named(tensor_info.name)
    if encoding == "coo_sparse":
        parts = tensor_info.coo_sparse
        return SparseTensor(
            named(parts.indices_tensor_name), named(parts.values_tensor_name), named(parts.dense_shape_tensor_name)
        )
    raise ValueError(f"Invalid TensorInfo.encoding: {encoding}")


@export("saved_model.build_signature_def", "saved_model.signature_def_utils.build_signature_def")
def build_signature_def(
    inputs: Mapping[str, Any] | None = None, outputs: Mapping[str, Any] | None = None, method_name: str | None = None
) -> Any:
    """A SignatureDef of its parts.

    Args:
      inputs: dict from names to TensorInfos; None for none.
      outputs: the same of what comes out.
      method_name: how it is served, such as "tensorflow/serving/predict".

    Returns:
      a SignatureDef.
    """
    found = messages.meta_graph_pb2.SignatureDef()
    for infos, given in ((found.inputs, inputs), (found.outputs, outputs)):
        for name, info in (given or {}).items():
            infos[name].CopyFrom(info)
    if method_name is not None:
        found.method_name = method_name
    return found


@export("saved_model.regression_signature_def", "saved_model.signature_def_utils.regression_signature_def")
def regression_signature_def(examples: Any, predictions: Any) -> Any:
    """The signature of what takes serialized Examples and gives a number for each.

    Args:
      examples: string tensor.
      predictions: float32 tensor.

    Returns:
      a SignatureDef.

    Raises:
      ValueError: a tensor is missing or of another type.
    """
    inputs = {constants.REGRESS_INPUTS: _examples_info("Regression", examples)}
    if predictions is None:
        raise ValueError("Regression predictions cannot be None.")
    output = _info_of_type(predictions, dtypes.float32, "Regression output must be a float Tensor.")
    return build_signature_def(inputs, {constants.REGRESS_OUTPUTS: output}, constants.REGRESS_METHOD_NAME)


@export("saved_model.classification_signature_def", "saved_model.signature_def_utils.classification_signature_def")
def classification_signature_def(examples: Any, classes: Any, scores: Any) -> Any:
    """The signature of what takes serialized Examples and gives classes, their scores, or both.

    Args:
      examples: string tensor.
      classes: string tensor, or None.
      scores: float32 tensor, or None.

    Returns:
      a SignatureDef.

    Raises:
      ValueError: a tensor is missing or of another type.
    """
    if examples is not None and isinstance(examples, Tensor) and classes is None and scores is None:
        raise ValueError("Classification classes and scores cannot both be None.")
    inputs = {constants.CLASSIFY_INPUTS: _examples_info("Classification", examples)}
    outputs = {}
    if classes is not None:
        text = "Classification classes must be a string Tensor."
        outputs[constants.CLASSIFY_OUTPUT_CLASSES] = _info_of_type(classes, dtypes.string, text)
    if scores is not None:
        text = "Classification scores must be a float Tensor."
        outputs[constants.CLASSIFY_OUTPUT_SCORES] = _info_of_type(scores, dtypes.float32, text)
    return build_signature_def(inputs, outputs, constants.CLASSIFY_METHOD_NAME)


def _examples_info(kind: str, examples: Any) -> Any:
    if examples is None:
        raise ValueError(f"{kind} examples cannot be None.")
    text = f"{kind} examples must be a string Tensor."
    if not isinstance(examples, Tensor):
        raise ValueError(text)
    return _info_of_type(examples, dtypes.string, text)


def _info_of_type(tensor: Any, dtype: dtypes.DType, text: str) -> Any:
    info = build_tensor_info(tensor)
    if info.dtype != dtype.as_datatype_enum:
        raise ValueError(text)
    return info


@export("saved_model.predict_signature_def", "saved_model.signature_def_utils.predict_signature_def")
def predict_signature_def(inputs: Mapping[str, Any], outputs: Mapping[str, Any]) -> Any:
    """The signature of what takes and gives any tensors.

    Args:
      inputs: dict from names to tensors.
      outputs: dict from names to tensors.

    Returns:
      a SignatureDef.

    Raises:
      ValueError: one of them is empty.
    """
    if not inputs:
        raise ValueError("Prediction inputs cannot be None or empty.")
    if not outputs:
        raise ValueError("Prediction outputs cannot be None or empty.")
    return build_signature_def(_infos(inputs), _infos(outputs), constants.PREDICT_METHOD_NAME)


def supervised_signature_def(method_name: str, inputs: Any, *outputs: Mapping[str, Any] | None) -> Any:
    """The signature of a training or an evaluation: its outputs are those of all dicts. Raises ValueError."""
    if not inputs:
        raise ValueError(f"{method_name} inputs cannot be None or empty.")
    given = [item for found in outputs if found for item in found.items()]
    return build_signature_def(_infos(inputs), _infos(dict(given)), method_name)


def _infos(tensors: Mapping[str, Any]) -> dict[str, Any]:
    return {name: build_tensor_info(tensor) for name, tensor in tensors.items()}


def op_signature_def(operation: Any, key: str) -> Any:
    """A signature that names an operation."""
    unknown = TensorShape(None).as_proto()
    info = messages.meta_graph_pb2.TensorInfo(tensor_shape=unknown, name=operation.name)
    return build_signature_def(outputs={key: info})


@export("saved_model.is_valid_signature", "saved_model.signature_def_utils.is_valid_signature")
def is_valid_signature(signature_def: Any) -> bool:
    """Whether a SignatureDef is one of a classification, a regression or a prediction.

    Args:
      signature_def: a SignatureDef, or None.

    Returns:
      whether it is.
    """
    if signature_def is None:
        return False
    inputs = {name: info.dtype for name, info in signature_def.inputs.items()}
    outputs = {name: info.dtype for name, info in signature_def.outputs.items()}
    text, number = dtypes.string.as_datatype_enum, dtypes.float32.as_datatype_enum
    if signature_def.method_name == constants.PREDICT_METHOD_NAME:
        return bool(inputs) and bool(outputs)
    if signature_def.method_name == constants.REGRESS_METHOD_NAME:
        return inputs == {constants.REGRESS_INPUTS: text} and outputs == {constants.REGRESS_OUTPUTS: number}
    if signature_def.method_name == constants.CLASSIFY_METHOD_NAME:
        known = {constants.CLASSIFY_OUTPUT_CLASSES: text, constants.CLASSIFY_OUTPUT_SCORES: number}
        return inputs == {constants.CLASSIFY_INPUTS: text} and bool(outputs) and outputs.items() <= known.items()
    return False
