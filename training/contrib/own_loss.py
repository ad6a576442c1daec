"""Losses that a program hands over as a function of its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from headrace.formats.old_forms import tell

_WORDS = ("label", "target")


def own_loss(function: Callable[..., Any], labels: Any, logits: Any) -> Any:
    """What a `softmax_loss_function` gives for labels and logits.

    TensorFlow calls it by names since 1.1. 1.0 called it with the labels first, the releases before with the logits first: what
    takes no such names is called in the order in which its parameters say where the labels are.
    """
    try:
        parameters = inspect.signature(function)
    except (TypeError, ValueError):  # what is not written in Python says nothing
        return function(labels=labels, logits=logits)
    try:
        parameters.bind(labels=labels, logits=logits)
    except TypeError:
        tell("a softmax_loss_function called in order", "called with labels= and logits=", "1.1")
        first = next(iter(parameters.parameters), "")
        return function(labels, logits) if any(word in first.lower() for word in _WORDS) else function(logits, labels)
    return function(labels=labels, logits=logits)
