"""A model of tf.contrib.learn written as a SavedModel."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from headrace.formats.exports import export
from headrace.graph.checkpoints.saver import Saver
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.execution.session import Session
from headrace.graph.types import dtypes
from headrace.graph.variables.global_step import create_global_step

from ...estimators.exporting import finished, new_directory
from ...saved_model import constants
from ...saved_model.builder import SavedModelBuilder
from ...saved_model.signatures import classification_signature_def, predict_signature_def, regression_signature_def
from ...sessions.defaults import default_local_init_op
from ..experiments.model_fn import ModelFnOps
from ..experiments.serving import InputFnOps
from ..learn.keys import PredictionKey, ProblemType

_INPUT = "default_input_alternative"
_OUTPUT = "default_output_alternative"
_FEATURE_KEYS = "input_feature_keys"


@export("contrib.learn.GraphRewriteSpec")
class GraphRewriteSpec(NamedTuple):
    """The tags of a graph that is exported, and what is done to it before.

    Args:
      tags: of the SavedModel.
      transforms: empty.
    """

    tags: Sequence[str]
    transforms: Sequence[str]


def _signature(inputs: Mapping[str, Any], outputs: Mapping[str, Any], problem_type: int) -> Any:
    """The signature that is meant for a kind of problem, or that of any tensors where it does not fit."""
    if not inputs:
        raise ValueError("input_tensors must be provided.")
    if not outputs:
        raise ValueError("output_tensors must be provided.")
    if len(inputs) > 1:
        return predict_signature_def(inputs, outputs)
    (examples,) = inputs.values()
    only = next(iter(outputs.values())) if len(outputs) == 1 else None
    if problem_type in (ProblemType.CLASSIFICATION, ProblemType.LOGISTIC_REGRESSION):
        scores = outputs.get(PredictionKey.SCORES)
        scores = outputs.get(PredictionKey.PROBABILITIES) if scores is None else scores
        classes = outputs.get(PredictionKey.CLASSES)
        classes = None if classes is None or classes.dtype != dtypes.string else classes
        if classes is None and scores is None and only is not None:
            classes, scores = (only, None) if only.dtype == dtypes.string else (None, only)
        if classes is not None or scores is not None:
            return classification_signature_def(examples, classes, scores)
    elif problem_type == ProblemType.LINEAR_REGRESSION and only is not None:
        return regression_signature_def(examples, only)
    return predict_signature_def(inputs, outputs)


def _outputs(model: ModelFnOps, default: str | None) -> tuple[dict[Any, Any], Any]:
    """What the model gives, by name, and which of it is the default."""
    found = model.output_alternatives
    if not found:
        if default:
            raise ValueError(f"Requested default_output_alternative: {default}, but available output_alternatives are: []")
        predictions = model.predictions
        predictions = predictions if isinstance(predictions, dict) else {PredictionKey.GENERIC: predictions}
        return {_OUTPUT: (ProblemType.UNSPECIFIED, predictions)}, _OUTPUT
    if default:
        if default not in found:
            raise ValueError(
                f"Requested default_output_alternative: {default}, but available output_alternatives are: {sorted(found)}"
            )
        return found, default
    if len(found) > 1:
        raise ValueError(f"Please specify a default_output_alternative.  Available output_alternatives are: {sorted(found)}")
    return found, next(iter(found))


def _given(input_ops: Any) -> tuple[Any, Any]:
    """The features, and what is fed."""
    if isinstance(input_ops, InputFnOps):
        features, _, fed = input_ops
    else:
        (features, _), fed = input_ops, None
    if not features:
        raise ValueError("Features must be defined.")
    if not fed:
        raise ValueError("A default input_alternative must be provided.")
    return features, fed


def export_model(
    model_of: Callable[[Any], ModelFnOps],
    serving_input_fn: Callable[[], Any],
    default_output: str | None,
    checkpoint_path: Any,
    base: Any,
    *,
    assets_extra: Mapping[str, str] | None,
    as_text: bool,
    tags: Sequence[str],
    strip_default_attrs: bool,
) -> bytes:
    """Write it under a temporary name into a new directory in `base`; gives the directory's path."""
    directory = new_directory(base)
    temporary = os.path.join(os.path.dirname(directory), f"temp-{os.path.basename(directory)}")
    builder = SavedModelBuilder(temporary)
    with Graph().as_default() as graph:
        create_global_step(graph)
        features, fed = _given(serving_input_fn())
        for name in features:
            graph.add_to_collection(_FEATURE_KEYS, name)
        model = model_of(features)
        outputs, default = _outputs(model, default_output)
        main_op = default_local_init_op()
        signatures = {
            f"{_INPUT}:{name or 'None'}": _signature(fed, tensors, problem_type)
            for name, (problem_type, tensors) in outputs.items()
        }
        problem_type, tensors = outputs[default]
        signatures[constants.DEFAULT_SERVING_SIGNATURE_DEF_KEY] = _signature(fed, tensors, problem_type)
        with Session() as session:
            own = None if model.scaffold is None else model.scaffold.saver
            (own or Saver(sharded=True)).restore(session, checkpoint_path)
            builder.add_meta_graph_and_variables(
                session,
                tags,
                signature_def_map=signatures,
                assets_collection=graph.get_collection(GraphKeys.ASSET_FILEPATHS),
                main_op=main_op,
                strip_default_attrs=strip_default_attrs,
            )
    return finished(builder, temporary, directory, assets_extra, as_text)
