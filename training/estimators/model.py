"""The model of an Estimator in one graph: its input and its operations, by the program's functions."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from headrace.graph.core.defaults import get_default_graph
from headrace.graph.platform import logging

from .calls import arguments_of
from .input_results import Input, split_input
from .spec import EstimatorSpec

_MODEL_ARGUMENTS = {"features", "labels", "mode", "params", "self", "config"}


def check_model_fn(model_fn: Callable[..., Any], params: Any) -> None:
    """Raises ValueError for a model_fn without features, with arguments that nobody gives, or that takes no params."""
    arguments = set(arguments_of(model_fn))
    if "features" not in arguments:
        raise ValueError(f"model_fn ({model_fn}) must include features argument.")
    if params is not None and "params" not in arguments:
        raise ValueError(
            f"model_fn ({model_fn}) does not include params argument, but params ({params}) is passed to Estimator."
        )
    if params is None and "params" in arguments:
        logging.warning("Estimator's model_fn (%s) includes params argument, but params are not passed to Estimator.", model_fn)
    if unknown := arguments - _MODEL_ARGUMENTS:
        raise ValueError(f"model_fn ({model_fn}) has following not expected args: {list(unknown)}")


def call_input_fn(input_fn: Callable[..., Any], mode: str, params: Any, config: Any) -> Input:
    """The features and labels of an input_fn, with those of mode, params and config that it takes; on the first CPU."""
    known = arguments_of(input_fn)
    given = {"mode": mode, "params": params, "config": config}
    with get_default_graph().device("/cpu:0"):
        result = input_fn(**{name: copy.deepcopy(given[name]) for name in given if name in known})
    return split_input(result)


def call_model_fn(
    model_fn: Callable[..., Any], features: Any, labels: Any, mode: str, params: Any, config: Any
) -> EstimatorSpec:
    """What a model_fn returns.

    Raises:
      ValueError: it does not take labels where there are some, or returns no EstimatorSpec.
    """
    known = arguments_of(model_fn)
    if labels is not None and "labels" not in known:
        raise ValueError("model_fn does not take labels, but input_fn returns labels.")
    given = {"labels": labels, "mode": mode, "params": params, "config": config}
    logging.info("Calling model_fn.")
    found = model_fn(features=features, **{name: value for name, value in given.items() if name in known})
    logging.info("Done calling model_fn.")
    if not isinstance(found, EstimatorSpec):
        raise ValueError("model_fn should return an EstimatorSpec.")
    return found
