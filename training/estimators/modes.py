"""ModeKeys: what a model is built for."""

from __future__ import annotations

from headrace.formats.exports import export


@export("estimator.ModeKeys")
class ModeKeys:
    """What a model is built for: to be trained, evaluated, or asked."""

    TRAIN = "train"
    EVAL = "eval"
    PREDICT = "infer"
