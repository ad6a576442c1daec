"""MetricSpec: a function that makes a metric, and what of a model it measures."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from headrace.formats.exports import export
from headrace.graph.platform import logging

from ...estimators.calls import arguments_of

_NAMES = {
    "labels": ("labels", "label", "targets", "target"),
    "predictions": ("predictions", "prediction", "logits", "logit"),
    "weights": ("weights", "weight"),
}


@export("contrib.learn.MetricSpec")
class MetricSpec:
    """A function that makes a metric, and what of a model it measures.

    Args:
      metric_fn: takes labels, predictions and weights, under these names or such as `targets` and `logits`.
      prediction_key: which prediction; None: the only one.
      label_key: which label; None: the only one.
      weight_key: the feature that has the weights; None: all weigh 1.

    Raises:
      ValueError: `metric_fn` does not take what is given by a key, or has two names for one thing.
    """

    def __init__(
        self,
        metric_fn: Callable[..., Any],
        prediction_key: str | None = None,
        label_key: str | None = None,
        weight_key: str | None = None,
    ) -> None:
        self._name = _name_of(metric_fn)
        self._prediction_key = prediction_key
        self._label_key = label_key
        self._weight_key = weight_key
        required = {"labels": label_key is not None, "weights": weight_key is not None}
        self._metric_fn = _adapted(metric_fn, self._name, required)

    @property
    def prediction_key(self) -> str | None:
        """Which prediction."""
        return self._prediction_key

    @property
    def label_key(self) -> str | None:
        """Which label."""
        return self._label_key

    @property
    def weight_key(self) -> str | None:
        """The feature that has the weights."""
        return self._weight_key

    @property
    def metric_fn(self) -> Callable[..., Any]:
        """The function, with the arguments `labels`, `predictions` and `weights`."""
        return self._metric_fn

    def __str__(self) -> str:
        return (
            f"MetricSpec(metric_fn={self._name}, prediction_key={self.prediction_key}, label_key={self.label_key}, "
            f"weight_key={self.weight_key})"
        )

    def create_metric_ops(self, inputs: Any, labels: Any, predictions: Any) -> Any:
        """The metric of a model.

        Args:
          inputs: dict from names to features.
          labels: a tensor, or a dict of them.
          predictions: a tensor, or a dict of them.

        Returns:
          what the function gives: a value and an update.

        Raises:
          ValueError: a key where there is only a tensor, or none where there are several.
          KeyError: there is no such key.
        """
        prediction = _item("prediction", predictions, self.prediction_key)
        label = _item("label", labels, self.label_key)
        weights = inputs[self.weight_key] if self.weight_key else None
        try:
            return self.metric_fn(labels=label, predictions=prediction, weights=weights)
        except Exception as error:
            logging.error("Could not create metric ops for %s, %s.", self, error)
            raise


def _item(name: str, given: Any, key: str | None) -> Any:
    if key:
        if not isinstance(given, dict):
            raise ValueError(
                f"MetricSpec with {name}_key specified requires {name}s dict, got {given}.\nYou must not provide a {name}_key "
                f"if you only have a single Tensor as {name}s."
            )
        if key not in given:
            raise KeyError(f"Key '{key}' missing from {given.keys()}.")
        return given[key]
    if not isinstance(given, dict):
        return given
    if len(given) != 1:
        raise ValueError(f"MetricSpec without specified {name}_key requires {name}s tensor or single element dict, got {given}")
    return next(iter(given.values()))


def _name_of(function: Any) -> str:
    if isinstance(function, functools.partial):
        function = function.func
    return getattr(function, "__name__", None) or str(function)


def _adapted(function: Callable[..., Any], name: str, required: dict[str, bool]) -> Callable[..., Any]:
    """The function with the arguments `labels`, `predictions` and `weights`, whatever it calls them."""
    given = arguments_of(function)
    found = {role: _argument(role, name, given, required.get(role, False)) for role in _NAMES}

    def metric_fn(labels: Any = None, predictions: Any = None, weights: Any = None) -> Any:
        values = {"labels": labels, "predictions": predictions, "weights": weights}
        named = {found[role]: values[role] for role in ("labels", "predictions") if found[role] is not None}
        if weights is not None:
            named[found["weights"]] = weights
        if found["predictions"] is not None:
            return function(**named)
        if found["labels"] is not None and found["labels"] == given[0]:
            labels_first = named.pop(found["labels"])
            return function(labels_first, predictions, **named)
        return function(predictions, **named)

    return metric_fn


def _argument(role: str, name: str, given: tuple[str, ...], required: bool) -> Any:
    matching = set(_NAMES[role]) & set(given)
    if len(matching) > 1:
        raise ValueError(f"Ambiguous arguments {matching}, must provide only one of {set(_NAMES[role])}.")
    if not matching:
        if required:
            raise ValueError(f"{set(_NAMES[role])} missing from {name}({given}).")
        return None
    (found,) = matching
    if found != role:
        logging.warning("Canonical arg %s missing from %s(%s), using %s.", role, name, given, found)
    return found
