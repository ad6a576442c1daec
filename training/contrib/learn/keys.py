"""Names of modes, of predictions and of kinds of problems."""

from __future__ import annotations

from headrace.formats.exports import export


@export("contrib.learn.ModeKeys")
class ModeKeys:
    """What a model is built for."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"

    @classmethod
    def validate(cls, key: str) -> None:
        """Raises ValueError for what is no mode.

        Args:
          key: a mode.
        """
        if key not in (cls.TRAIN, cls.EVAL, cls.INFER):
            raise ValueError(f"Invalid mode {key}.")


@export("contrib.learn.PredictionKey")
class PredictionKey:
    """What predictions are called."""

    CLASSES = "classes"
    PROBABILITIES = "probabilities"
    LOGITS = "logits"
    LOGISTIC = "logistic"
    SCORES = "scores"
    TOP_K = "top_k"
    GENERIC = "output"


@export("contrib.learn.ProblemType")
class ProblemType:
    """What a model predicts."""

    UNSPECIFIED = 0
    CLASSIFICATION = 1
    LINEAR_REGRESSION = 2
    LOGISTIC_REGRESSION = 3


@export("contrib.learn.TaskType")
class TaskType:
    """What a machine of a cluster does."""

    MASTER = "master"
    PS = "ps"
    WORKER = "worker"
