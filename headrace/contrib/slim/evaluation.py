"""tf.contrib.slim.evaluation: values of a model in its checkpoints."""

from __future__ import annotations

from ... import _lazy

__all__: list[str] = []

__getattr__ = _lazy.attach(
    globals(),
    {
        "headrace.graph.checkpoints.reader": "checkpoints_iterator wait_for_new_checkpoint",
        "headrace.training.slim.evaluation": "evaluate_once evaluation_loop",
    },
)
