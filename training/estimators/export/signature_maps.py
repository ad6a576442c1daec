"""All signatures of an exported model, and the report of those that cannot be served."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from headrace.graph.platform import logging

from ...saved_model import constants
from ...saved_model.signatures import is_valid_signature
from ..modes import ModeKeys
from .outputs import SupervisedOutput, checked_outputs

TAGS = {
    ModeKeys.PREDICT: [constants.SERVING],
    ModeKeys.TRAIN: [constants.TRAINING],
    ModeKeys.EVAL: [constants.EVAL],
}
_KEYS = {
    ModeKeys.TRAIN: (constants.DEFAULT_TRAIN_SIGNATURE_DEF_KEY, constants.SUPERVISED_TRAIN_METHOD_NAME),
    ModeKeys.EVAL: (constants.DEFAULT_EVAL_SIGNATURE_DEF_KEY, constants.SUPERVISED_EVAL_METHOD_NAME),
}
_METHODS = {
    constants.CLASSIFY_METHOD_NAME: "Classify",
    constants.REGRESS_METHOD_NAME: "Regress",
    constants.PREDICT_METHOD_NAME: "Predict",
    constants.SUPERVISED_TRAIN_METHOD_NAME: "Train",
    constants.SUPERVISED_EVAL_METHOD_NAME: "Eval",
}


def outputs_of(spec: Any) -> dict[str, Any]:
    """What the model of an EstimatorSpec gives in its mode."""
    if spec.mode == ModeKeys.PREDICT:
        return checked_outputs(spec.export_outputs, spec.predictions)
    key, method = _KEYS[spec.mode]
    return {key: SupervisedOutput(method, spec.loss, spec.predictions, spec.eval_metric_ops)}


def signatures_of(receiver: Any, outputs: Mapping[str, Any], serving_only: bool) -> dict[str, Any]:
    """A signature for each output, and for each further way in which the model can be fed; those that can be served alone."""
    fed = {"": receiver.receiver_tensors, **(getattr(receiver, "receiver_tensors_alternatives", None) or {})}
    found, excluded = {}, {}
    for way, tensors in fed.items():
        for key, output in outputs.items():
            name = f"{way}:{key}" if way else str(key)
            try:
                found[name] = output.as_signature_def(tensors)
            except ValueError as error:
                excluded[name] = str(error)
    _report(found, excluded)
    return {name: signature for name, signature in found.items() if not serving_only or is_valid_signature(signature)}


def _report(found: Mapping[str, Any], excluded: Mapping[str, str]) -> None:
    by_method: dict[str, list[str]] = {method: [] for method in _METHODS}
    for name, signature in found.items():
        by_method.setdefault(signature.method_name, []).append(name)
    for method, names in by_method.items():
        logging.info("Signatures INCLUDED in export for %s: %s", _METHODS.get(method, method), names or None)
    if excluded:
        logging.info("Signatures EXCLUDED from export because they cannot be be served via TensorFlow Serving APIs:")
        for name, reason in excluded.items():
            logging.info("'%s' : %s", name, reason)
    if not found:
        logging.warning("Export includes no signatures!")
    elif constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY not in found:
        logging.warning("Export includes no default signature!")
