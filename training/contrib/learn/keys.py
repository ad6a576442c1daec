"""What modes, tasks, problems and predictions are called in tf.contrib.learn."""

from __future__ import annotations

from headrace.formats.exports import export


@export("contrib.learn.ModeKeys")
class ModeKeys:
    """What a model is built for: to be trained, evaluated, or asked."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"

    @classmethod
    def validate(cls, key: str) -> None:
        """Check that there is such a mode.

        Args:
          key: its name.

        Raises:
          ValueError: there is none.
        """
        if key not in (cls.TRAIN, cls.EVAL, cls.INFER):
            raise ValueError(f"Invalid mode {key}.")


@export("contrib.learn.TaskType")
class TaskType:
    """What a process of a cluster does."""

    MASTER = "master"
    PS = "ps"
    WORKER = "worker"


@export("contrib.learn.ProblemType")
class ProblemType:
    """What a model predicts."""

    UNSPECIFIED = 0
    CLASSIFICATION = 1
    LINEAR_REGRESSION = 2
    LOGISTIC_REGRESSION = 3


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
